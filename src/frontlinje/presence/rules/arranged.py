"""Where and when does a person work while something is arranged? Asked by desk, plan and status."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.arrangements import Arrangement, Cohort
from frontlinje.centre.rules.fields import Interval
from frontlinje.presence.rules.shifts import Span, span_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A person as arrangements name people."""

    username: str
    groups: frozenset[str]
    """Codes of the answer groups the person is in."""
    cohort: Cohort


@dataclass(frozen=True, slots=True)
class Arranged:
    """What is arranged for one person on one day."""

    place: Arrangement | None = None
    """The arrangement that decides the place."""
    hours: Arrangement | None = None
    """The arrangement that decides the shift."""


def cohort_of(rank: int) -> Cohort:
    """Return the half that a person is in: in every team every second one.

    Parameters
    ----------
    rank : int
        Place in the team, from 0, the longest known first.

    Returns
    -------
    int
        1 or 2.
    """
    return 1 if rank % 2 == 0 else 2


def arranged_for(who: Who, arrangements: Iterable[Arrangement], on: date) -> Arranged:
    """Return what is arranged for a person on a date.

    Parameters
    ----------
    who : Who
        The person.
    arrangements : iterable of Arrangement
        In the order of the document.
    on : date
        A local date.

    Returns
    -------
    Arranged
        Of those that concern the person that day, the first with a place and the first with hours.
        A place that is binding comes before one that is not: whoever is in quarantine stays there,
        whatever is arranged later for everybody.
    """
    mine = [one for one in arrangements if _concerns(one, who, on)]
    placed = sorted(
        (one for one in mine if one.place is not None), key=lambda one: not one.is_binding
    )
    return Arranged(
        place=next(iter(placed), None),
        hours=next((one for one in mine if one.hours), None),
    )


def _concerns(one: Arrangement, who: Who, on: date) -> bool:
    if one.last_day is not None and on > one.last_day:
        return False
    if one.weeks != "all" and (on.isocalendar().week % 2 == 1) != (one.weeks == "odd"):
        return False
    if one.cohort not in (None, who.cohort):
        return False
    if not one.groups and not one.members:
        return True
    members = {member.casefold() for member in one.members}
    return who.username.casefold() in members or not who.groups.isdisjoint(one.groups)


def within_hours(shift: Span, hours: tuple[Interval, ...], zone: ZoneInfo) -> Span:
    """Return a planned shift as an arrangement of other hours makes it.

    Parameters
    ----------
    shift : Span
        As planned.
    hours : tuple of Interval
        The hours of the day that are arranged.
    zone : ZoneInfo
        Where the centre is.

    Returns
    -------
    Span
        The part of the shift inside those hours; the shift itself when no part is.
    """
    day = shift.starts_at.astimezone(zone).date()
    arranged = span_on(day, hours[0].opens, hours[-1].closes, zone)
    starts_at = max(shift.starts_at, arranged.starts_at)
    ends_at = min(shift.ends_at, arranged.ends_at)
    return Span(starts_at, ends_at) if starts_at < ends_at else shift
