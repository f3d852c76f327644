"""Who is offered what now? One short transaction per trigger: look, ask the policy, make offers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.actions.lifecycle import NowOffered, offer_waiting
from frontlinje.ledger.actions import record_each
from frontlinje.ledger.events import LedgerEvent
from frontlinje.ledger.rows import insert_rows, sent_together
from frontlinje.routing.events import OfferMade
from frontlinje.routing.live_rows import (
    arrived_rows,
    every_waiting_row,
    may_hide_more,
    waiting_rows,
)
from frontlinje.routing.models import Offer
from frontlinje.routing.rules.eligibility import has_room
from frontlinje.routing.rules.policy import NOBODY, assign, choose_agent
from frontlinje.routing.rules.tables import HERE, OPEN
from frontlinje.routing.snapshot import Snapshot, read_snapshot

_ROUTING_LOCK = 0x46524F4E54
"""The advisory lock of the one routing domain: two dispatchers never hand out from one picture."""
_TAKE_TURNS = """
SELECT set_config('synchronous_commit', 'off', true),
    set_config('plan_cache_mode', 'force_generic_plan', true), pg_advisory_xact_lock(%s)
"""
_TAKE_TURNS_INSIDE = "SELECT pg_advisory_xact_lock(%s)"
_ON_DISK = "SELECT pg_logical_emit_message(true, 'frontlinje', '')"
"""A write of nothing, committed: when it is on the disk, so is all that was committed before."""


def dispatch(*, at: datetime, only: Sequence[UUID] | None = None) -> list[Offer]:
    """Offer what can be offered, and return the offers made.

    Parameters
    ----------
    at : datetime
        Now.
    only : sequence of UUID, optional
        Contacts that just arrived. Without it every waiting contact is considered: after an agent
        became free, and at every sweep.
    """
    with one_after_the_other() as made:
        arrived = None if only is None else arrived_rows(at, only)
        if arrived == []:
            return made
        state = effective_state(at)
        rows, is_cut = waiting_rows(state, at) if arrived is None else (arrived, False)
        snapshot = read_snapshot(state, at, rows)
        if snapshot is None:
            return made
        pairs = matches(snapshot, at)
        is_anybody_left = is_cut and len(pairs) < snapshot.n_open()
        if is_anybody_left and may_hide_more(rows, {snapshot.contact_ids[c] for c, _ in pairs}):
            snapshot = read_snapshot(state, at, every_waiting_row(at))
            pairs = matches(snapshot, at) if snapshot else []
        if snapshot is None:
            return made
        chosen = [(snapshot.contact_ids[c], snapshot.agent_ids[a]) for c, a in pairs]
        made += make_offers(chosen, state=state, at=at)
    return made


@contextmanager
def one_after_the_other() -> Iterator[list[Offer]]:
    """Hold the lock of the routing domain for a transaction, but not while the disk writes.

    The next one is let in as soon as the offers are committed; this one returns when they are on
    the disk as well. What others commit comes later in the log, so no offer survives one that it
    was built upon. Inside somebody else's transaction that one's commit decides.

    Yields
    ------
    list of Offer
        To be filled with the offers made.
    """
    is_ours = not connection.in_atomic_block
    made: list[Offer] = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TAKE_TURNS if is_ours else _TAKE_TURNS_INSIDE, [_ROUTING_LOCK])
        yield made
    if is_ours and made:
        with connection.cursor() as cursor:
            cursor.execute(_ON_DISK)


def matches(snapshot: Snapshot, at: datetime) -> list[tuple[int, int]]:
    """Return the (contact, agent) pairs to offer: what is held for one person, then the rest."""
    now_s = at.timestamp()
    agents, lanes, waiting = snapshot.agents, snapshot.lanes, snapshot.waiting
    availability = [agents.availability[i] for i in range(len(agents.availability))]
    pairs = []
    for contact, agent in snapshot.reserved:
        if agent == NOBODY or availability[agent] != OPEN:
            continue
        if has_room(agent, waiting.lane[contact], agents, lanes):
            pairs.append((contact, agent))
            availability[agent] = HERE
    agents = agents._replace(availability=availability)
    if len(snapshot.contact_ids) == 1:
        agent = choose_agent(0, now_s, agents, lanes, waiting)
        return pairs if agent == NOBODY else [(0, agent)]
    return pairs + assign(now_s, agents, lanes, waiting)


def make_offers(
    pairs: Sequence[tuple[UUID, UUID]], *, state: CentreState, at: datetime
) -> list[Offer]:
    """Write offers for waiting contacts; one that waits no more, or is locked, is left out."""
    if not pairs:
        return []
    agent_of = dict(pairs)
    offered = offer_waiting(list(agent_of), at=at)
    offers = [
        Offer(
            contact_id=contact.id,
            agent_id=agent_of[contact.id],
            made_at=at,
            deadline_at=at + timedelta(seconds=state.queues[contact.queue].offer_s),
        )
        for contact in offered
    ]
    events: list[tuple[LedgerEvent, set[str]]] = []
    for contact, offer in zip(offered, offers, strict=True):
        topics = contact.topics(offer.agent_id)
        events.append((contact.moved(offer.agent_id), topics))
        events.append((_made(offer, contact), topics))
    with sent_together():
        insert_rows(offers)
        record_each(events, at=at, by=None)
    return offers


def _made(offer: Offer, contact: NowOffered) -> OfferMade:
    return OfferMade(
        contact_id=contact.id,
        agent_id=offer.agent_id,
        channel=contact.channel,
        queue=contact.queue,
        offer_id=offer.id,
        deadline_at=offer.deadline_at.isoformat(),
    )
