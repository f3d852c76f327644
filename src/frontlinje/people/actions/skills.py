"""Which skills does somebody hold, and how well? Set for one person or for a whole grid at once."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Invalid, NotFound
from frontlinje.ledger.actions import record
from frontlinje.people.actions.rights import actor_id, topics_of
from frontlinje.people.events import SkillsSet
from frontlinje.people.models import Skill, SkillHeld, User
from frontlinje.people.permissions import Permission, require

NOT_HELD = 0
HIGHEST = 9


@transaction.atomic
def set_skills(
    levels: Mapping[UUID, Mapping[str, int]], *, at: datetime, by: User | None
) -> list[UUID]:
    """Set skill levels of people: ``{user id: {skill code: 0 to 9}}``; 0 means not held.

    Skills that are not named stay as they are. Records ``SkillsSet`` for each person whose levels
    changed, and returns these people.

    Raises
    ------
    NotAllowed
        Without ``SKILL_EDIT``.
    Invalid
        ``people.bad_level``, ``people.unknown_skill``; nothing is changed then.
    NotFound
        ``people.no_such_user``.
    """
    if by is not None:
        require(by, Permission.SKILL_EDIT)
    skills = _skills({code for wanted in levels.values() for code in wanted})
    users = User.objects.select_for_update().filter(id__in=levels).order_by("id")
    by_id = {user.id: user for user in users}
    if missing := levels.keys() - by_id.keys():
        raise NotFound("people.no_such_user", user_id=min(missing))
    return [
        user_id
        for user_id, user in by_id.items()
        if _set_of_one(user, levels[user_id], skills, at=at, by=by)
    ]


def _skills(codes: set[str]) -> dict[str, Skill]:
    skills = {skill.code: skill for skill in Skill.objects.filter(code__in=codes)}
    if unknown := codes - skills.keys():
        raise Invalid("people.unknown_skill", field="skills", skill=min(unknown))
    return skills


def _set_of_one(
    user: User,
    wanted: Mapping[str, int],
    skills: Mapping[str, Skill],
    *,
    at: datetime,
    by: User | None,
) -> bool:
    held = dict(user.skills_held.values_list("skill__code", "level"))
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for code, level in wanted.items():
        if not NOT_HELD <= level <= HIGHEST:
            raise Invalid("people.bad_level", field="skills", skill=code, level=level)
        if held.get(code, NOT_HELD) == level:
            continue
        before[code], after[code] = held.get(code, NOT_HELD), level
        if level == NOT_HELD:
            user.skills_held.filter(skill=skills[code]).delete()
        else:
            SkillHeld.objects.update_or_create(
                user=user, skill=skills[code], defaults={"level": level}
            )
    if after:
        event = SkillsSet(agent_id=user.id, before=before, after=after)
        record(event, at=at, by=actor_id(by), topics=topics_of(user))
    return bool(after)
