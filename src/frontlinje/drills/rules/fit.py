"""How well does a model reproduce days that were? Each as it was asked, and what came out.

A past day is played with the contacts that really came and the people who were really there; only
handling, patience and luck are drawn. What came is compared with what the model expects by itself.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from frontlinje.centre.rules.fields import Section
from frontlinje.centre.rules.hours import open_seconds_between
from frontlinje.centre.rules.state import CentreState
from frontlinje.drills.rules.recorded import (
    Came,
    Colleague,
    History,
    LaneKey,
    There,
    crew_of,
)
from frontlinje.drills.rules.roster import crews_of
from frontlinje.drills.rules.window import LATE_DAYS, Window
from frontlinje.simulation.model import Arrival
from frontlinje.simulation.rehearsal.form import DayForm, People

Z80 = 1.2815515655446004
"""Eight days of ten lie within so many standard deviations of the mean."""
MOST_DAYS = 20
"""The latest of them are played."""


class PlayedChannel(Section):
    """One channel on one day: what came and what was in time, expected and actual."""

    channel: str
    came: int
    expected: tuple[float, float, float]
    """Of the model alone: the lower end of eight days of ten, the mean, the upper end."""
    in_time: int
    played: tuple[float, float, float] | None = None
    """Share in time: lower end of eight plays of ten, median, upper end."""

    @property
    def share(self) -> float | None:
        """Return the actual share in time.

        Returns
        -------
        float or None
            None when nothing came.
        """
        return self.in_time / self.came if self.came else None

    @property
    def is_within(self) -> bool:
        """Say whether the actual share lies in the band.

        Returns
        -------
        bool
            False also where nothing was played.
        """
        half = 0.5 / self.came if self.came else 0.0  # a share moves in steps
        low, high = (self.played[0], self.played[2]) if self.played else (1.0, 0.0)
        return self.share is not None and low - half <= self.share <= high + half


class PlayedDay(Section):
    """One past day."""

    day: date
    channels: tuple[PlayedChannel, ...]


@dataclass(frozen=True, slots=True)
class PastDay:
    """A day as it was: what to play, and what came out of it."""

    form: DayForm
    """With the people who were there, and lanes on which nothing is drawn."""
    arrivals: tuple[Arrival, ...]
    actual: PlayedDay


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a channel did over all days."""

    channel: str
    n_days: int
    n_within: int
    off: float
    """Mean distance of the actual share from the median of the plays, in shares."""


def past_days(
    form: DayForm, days: Iterable[date], history: History, state: CentreState
) -> list[PastDay]:
    """Return days as they were, of those on which somebody's presence was recorded.

    Parameters
    ----------
    form : DayForm
        The model.
    days : iterable of date
        Those that it is about.
    history : History
        What was recorded.
    state : CentreState
        With the opening hours.

    Returns
    -------
    list of PastDay
        At most the latest twenty, in order of time.
    """
    known = [day for day in sorted(days) if any(one.ready for one in history.there.get(day, ()))]
    return [_past_day(form, day, history, state) for day in known[-MOST_DAYS:]]


def _past_day(form: DayForm, day: date, history: History, state: CentreState) -> PastDay:
    hours, minutes = (int(part) for part in form.begins.split(":"))
    n = max((len(lane.per_h) for lane in form.lanes), default=0)
    window = Window(hours * 60 + minutes, 1)
    starts_at, _ = window.bounds(day, history.zone)
    length_s = n * form.interval_min * 60.0
    ends_at = datetime.fromtimestamp(starts_at.timestamp() + length_s, history.zone)
    lanes: dict[LaneKey, float] = {
        (one.queue, one.channel, one.language): one.target_s for one in form.lanes
    }
    came = [one for one in _asked(history.came, starts_at, ends_at) if one.lane in lanes]
    played = form.model_copy(
        update={
            "date": day,
            "lanes": tuple(
                lane.model_copy(update={"per_h": (0.0,) * n, "backlog": 0}) for lane in form.lanes
            ),
            "people": tuple(_people(form, history.there[day], history.colleagues.values())),
            "factor_shape": None,
        }
    )
    arrivals = tuple(_arrival(one, starts_at, state) for one in came)
    actual = tuple(_actual(form, came, ends_at, lanes, state))
    return PastDay(played, arrivals, PlayedDay(day=day, channels=actual))


def _asked(came: Iterable[Came], starts_at: datetime, ends_at: datetime) -> Iterator[Came]:
    """Yield what came on a day, and what waited when it began."""
    for one in came:
        gone_at = min((at for at in (one.answered_at, one.ended_at) if at), default=None)
        is_waiting = gone_at is None or gone_at > starts_at
        is_late = (starts_at - one.at).days >= LATE_DAYS
        if starts_at <= one.at < ends_at or (one.at < starts_at and is_waiting and not is_late):
            yield one


def _arrival(one: Came, starts_at: datetime, state: CentreState) -> Arrival:
    queue, channel, language = one.lane
    at_s = (one.at - starts_at).total_seconds()
    if at_s < 0.0:  # its age in opening hours: the clock of promises
        at_s = -open_seconds_between(state.opening(channel, queue), one.at, starts_at) - 0.001
    return Arrival(at_s=at_s, queue=queue, channel=channel, language=language)


def _people(
    form: DayForm, there: Sequence[There], colleagues: Iterable[Colleague]
) -> Iterator[People]:
    paces = {crew_of(one.team, is_last_resort=one.is_last_resort): one.pace for one in form.people}
    some = form.people[0] if form.people else None
    return crews_of(
        {one.username: one.ready for one in there if one.ready},
        {one.username: one for one in colleagues},
        paces=paces,
        absent=0.0,
        misses=some.misses_share if some else 0.0,
        answer_s=some.answer_s if some else 0.0,
    )


def _actual(
    form: DayForm,
    came: Sequence[Came],
    ends_at: datetime,
    targets: dict[LaneKey, float],
    state: CentreState,
) -> Iterator[PlayedChannel]:
    for channel in dict.fromkeys(lane.channel for lane in form.lanes):
        own = [one for one in came if one.lane[1] == channel]
        in_time = sum(_is_in_time(one, ends_at, targets[one.lane], state) for one in own)
        yield PlayedChannel(
            channel=channel,
            came=len(own),
            expected=expected(form, channel),
            in_time=in_time,
        )


def _is_in_time(one: Came, ends_at: datetime, target_s: float, state: CentreState) -> bool:
    if one.answered_at is None or one.answered_at >= ends_at:
        return False
    queue, channel, _ = one.lane
    return open_seconds_between(state.opening(channel, queue), one.at, one.answered_at) <= target_s


def expected(form: DayForm, channel: str) -> tuple[float, float, float]:
    """Return how many contacts a model expects on a channel.

    Parameters
    ----------
    form : DayForm
        The model.
    channel : str
        Its code.

    Returns
    -------
    tuple of float
        Lower end of eight days of ten, mean, upper end, with what waits in the morning. The
        variance is ``mean + mean^2 / shape``: Poisson times the day's factor.
    """
    lanes = [lane for lane in form.lanes if lane.channel == channel]
    drawn = sum(sum(lane.per_h) for lane in lanes) * form.interval_min / 60.0
    waiting = sum(lane.backlog for lane in lanes)
    beyond = drawn * drawn / form.factor_shape if form.factor_shape else 0.0
    spread = Z80 * math.sqrt(drawn + beyond)
    mean = drawn + waiting
    return round(max(0.0, mean - spread), 1), round(mean, 1), round(mean + spread, 1)


def verdicts(days: Sequence[PlayedDay]) -> list[Verdict]:
    """Return how each channel did.

    Parameters
    ----------
    days : sequence of PlayedDay
        With what was played.

    Returns
    -------
    list of Verdict
        Days on which nothing came on a channel do not count for it.
    """
    found = []
    for channel in dict.fromkeys(one.channel for day in days for one in day.channels):
        own = [
            (one, one.share, one.played)
            for day in days
            for one in day.channels
            if one.channel == channel
        ]
        off = [abs(share - played[1]) for _, share, played in own if share is not None and played]
        if off:
            n_within = sum(one.is_within for one, _, _ in own)
            found.append(Verdict(channel, len(off), n_within, math.fsum(off) / len(off)))
    return found
