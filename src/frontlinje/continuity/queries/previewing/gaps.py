"""What would nobody cover? Doors closed on people who wait, skills that nobody there holds."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db.models import Q

from frontlinje.centre.rules.queues import Queue
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import SkillHeld, User
from frontlinje.presence.models import Shift, Status
from frontlinje.presence.queries import arranged_today, at_the_desk

LOOKS_AHEAD = timedelta(hours=24)
"""Shifts further ahead can still be changed."""

GapKind = Literal[
    "closed_with_waiting", "nobody_there", "skill_missing", "skill_missing_at_site", "below_minimum"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that nobody covers."""

    kind: GapKind
    queue: str
    channel: str = ""
    skill: str = ""
    level: int = 0
    site: str = ""
    n: int = 0
    """Contacts that wait, or people that are there."""
    wanted: int = 0
    """People that should be there."""


@dataclass(frozen=True, slots=True)
class There:
    """Somebody who is there, or planned to be, while the plan is in effect."""

    user: User
    levels: Mapping[str, int]
    """By code of the skill."""


def people_there(now: datetime, until_at: datetime) -> list[There]:
    """Return who is logged on, or has a shift between now and the end, a day ahead at most."""
    until_at = min(until_at, now + LOOKS_AHEAD)
    planned = Shift.objects.filter(starts_at__lt=until_at, ends_at__gt=now).values("user_id")
    logged_on = Q(presence__status__in=[Status.READY, Status.PAUSE])
    users = list(at_the_desk(now).filter(Q(id__in=planned) | logged_on))
    levels: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    held = SkillHeld.objects.filter(user__in=users)
    for user_id, skill, level in held.values_list("user_id", "skill__code", "level"):
        levels[user_id][skill] = level
    return [There(user, levels[user.id]) for user in users]


def gaps_in(state: CentreState, there: Sequence[There], now: datetime) -> list[Gap]:
    """Return what nobody covers in a state, queue by queue."""
    sites = _sites_of([one.user for one in there], state, now)
    return [
        gap for queue in state.queues.values() for gap in _gaps_of(queue, state, there, sites, now)
    ]


def _sites_of(users: Sequence[User], state: CentreState, now: datetime) -> dict[UUID, str]:
    """Return the site at which each of these people sits; those at home are left out."""
    arranged = arranged_today(users, state, now=now)
    sites = {user.id: user.site.code for user in users if user.site is not None}
    for user_id, one in arranged.items():
        if one.place is not None and one.place.place == "home":
            sites.pop(user_id, None)
        elif one.place is not None and one.place.site is not None:
            sites[user_id] = one.place.site
    return sites


def _gaps_of(
    queue: Queue,
    state: CentreState,
    there: Sequence[There],
    sites: Mapping[UUID, str],
    now: datetime,
) -> Iterator[Gap]:
    if not _is_open(queue, state, now):
        return
    serving = [one for one in there if is_served_by(one.user, queue, state)]
    if not serving:
        yield Gap(kind="nobody_there", queue=queue.code)
        return
    for demand in queue.demands:
        skill, level = demand.skill, demand.level
        able = [one for one in serving if one.levels.get(skill, 0) >= level]
        if not able:
            yield Gap(kind="skill_missing", queue=queue.code, skill=skill, level=level)
            continue
        manned = {sites[one.user.id] for one in serving if one.user.id in sites}
        covered = {sites[one.user.id] for one in able if one.user.id in sites}
        for site in sorted(manned - covered):
            yield Gap(
                kind="skill_missing_at_site", queue=queue.code, skill=skill, level=level, site=site
            )
    for minimum in state.document.staffing:
        if minimum.queue == queue.code and len(serving) < minimum.ready:
            yield Gap(kind="below_minimum", queue=queue.code, n=len(serving), wanted=minimum.ready)


def _is_open(queue: Queue, state: CentreState, now: datetime) -> bool:
    return any(state.is_channel_open(channel, now, queue.code) for channel in queue.channels)


def is_served_by(user: User, queue: Queue, state: CentreState) -> bool:
    """Say whether somebody is in one of the queue's own answer groups."""
    team = user.team.code if user.team is not None else None
    site = user.site.code if user.site is not None else None
    groups = (state.groups[code] for code in queue.groups if code in state.groups)
    return any(group.has(username=user.username, team=team, site=site) for group in groups)


def closed_on_waiting(before: CentreState, after: CentreState, now: datetime) -> list[Gap]:
    """Return where contacts wait, with a promise, whose channel the plan closes."""
    rows = Contact.objects.filter(state=State.QUEUED, is_exercise=False)
    waiting = rows.values_list("queue", "channel")
    return [
        Gap(kind="closed_with_waiting", queue=queue, channel=channel, n=n)
        for (queue, channel), n in sorted(Counter(waiting).items())
        if before.is_channel_open(channel, now, queue)
        and not after.is_channel_open(channel, now, queue)
    ]
