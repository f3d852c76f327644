"""Which team, which day? What the pages of the team read from their addresses."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.fields import Name
from frontlinje.centre.rules.state import CentreState
from frontlinje.people.access import current_user
from frontlinje.people.models import Team, User

EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody looks at, and when."""

    user: User
    state: CentreState
    now: datetime
    team: str
    """Code of a team; empty for everybody."""
    teams: list[Team]

    @property
    def zone(self) -> ZoneInfo:
        """Return the centre's time zone."""
        return ZoneInfo(self.state.document.timezone)

    @property
    def today(self) -> date:
        """Return today by the centre's clocks."""
        return self.now.astimezone(self.zone).date()


def chosen(request: HttpRequest) -> Chosen:
    """Return what the address asks for; a leader's own team if it names none."""
    user, now = current_user(request), clock.now()
    teams = list(Team.objects.order_by("name"))
    asked = request.GET.get("team", user.team.code if user.team else EVERYBODY)
    known = {team.code for team in teams}
    return Chosen(user, effective_state(now), now, asked if asked in known else "", teams)


def reason_names(state: CentreState) -> dict[str, Name]:
    """Return what the reasons for a pause and for an absence are called."""
    pauses = {code: one.name for code, one in state.pause_reasons.items()}
    return pauses | {code: one.name for code, one in state.absence_reasons.items()}


def day_asked(request: HttpRequest, today: date) -> date:
    """Return the day of the address, today if it names none."""
    given = request.GET.get("day", "")
    try:
        return datetime.strptime(given, "%Y-%m-%d").date() if given else today
    except ValueError:
        raise Http404 from None
