"""Which week of which team is asked for? What the addresses and forms of the plan say."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.base.errors import Invalid
from frontlinje.centre.queries import effective_state
from frontlinje.people.access import current_user
from frontlinje.people.models import Team, User
from frontlinje.presence.queries import at_the_desk
from frontlinje.presence.rules.shifts import monday_of

EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, when, and of which week and team."""

    user: User
    now: datetime
    zone: ZoneInfo
    team: str
    """Code of a team; empty for everybody."""
    teams: list[Team]
    monday: date

    @property
    def today(self) -> date:
        """Return today by the centre's clocks."""
        return self.now.astimezone(self.zone).date()

    @property
    def people(self) -> QuerySet[User]:
        """Return whose plan it is."""
        everybody = at_the_desk(self.now)
        return everybody.filter(team__code=self.team) if self.team else everybody

    @property
    def address(self) -> str:
        """Return the address of the week's grid."""
        team = self.team or EVERYBODY
        return f"{reverse('presence:shifts')}?team={team}&week={self.monday:%Y-%m-%d}"


def asked_by(request: HttpRequest) -> Asked:
    """Return what the address, or the form, asks for: this week of one's own team if nothing.

    Raises
    ------
    Invalid
        ``presence.unreadable_date``.
    """
    user, now = current_user(request), clock.now()
    zone = ZoneInfo(effective_state(now).document.timezone)
    teams = list(Team.objects.order_by("name"))
    given = {**request.GET.dict(), **request.POST.dict()}
    team = given.get("team", user.team.code if user.team else EVERYBODY)
    week = given.get("week", "")
    day = day_given(week, field="week") if week else now.astimezone(zone).date()
    known = {one.code for one in teams}
    return Asked(user, now, zone, team if team in known else "", teams, monday_of(day))


def day_given(text: str, *, field: str) -> date:
    """Return a day that one of our own forms or addresses names.

    Raises
    ------
    Invalid
        ``presence.unreadable_date``.
    """
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise Invalid("presence.unreadable_date", field=field, given=text[:40]) from None
