"""Does a day obey the centre, and a plan laid on it, through its effective state?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from frontlinje.base.errors import Invalid
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.overrides import EDIT, Override
from frontlinje.centre.tests.samples import name, plain_document
from frontlinje.simulation.from_centre import Person, under_centre
from frontlinje.simulation.model import Agent, Day, Lane, Rules, Span, Spread, Stage
from frontlinje.simulation.outcome import ABANDONED, ANSWERED, HANDLING_MS, TURNED_AWAY
from frontlinje.simulation.problems import doubts_about, problems_of
from frontlinje.simulation.running import play

EIGHT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""A Monday at 8 in Oslo."""
HOUR_S = 3600.0


def centre(**changes: Any) -> CentreDocument:
    given = plain_document()
    hours = dict.fromkeys(["mon", "tue", "wed", "thu", "fri"], "08:00-16:00")
    given["hours"] = [{"code": "main", "name": name(), "week": hours}]
    for channel in given["channels"]:
        channel["hours"] = "main"
    return CentreDocument.model_validate(given | changes)


def laid_on(edit: dict[str, Any], *, from_h: float, until_h: float) -> Override:
    return Override(
        id=UUID(int=1),
        order=1,
        edit=EDIT.validate_python(edit),
        starts_at=EIGHT + timedelta(hours=from_h),
        until_at=EIGHT + timedelta(hours=until_h),
    )


def a_day(queue: str = "settlements", hours: int = 10) -> Day:
    lane = Lane(
        queue=queue,
        channel="phone",
        per_h=(30.0,) * (hours * 4),
        handling=Spread(mean_s=240.0),
        patience=Spread(kind="exponential", mean_s=120.0),
        target_s=60.0,
    )
    shift = (Span(from_s=0.0, until_s=4 * HOUR_S), Span(from_s=4.5 * HOUR_S, until_s=8 * HOUR_S))
    agents = tuple(Agent(username=who, on_duty=shift) for who in ("nina", "per", "kari"))
    rules = (Rules(groups=("nobody",), promise_s=1.0),)
    return Day(lanes=(lane,), agents=agents, stages=(Stage(from_s=0.0, rules=rules),))


PEOPLE = [Person(username="Nina"), Person(username="per", cohort=2)]


def test_lanes_open_and_rules_hold_as_the_centre_says() -> None:
    day = under_centre(a_day(), document=centre(), starts_at=EIGHT, people=PEOPLE)
    assert problems_of(day) == doubts_about(day) == []
    assert day.lanes[0].opens == (Span(from_s=0.0, until_s=8 * HOUR_S),)
    (stage,) = day.stages
    assert stage.members["everyone"] == ("Nina", "per", "kari")
    assert stage.rules[0].promise_s == 3600.0
    assert stage.rules[0].groups == ("everyone",)


def test_a_measure_makes_a_stage_while_it_holds() -> None:
    shorter = laid_on(
        {"kind": "change_queue", "queue": "settlements", "changes": {"promise_s": 600}},
        from_h=2,
        until_h=3,
    )
    day = under_centre(
        a_day(), document=centre(), overrides=[shorter], starts_at=EIGHT, people=PEOPLE
    )
    told = [(stage.from_s, stage.rules[0].promise_s) for stage in day.stages]
    assert told == [(0.0, 3600.0), (2 * HOUR_S, 600.0), (3 * HOUR_S, 3600.0)]


@pytest.mark.parametrize(("planned_s", "most_s"), [(10.0, 10.0), (60.0, None), (200.0, None)])
def test_less_time_for_wrap_up_cuts_it_off_and_more_changes_nothing(
    planned_s: float, most_s: float | None
) -> None:
    given = plain_document()
    given["queues"][1]["wrap_up_s"] = 60
    given["hours"] = centre().model_dump()["hours"]
    document = CentreDocument.model_validate(given)
    changes = {"wrap_up_s": planned_s}
    planned = laid_on(
        {"kind": "change_queue", "queue": "settlements", "changes": changes}, from_h=0, until_h=10
    )
    measured = Spread(kind="constant", mean_s=45.0)
    lane = a_day().lanes[0].model_copy(update={"wrap_up": measured})
    usual = a_day().model_copy(update={"lanes": (lane,)})

    def under(*overrides: Override) -> Day:
        return under_centre(
            usual, document=document, overrides=overrides, starts_at=EIGHT, people=PEOPLE
        )

    assert under().stages[0].rules[0].most_wrap_up_s is None
    assert under(planned).stages[0].rules[0].most_wrap_up_s == most_s
    ordinary, other = (
        play(under(), seed=1, is_plain=True),
        play(under(planned), seed=1, is_plain=True),
    )
    cut = ordinary.lanes[..., HANDLING_MS].sum() - other.lanes[..., HANDLING_MS].sum()
    assert bool(cut > 0) is (most_s is not None)


def test_a_closed_channel_turns_away_what_comes_then() -> None:
    shut = laid_on(
        {"kind": "set_channel_open", "channel": "phone", "is_open": False}, from_h=2, until_h=4
    )
    day = under_centre(a_day(), document=centre(), overrides=[shut], starts_at=EIGHT, people=PEOPLE)
    assert [(span.from_s / HOUR_S, span.until_s / HOUR_S) for span in day.lanes[0].opens] == [
        (0.0, 2.0),
        (4.0, 8.0),
    ]
    lanes = play(day, seed=1, is_plain=True).lanes[0, :, 0]
    turned_away = lanes[:, TURNED_AWAY]
    assert turned_away[8:16].sum() > 20
    assert turned_away[:8].sum() == turned_away[16:32].sum() == 0
    assert lanes[16:32, ANSWERED].sum() + lanes[16:32, ABANDONED].sum() > 20


def test_an_arranged_shift_cuts_what_was_planned_and_keeps_the_break() -> None:
    early = {
        "code": "early",
        "name": name(),
        "cohort": 1,
        "hours": "08:00-14:00",
        "last_day": date(2026, 12, 1),
    }
    document = centre(arrangements=[early])
    day = under_centre(a_day(), document=document, starts_at=EIGHT, people=PEOPLE)
    nina, per, _ = day.agents
    assert [span.until_s for span in nina.on_duty] == [4 * HOUR_S, 6 * HOUR_S]
    assert [span.until_s for span in per.on_duty] == [4 * HOUR_S, 8 * HOUR_S]


def test_a_queue_to_which_overflow_sends_gets_an_empty_lane() -> None:
    given = plain_document()
    given["queues"][1]["overflow"] = [
        {"code": "long", "when": {"waited_s": 60}, "then": [{"do": "send", "queue": "general"}]}
    ]
    document = CentreDocument.model_validate(given)
    day = under_centre(a_day(), document=document, starts_at=EIGHT, people=PEOPLE)
    assert [lane.queue for lane in day.lanes] == ["settlements", "general"]
    assert sum(day.lanes[1].per_h) == 0.0
    assert problems_of(day) == []


def test_a_queue_that_the_centre_does_not_have_is_named() -> None:
    with pytest.raises(Invalid, match=r"simulation\.unknown_queue") as caught:
        under_centre(a_day("fishing"), document=centre(), starts_at=EIGHT, people=PEOPLE)
    assert caught.value.params == {"queue": "fishing"}
