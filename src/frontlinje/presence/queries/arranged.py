"""What is arranged for people today? Place and shift, where a plan or the settings say so."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.state import CentreState
from frontlinje.people.models import User
from frontlinje.presence.models import Shift
from frontlinje.presence.rules.arranged import Arranged, Who, arranged_for, cohort_of, within_hours
from frontlinje.presence.rules.shifts import Span


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
    """Return the shifts of ``shifts_today`` as they are while other hours are arranged."""
    return {
        user: _arranged_shift(shift, arranged.get(user, Arranged()), state)
        for user, shift in shifts.items()
    }


def _arranged_shift(shift: Shift, arranged: Arranged, state: CentreState) -> Shift:
    if arranged.hours is None:
        return shift
    zone = ZoneInfo(state.document.timezone)
    span = within_hours(Span(shift.starts_at, shift.ends_at), arranged.hours.hours, zone)
    return Shift(
        id=shift.id,
        user_id=shift.user_id,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        place=shift.place,
        note=shift.note,
    )
