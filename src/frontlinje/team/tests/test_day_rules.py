"""Do the stretches of a day say when, how long and why, whatever was declared?"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from frontlinje.base.ids import uuid7
from frontlinje.presence.rules.shifts import Span
from frontlinje.team.rules.day import (
    LOGGED_OFF,
    PAUSE,
    READY,
    Declared,
    Stretch,
    lost_spans,
    stretches_of,
    sums_of,
)
from frontlinje.team.rules.scale import WIDTH, bar_of, hour_marks, position_of, shown_span

MIDNIGHT = datetime(2026, 3, 12, tzinfo=UTC)
DAY = Span(MIDNIGHT, MIDNIGHT + timedelta(days=1))


def at(hours: float) -> datetime:
    return MIDNIGHT + timedelta(hours=hours)


def declared(hours: float, status: str, reason: str = "", **facts: Any) -> Declared:
    return Declared(at(hours), status, reason, **facts)


def day(*declarations: Declared, before: Declared | None = None, now: float = 30) -> list[Stretch]:
    return stretches_of(before, declarations, day=DAY, now=at(now))


def told(stretches: list[Stretch]) -> list[tuple[str, float, float]]:
    return [
        (
            one.declared.status,
            (one.span.starts_at - MIDNIGHT) / timedelta(hours=1),
            (one.span.ends_at - MIDNIGHT) / timedelta(hours=1),
        )
        for one in stretches
    ]


def test_a_day_is_a_row_of_stretches() -> None:
    found = day(
        declared(8, READY), declared(11, PAUSE, "lunch"), declared(11.5, READY), declared(16, "off")
    )
    assert told(found) == [
        (LOGGED_OFF, 0, 8),
        (READY, 8, 11),
        (PAUSE, 11, 11.5),
        (READY, 11.5, 16),
        ("off", 16, 24),
    ]
    assert found[2].declared.reason == "lunch"
    assert found[-1].is_going_on


def test_nothing_is_said_of_what_has_not_come_yet() -> None:
    assert told(day(declared(8, READY), now=9)) == [(LOGGED_OFF, 0, 8), (READY, 8, 9)]
    assert day(now=-5) == []
    assert told(day(declared(8, READY), declared(9, PAUSE), now=9))[-1] == (READY, 8, 9)


def test_what_was_declared_the_day_before_goes_on() -> None:
    assert told(day(declared(6, LOGGED_OFF), before=declared(-2, READY))) == [
        (READY, 0, 6),
        (LOGGED_OFF, 6, 24),
    ]


def test_the_same_again_is_no_new_stretch_but_another_place_or_word_is() -> None:
    assert len(day(declared(8, READY), declared(9, READY))) == 2
    assert len(day(declared(8, READY), declared(9, READY, place="home"))) == 3
    assert len(day(declared(8, PAUSE, "lunch"), declared(9, PAUSE, "lunch", why="x"))) == 3


times = st.integers(0, 24 * 60 - 1).map(lambda minute: minute / 60)
statuses = st.sampled_from([READY, PAUSE, LOGGED_OFF])


@given(st.lists(st.tuples(times, statuses), max_size=12), times)
def test_stretches_follow_each_other_without_gaps(
    many: list[tuple[float, str]], now: float
) -> None:
    found = day(*(declared(hours, status) for hours, status in sorted(many)), now=now)
    if not found:
        assert now == 0
        return
    assert found[0].span.starts_at == MIDNIGHT
    assert found[-1].span.ends_at == at(now)
    assert all(one.span.ends_at == two.span.starts_at for one, two in pairwise(found))
    assert [one.is_going_on for one in found] == [False] * (len(found) - 1) + [True]


def test_a_desk_shut_after_logging_off_is_no_lost_connection() -> None:
    stretches = day(declared(8, READY), declared(16, LOGGED_OFF))
    changes = [
        (at(7.9), "connected"),
        (at(10), "lost"),
        (at(10.5), "connected"),
        (at(15.5), "lost"),
    ]
    assert lost_spans(True, changes, stretches) == [
        Span(at(10), at(10.5)),
        Span(at(15.5), at(16)),
    ]
    assert lost_spans(True, [], []) == []


def test_a_connection_lost_the_day_before_counts_until_it_is_back() -> None:
    stretches = day(declared(6, LOGGED_OFF), before=declared(-1, READY))
    assert lost_spans(True, [(at(1), "connected")], stretches) == [Span(at(0), at(1))]


def test_sums_are_facts_with_a_grace() -> None:
    stretches = day(declared(8.2, READY), declared(12, PAUSE, "lunch"), declared(13, LOGGED_OFF))
    sums = sums_of(stretches, [Span(at(8), at(16))])
    assert (sums.first_on_at, sums.last_off_at) == (at(8.2), at(13))
    assert (sums.ready, sums.pause) == (timedelta(hours=3.8), timedelta(hours=1))
    assert (sums.late, sums.early_off) == (timedelta(minutes=12), timedelta(hours=3))
    kept = sums_of(day(declared(8.05, READY), declared(15.95, LOGGED_OFF)), [Span(at(8), at(16))])
    assert (kept.late, kept.early_off) == (timedelta(), timedelta())


def test_whoever_is_still_there_has_not_left() -> None:
    sums = sums_of(day(declared(8, READY), now=10), [Span(at(8), at(16))])
    assert (sums.last_off_at, sums.early_off) == (None, timedelta())
    assert sums_of([], [Span(at(8), at(16))]).first_on_at is None


def test_who_did_something_else_before_a_shift_is_not_early_off() -> None:
    sums = sums_of(day(declared(6, READY), declared(7, LOGGED_OFF)), [Span(at(8), at(16))])
    assert sums.early_off == timedelta()


# -- the drawing -----------------------------------------------------------------------------------


def test_the_drawing_shows_the_hours_that_matter() -> None:
    shown = shown_span([Span(at(7.5), at(15.2))], DAY)
    assert shown == Span(at(7), at(17))
    assert shown_span([], DAY) == Span(at(8), at(16))
    assert shown_span([Span(at(-3), at(2)), Span(at(22), at(30))], DAY) == DAY
    assert shown_span([Span(at(22), at(25))], DAY) == Span(at(16), at(24))


hours = st.floats(-5, 29)


@given(st.lists(st.tuples(hours, hours), max_size=5))
def test_what_is_drawn_lies_within_the_day_and_holds_everything(
    pairs: list[tuple[float, float]],
) -> None:
    spans = [Span(at(min(p)), at(max(p))) for p in pairs if p[0] != p[1]]
    shown = shown_span(spans, DAY)
    n_hours = (shown.ends_at - shown.starts_at) / timedelta(hours=1)
    assert n_hours >= 8
    assert n_hours % 2 == 0
    assert DAY.starts_at <= shown.starts_at < shown.ends_at <= DAY.ends_at
    for span in spans:
        bar = bar_of(span, shown)
        if span.overlaps(DAY):
            assert bar is not None
            assert bar.x >= 0
            assert bar.x + bar.width <= WIDTH + 0.2
            inside = Span(max(span.starts_at, DAY.starts_at), min(span.ends_at, DAY.ends_at))
            assert shown.starts_at <= inside.starts_at
            assert inside.ends_at <= shown.ends_at
        else:
            assert bar is None


def test_hours_are_marked_by_the_clock_on_the_wall() -> None:
    marks = hour_marks(Span(at(7), at(15)), ZoneInfo("Europe/Oslo"))
    assert marks[0] == (0.0, 8)
    assert marks[-1] == (1000.0, 16)
    assert len(hour_marks(DAY, ZoneInfo("UTC"))) == 13
    assert position_of(at(9), Span(at(8), at(10))) == 500.0


def test_a_leader_s_word_goes_with_its_stretch() -> None:
    leader = uuid7()
    (_, found) = day(Declared(at(9), PAUSE, "meeting", by=leader, why="Kom til møterommet"))
    assert (found.declared.by, found.declared.why) == (leader, "Kom til møterommet")
