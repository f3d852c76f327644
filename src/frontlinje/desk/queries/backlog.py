"""Which contacts does the backlog list? One statement of plain rows, a page at a time, no count.

This is the hot list, so the statement is written out. What is sorted by urgency is scored as
routing scores it (``routing.rules.policy.priority``); a test holds the two together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Q

from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.queries import search_customers, visible_contacts
from frontlinje.contacts.rules.access import ContactViewer
from frontlinje.contacts.rules.lifecycle import Channel, State
from frontlinje.contacts.rules.reference import read_reference
from frontlinje.desk.rules.backlog_page import Place, read, written
from frontlinje.people.permissions import Permission

PAGE = 50
MOST_SEARCHED = 500

Code = TypeVar("Code")
Default = TypeVar("Default")


class Sort(StrEnum):
    """In which order the backlog is shown."""

    URGENT = "urgent"
    """As routing would hand it out: most promises waited first. Only for what waits."""
    DUE = "due"
    """The promise that runs out first. Only for what waits."""
    OLDEST = "oldest"
    NEWEST = "newest"


FOR_WAITING = frozenset({Sort.URGENT, Sort.DUE})

_URGENCY = """extract(epoch FROM %(as_of)s - coalesce(c.due_at, c.received_at))::float8
    / coalesce(q.promise_s, 1) + CASE WHEN c.due_at IS NULL THEN 0 ELSE 1 END
    + coalesce(q.weight, 0) + coalesce(h.weight, 0) + coalesce(w.weight, 0)
    + coalesce((c.overflow->>'raised')::float8, 0)"""
_SCORED = """
    LEFT JOIN unnest(%(codes)s::text[], %(promises)s::float8[], %(weights)s::float8[])
        AS q (code, promise_s, weight) ON q.code = c.queue
    LEFT JOIN unnest(%(channels)s::text[], %(channel_weights)s::float8[])
        AS h (code, weight) ON h.code = c.channel
    LEFT JOIN contacts_customer w ON w.id = c.customer_id AND w.weight <> 0"""

# How a sort ranks, what it needs beside the contact, and its direction.
_RANKS: Mapping[Sort, tuple[str, str, str]] = {
    Sort.URGENT: (_URGENCY, _SCORED, "DESC"),
    Sort.DUE: ("coalesce(c.due_at, c.received_at)", "", "ASC"),
    Sort.OLDEST: ("c.received_at", "", "ASC"),
    Sort.NEWEST: ("c.received_at", "", "DESC"),
}
# What an exercise made up is there for who takes part in it.
_REAL_OR_MINE = """(NOT c.is_exercise
    OR EXISTS (SELECT FROM people_exerciseseat seat WHERE seat.user_id = %(viewer)s))"""
# The few rows of the page are found by id and rank; only then is read what they show.
_PAGE = """
SELECT c.id, c.reference, c.channel, c.queue, c.state, c.received_at, c.due_at, c.resume_at,
    c.subject, c.preview, c.language, c.tags, customer.name, c.agent_id, agent.name,
    c.reserved_for_id, c.is_exercise, page.rank
FROM (
    SELECT c.id, {rank} AS rank FROM contacts_contact c {joins}
    WHERE {where} ORDER BY rank {direction}, c.id {direction} LIMIT %(limit)s
) AS page
JOIN contacts_contact c ON c.id = page.id
LEFT JOIN contacts_customer customer ON customer.id = c.customer_id
LEFT JOIN people_user agent ON agent.id = c.agent_id
ORDER BY page.rank {direction}, c.id {direction}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asked the backlog for; anything unknown was left out when it was read."""

    state: State | None = State.QUEUED
    """None for any, only while searching."""
    queue: str = ""
    channel: str = ""
    language: str = ""
    tag: str = ""
    is_overdue: bool = False
    search: str = ""
    sort: Sort = Sort.URGENT
    after: str = ""


@dataclass(frozen=True, slots=True)
class BacklogPage:
    """One page of rows, as ``_PAGE`` selects them, and where the next begins ('' at the end)."""

    rows: list[tuple[Any, ...]]
    next: str


def wanted_from(asked: Mapping[str, str], state: CentreState) -> Wanted:
    """Read what was asked for; what the centre does not know counts as not asked."""
    search = asked.get("q", "").strip()[:100]
    chosen = _one_of(State, asked.get("state", ""), None if search else State.QUEUED)
    order = _one_of(Sort, asked.get("sort", ""), Sort.URGENT)
    if chosen is not State.QUEUED and order in FOR_WAITING:
        order = Sort.NEWEST
    return Wanted(
        state=chosen,
        queue=asked["queue"] if asked.get("queue") in state.queues else "",
        channel=_one_of(Channel, asked.get("channel", ""), ""),
        language=asked.get("language", "")[:5],
        tag=asked["tag"] if asked.get("tag") in state.tags else "",
        is_overdue=asked.get("overdue", "") == "1" and chosen is State.QUEUED,
        search=search,
        sort=order,
        after=asked.get("after", ""),
    )


def _one_of(kind: Callable[[str], Code], typed: str, default: Default) -> Code | Default:
    try:
        return kind(typed)
    except ValueError:
        return default


def backlog(
    viewer: ContactViewer, wanted: Wanted, *, state: CentreState, now: datetime
) -> BacklogPage:
    """Return one page of the contacts that this person may read and asked for.

    Raises
    ------
    Invalid
        ``desk.bad_page`` when ``wanted.after`` did not come from ``BacklogPage.next``.
    """
    place = read(wanted.after) if wanted.after else None
    as_of = place.as_of if place else now
    rank, joins, direction = _RANKS[wanted.sort]
    where, values = _conditions(viewer, wanted, as_of)
    if place is not None:
        further = "<" if direction == "DESC" else ">"
        where.append(f"({rank}, c.id) {further} (%(rank)s, %(id)s)")
        values["rank"] = place.number if wanted.sort is Sort.URGENT else place.instant
        values["id"] = place.id
    if joins:
        values |= _weights(state)
    sql = _PAGE.format(rank=rank, joins=joins, where=" AND ".join(where), direction=direction)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values, "as_of": as_of, "limit": PAGE + 1})
        found = cursor.fetchall()
    if len(found) <= PAGE:
        return BacklogPage(found, "")
    last = found[PAGE - 1]
    key = repr(last[-1]) if wanted.sort is Sort.URGENT else last[-1].isoformat()
    return BacklogPage(found[:PAGE], written(Place(as_of, key, last[0])))


def all_wanted(viewer: ContactViewer, wanted: Wanted, *, now: datetime, most: int) -> list[UUID]:
    """Return all contacts that this person may read and asked for, on whatever page; no order."""
    where, values = _conditions(viewer, wanted, now)
    sql = f"SELECT c.id FROM contacts_contact c WHERE {' AND '.join(where)} LIMIT %(limit)s"
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values, "as_of": now, "limit": most})
        return [contact_id for (contact_id,) in cursor.fetchall()]


def _conditions(
    viewer: ContactViewer, wanted: Wanted, as_of: datetime
) -> tuple[list[str], dict[str, Any]]:
    """Return what a contact must fulfil, and the values that go with it.

    Without a search these are contacts of the queues this person may read: one walk along an
    index, where ``visible_contacts`` would ask the ledger about every row of somebody else's
    queue. What they had in their own hands of other queues is found by searching.
    """
    where: list[str] = [_REAL_OR_MINE]
    values: dict[str, Any] = {"viewer": viewer.id}
    if wanted.search:
        where.append("c.id = ANY(%(found)s)")
        values["found"] = _found(viewer, wanted.search)
    elif Permission.CONTACT_READ_ALL not in viewer.permissions:
        queues = viewer.queues if viewer.is_narrow else viewer.queues | viewer.queues_for_all
        where.append("c.queue = ANY(%(queues)s)")
        values["queues"] = sorted(queues)
    for name in ("state", "queue", "channel", "language"):
        if value := getattr(wanted, name):
            where.append(f"c.{name} = %({name})s")
            values[name] = str(value)
    if wanted.tag:
        # The second half is what the index of tagged contacts is made for.
        where.append("c.tags @> ARRAY[%(tag)s]::varchar[] AND NOT c.tags = '{}'")
        values["tag"] = wanted.tag
    if wanted.is_overdue:
        where.append("c.due_at < %(as_of)s")
    return where, values


def _found(viewer: ContactViewer, typed: str) -> list[Any]:
    """Return the ids of what a search finds, by reference or customer, as far as readable."""
    meant = Q(customer__in=[found.id for found in search_customers(typed)])
    if reference := read_reference(typed):
        meant |= Q(reference=reference)
    newest = visible_contacts(viewer).filter(meant).order_by("-received_at")
    return list(newest.values_list("id", flat=True)[:MOST_SEARCHED])


def _weights(state: CentreState) -> dict[str, Any]:
    queues, channels = list(state.queues.values()), list(state.channels.values())
    return {
        "codes": [queue.code for queue in queues],
        "promises": [queue.promise_s for queue in queues],
        "weights": [queue.weight for queue in queues],
        "channels": [channel.code for channel in channels],
        "channel_weights": [channel.weight for channel in channels],
    }
