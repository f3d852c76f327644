"""What can we keep open today? Shifts, absences, place and recent volume, hour by hour."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.fields import WHOLE
from frontlinje.centre.rules.hours import is_open
from frontlinje.centre.rules.queues import Queue
from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.queries.planned_today import Planned, planned_today
from frontlinje.continuity.queries.usual_work import (
    Lane,
    handling_times,
    usual_volume,
    waiting_now,
    waiting_work,
)
from frontlinje.continuity.rules.keep_open import (
    PATIENT_S,
    Hour,
    Moment,
    Work,
    hasty_hour,
    patient_hours,
)

HALF = timedelta(minutes=30)
"""An hour counts as open when its middle is."""


@dataclass(frozen=True, slots=True)
class QueueToday:
    """How a queue stands through the day."""

    queue: Queue
    hours: list[Hour | None]
    """None while it is closed, or while nothing is known of what comes."""
    waiting: int

    @property
    def holds(self) -> bool | None:
        """Say whether the promise holds in every hour; None when nothing can be said."""
        known = [hour.holds for hour in self.hours if hour is not None]
        return all(known) if known else None

    @property
    def lacking(self) -> int:
        """Return how many people are missing in the worst hour."""
        gaps = [
            hour.n_needed - hour.n_people
            for hour in self.hours
            if hour is not None and hour.n_needed is not None
        ]
        return max([*gaps, 0])


@dataclass(frozen=True, slots=True)
class Today:
    """The page for the morning board."""

    day: date
    hours: list[datetime]
    """When each hour begins."""
    queues: list[QueueToday]
    planned: list[Planned]
    places: list[dict[str, int]]
    """People there in each hour by place; empty where the shift does not say."""
    knows_volume: bool

    @property
    def n_absent(self) -> int:
        """Return how many of those planned do not come."""
        return sum(person.is_absent for person in self.planned)

    @property
    def share_absent(self) -> float | None:
        """Return the share of those planned who do not come; None when nobody is planned."""
        if not self.planned:
            return None
        return self.n_absent / len(self.planned)

    @property
    def n_there(self) -> list[int]:
        """Return how many people are there in each hour."""
        return [sum(place.values()) for place in self.places]


def today_of(state: CentreState, *, now: datetime) -> Today:
    """Return what can be kept open from this hour until the centre closes."""
    zone = ZoneInfo(state.document.timezone)
    day = now.astimezone(zone).date()
    hours = _hours(state, day, now)
    planned = planned_today(state, now=now, zone=zone)
    volume = usual_volume(state, now, zone)
    handling = handling_times(now)
    moments = [_moment(state, planned, volume, handling, hour) for hour in hours]
    waiting = waiting_now()
    queues = [
        _queue_today(q, state, hours, moments, waiting, handling) for q in state.queues.values()
    ]
    return Today(
        day=day,
        hours=hours,
        queues=queues,
        planned=planned,
        places=[_places(planned, hour) for hour in hours],
        knows_volume=bool(handling) and (bool(volume) or not hours),
    )


def _hours(state: CentreState, day: date, now: datetime) -> list[datetime]:
    """Return the hours of today in which any queue is open and that are not over."""
    spans = [
        span
        for queue in state.queues.values()
        for channel in queue.channels
        if channel in state.channels
        for span in state.opening(channel, queue.code).spans_on(day)
        if span[1] > now
    ]
    if not spans:
        return []
    first = max(min(opens for opens, _ in spans), now).replace(minute=0, second=0, microsecond=0)
    last = max(closes for _, closes in spans)
    found = []
    while first < last:
        found.append(first)
        first += timedelta(hours=1)
    return found


def _moment(
    state: CentreState,
    planned: list[Planned],
    volume: Mapping[tuple[Lane, int], float],
    handling: Mapping[Lane, float],
    hour: datetime,
) -> Moment:
    on_the_wall = hour.astimezone(ZoneInfo(state.document.timezone)).hour
    hasty: dict[str, Work] = {}
    patient: dict[str, Work] = {}
    for queue in state.queues.values():
        per_h, load_s = 0.0, 0.0
        for channel in queue.channels:
            lane = (queue.code, channel)
            if lane in handling and is_open(state.opening(channel, queue.code), hour + HALF):
                n = volume.get((lane, on_the_wall), 0.0)
                per_h += n
                load_s += n * handling[lane] * state.units(queue.code, channel) / WHOLE
        work = Work(per_h, load_s / per_h if per_h else 0.0)
        (patient if queue.promise_s >= PATIENT_S else hasty)[queue.code] = work
    ends_at = hour + timedelta(hours=1)
    there = [person.queues for person in planned if person.is_there(hour, ends_at)]
    return Moment(hasty, patient, there)


def _queue_today(
    queue: Queue,
    state: CentreState,
    hours: list[datetime],
    moments: list[Moment],
    waiting: Mapping[Lane, int],
    handling: Mapping[Lane, float],
) -> QueueToday:
    open_hours = [
        any(is_open(state.opening(channel, queue.code), hour + HALF) for channel in queue.channels)
        for hour in hours
    ]
    is_known = any((queue.code, channel) in handling for channel in queue.channels)
    found: list[Hour | None] = [None] * len(hours)
    if is_known and queue.promise_s >= PATIENT_S:
        left = waiting_work(state, waiting, handling)
        found = list(patient_hours(queue.code, queue.promise_s, moments, waiting=left))
    elif is_known:
        found = [hasty_hour(queue.code, queue.promise_s, moment) for moment in moments]
    return QueueToday(
        queue,
        [hour if is_so else None for hour, is_so in zip(found, open_hours, strict=True)],
        sum(n for (code, _), n in waiting.items() if code == queue.code),
    )


def _places(planned: list[Planned], hour: datetime) -> dict[str, int]:
    ends_at = hour + timedelta(hours=1)
    found: defaultdict[str, int] = defaultdict(int)
    for person in planned:
        if person.is_there(hour, ends_at):
            shift = next(s for s in person.shifts if s.starts_at < ends_at and hour < s.ends_at)
            found[shift.place] += 1
    return dict(found)
