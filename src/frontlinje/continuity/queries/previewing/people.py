"""Whose work would a plan change, and what do they lack for it?"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from frontlinje.centre.rules.fields import Interval
from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.queries.equipment import equipment_of
from frontlinje.continuity.queries.previewing.gaps import There
from frontlinje.continuity.rules.equipment import lacked
from frontlinje.ledger.models import Event
from frontlinje.people.models import SkillHeld, User
from frontlinje.presence.events import StatusDeclared
from frontlinje.presence.models import Place
from frontlinje.presence.queries import arranged_today, at_the_desk
from frontlinje.presence.rules.arranged import Arranged

HAS_WORKED_WITHIN = timedelta(days=365)
"""Whoever worked from home this lately has what it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLacked:
    """A skill that a queue demands, and how well the person holds it."""

    queue: str
    skill: str
    wanted: int
    held: int
    """0 is not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAffected:
    """Somebody whose work changes."""

    user_id: UUID
    name: str
    is_there: bool
    """Logged on, or on a shift before the plan ends."""
    gains: tuple[str, ...]
    """Queues that they did not serve before."""
    loses: tuple[str, ...]
    skills_lacked: tuple[SkillLacked, ...]
    """For what they gain: of these contacts they are offered none until the demand relaxes."""
    place: str = ""
    """home or office, where the plan says so."""
    site: str = ""
    hours: tuple[Interval, ...] = ()
    """The shift, where the plan says so."""
    lacks_equipment: bool = False
    """Is to work from home and never has, and nobody wrote down what they have there."""
    lacks_things: tuple[str, ...] = ()
    """Is to work from home, and lacks this of ``rules.equipment``, as a leader wrote it down."""


def people_affected(
    before: CentreState, after: CentreState, there: list[There], now: datetime
) -> list[PersonAffected]:
    """Return everybody whose queues, place or hours today change, by name."""
    users = list(at_the_desk(now))
    levels, at_home = _levels(users), worked_from_home(users, now)
    equipped = equipment_of(users)
    here = {one.user.id for one in there}
    arranged_before = arranged_today(users, before, now=now)
    arranged_after = arranged_today(users, after, now=now)
    found = []
    for user in users:
        was, will = _queues_of(user, before), _queues_of(user, after)
        earlier = arranged_before.get(user.id, Arranged())
        then = arranged_after.get(user.id, Arranged())
        place = then.place if then.place != earlier.place else None
        hours = then.hours if then.hours != earlier.hours else None
        if was == will and place is None and hours is None:
            continue
        goes_home = place is not None and place.place == "home"
        equipment = equipped.get(user.id)
        gains = tuple(code for code in after.queues if code in will - was)
        found.append(
            PersonAffected(
                user_id=user.id,
                name=user.name,
                is_there=user.id in here,
                gains=gains,
                loses=tuple(code for code in before.queues if code in was - will),
                skills_lacked=tuple(_lacked(gains, levels.get(user.id, {}), after)),
                place=(place.place or "") if place is not None else "",
                site=(place.site or "") if place is not None else "",
                hours=hours.hours if hours is not None else (),
                lacks_equipment=goes_home and equipment is None and user.id not in at_home,
                lacks_things=lacked(equipment.has) if goes_home and equipment else (),
            )
        )
    return found


def _levels(users: list[User]) -> Mapping[UUID, Mapping[str, int]]:
    levels: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    held = SkillHeld.objects.filter(user__in=users)
    for user_id, skill, level in held.values_list("user_id", "skill__code", "level"):
        levels[user_id][skill] = level
    return levels


def _queues_of(user: User, state: CentreState) -> frozenset[str]:
    return state.queues_of(
        username=user.username,
        team=user.team.code if user.team is not None else None,
        site=user.site.code if user.site is not None else None,
    )


def _lacked(
    gains: tuple[str, ...], levels: Mapping[str, int], state: CentreState
) -> list[SkillLacked]:
    return [
        SkillLacked(
            queue=code,
            skill=demand.skill,
            wanted=demand.level,
            held=levels.get(demand.skill, 0),
        )
        for code in gains
        for demand in state.queues[code].demands
        if levels.get(demand.skill, 0) < demand.level
    ]


def worked_from_home(users: list[User], now: datetime) -> set[UUID]:
    """Return who has declared to work from home lately."""
    declared = Event.objects.filter(
        kind=StatusDeclared.kind,
        agent_id__in=[user.id for user in users],
        at__gt=now - HAS_WORKED_WITHIN,
        body__place=Place.HOME.value,
    )
    return {agent for agent in declared.values_list("agent_id", flat=True).distinct() if agent}
