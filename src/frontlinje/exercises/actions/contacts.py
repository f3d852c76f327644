"""How do made-up contacts come, and how do they end? They are contacts like any other, marked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.actions.lifecycle import locked_contact, move_contact
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.folding import fold, words_of
from frontlinje.contacts.rules.lifecycle import OPEN, State
from frontlinje.exercises.models import Exercise, MadeUpContact
from frontlinje.exercises.queries.exercises import scenario_of
from frontlinje.exercises.rules.arriving import Coming
from frontlinje.exercises.rules.scenario import MadeUp
from frontlinje.routing.actions.offers import withdraw_offers
from frontlinje.routing.actions.work import close_contact
from frontlinje.routing.models import Offer, Outcome

NOWHERE = "exercise.invalid"
"""A domain that can never be (RFC 2606): even a mail that escaped would reach nobody."""
SOURCE = "exercise"
OVER = "exercise_over"
GAVE_UP = "gave_up"


def let_come(exercise: Exercise, coming: Sequence[Coming], *, at: datetime) -> list[Contact]:
    """Receive made-up contacts in the exercise's queues; a channel that none takes brings none."""
    scenario, state = scenario_of(exercise), effective_state(at)
    found = []
    for number, one in enumerate(coming, exercise.n_arrived):
        queues = [
            code
            for code in exercise.queues
            if code in state.queues and one.channel in state.queues[code].channels
        ]
        if queues:
            text = scenario.texts_for(one.channel)[one.text]
            queue = queues[number % len(queues)]
            found.append(_receive(exercise, one, text, queue, state, at))
    return found


def _receive(
    exercise: Exercise, one: Coming, made_up: MadeUp, queue: str, state: CentreState, at: datetime
) -> Contact:
    language = state.document.language
    contact = receive_contact(
        Arrival(
            channel=one.channel,
            queue=queue,
            source=SOURCE,
            received_at=at,
            subject=made_up.subject.in_language(language),
            text=made_up.text.in_language(language),
            sender=f"{made_up.name} <{address_of(made_up)}>",
            language=language,
            is_exercise=True,
        ),
        at=at,
    )
    patience = timedelta(seconds=one.patience_s) if one.patience_s is not None else None
    MadeUpContact.objects.create(
        contact=contact, exercise=exercise, gives_up_at=at + patience if patience else None
    )
    return contact


def address_of(made_up: MadeUp) -> str:
    """Return where a made-up customer's mail would go, in letters that every mail server takes."""
    return f"{'.'.join(words_of(fold(made_up.name)))}@{NOWHERE}"


def give_up_waiting(*, at: datetime) -> None:
    """Let made-up callers hang up whom nobody has answered in time."""
    late = Contact.objects.filter(
        is_exercise=True, made_up__gives_up_at__lte=at, state__in=[State.QUEUED, State.OFFERED]
    )
    for contact_id in list(late.values_list("id", flat=True)):
        _give_up(contact_id, at)


@transaction.atomic
def _give_up(contact_id: UUID, at: datetime) -> None:
    contact = _back_in_queue(contact_id, at, reason=GAVE_UP)
    if contact.state == State.QUEUED:
        move_contact(contact, to=State.ABANDONED, at=at, by=None, reason=GAVE_UP, closed_at=at)


def end_contacts(*, at: datetime) -> None:
    """Close every open contact of exercises; the agents who have one in hand are free at once."""
    rows = Contact.objects.filter(is_exercise=True, state__in=OPEN).order_by("id")
    for contact_id in list(rows.values_list("id", flat=True)):
        contact = _back_in_queue(contact_id, at, reason=OVER)
        if contact.state in OPEN:
            close_contact(contact, at=at, by=None, reason=OVER)


def _back_in_queue(contact_id: UUID, at: datetime, *, reason: str) -> Contact:
    """Take a contact back that is on offer; return it, locked."""
    holding = Offer.objects.filter(contact=contact_id, outcome__isnull=True)
    agents = list(holding.values_list("agent_id", flat=True))
    withdraw_offers(agents, at=at, by=None, outcome=Outcome.WITHDRAWN, reason=reason)
    return locked_contact(contact_id)
