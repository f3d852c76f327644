"""Which rows matter to routing now? Who is on duty, what they hold, what waits, who refused."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Extract, JSONObject

from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.kept_statement import KeptStatement, is_one_of_the_ids
from frontlinje.people.models import SkillHeld
from frontlinje.people.permissions import is_last_resort
from frontlinje.presence.models import Presence, Status
from frontlinje.presence.queries import cut_short, offerable_as_planned
from frontlinje.routing.models import Offer, Outcome
from frontlinje.routing.rules.tables import LAST_RESORT, OWN_STAFF

PAGE = 400
"""How many waiting contacts of one queue are looked at first; more only when it matters."""

REFUSED_S = 600.0
"""For how long somebody who refused or missed a contact comes after everybody else for it."""

JUST_NOW_S = 2.0
"""For how long a contact counts as just arrived."""

_SORT = ("queue", "channel", "language", "is_exercise")
_CONTACT_FIELDS = (
    "id",
    "queue",
    "channel",
    "received_at",
    "due_at",
    "language",
    "last_agent_id",
    "reserved_for_id",
    "demands",
    "overflow",
    "customer__weight",
    "is_exercise",
)


class OnDuty(NamedTuple):
    """An agent who declared ready, as the rows have it."""

    user_id: UUID
    username: str
    team: str | None
    site: str | None
    tier: int
    languages: list[str]
    idle_since_s: float
    """Seconds since 1970."""
    is_in_exercise: bool = False
    """Whether contacts of the exercise are offered."""
    takes_real: bool = True
    """Whether real contacts are: not while only an exercise is taken part in."""


class InHand(NamedTuple):
    """A contact that takes an agent's capacity."""

    agent_id: UUID
    queue: str
    channel: str
    state: str
    is_exercise: bool = False


class WaitingRow(NamedTuple):
    """A contact that waits, and who rejected or missed it lately."""

    id: UUID
    queue: str
    channel: str
    received_at: datetime
    due_at: datetime | None
    language: str
    last_agent_id: UUID | None
    reserved_for_id: UUID | None
    demands: list[dict[str, Any]]
    overflow: dict[str, Any]
    weight: float
    refused: list[dict[str, str]]
    """Each with the ``agent`` and when it ``ended_at``."""
    is_exercise: bool = False


def _on_duty(now: datetime) -> QuerySet[Any, Any]:
    return (
        offerable_as_planned(now)
        .order_by("user_id")
        .values_list(
            "user_id",
            "user__username",
            "user__team__code",
            "user__site__code",
            "user__roles",
            "user__employer",
            "user__languages",
            Extract("idle_since", "epoch"),
            "user__exercise_seat__until",
            "user__exercise_seat__takes_real",
        )
    )


def _in_hand(now: datetime) -> QuerySet[Any, Any]:
    held = Contact.objects.filter(state__in=[State.ACTIVE, State.WRAP_UP]).values_list(
        "agent_id", "queue", "channel", "state", "is_exercise"
    )
    offered = Offer.objects.filter(outcome__isnull=True).values_list(
        "agent_id",
        "contact__queue",
        "contact__channel",
        "contact__state",
        "contact__is_exercise",
    )
    return held.union(offered, all=True)


def _skills_held(now: datetime) -> QuerySet[Any, Any]:
    there = Presence.objects.filter(status=Status.READY).values("user_id")
    return SkillHeld.objects.filter(user_id__in=there).values_list(
        "user_id", "skill__code", "level"
    )


_SKILLS_HELD = KeptStatement(_skills_held)
_ON_DUTY = KeptStatement(_on_duty)
_IN_HAND = KeptStatement(_in_hand)


def agents_on_duty(state: CentreState, now: datetime) -> list[OnDuty]:
    """Return everybody who may be offered contacts as far as presence and the plan go.

    They are those of ``presence.queries.offerable``, by the shifts that ``state`` arranges.
    """
    over = cut_short(state, now=now)
    return [
        OnDuty(
            user_id,
            username,
            team,
            site,
            LAST_RESORT if is_last_resort(roles, employer) else OWN_STAFF,
            languages,
            float(idle_since_s),
            is_in_exercise=(is_in := seat_until is not None and seat_until > now),
            takes_real=not is_in or takes_real,
        )
        for (
            user_id,
            username,
            team,
            site,
            roles,
            employer,
            languages,
            idle_since_s,
            seat_until,
            takes_real,
        ) in _ON_DUTY.rows(now)
        if user_id not in over
    ]


def agents_for_customers(state: CentreState, now: datetime) -> list[OnDuty]:
    """Return those of ``agents_on_duty`` to whom contacts of real customers are offered."""
    return [agent for agent in agents_on_duty(state, now) if agent.takes_real]


def skills_held(now: datetime) -> dict[UUID, dict[str, int]]:
    """Return for each person the level of each skill held."""
    held: dict[UUID, dict[str, int]] = defaultdict(dict)
    for user_id, skill, level in _SKILLS_HELD.rows(now):
        held[user_id][skill] = level
    return held


def contacts_in_hand(now: datetime) -> list[InHand]:
    """Return what agents hold or are being offered."""
    return [InHand(*row) for row in _IN_HAND.rows(now)]


def _waiting(now: datetime) -> QuerySet[Contact, tuple[Any, ...]]:
    lately = Offer.objects.filter(
        contact_id=OuterRef("id"),
        outcome__in=[Outcome.REJECTED, Outcome.TIMED_OUT],
        ended_at__gt=now - timedelta(seconds=REFUSED_S),
    ).values(pair=JSONObject(agent="agent_id", ended_at="ended_at"))
    return (
        Contact.objects.filter(state=State.QUEUED)
        .order_by("received_at", "id")
        .values_list(*_CONTACT_FIELDS, ArraySubquery(lately))
    )


def _arrived(now: datetime) -> QuerySet[Contact, tuple[Any, ...]]:
    came_just_now = Q(queued_at__gte=now - timedelta(seconds=JUST_NOW_S))
    return _waiting(now).filter(Q(is_one_of_the_ids("contacts_contact.id")) | came_just_now)


def _special(now: datetime) -> QuerySet[Contact, tuple[Any, ...]]:
    return _waiting(now).filter(
        Q(customer__weight__gt=0)
        | ~Q(overflow={})
        | ~Q(demands=[])
        | Q(reserved_for__isnull=False)
        | Q(last_agent__isnull=False)
    )


def _first_waiting(now: datetime) -> QuerySet[Contact, tuple[Any, ...]]:
    return _waiting(now)[: PAGE + 1]


def _first_special(now: datetime) -> QuerySet[Contact, tuple[Any, ...]]:
    return _special(now)[:PAGE]


_ARRIVED = KeptStatement(_arrived)
_WAITING = KeptStatement(_waiting)
_FIRST_WAITING = KeptStatement(_first_waiting)
_FIRST_SPECIAL = KeptStatement(_first_special)


def arrived_rows(now: datetime, ids: Sequence[UUID]) -> list[WaitingRow]:
    """Return these contacts, if any of them waits, with whatever else came just now, oldest first.

    Of several that arrive together the first who dispatches so offers all; the others, who waited
    for their turn, find theirs offered and leave at once.
    """
    rows = [_waiting_row(row) for row in _ARRIVED.rows(now, ids)]
    return rows if any(row.id in ids for row in rows) else []


def waiting_rows(state: CentreState, now: datetime) -> tuple[list[WaitingRow], bool]:
    """Return the waiting contacts that matter first, oldest first, and whether there are more."""
    rows = _FIRST_WAITING.rows(now)
    if is_cut := len(rows) > PAGE:
        rows = _first_of_each_sort(state, now)
    return [_waiting_row(row) for row in rows], is_cut


def may_hide_more(rows: Sequence[WaitingRow], taken: Collection[UUID]) -> bool:
    """Say whether what waits behind a page may suit somebody whom nothing on the page suits.

    Contacts of one sort ask the same, and waiting makes the older ask less: whom one suits not that
    is left on the page, none behind it suits. Contacts with demands of their own, reserved ones and
    those that somebody refused speak for themselves alone.
    """
    sorts: dict[tuple[object, ...], list[WaitingRow]] = defaultdict(list)
    for row in rows:
        sorts[row.queue, row.channel, row.language, row.is_exercise].append(row)
    pages = [alike for alike in sorts.values() if len(alike) >= PAGE]
    return any(all(row.id in taken or _has_its_own(row) for row in page) for page in pages)


def _has_its_own(row: WaitingRow) -> bool:
    return bool(row.demands or row.reserved_for_id or row.refused)


def every_waiting_row(now: datetime) -> list[WaitingRow]:
    """Return all waiting contacts, however many, oldest first."""
    return [_waiting_row(row) for row in _WAITING.rows(now)]


def _first_of_each_sort(state: CentreState, now: datetime) -> list[tuple[Any, ...]]:
    """Return the oldest of each sort, and all that were favoured or ask for something of their own.

    Within a sort (queue, channel, language, exercise or not) all ask the same and priority follows
    age, so nobody beyond its page comes before it but those.
    """
    waiting = Contact.objects.filter(state=State.QUEUED, queue__in=state.queues)
    found = {row[0]: row for row in _FIRST_SPECIAL.rows(now)}
    for sort in waiting.values_list(*_SORT).distinct():
        alike = _waiting(now).filter(**dict(zip(_SORT, sort, strict=True)))
        found |= {row[0]: row for row in alike[:PAGE]}
    return sorted(found.values(), key=itemgetter(3, 0))


def _waiting_row(row: Sequence[Any]) -> WaitingRow:
    *plain, demands, overflow, weight, is_exercise, refused = row
    shown = (_read(demands), _read(overflow), float(weight or 0), [_read(pair) for pair in refused])
    return WaitingRow(*(*plain, *shown, is_exercise))


def _read(column: Any) -> Any:
    """Return JSON as it is, whether the query was asked through the models or kept."""
    return json.loads(column) if isinstance(column, str) else column
