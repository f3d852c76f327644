"""Is a drill stopped at once, does it tell that its player was killed, and survive its worker?"""

import psutil
import pytest

from frontlinje.base import clock
from frontlinje.drills import tasks
from frontlinje.drills.actions.playing import stop_drill
from frontlinje.drills.models import Drill, DrillState
from frontlinje.drills.tests.sample import queued
from frontlinje.people.tests.cast import Cast
from tests.mail.conftest import out_port, outside, worker
from tests.mail.live_worker import LiveWorker
from tests.mail.waiting import until
from tests.simulator import simulator

__all__ = ["out_port", "outside", "simulator", "worker"]

pytestmark = pytest.mark.slow

N_DAYS = 800


def begun(cast: Cast) -> Drill:
    """Have a drill played, so exactly that it takes a while, and return it under way."""
    drill = queued(cast.pia, n_scenarios=3, plans=(), half_width=0.0005, most_days=N_DAYS)
    tasks.play.defer(drill_id=str(drill.id))
    told = Drill.objects.filter(id=drill.id, progress__n_days__gte=50, results__isnull=False)
    return until(told.first)


def players(worker: LiveWorker) -> list[psutil.Process]:
    return psutil.Process(worker.pid).children(recursive=True)


def test_a_drill_is_stopped_at_once_tells_of_a_lost_player_and_survives_its_worker(
    simulator: None, worker: LiveWorker, cast: Cast
) -> None:
    drill = begun(cast)
    playing = players(worker)
    assert playing
    stop_drill(drill_id=drill.id, by=cast.pia, at=clock.now())
    until(lambda: not any(process.is_running() for process in playing))
    drill.refresh_from_db()
    assert drill.results is not None, "the figures so far are kept"
    assert {case["replications"] for case in drill.results["cases"]} != {N_DAYS}

    drill = begun(cast)
    playing = players(worker)
    playing[0].kill()
    until(lambda: Drill.objects.filter(id=drill.id, state=DrillState.FAILED).exists())
    until(lambda: not any(process.is_running() for process in playing))
    drill.refresh_from_db()
    assert drill.failure["code"] == "drills.player_lost"

    drill = begun(cast)
    playing = players(worker)
    worker.kill()
    until(lambda: not any(process.is_running() for process in playing))
    drill.refresh_from_db()
    assert drill.state == DrillState.PLAYING
    worker.start()
    done = until(lambda: Drill.objects.filter(id=drill.id, state=DrillState.DONE).first())
    assert done.attempts == 2
    assert done.results is not None
    assert {case["replications"] for case in done.results["cases"]} == {N_DAYS}
