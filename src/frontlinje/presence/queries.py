"""Who is there, what was planned, what do colleagues say? For the desk and the team page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from frontlinje.people.models import User
from frontlinje.presence.models import Presence, Shift, Status
from frontlinje.presence.rules.standing import Standing, standing

NOTE_LASTS = timedelta(hours=10)
"""A word to the team is shown for a working day at most."""

MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class TeamNote:
    """What a colleague told the team."""

    user_id: UUID
    name: str
    note: str
    at: datetime


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


def standing_of(presence: Presence, shift: Shift | None, *, now: datetime) -> Standing:
    """Return how a person stands to the plan."""
    return standing(
        starts_at=shift.starts_at if shift else None,
        ends_at=shift.ends_at if shift else None,
        is_logged_on=presence.status != Status.LOGGED_OFF,
        status_at=presence.status_at if presence.pk and not presence._state.adding else None,
        now=now,
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
