"""How did a person's day go? Stretches of status from what was declared, and what lay between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from frontlinje.presence.rules.shifts import Span
from frontlinje.presence.rules.standing import GRACE

LOGGED_OFF: Final = "logged_off"
READY: Final = "ready"
PAUSE: Final = "pause"


@dataclass(frozen=True, slots=True)
class Declared:
    """That somebody declared a status, or a leader did for them."""

    at: datetime
    status: str
    reason: str = ""
    place: str = ""
    site: str = ""
    by: UUID | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the day with one status."""

    span: Span
    declared: Declared
    is_going_on: bool = False
    """It reaches up to now, or beyond what is looked at."""

    @property
    def length(self) -> timedelta:
        """Return how long it lasted, so far."""
        return self.span.ends_at - self.span.starts_at


def stretches_of(
    before: Declared | None, declared: Iterable[Declared], *, day: Span, now: datetime
) -> list[Stretch]:
    """Return the pieces of a day, in order, without gaps.

    Parameters
    ----------
    before : Declared or None
        What was declared last before the day; None counts as logged off.
    declared : iterable of Declared
        What was declared on that day, in order of time.
    day : Span
        From midnight to midnight.
    now : datetime
        Aware; nothing is said of what comes later.

    Returns
    -------
    list of Stretch
        Neighbours differ in status, reason, place or in who declared it. Empty for a day to come.
    """
    over = min(day.ends_at, now)
    if over <= day.starts_at:
        return []
    changes = [replace(before, at=day.starts_at) if before else Declared(day.starts_at, LOGGED_OFF)]
    for one in declared:
        if day.starts_at <= one.at < over and not _is_same(one, changes[-1]):
            changes.append(one)
    ends = [*(change.at for change in changes[1:]), over]
    found = [
        Stretch(Span(change.at, end), change)
        for change, end in zip(changes, ends, strict=True)
        if change.at < end
    ]
    return [*found[:-1], replace(found[-1], is_going_on=True)] if found else []


def _is_same(one: Declared, other: Declared) -> bool:
    return (one.status, one.reason, one.place, one.site, one.why) == (
        other.status,
        other.reason,
        other.place,
        other.site,
        other.why,
    )


def lost_spans(
    was_lost: bool, changes: Iterable[tuple[datetime, str]], stretches: Sequence[Stretch]
) -> list[Span]:
    """Return when somebody who was logged on had no connection.

    Parameters
    ----------
    was_lost : bool
        Whether the day began without a connection.
    changes : iterable of tuple
        Instants in order, with ``lost`` or ``connected``.
    stretches : sequence of Stretch
        The day; a desk that is shut after logging off is no lost connection.

    Returns
    -------
    list of Span
        In order.
    """
    if not stretches:
        return []
    begins, over = stretches[0].span.starts_at, stretches[-1].span.ends_at
    spans: list[Span] = []
    since: datetime | None = begins if was_lost else None
    for at, state in changes:
        if state == "lost" and since is None:
            since = at
        elif state == "connected" and since is not None:
            spans.append(Span(since, at))
            since = None
    if since is not None:
        spans.append(Span(since, over))
    at_work = [one.span for one in stretches if one.declared.status != LOGGED_OFF]
    return [
        Span(max(lost.starts_at, there.starts_at), min(lost.ends_at, there.ends_at))
        for there in at_work
        for lost in spans
        if lost.overlaps(there)
    ]


@dataclass(frozen=True, slots=True)
class Sums:
    """What a day amounts to, as facts; no grade."""

    first_on_at: datetime | None = None
    last_off_at: datetime | None = None
    """None while the person is at work, or was not at all."""
    ready: timedelta = timedelta()
    pause: timedelta = timedelta()
    planned: timedelta = timedelta()
    late: timedelta = timedelta()
    """How long after the first shift began the person came, when that was more than the grace."""
    early_off: timedelta = timedelta()
    """How long before the last shift ended the person went, likewise."""


def sums_of(stretches: Sequence[Stretch], shifts: Sequence[Span]) -> Sums:
    """Return what a day amounts to.

    Parameters
    ----------
    stretches : sequence of Stretch
        From ``stretches_of``.
    shifts : sequence of Span
        What was planned, in order of time.

    Returns
    -------
    Sums
        Who logged on before a shift and stayed is on time; nobody is late for a shift to come, or
        has left one that is under way.
    """
    on = [one for one in stretches if one.declared.status != LOGGED_OFF]
    first = on[0].span.starts_at if on else None
    last = on[-1].span.ends_at if on and not on[-1].is_going_on else None
    late = early = timedelta()
    if shifts and first is not None:
        begins, ends = shifts[0].starts_at, shifts[-1].ends_at
        late = _beyond_grace(first - begins) if first < ends else timedelta()
        early = _beyond_grace(ends - last) if last is not None and last > begins else timedelta()
    return Sums(
        first_on_at=first,
        last_off_at=last,
        ready=_total(on, READY),
        pause=_total(on, PAUSE),
        planned=sum((shift.ends_at - shift.starts_at for shift in shifts), timedelta()),
        late=late,
        early_off=early,
    )


def _beyond_grace(difference: timedelta) -> timedelta:
    return difference if difference >= GRACE else timedelta()


def _total(stretches: Iterable[Stretch], status: str) -> timedelta:
    return sum((one.length for one in stretches if one.declared.status == status), timedelta())
