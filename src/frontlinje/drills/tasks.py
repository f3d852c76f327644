"""What of this room takes long? Playing drills and past days, and having the simulator ready.

A drill bears being begun twice: it is played from its beginning and comes to the same.
"""

import logging
from contextlib import closing, suppress
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from frontlinje.base import clock
from frontlinje.base.child import ChildLost
from frontlinje.drills.actions.fits import play_fit as play_fit_now
from frontlinje.drills.actions.playing import fail, finish, goes_on, take_up, tell_progress
from frontlinje.drills.player import Told, compile_simulator, played

LOCK = "drills.play"
"""One after the other: each uses all cores, and two would only wait for each other."""
AFTER_A_START_S = 60
"""By then whatever is made at a start is made, and compiling is in nobody's way."""
# A database that went away is back within minutes, or there is greater trouble.
_AGAIN = RetryStrategy(
    max_attempts=20, linear_wait=5, retry_exceptions=[OperationalError, InterfaceError]
)

log = logging.getLogger(__name__)


@app.task(name="drills.play", lock=LOCK, retry=_AGAIN)
def play(drill_id: str) -> None:
    """Play a drill until it is done, or somebody stops it."""
    identifier = UUID(drill_id)
    asked = take_up(drill_id=identifier, at=clock.now())
    if asked is None:
        return
    try:
        with closing(played(asked)) as told:
            for one in told:
                if not _keep(identifier, one):
                    return
    except ChildLost as lost:
        log.warning("drill_player_lost: %s", lost)
        fail(drill_id=identifier, failure=_NO_PLAYER, at=clock.now())


_NO_PLAYER = {"code": "drills.player_lost", "params": {}}


def _keep(drill_id: UUID, told: Told | None) -> bool:
    """Keep what the player tells; say whether it is to go on."""
    if told is None:
        return goes_on(drill_id)
    if "failed" in told:
        fail(drill_id=drill_id, failure=told["failed"], at=clock.now())
        return False
    if "fingerprint" in told:
        finish(drill_id=drill_id, **told, at=clock.now())
        return False
    if "is_compiling" in told:
        return tell_progress(drill_id=drill_id, progress=told)
    return tell_progress(drill_id=drill_id, progress=told["progress"], results=told.get("results"))


@app.task(name="drills.make_ready", lock=LOCK, queueing_lock="drills.make_ready")
def make_ready() -> None:
    """Have the simulator compiled, unless it is."""
    compile_simulator()


def make_ready_soon() -> None:
    """Have the simulator ready by the time somebody has said what is to be played."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        make_ready.defer()


# Without the lock: waiting for its time it would hold up whoever asks for a drill meanwhile.
@app.task(name="drills.make_ready_later", queueing_lock="drills.make_ready_later")
def make_ready_after_a_start() -> None:
    """Have the simulator compiled in its turn."""
    make_ready_soon()


def make_ready_later() -> None:
    """Have the simulator ready some time after a start, for the first drill after an update."""
    later = make_ready_after_a_start.configure(schedule_in={"seconds": AFTER_A_START_S})
    with suppress(AlreadyEnqueued), transaction.atomic():
        later.defer()


@app.task(name="drills.play_fit", lock=LOCK, retry=_AGAIN)
def play_fit(fit_id: str) -> None:
    """Play the past days that a day model is compared with."""
    play_fit_now(fit_id=UUID(fit_id), at=clock.now())
