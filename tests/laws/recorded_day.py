"""A live day, played by the very actions of the centre, and what its ledger says about it.

People answer after some seconds or let an offer lapse, work on what they hold, are interrupted by
calls, and go to lunch. What happened is read from the ledger alone, as it could be of any day.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Final
from uuid import UUID

from frontlinje.contacts.models import Contact, Customer
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.presence.actions import declare_status
from frontlinje.presence.models import Status
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import accept_offer, lapse_offers
from frontlinje.routing.actions.overflowing import run_overflow
from frontlinje.routing.actions.sweeping import end_late_wrap_ups
from frontlinje.routing.actions.work import finish_contact
from frontlinje.routing.models import Offer
from frontlinje.routing.tests.centre_of_two_queues import NOON, after, arrive, go_ready
from frontlinje.simulation.model import Arrival, Span

LENGTH_S: Final = 1800.0
SWEEP_S: Final = 20.0
N_CONTACTS: Final = 60


@dataclass
class Piece:
    """A contact in somebody's hands."""

    left_s: float
    since_s: float
    n_interruptions: int = 0
    is_interrupted: bool = False


@dataclass
class LiveDay:
    """Who does what when; the centre decides who gets what."""

    people: Sequence[User]
    customers: Sequence[Customer]
    chance: Random
    todo: list[tuple[float, int, Callable[[float], None]]] = field(default_factory=list)
    held: dict[UUID, dict[UUID, Piece]] = field(default_factory=lambda: defaultdict(dict))
    missed: set[UUID] = field(default_factory=set)
    last_agents: dict[UUID, UUID | None] = field(default_factory=dict)
    order: "count[int]" = field(default_factory=count)

    def play(self) -> None:
        """Live through the day."""
        go_ready(*self.people, at=after(-60))
        for _ in range(N_CONTACTS):
            self.at(self.chance.uniform(0, LENGTH_S * 0.8), self.somebody_comes)
        for step in range(1, int(LENGTH_S / SWEEP_S)):
            self.at(step * SWEEP_S, self.sweep)
        self.at(self.chance.uniform(300, 600), self.lunch_begins)
        while self.todo and self.todo[0][0] < LENGTH_S:
            at_s, _, deed = heappop(self.todo)
            deed(at_s)

    def at(self, at_s: float, deed: Callable[[float], None]) -> None:
        heappush(self.todo, (at_s, next(self.order), deed))

    def somebody_comes(self, at_s: float) -> None:
        contact = arrive(
            self.chance.choice(["general", "general", "settlement"]),
            self.chance.choice(["phone", "phone", "chat", "mail"]),
            at=after(at_s),
            customer=self.chance.choice([None, *self.customers]),
        )
        self.last_agents[contact.id] = contact.last_agent_id
        self.offered(at_s, dispatch(at=after(at_s), only=[contact.id]))

    def sweep(self, at_s: float) -> None:
        """Overflow and dispatch, as the sweeping clock does, as long as something waits."""
        if Contact.objects.filter(state=State.QUEUED).exists():
            run_overflow(at=after(at_s))
            self.hand_out(at_s)

    def hand_out(self, at_s: float) -> None:
        self.offered(at_s, dispatch(at=after(at_s)))

    def offered(self, at_s: float, offers: Sequence[Offer]) -> None:
        for offer in offers:
            misses = offer.contact_id not in self.missed and self.chance.random() < 0.15
            if misses:
                self.missed.add(offer.contact_id)
                deadline_s = (offer.deadline_at - NOON).total_seconds()
                self.at(deadline_s, self.lapse)
            else:
                answers_s = at_s + self.chance.uniform(1, 8)
                self.at(answers_s, partial(self.answer, offer))

    def lapse(self, at_s: float) -> None:
        lapse_offers(at=after(at_s), is_frozen=False)
        self.hand_out(at_s)

    def answer(self, offer: Offer, at_s: float) -> None:
        agent = User.objects.get(id=offer.agent_id)
        contact = accept_offer(offer_id=offer.id, by=agent, at=after(at_s))
        pieces = self.held[agent.id]
        if contact.channel == "phone":
            for piece in pieces.values():
                piece.left_s -= at_s - piece.since_s
                piece.is_interrupted = True
                piece.n_interruptions += 1
        pieces[contact.id] = Piece(left_s=self.chance.uniform(40, 200), since_s=at_s)
        self.go_on(at_s, agent, contact.id)
        self.hand_out(at_s)

    def go_on(self, at_s: float, agent: User, contact_id: UUID) -> None:
        piece = self.held[agent.id][contact_id]
        piece.since_s, piece.is_interrupted = at_s, False
        n = piece.n_interruptions

        def finish(now_s: float) -> None:
            if not piece.is_interrupted and piece.n_interruptions == n:
                self.finish(now_s, agent, contact_id)

        self.at(at_s + piece.left_s, finish)

    def finish(self, at_s: float, agent: User, contact_id: UUID) -> None:
        contact = finish_contact(contact_id=contact_id, by=agent, at=after(at_s))
        if contact.state == State.WRAP_UP:
            assert contact.wrap_up_until is not None
            until_s = (contact.wrap_up_until - NOON).total_seconds()
            self.at(until_s, lambda now_s: self.wrap_up_ends(now_s, agent, contact))
        else:
            self.let_go(at_s, agent, contact)

    def wrap_up_ends(self, at_s: float, agent: User, contact: Contact) -> None:
        end_late_wrap_ups(at=after(at_s))
        self.let_go(at_s, agent, contact)

    def let_go(self, at_s: float, agent: User, contact: Contact) -> None:
        pieces = self.held[agent.id]
        del pieces[contact.id]
        if contact.channel == "phone":
            for other, piece in pieces.items():
                if piece.is_interrupted:
                    self.go_on(at_s, agent, other)
        self.hand_out(at_s)

    def lunch_begins(self, at_s: float) -> None:
        """Let whoever has nothing in hand first go to lunch."""
        busy = set(Offer.objects.filter(outcome__isnull=True).values_list("agent_id", flat=True))
        free = [one for one in self.people if not self.held[one.id] and one.id not in busy]
        if not free:
            self.at(at_s + 7.0, self.lunch_begins)
            return
        agent = free[0]
        declare_status(user=agent, status=Status.PAUSE, reason="lunch", at=after(at_s), by=agent.id)
        self.at(at_s + 400.0, lambda now_s: self.lunch_ends(now_s, agent))

    def lunch_ends(self, at_s: float, agent: User) -> None:
        declare_status(user=agent, status=Status.READY, at=after(at_s), by=agent.id, place="office")
        self.hand_out(at_s)


# -- What the ledger says --------------------------------------------------------------------------
def _at_s(event: Event) -> float:
    return (event.at - NOON).total_seconds()


def offers_made() -> list[tuple[float, UUID, UUID]]:
    """Return when which contact was offered to which agent, in order."""
    events = Event.objects.filter(kind="offer.made").order_by("id")
    return [(_at_s(one), UUID(str(one.contact_id)), UUID(str(one.agent_id))) for one in events]


def on_duty_of(agent: User) -> tuple[Span, ...]:
    """Return when somebody had declared ready."""
    spans: list[Span] = []
    from_s: float | None = None
    for event in Event.objects.filter(kind="presence.declared", agent_id=agent.id).order_by("id"):
        if event.to_state == Status.READY:
            from_s = _at_s(event)
        elif from_s is not None:
            spans.append(Span(from_s=from_s, until_s=_at_s(event)))
            from_s = None
    if from_s is not None:
        spans.append(Span(from_s=from_s, until_s=LENGTH_S + 1.0))
    return tuple(spans)


@dataclass
class Told:
    """What the ledger tells of one contact, in seconds past noon."""

    queue: str
    channel: str
    received_s: float
    offered_s: float = 0.0
    accepted_s: float = LENGTH_S
    finished_s: float = LENGTH_S
    closed_s: float = LENGTH_S
    n_lapsed: int = 0
    agent_id: UUID | None = None


def contacts_told() -> dict[UUID, Told]:
    """Return every contact that came, in order."""
    told: dict[UUID, Told] = {}
    for event in Event.objects.filter(contact_id__isnull=False).order_by("id"):
        at_s, contact_id = _at_s(event), UUID(str(event.contact_id))
        if event.kind == "contact.received":
            told[contact_id] = Told(event.queue, event.channel, at_s)
        one = told[contact_id]
        if event.kind == "offer.ended":
            one.n_lapsed += event.to_state == "timed_out"
        elif event.kind == "offer.made":
            one.offered_s = at_s
        elif event.kind == "contact.moved":
            if event.to_state == State.ACTIVE:
                one.accepted_s, one.agent_id = at_s, event.agent_id
            elif event.from_state == State.ACTIVE:
                one.finished_s = at_s
            if event.to_state == State.CLOSED:
                one.closed_s = at_s
    return told


def arrivals_told(last_agents: Mapping[UUID, str | None]) -> list[Arrival]:
    """Return the contacts as known arrivals of a day to be played.

    Work is what is left of the time in hand without the calls that interrupted it. Customers' head
    starts and who had served them before are facts of the customers, not of the day.
    """
    weights = dict(
        Contact.objects.filter(customer__isnull=False).values_list("id", "customer__weight")
    )
    told = contacts_told()
    calls = defaultdict(list)
    for one in told.values():
        if one.channel == "phone":
            calls[one.agent_id].append(one)
    return [
        Arrival(
            at_s=one.received_s,
            queue=one.queue,
            channel=one.channel,
            handling_s=_worked_s(one, [] if one.channel == "phone" else calls[one.agent_id]),
            wrap_up_s=one.closed_s - one.finished_s,
            answer_s=max(0.0, one.accepted_s - one.offered_s),
            misses=one.n_lapsed,
            weight=weights.get(contact_id, 0),
            last_agent=last_agents[contact_id],
        )
        for contact_id, one in told.items()
    ]


def _worked_s(one: Told, calls: Sequence[Told]) -> float:
    interrupted_s = sum(
        min(call.closed_s, one.finished_s) - call.accepted_s
        for call in calls
        if one.accepted_s < call.accepted_s < one.finished_s
    )
    return one.finished_s - one.accepted_s - interrupted_s
