"""What is arranged for people today? Place and shift, where a plan or the settings say so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.state import CentreState
from frontlinje.people.models import User
from frontlinje.presence.models import Shift, Status
from frontlinje.presence.rules.arranged import Arranged, Who, arranged_for, cohort_of, within_hours
from frontlinje.presence.rules.shifts import LONGEST, Span, ended_since


def arranged_today(
    users: Iterable[User], state: CentreState, *, now: datetime
) -> dict[UUID, Arranged]:
    """Return what is arranged for each of these people; nobody while nothing is arranged."""
    arrangements = state.document.arrangements
    if not arrangements:
        return {}
    people = list(users)
    ranks = _ranks({user.team_id for user in people})
    today = now.astimezone(ZoneInfo(state.document.timezone)).date()
    return {
        user.id: arranged_for(_who(user, ranks[user.id], state), arrangements, today)
        for user in people
    }


def _who(user: User, rank: int, state: CentreState) -> Who:
    groups = state.groups_of(
        username=user.username,
        team=user.team.code if user.team else None,
        site=user.site.code if user.site else None,
    )
    return Who(username=user.username, groups=groups, cohort=cohort_of(rank))


def _ranks(teams: set[int | None]) -> dict[UUID, int]:
    """Return the place of everybody in these teams; ids grow, so that nobody's place changes."""
    ranks: dict[UUID, int] = {}
    seen: dict[int | None, int] = {}
    for identifier, team in User.objects.order_by("id").values_list("id", "team_id"):
        if team in teams:
            ranks[identifier] = seen[team] = seen.get(team, -1) + 1
    return ranks


def arranged_shifts(
    shifts: Mapping[UUID, Shift], arranged: Mapping[UUID, Arranged], state: CentreState
) -> dict[UUID, Shift]:
    """Return the shifts of ``shifts_today`` as they are while something else is arranged."""
    return {
        user: as_arranged(shift, arranged.get(user, Arranged()), state)
        for user, shift in shifts.items()
    }


def as_arranged(shift: Shift, arranged: Arranged, state: CentreState) -> Shift:
    """Return a shift of today with the hours and the place that are arranged."""
    if arranged.hours is None and arranged.place is None:
        return shift
    span = Span(shift.starts_at, shift.ends_at)
    if arranged.hours is not None:
        zone = ZoneInfo(state.document.timezone)
        span = within_hours(span, arranged.hours.hours, zone)
    place = arranged.place.place if arranged.place is not None else None
    return Shift(
        id=shift.id,
        user_id=shift.user_id,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        place=place or shift.place,
        note=shift.note,
    )


def cut_short(state: CentreState, *, now: datetime) -> dict[UUID, datetime]:
    """Return who is logged on although the shift arranged for them is over, and when it ended.

    Whoever has declared something since, or has another shift under way, is not among them. Costs
    nothing while no other hours are arranged.
    """
    if not any(one.hours for one in state.document.arrangements):
        return {}
    rows = Shift.objects.filter(
        starts_at__gt=now - LONGEST,
        starts_at__lte=now,
        user__presence__status__in=[Status.READY, Status.PAUSE],
    ).select_related("user__team", "user__site", "user__presence")
    shifts = list(rows.order_by("starts_at"))
    people = {shift.user_id: shift.user for shift in shifts}
    arranged = arranged_today(people.values(), state, now=now)
    zone = ZoneInfo(state.document.timezone)
    midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
    spans: defaultdict[UUID, list[Span]] = defaultdict(list)
    for shift in shifts:
        if shift.starts_at >= midnight:
            shift = as_arranged(shift, arranged[shift.user_id], state)
        spans[shift.user_id].append(Span(shift.starts_at, shift.ends_at))
    ended = {user: ended_since(spans[user], people[user].presence.status_at, now) for user in spans}
    return {user: at for user, at in ended.items() if at is not None}
