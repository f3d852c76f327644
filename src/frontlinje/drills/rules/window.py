"""Which part of a date does a model cover, and what came in it? Intervals of half an hour."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.fields import DAY_MIN, Interval
from frontlinje.centre.rules.hours import open_seconds_between
from frontlinje.centre.rules.state import CentreState
from frontlinje.drills.rules.recorded import Came, LaneKey

INTERVAL_MIN: Final = 30
USUAL: Final = Interval(8 * 60, 16 * 60)
"""When nothing else says when the day begins and ends."""
LATE_DAYS: Final = 14
"""What waited for longer when a day began was forgotten, not waiting."""


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when, in minutes of a date; whole intervals."""

    begins: int
    n_intervals: int

    @property
    def ends(self) -> int:
        """Return the minute at which it is over.

        Returns
        -------
        int
            At most 1440.
        """
        return self.begins + self.n_intervals * INTERVAL_MIN

    def bounds(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return when it begins and ends on a date.

        Parameters
        ----------
        day : date
            A local date.
        zone : ZoneInfo
            Where.

        Returns
        -------
        tuple of datetime
            Aware; on a date on which clocks change the beginning is by the clock on the wall, and
            the length is that of any other date.
        """
        midnight = datetime.combine(day, time(), zone)
        starts_at = midnight + timedelta(minutes=self.begins)
        length = timedelta(minutes=self.n_intervals * INTERVAL_MIN)
        ends_at = datetime.fromtimestamp(starts_at.timestamp() + length.total_seconds(), zone)
        return starts_at, ends_at


def window_around(spans: Iterable[Interval]) -> Window:
    """Return the whole intervals around hours of a day.

    Parameters
    ----------
    spans : iterable of Interval
        When it is open and when people are there.

    Returns
    -------
    Window
        From the first to the last; from eight to four without any.
    """
    known = list(spans) or [USUAL]
    begins = min(span.opens for span in known) // INTERVAL_MIN * INTERVAL_MIN
    ends = -(-max(span.closes for span in known) // INTERVAL_MIN) * INTERVAL_MIN
    return Window(begins, (min(ends, DAY_MIN) - begins) // INTERVAL_MIN)


def counted(
    came: Iterable[Came], window: Window, days: Sequence[date], zone: ZoneInfo
) -> dict[LaneKey, list[list[int]]]:
    """Count what came in each interval of each day.

    Parameters
    ----------
    came : iterable of Came
        Also of other dates.
    window : Window
        Which part of the dates.
    days : sequence of date
        Which dates.
    zone : ZoneInfo
        Where.

    Returns
    -------
    dict
        By lane: (days x intervals).
    """
    starts = [window.bounds(day, zone)[0].timestamp() for day in days]
    place = {day: k for k, day in enumerate(days)}
    found: dict[LaneKey, list[list[int]]] = {}
    for one in came:
        k = place.get(one.at.date())
        if k is None:
            continue
        interval = int((one.at.timestamp() - starts[k]) // (INTERVAL_MIN * 60))
        if one.lane not in found:
            found[one.lane] = [[0] * window.n_intervals for _ in days]
        if 0 <= interval < window.n_intervals:
            found[one.lane][k][interval] += 1
    return found


@dataclass(frozen=True, slots=True)
class Backlog:
    """What of a lane waited at an instant."""

    n: int
    oldest_s: float
    """Age of the oldest, in opening hours: the clock of promises."""


def waiting_at(at: datetime, came: Sequence[Came], state: CentreState) -> dict[LaneKey, Backlog]:
    """Return what waited for a first answer at an instant.

    Parameters
    ----------
    at : datetime
        Aware.
    came : sequence of Came
        In order of time; also later ones.
    state : CentreState
        With the opening hours.

    Returns
    -------
    dict
        By lane; lanes where nothing waited are left out.
    """
    since: dict[LaneKey, list[datetime]] = {}
    first = bisect_left(came, at - timedelta(days=LATE_DAYS), key=lambda one: one.at)
    last = bisect_left(came, at, key=lambda one: one.at)
    for one in came[first:last]:
        is_gone = any(end is not None and end <= at for end in (one.answered_at, one.ended_at))
        if not is_gone:
            since.setdefault(one.lane, []).append(one.at)
    return {
        lane: Backlog(
            len(instants), open_seconds_between(state.opening(lane[1], lane[0]), min(instants), at)
        )
        for lane, instants in since.items()
    }
