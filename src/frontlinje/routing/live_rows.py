"""Which rows matter to routing now? Who is on duty, what they hold, what waits, who refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import SkillHeld
from frontlinje.people.permissions import is_last_resort
from frontlinje.presence.queries import offerable
from frontlinje.routing.models import Offer, Outcome
from frontlinje.routing.rules.tables import LAST_RESORT, OWN_STAFF

PAGE = 400
"""How many waiting contacts of one queue are looked at first; more only when it matters."""

REFUSED_S = 600.0
"""For how long somebody who refused or missed a contact comes after everybody else for it."""

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
)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """An agent who declared ready, as the rows have it."""

    user_id: UUID
    username: str
    team: str | None
    tier: int
    languages: tuple[str, ...]
    skills: Mapping[str, int]
    idle_since_at: datetime


@dataclass(frozen=True, slots=True)
class InHand:
    """A contact that takes an agent's capacity."""

    agent_id: UUID
    queue: str
    channel: str
    state: str


def agents_on_duty(now: datetime) -> list[OnDuty]:
    """Return everybody who may be offered contacts as far as presence and the plan go."""
    held = SkillHeld.objects.filter(user_id=OuterRef("user_id")).values(
        pair=JSONObject(skill="skill__code", level="level")
    )
    rows = (
        offerable(now)
        .order_by("user_id")
        .values_list(
            "user_id",
            "user__username",
            "user__team__code",
            "user__roles",
            "user__employer",
            "user__languages",
            "idle_since",
            ArraySubquery(held),
        )
    )
    return [
        OnDuty(
            user_id=user_id,
            username=username,
            team=team,
            tier=LAST_RESORT if is_last_resort(roles, employer) else OWN_STAFF,
            languages=tuple(languages),
            skills={pair["skill"]: pair["level"] for pair in skills},
            idle_since_at=idle_since,
        )
        for user_id, username, team, roles, employer, languages, idle_since, skills in rows
    ]


def contacts_in_hand(agent_ids: Iterable[UUID]) -> list[InHand]:
    """Return what these agents hold or are being offered."""
    ids = list(agent_ids)
    held = Contact.objects.filter(
        agent_id__in=ids, state__in=[State.ACTIVE, State.WRAP_UP]
    ).values_list("agent_id", "queue", "channel", "state")
    offered = Offer.objects.filter(agent_id__in=ids, outcome__isnull=True).values_list(
        "agent_id", "contact__queue", "contact__channel", "contact__state"
    )
    return [InHand(*row) for row in held.union(offered, all=True)]


def waiting_rows(
    state: CentreState, now: datetime, *, only: Sequence[UUID] | None = None, whole: bool = False
) -> tuple[list[dict[str, Any]], bool]:
    """Return waiting contacts, oldest first, and whether there are more than these.

    Each row says in ``refused`` who rejected or missed the contact lately, and when.
    """
    lately = Offer.objects.filter(
        contact_id=OuterRef("id"),
        outcome__in=[Outcome.REJECTED, Outcome.TIMED_OUT],
        ended_at__gt=now - timedelta(seconds=REFUSED_S),
    ).values(pair=JSONObject(agent="agent_id", ended_at="ended_at"))
    waiting = (
        Contact.objects.filter(state=State.QUEUED)
        .order_by("received_at", "id")
        .values(*_CONTACT_FIELDS, refused=ArraySubquery(lately))
    )
    if only is not None:
        return list(waiting.filter(id__in=only)), False
    if whole:
        return list(waiting), False
    rows = list(waiting[: PAGE + 1])
    if len(rows) <= PAGE:
        return rows, False
    return _first_of_each_sort(state, waiting), True


def _first_of_each_sort(
    state: CentreState, waiting: QuerySet[Contact, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the oldest of each sort, and all that were favoured or ask for something of their own.

    Within a sort (queue, channel, language) all ask the same and priority follows age, so nobody
    beyond its page comes before it but those.
    """
    special = waiting.filter(
        Q(customer__weight__gt=0)
        | ~Q(overflow={})
        | ~Q(demands=[])
        | Q(reserved_for__isnull=False)
        | Q(last_agent__isnull=False)
    )
    sorts = Contact.objects.filter(state=State.QUEUED, queue__in=state.queues)
    found: dict[UUID, dict[str, Any]] = {}
    for part in (*(waiting.filter(**sort) for sort in _sorts_of(sorts)), special):
        for row in part[:PAGE]:
            found[row["id"]] = row
    return sorted(found.values(), key=lambda row: (row["received_at"], row["id"]))


def _sorts_of(waiting: QuerySet[Contact]) -> list[dict[str, str]]:
    sorts = waiting.values_list("queue", "channel", "language").distinct()
    return [
        {"queue": queue, "channel": channel, "language": language}
        for queue, channel, language in sorts
    ]
