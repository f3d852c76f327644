"""Which drills are there when somebody looks? One played, one under way, one being built."""

from collections.abc import Mapping

from frontlinje.base import clock
from frontlinje.drills.actions.playing import take_up, tell_progress
from frontlinje.drills.models import Drill
from frontlinje.drills.tests.sample import drafted, played, queued
from frontlinje.people.tests.cast import Cast

DRAFT = "01a20000-0000-7000-8000-000000000001"
PLAYING = "01a20000-0000-7000-8000-000000000002"


def drills_of_a_day(cast: Cast) -> Mapping[str, object]:
    """Play a made-up Monday with a third ill, without a plan and with two; begin two others."""
    done, playing = played(queued(cast.pia)), queued(cast.pia)
    Drill.objects.filter(id=drafted(cast.pia).id).update(id=DRAFT)
    take_up(drill_id=playing.id, at=clock.now())
    progress = {"share": 0.4, "scenario": "scenario-2", "n_days": 150}
    progress |= {"n_scenarios_done": 1, "n_scenarios": 2}
    tell_progress(drill_id=playing.id, progress=progress, results=done.results)
    Drill.objects.filter(id=playing.id).update(id=PLAYING)
    return {"drill_id": done.id}
