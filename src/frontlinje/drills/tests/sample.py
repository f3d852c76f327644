"""Which day do the tests of drills play? The made-up Monday that comes with the simulator."""

from pathlib import Path
from typing import Any

import frontlinje
from frontlinje.base import clock
from frontlinje.centre.actions import import_file
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import latest_revision
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.files import write_yaml
from frontlinje.drills.actions.building import ask_drill, begin_drill, change_draft
from frontlinje.drills.actions.playing import finish, take_up, tell_progress
from frontlinje.drills.models import DayModel, DayModelVersion, Drill
from frontlinje.drills.models.day_models import Origin
from frontlinje.drills.playing_child import Told, play
from frontlinje.drills.rules.terms import DrillTerms, NamedScenario, with_scenario
from frontlinje.people.models import User
from frontlinje.simulation.rehearsal.form import RehearsalFile, read_rehearsal
from frontlinje.simulation.tests.kept_kernel import KERNEL

ROOT = Path(frontlinje.__path__[0])


def monday() -> RehearsalFile:
    """Return the made-up Monday."""
    sample = ROOT / "simulation" / "samples" / "bad-monday.yaml"
    return read_rehearsal(sample.read_bytes())[0]


def monday_version(by: User) -> DayModelVersion:
    """Open the made-up centre, and keep its Monday as a day model."""
    now, file = clock.now(), monday()
    assert file.centre is not None
    latest = Revision.objects.order_by("-id").first()
    content = write_yaml(plain_form(file.centre)).encode()
    based_on = latest.id if latest is not None else None
    import_file(content, by=None, reason="", at=now, based_on=based_on)
    model = DayModel.objects.create(name="Vanlig mandag")
    return DayModelVersion.objects.create(
        day_model=model,
        number=1,
        form=file.day.model_dump(mode="json"),
        origin=Origin.HAND,
        revision=latest_revision(),
        made_at=now,
        made_by=by,
    )


def terms(*, n_scenarios: int = 2, **changes: Any) -> DrillTerms:
    """Return what somebody could choose: the Monday, its scenarios, two plans of the library."""
    file = monday()
    chosen = DrillTerms(
        day=file.day.date,
        promise=file.promise,
        plans=("third-ill", "volume-doubled"),
        half_width=0.05,
        most_days=100,
    )
    for scenario in file.scenarios[:n_scenarios]:
        chosen = with_scenario(chosen, NamedScenario(scenario=scenario))
    return chosen.model_copy(update=changes)


def drafted(by: User, **changes: Any) -> Drill:
    """Return a drill of which all is said."""
    version = DayModelVersion.objects.first() or monday_version(by)
    drill = begin_drill(name="En tredjedel syke", by=by, at=clock.now())
    chosen = terms(**changes)
    return change_draft(drill_id=drill.id, change=lambda _: chosen, version=version, by=by)


def queued(by: User, **changes: Any) -> Drill:
    """Return a drill that waits to be played."""
    return ask_drill(drill_id=drafted(by, **changes).id, by=by, at=clock.now())


def played(drill: Drill) -> Drill:
    """Play a drill as the job does, here and now."""
    asked = take_up(drill_id=drill.id, at=clock.now())
    assert asked is not None

    def keep(told: Told) -> None:
        if "fingerprint" in told:
            finish(drill_id=drill.id, **told, at=clock.now())
        elif "progress" in told:
            results = told.get("results")
            tell_progress(drill_id=drill.id, progress=told["progress"], results=results)

    play(asked, kept_in=KERNEL, processes=1, tell=keep)
    drill.refresh_from_db()
    return drill
