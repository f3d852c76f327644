"""Who is there, what was planned, what do colleagues say? For the desk and the team page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from frontlinje.base.errors import Unavailable
from frontlinje.centre.queries import effective_state
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.permissions import ROLE_PERMISSIONS, Permission
from frontlinje.people.queries import has_access_at
from frontlinje.presence.events import StatusDeclared
from frontlinje.presence.models import Presence, Shift, Status
from frontlinje.presence.queries.arranged import cut_short
from frontlinje.presence.rules.shifts import LONGEST
from frontlinje.presence.rules.standing import Standing, standing

_AT_THE_DESK = [
    role.value for role, rights in ROLE_PERMISSIONS.items() if Permission.DESK_USE in rights
]
NOTE_LASTS = timedelta(hours=10)
"""A word to the team is shown for a working day at most."""

MOST_NOTES = 20
SET_BY_LASTS = timedelta(hours=24)
"""For how long a status is said to have been set by somebody else."""


@dataclass(frozen=True, slots=True)
class TeamNote:
    """What a colleague told the team."""

    user_id: UUID
    name: str
    note: str
    at: datetime


def at_the_desk(now: datetime) -> QuerySet[User]:
    """Return everybody who may work at a desk, by name."""
    return (
        User.objects.filter(has_access_at(now), roles__overlap=_AT_THE_DESK)
        .select_related("team", "site")
        .order_by("name", "id")
    )


def presence_of(user: User, *, now: datetime) -> Presence:
    """Return a person's presence; of somebody who never declared any, one that says logged off."""
    found = Presence.objects.select_related("site").filter(user=user).first()
    return found or Presence(user=user, status=Status.LOGGED_OFF, status_at=now, idle_since=now)


def shifts_today(user_ids: Iterable[UUID], *, now: datetime, zone: ZoneInfo) -> dict[UUID, Shift]:
    """Return for each person the shift that counts now.

    Of several on one day that is the one under way, else the next, else the last. A shift of
    yesterday that reaches into today counts until it is over.
    """
    midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
    rows = Shift.objects.filter(
        user_id__in=list(user_ids),
        ends_at__gt=midnight,
        starts_at__lt=midnight + timedelta(days=1),
    ).order_by("starts_at")
    counting: dict[UUID, Shift] = {}
    for shift in rows:
        earlier = counting.get(shift.user_id)
        if earlier is None or earlier.ends_at <= now:
            counting[shift.user_id] = shift
    return counting


def offerable(now: datetime) -> QuerySet[Presence]:
    """Return the presence of everybody who may be offered contacts, capacity apart.

    They declared ready, their desk is connected, they respond, their account is open with a role
    that works at a desk, and no shift of theirs, planned or arranged, has ended since.
    """
    return offerable_as_planned(now).exclude(user_id__in=_cut_short(now))


def offerable_as_planned(now: datetime) -> QuerySet[Presence]:
    """Return the same, but for those whose shift ``cut_short`` says is over."""
    return (
        Presence.objects.filter(
            ~_has_outlasted(now),
            status=Status.READY,
            is_connected=True,
            is_not_responding=False,
            user__is_active=True,
            user__roles__overlap=_AT_THE_DESK,
        )
        .exclude(user__access_until__lte=now)
        .exclude(user__access_from__gt=now)
    )


def outlasted(user_ids: Iterable[UUID] | None, *, now: datetime) -> dict[UUID, datetime]:
    """Return who is logged on although their shift is over, and when it ended; None asks for all.

    A shift is over when it ends as planned, or as arranged where that is earlier.
    Whoever has declared something since, or has another shift under way, is not among them.
    """
    asked = None if user_ids is None else set(user_ids)
    presences = Presence.objects.filter(_has_outlasted(now)).exclude(status=Status.LOGGED_OFF)
    if asked is not None:
        presences = presences.filter(user_id__in=asked)
    ended = presences.filter(
        user__shifts__ends_at__lte=now, user__shifts__ends_at__gt=F("status_at")
    ).annotate(shift_ended_at=Max("user__shifts__ends_at"))
    over = {row.user_id: row.shift_ended_at for row in ended}
    short = {user: at for user, at in _cut_short(now).items() if asked is None or user in asked}
    return short | over


def _cut_short(now: datetime) -> dict[UUID, datetime]:
    try:
        return cut_short(effective_state(now), now=now)
    except Unavailable:
        return {}


def _has_outlasted(now: datetime) -> Q:
    mine = Shift.objects.filter(user_id=OuterRef("user_id"))
    # No shift is longer than LONGEST, so that the index by beginning leads to those that matter.
    ended = mine.filter(
        starts_at__gt=OuterRef("status_at") - LONGEST,
        starts_at__lt=now,
        ends_at__gt=OuterRef("status_at"),
        ends_at__lte=now,
    )
    under_way = mine.filter(starts_at__gt=now - LONGEST, starts_at__lte=now, ends_at__gt=now)
    return Q(Exists(ended)) & ~Q(Exists(under_way))


def standing_of(
    presence: Presence, shift: Shift | None, *, now: datetime, has_outlasted: bool
) -> Standing:
    """Return how a person stands to the plan; ``outlasted`` knows ``has_outlasted``.

    A row without a place was made when a desk connected: its person has declared nothing yet.
    """
    return standing(
        starts_at=shift.starts_at if shift else None,
        ends_at=shift.ends_at if shift else None,
        is_logged_on=presence.status != Status.LOGGED_OFF,
        status_at=presence.status_at if presence.place else None,
        now=now,
        has_outlasted=has_outlasted,
    )


def team_notes(user: User, *, now: datetime) -> list[TeamNote]:
    """Return what the person's team has said lately, newest first, the person's own word too."""
    rows = (
        Presence.objects.filter(user__team=user.team, note_at__gt=now - NOTE_LASTS)
        .exclude(note="")
        .select_related("user")
        .order_by("-note_at")
    )
    return [
        TeamNote(row.user_id, row.user.name, row.note, row.note_at)
        for row in rows[:MOST_NOTES]
        if row.note_at is not None
    ]


@dataclass(frozen=True, slots=True)
class SetByLeader:
    """That somebody's present status was declared for them."""

    name: str
    why: str
    at: datetime


def set_by_leaders(presences: Iterable[Presence], *, now: datetime) -> dict[UUID, SetByLeader]:
    """Return whose present status somebody else declared for them, who did and why."""
    recent = now - SET_BY_LASTS
    since = {row.user_id: row.status_at for row in presences if row.status_at > recent}
    if not since:
        return {}
    events = Event.objects.filter(
        agent_id__in=since, kind=StatusDeclared.kind, at__gte=min(since.values())
    )
    latest: dict[UUID, Event] = {}
    for event in events.order_by("at", "id"):
        if event.agent_id is not None:
            latest[event.agent_id] = event
    others = {user: event for user, event in latest.items() if event.by not in (None, user)}
    leaders = User.objects.filter(id__in={event.by for event in others.values()})
    names: dict[UUID | None, str] = dict(leaders.values_list("id", "name"))
    return {
        user: SetByLeader(names.get(event.by, ""), event.body.get("why", ""), event.at)
        for user, event in others.items()
    }
