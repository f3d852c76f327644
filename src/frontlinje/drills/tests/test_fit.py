"""Are past days played as they were, and is what came out of them counted as the play counts?"""

from datetime import timedelta
from pathlib import Path

import pytest

from frontlinje.base.child import ChildLost
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.fields import Interval
from frontlinje.centre.rules.files import CentreFile
from frontlinje.centre.rules.starter import starter_document
from frontlinje.drills import fitting
from frontlinje.drills.rules.checking import ground_for
from frontlinje.drills.rules.fit import (
    PastDay,
    PlayedChannel,
    PlayedDay,
    expected,
    past_days,
    verdicts,
)
from frontlinje.drills.rules.kinds import Kind
from frontlinje.drills.rules.learning import learn
from frontlinje.drills.rules.recorded import Colleague, History, There
from frontlinje.drills.tests.past import PER_DAY, TODAY, at, history, mondays, state
from frontlinje.simulation.model import Day


def past(of: History) -> list[PastDay]:
    form = learn(of, kind=Kind.MON, state=state(), today=TODAY).form
    return past_days(form, mondays(), of, state())


def test_a_past_day_has_the_contacts_that_came_and_the_people_who_were_there() -> None:
    one = past(history(mondays()))[0]
    assert len(one.arrivals) == PER_DAY
    assert not any(rate for lane in one.form.lanes for rate in lane.per_h)
    assert [(who.username, who.absent_share) for who in one.form.people] == [
        ("nina", 0.0),
        ("omar", 0.0),
    ]
    (phone,) = one.actual.channels
    assert phone.came == PER_DAY
    assert 0 < phone.in_time < PER_DAY


def test_who_gave_up_or_was_answered_on_another_day_was_not_in_time() -> None:
    monday = mondays()[0]
    answered, *_ = [one for one in history([monday]).came if one.answered_at]
    late = answered._replace(answered_at=at(monday + timedelta(days=1), 480))
    gone = answered._replace(answered_at=None, gave_up_at=answered.answered_at)
    one = past(history(mondays(), came=[answered, late, gone]))[0]
    (phone,) = one.actual.channels
    assert (phone.came, phone.in_time) == (3, 1)


def test_days_of_which_nobody_s_presence_is_known_are_not_played() -> None:
    assert past(history(mondays(), there={})) == []


def test_the_expected_number_lies_between_what_most_days_have() -> None:
    form = learn(history(mondays()), kind=Kind.MON, state=state(), today=TODAY).form
    low, mean, high = expected(form, "phone")
    assert low < mean < high
    assert mean == pytest.approx(PER_DAY, abs=0.2)


def test_a_verdict_says_how_far_off_the_play_was() -> None:
    def day(in_time: int, low: float, middle: float, high: float) -> PlayedDay:
        one = PlayedChannel(
            channel="phone",
            came=100,
            expected=(90.0, 100.0, 110.0),
            in_time=in_time,
            played=(low, middle, high),
        )
        return PlayedDay(day=TODAY, channels=(one,))

    (told,) = verdicts([day(80, 0.75, 0.82, 0.9), day(60, 0.7, 0.7, 0.75)])
    assert (told.n_days, told.n_within) == (2, 1)
    assert told.off == pytest.approx(0.06)


def day_of_30_people() -> Day:
    """Return a past day on which nobody has to wait, ready to be played."""
    names = [f"agent-{number}" for number in range(30)]
    there = [There(username=name, ready=(Interval(480, 960),)) for name in names]
    known = {name: Colleague(username=name) for name in names}
    of = history(mondays(), there=dict.fromkeys(mondays(), there), colleagues=known)
    form = learn(of, kind=Kind.MON, state=state(), today=TODAY).form
    at_once = {"misses_share": 0.0, "answer_s": 0.0}
    quick = tuple(who.model_copy(update=at_once) for who in form.people)
    patient = tuple(lane.model_copy(update={"patience": None}) for lane in form.lanes)
    form = form.model_copy(update={"people": quick, "lanes": patient})
    one = past_days(form, mondays(), of, state())[0]
    centre = CentreFile.model_validate(plain_form(starter_document()))
    return ground_for(one.form, centre).laid([]).model_copy(update={"arrivals": one.arrivals})


@pytest.mark.slow
def test_with_people_enough_the_play_answers_everybody_in_time(
    kept_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "kernel_folder", lambda: kept_in)
    assert fitting.shares_played([day_of_30_people()]) == [{"phone": (1.0, 1.0, 1.0)}]


def test_a_play_that_takes_too_long_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "kernel_folder", lambda: tmp_path)
    monkeypatch.setattr(fitting, "MOST_TIME_S", 0.01)
    with pytest.raises(ChildLost):
        fitting.shares_played([day_of_30_people()])
