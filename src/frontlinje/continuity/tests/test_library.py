"""Do the plans of the library fit a new centre and a full one, and do what they say?"""

from itertools import groupby
from pathlib import Path

import pytest

from frontlinje.centre.rules.checks import Known
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.fields import LANGUAGES
from frontlinje.centre.rules.files import read_file
from frontlinje.centre.rules.starter import starter_document
from frontlinje.continuity.actions.plans import LIBRARY
from frontlinje.continuity.rules.laying import edits_of, laid_on
from frontlinje.continuity.rules.measures.tasks import Checklist
from frontlinje.continuity.rules.plan import PlanDocument, problems_of, read_plan, written

FILES = sorted(LIBRARY.glob("*.yaml"))
PLANS = [read_plan(path.read_bytes()) for path in FILES]
NOBODY = Known(skills=frozenset(), teams=frozenset(), sites=frozenset(), usernames=frozenset())
FOR_MANY = [plan for plan in PLANS if plan.scenario == "high-volume"]
each = pytest.mark.parametrize("plan", PLANS, ids=[plan.code for plan in PLANS])


def full_centre() -> tuple[CentreDocument, Known]:
    """Return the centre of the demonstration, with the people's parts that it names."""
    file, _ = read_file((Path(__file__).parents[2] / "config/demo/centre.yaml").read_bytes())
    known = Known(
        skills=frozenset(skill.code for skill in file.skills),
        teams=frozenset(team.code for team in file.teams),
        sites=frozenset(site.code for site in file.sites),
        usernames=frozenset(),
    )
    return file.document, known


def test_there_are_twelve_each_in_a_file_of_its_name() -> None:
    assert [path.stem for path in FILES] == [plan.code for plan in PLANS]
    assert len(PLANS) == 12


def test_alternatives_for_one_scenario_are_told_apart() -> None:
    def scenario(plan: PlanDocument) -> str:
        return plan.scenario

    labels = {
        word: [plan.label for plan in plans]
        for word, plans in groupby(sorted(PLANS, key=scenario), key=scenario)
    }
    several = {word: sorted(found) for word, found in labels.items() if len(found) > 1}
    assert set(several) == {"high-volume", "house-closed", "systems-down", "too-few-people"}
    assert all(found == ["A", "B"] for found in several.values())
    assert all(found == [""] for found in labels.values() if len(found) == 1)


@each
def test_a_plan_fits_a_new_centre_and_a_full_one(plan: PlanDocument) -> None:
    assert problems_of(plan, starter_document(), NOBODY) == []
    assert problems_of(plan, *full_centre()) == []


@each
def test_a_plan_is_the_same_after_its_file(plan: PlanDocument) -> None:
    assert read_plan(written(plan)) == plan
    assert written(read_plan(written(plan))) == written(plan)


@each
def test_every_measure_does_something_in_a_centre_with_all_channels(plan: PlanDocument) -> None:
    centre = with_chat_and_office_hours(full_centre()[0])
    idle = [
        measure.kind
        for measure in plan.measures
        if laid_on(edits_of([measure], centre), centre) == centre
    ]
    # Nobody is named in a plan for any centre, and no channel of this one is closed.
    assert set(idle) <= {"checklist", "invite_people", "open_channels"}
    assert "checklist" in idle


@pytest.mark.parametrize("plan", FOR_MANY, ids=[plan.code for plan in FOR_MANY])
def test_a_plan_for_many_contacts_takes_no_more_time_for_any(plan: PlanDocument) -> None:
    centre = full_centre()[0]
    then = laid_on(edits_of(plan.measures, centre), centre)
    before = [time for queue in centre.queues for time in (queue.offer_s, queue.wrap_up_s)]
    after = [time for queue in then.queues for time in (queue.offer_s, queue.wrap_up_s)]
    assert all(will <= was for will, was in zip(after, before, strict=True))
    assert after != before


def with_chat_and_office_hours(centre: CentreDocument) -> CentreDocument:
    plain = plain_form(centre)
    plain["channels"].append({"code": "chat", "hours": "always", "units": 20})
    plain["queues"][0]["channels"].append("chat")
    plain["hours"][0]["week"] = {"mon": "08:00-16:00", "tue": "08:00-16:00"}
    return CentreDocument.model_validate(plain)


@each
def test_what_is_told_is_translated(plan: PlanDocument) -> None:
    told = [plan.name, plan.purpose]
    told += [plan.announcement.title, plan.announcement.body] if plan.announcement else []
    for measure in plan.measures:
        told += [getattr(measure, field) for field in ("title", "body") if hasattr(measure, field)]
        told += [item.text for item in measure.items] if isinstance(measure, Checklist) else []
    for text in told:
        wordings = [text.in_language(language) for language in LANGUAGES]
        assert wordings[2] not in wordings[:2], wordings
