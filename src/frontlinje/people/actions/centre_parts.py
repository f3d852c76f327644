"""Which teams, sites and skills are there? Saved from their pages and by the centre import."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models, transaction

from frontlinje.base.errors import Invalid
from frontlinje.ledger.actions import record
from frontlinje.people.actions.rights import actor_id
from frontlinje.people.events import SiteSaved, SkillSaved, TeamSaved
from frontlinje.people.models import Site, Skill, Team, User
from frontlinje.people.permissions import Permission, require

Part = TypeVar("Part", bound=models.Model)
TOPICS = ("centre",)


@transaction.atomic
def upsert_team(*, code: str, name: str, at: datetime, by: User | None) -> Team:
    """Add a team, or rename the one with this code. Records ``TeamSaved`` if anything changed."""
    _check(code, name, by)
    team = _locked(Team, code)
    if team.name != name:
        event = TeamSaved(code=code, before=team.name, after=name)
        team.name = name
        team.save()
        record(event, at=at, by=actor_id(by), topics=TOPICS)
    return team


@transaction.atomic
def upsert_site(*, code: str, name: str, at: datetime, by: User | None) -> Site:
    """Add a site, or rename the one with this code. Records ``SiteSaved`` if anything changed."""
    _check(code, name, by)
    site = _locked(Site, code)
    if site.name != name:
        event = SiteSaved(code=code, before=site.name, after=name)
        site.name = name
        site.save()
        record(event, at=at, by=actor_id(by), topics=TOPICS)
    return site


@transaction.atomic
def upsert_skill(*, code: str, names: Mapping[str, str], at: datetime, by: User | None) -> Skill:
    """Add a skill, or rename the one with this code. Records ``SkillSaved`` if anything changed.

    ``names`` is by language; a language that is left out is read in bokmål.
    """
    given = {language: name.strip() for language, name in names.items() if name.strip()}
    _check(code, next(iter(given.values()), ""), by)
    skill = _locked(Skill, code)
    if skill.names != given:
        event = SkillSaved(code=code, before=dict(skill.names), after=given)
        skill.names = given
        skill.save()
        record(event, at=at, by=actor_id(by), topics=TOPICS)
    return skill


def _check(code: str, name: str, by: User | None) -> None:
    if by is not None:
        require(by, Permission.CENTRE_CONFIGURE)
    try:
        validate_slug(code)
    except ValidationError as error:
        raise Invalid("people.bad_code", field="code", given=code) from error
    if len(code) > 40:
        raise Invalid("people.bad_code", field="code", given=code)
    if not 0 < len(name.strip()) <= 80:
        raise Invalid("people.bad_part_name", field="name")


def _locked(model: type[Part], code: str) -> Part:
    rows = model._default_manager.select_for_update()
    return rows.filter(code=code).first() or model(code=code)
