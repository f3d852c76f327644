"""Who plays in the tests? One named cast for all rooms, a pytest plugin (root ``conftest.py``).

Nina and Omar are agents of one team, Stig of another; Liv leads, Pia plans, Hedda is the centre
head, Olav owns the system; Aksel advises, Tiril is in training, Lea is lent, Edvard's time is over.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime

import pytest
from django.test import Client

from frontlinje.people.models import Site, Team, User
from frontlinje.people.permissions import Employer, Role

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "rått og tørt ved"
FAR_AHEAD = datetime(2099, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """Everybody, by name."""

    nina: User
    omar: User
    stig: User
    liv: User
    pia: User
    hedda: User
    olav: User
    aksel: User
    tiril: User
    lea: User
    edvard: User

    def everybody(self) -> list[User]:
        return [getattr(self, field.name) for field in fields(self)]


def person(name: str, *roles: Role, team: Team | None = None, **facts: object) -> User:
    """Return somebody who is not saved yet."""
    user = User(
        username=name.lower(),
        name=f"{name} Prøve",
        email=f"{name.lower()}@example.org",
        roles=[role.value for role in roles],
        team=team,
        languages=["nb"],
        created_at=LONG_AGO,
    )
    for field, value in facts.items():
        setattr(user, field, value)
    user.set_password(PASSWORD)
    return user


@pytest.fixture
def north(db: None) -> Team:
    return Team.objects.create(code="north", name="North")


@pytest.fixture
def south(db: None) -> Team:
    return Team.objects.create(code="south", name="South")


@pytest.fixture
def office(db: None) -> Site:
    return Site.objects.create(code="office", name="Office")


@pytest.fixture
def cast(north: Team, south: Team) -> Cast:
    everybody = Cast(
        nina=person("Nina", Role.AGENT, team=north),
        omar=person("Omar", Role.AGENT, team=north),
        stig=person("Stig", Role.AGENT, team=south),
        liv=person("Liv", Role.TEAM_LEADER, team=north),
        pia=person("Pia", Role.PLANNER),
        hedda=person("Hedda", Role.CENTRE_HEAD),
        olav=person("Olav", Role.SYSTEM_OWNER),
        aksel=person("Aksel", Role.ADVISER, team=south),
        tiril=person("Tiril", Role.TRAINEE, team=north),
        lea=person("Lea", Role.AGENT, team=north, employer=Employer.LENT, access_until=FAR_AHEAD),
        edvard=person(
            "Edvard", Role.AGENT, team=north, employer=Employer.AGENCY, access_until=LONG_AGO
        ),
    )
    User.objects.bulk_create(everybody.everybody())
    return everybody


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    """Return a function that gives a browser in which somebody is signed in."""

    def browser(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return browser
