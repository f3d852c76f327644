"""Who works in the made-up centre? Everybody is invented: their surnames are plants."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from frontlinje.people.actions import NewUser, create_user, set_skills
from frontlinje.people.models import Site, Team, User
from frontlinje.people.permissions import Employer, Role

PASSWORD = "gressklipper-27"  # for the demonstration only; printed at its start


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """One person of the made-up centre."""

    name: str
    team: str
    site: str
    roles: tuple[Role, ...] = (Role.AGENT,)
    skills: dict[str, int] = field(default_factory=dict)
    share: int = 100
    employer: Employer = Employer.OWN
    languages: tuple[str, ...] = ("nb",)
    hours: tuple[int, int] = (8, 16)
    """When the shift begins and ends, on the hour."""
    works_from_home: bool = False

    @property
    def username(self) -> str:
        return self.name.split()[0].lower().replace("å", "a")


_AGENTS = (
    Colleague(name="Astrid Aurikkel", team="dyr", site="lykkedal", skills={"livestock": 8}),
    Colleague(
        name="Bjarne Bringebær",
        team="dyr",
        site="lykkedal",
        skills={"livestock": 6, "difficult": 7},
        hours=(7, 15),
    ),
    Colleague(
        name="Cecilie Calendula",
        team="dyr",
        site="solvik",
        skills={"livestock": 5},
        share=60,
        works_from_home=True,
        hours=(9, 14),
    ),
    Colleague(
        name="Dagfinn Daggkåpe",
        team="dyr",
        site="lykkedal",
        skills={"livestock": 7},
        works_from_home=True,
    ),
    Colleague(
        name="Eirik Engsoleie",
        team="dyr",
        site="solvik",
        skills={"livestock": 3},
        roles=(Role.TRAINEE,),
        employer=Employer.WORK_TRAINING,
    ),
    Colleague(
        name="Frida Fiol", team="oppgjor", site="solvik", skills={"settlement": 8, "difficult": 8}
    ),
    Colleague(
        name="Gunnar Geitrams",
        team="oppgjor",
        site="solvik",
        skills={"settlement": 5},
        languages=("nb", "sv"),
    ),
    Colleague(
        name="Hedvig Hestehov",
        team="oppgjor",
        site="lykkedal",
        skills={"settlement": 6},
        share=80,
        works_from_home=True,
        hours=(8, 14),
    ),
    Colleague(
        name="Ivar Isop",
        team="oppgjor",
        site="solvik",
        skills={"settlement": 4},
        employer=Employer.AGENCY,
    ),
    Colleague(name="Jorunn Jordbær", team="portal", site="lykkedal", skills={"portal": 7}),
    Colleague(
        name="Kåre Kløver",
        team="portal",
        site="lykkedal",
        skills={"portal": 5},
        languages=("nb", "en"),
        hours=(10, 18),
    ),
    Colleague(
        name="Liv Løvetann",
        team="portal",
        site="solvik",
        skills={"portal": 6, "difficult": 4},
        works_from_home=True,
    ),
    Colleague(
        name="Magne Marihånd",
        team="portal",
        site="solvik",
        skills={"portal": 4},
        share=50,
        hours=(12, 16),
    ),
    Colleague(
        name="Nora Nyserot",
        team="dyr",
        site="lykkedal",
        skills={"livestock": 4},
        roles=(Role.ADVISER,),
        employer=Employer.LENT,
    ),
)
_LEADERS = (
    Colleague(
        name="Oddny Ospeblad",
        team="dyr",
        site="lykkedal",
        roles=(Role.TEAM_LEADER,),
        skills={"livestock": 6},
    ),
    Colleague(
        name="Per Prestekrage",
        team="oppgjor",
        site="solvik",
        roles=(Role.TEAM_LEADER,),
        skills={"settlement": 6},
    ),
    Colleague(name="Ragna Rødkløver", team="portal", site="lykkedal", roles=(Role.PLANNER,)),
    Colleague(name="Sigrid Selje", team="portal", site="lykkedal", roles=(Role.CENTRE_HEAD,)),
    Colleague(name="Tormod Timotei", team="portal", site="lykkedal", roles=(Role.SYSTEM_OWNER,)),
)
STAFF = _AGENTS + _LEADERS


def employ_staff(*, at: datetime) -> list[User]:
    """Make an account for everybody, with team, site, skills and, for outside staff, an end."""
    teams = {team.code: team for team in Team.objects.all()}
    sites = {site.code: site for site in Site.objects.all()}
    employed = []
    for number, colleague in enumerate(STAFF, start=10):
        is_own = colleague.employer == Employer.OWN
        facts = NewUser(
            username=colleague.username,
            name=colleague.name,
            email=f"{colleague.username}@gressbakken.example",
            phone=f"07 00 00 {number}",  # no Norwegian number begins with 0
            roles=[role.value for role in colleague.roles],
            team=teams[colleague.team],
            site=sites[colleague.site],
            employer=colleague.employer.value,
            contract_share=colleague.share,
            languages=list(colleague.languages),
            access_until=None if is_own else at + timedelta(days=90),
        )
        user = create_user(facts, at=at, by=None)
        set_skills({user.id: colleague.skills}, at=at, by=None)
        employed.append(user)
    # The one password is hashed once: nineteen times would take a visitor's patience.
    User.objects.filter(id__in=[u.id for u in employed]).update(password=make_password(PASSWORD))
    return employed
