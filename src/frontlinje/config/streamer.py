"""Who opens the stream, and what may they follow? The part of ``stream`` that asks the database."""

from collections.abc import Collection, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.db import DatabaseError, close_old_connections
from django.http import HttpRequest, parse_cookie
from psycopg.conninfo import make_conninfo

from frontlinje.base import clock
from frontlinje.base.errors import Unavailable
from frontlinje.centre.queries import effective_state
from frontlinje.config.database import connection_parameters
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, has_access, may
from frontlinje.presence.actions import note_connections


@dataclass(frozen=True, slots=True)
class Streamer:
    """The person behind an open screen."""

    user_id: UUID
    topics: frozenset[str]
    counts_as_desk: bool
    """Whether the open screen means that this person can be offered contacts."""
    access_until: datetime | None

    def has_access(self, now: datetime) -> bool:
        """Say whether the account still opens."""
        return has_access(is_active=True, access_from=None, access_until=self.access_until, now=now)


def open_streamer(scope: MutableMapping[str, Any]) -> Streamer | int:
    """Return who asks, or the HTTP status that says why the stream stays shut."""
    if scope["method"] != "GET":
        return 405
    close_old_connections()
    try:
        user = _user_of(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1"))
        now = clock.now()
        if user is None or not user.has_access(now):
            return 401
        return Streamer(
            user_id=user.id,
            topics=topics_for(user, now),
            counts_as_desk=may(user, Permission.DESK_USE),
            access_until=user.access_until,
        )
    except (DatabaseError, Unavailable):
        return 503
    finally:
        close_old_connections()


def _user_of(cookies: str) -> User | None:
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    return user if isinstance(user, User) else None


def topics_for(user: User, now: datetime) -> frozenset[str]:
    """Return what this person's screens may follow."""
    topics = {f"agent:{user.id}", "centre", "plans"}
    if may(user, Permission.BOARD_READ):
        topics.add("board")
    if may(user, Permission.DESK_USE) or may(user, Permission.TEAM_READ):
        topics.add("presence")
    if may(user, Permission.CUSTOMER_READ):
        topics.add("customers")
    if may(user, Permission.INCIDENT_LEAD):
        topics.add("incident")
    state = effective_state(now)
    if may(user, Permission.CONTACT_READ_ALL):
        queues = frozenset(state.queues)
    elif may(user, Permission.DESK_USE):
        team = user.team.code if user.team else None
        site = user.site.code if user.site else None
        queues = state.queues_of(username=user.username, team=team, site=site)
    else:
        queues = frozenset()
    return frozenset(topics | {f"queue:{code}" for code in queues})


def note_desks(user_ids: Collection[UUID], now: datetime) -> None:
    """Note in presence that these people's screens are open."""
    close_old_connections()
    try:
        note_connections(user_ids, at=now)
    finally:
        close_old_connections()


def conninfo() -> str:
    """Return how psycopg itself reaches the database that Django uses; it may hold a password."""
    return make_conninfo(**connection_parameters())
