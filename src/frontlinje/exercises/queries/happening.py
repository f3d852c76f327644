"""What happens in an exercise now: its cards, its contacts, its people, and the real queues?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.models import OutgoingMail, OutgoingState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import LIVE, State
from frontlinje.exercises.actions.contacts import OVER
from frontlinje.exercises.models import Entry, Exercise
from frontlinje.exercises.queries.exercises import scenario_of
from frontlinje.exercises.rules.scenario import Inject
from frontlinje.exercises.rules.score import EntryKind
from frontlinje.people.models import User
from frontlinje.reports.queries.board import QueueRow, board_now
from frontlinje.routing.models import Offer, Outcome
from frontlinje.routing.queries import PersonNow, people_now


@dataclass(frozen=True, slots=True)
class Card:
    """A card, and when it was given."""

    inject: Inject
    given: Entry | None


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the log, with its card."""

    entry: Entry
    inject: Inject | None


@dataclass(frozen=True, slots=True)
class MadeUpNow:
    """What has become of an exercise's contacts."""

    n: int
    waiting: int
    in_hand: int
    """On offer, in conversation, in wrap-up."""
    answered: int
    lost: int
    """Whoever gave up waiting."""
    withheld: int
    """Mails that were written and kept from leaving."""


@dataclass(frozen=True, slots=True)
class PersonInExercise:
    """One participant, as things are."""

    user: User
    now: PersonNow | None
    """None for who does not work at a desk."""
    accepted: int
    missed: int
    """Offers that ran out."""
    rejected: int


def cards(exercise: Exercise) -> list[Card]:
    """Return the cards in the order of their times, with what was given."""
    rows = exercise.entries.filter(kind=EntryKind.INJECT).select_related("by")
    given = {entry.inject: entry for entry in rows}
    ordered = sorted(scenario_of(exercise).injects, key=lambda inject: inject.at_min)
    return [Card(inject, given.get(inject.code)) for inject in ordered]


def log_of(exercise: Exercise) -> list[LogLine]:
    """Return everything that was written down, the latest first."""
    scenario = scenario_of(exercise)
    rows = exercise.entries.select_related("by", "plan").order_by("-id")
    return [LogLine(entry, scenario.inject(entry.inject)) for entry in rows]


def made_up_now(exercise: Exercise) -> MadeUpNow:
    """Return what has become of the contacts of an exercise."""
    rows = Contact.objects.filter(made_up__exercise=exercise)
    unfinished = Q(state__in=LIVE) | Q(state=State.CLOSED, closed_reason=OVER)
    counts = rows.aggregate(
        n=Count("id"),
        waiting=Count("id", filter=Q(state=State.QUEUED)),
        in_hand=Count("id", filter=Q(state__in=LIVE)),
        answered=Count("id", filter=Q(answered_at__isnull=False) & ~unfinished),
        lost=Count("id", filter=Q(state=State.ABANDONED)),
    )
    withheld = OutgoingMail.objects.filter(
        message__contact__made_up__exercise=exercise, state=OutgoingState.WITHHELD
    )
    return MadeUpNow(**counts, withheld=withheld.count())


def people_in(exercise: Exercise, *, now: datetime) -> list[PersonInExercise]:
    """Return the participants by name, with how they meet what is offered to them."""
    users = User.objects.filter(exercises__exercise=exercise).order_by("name", "id")
    at_desk = {person.user.id: person for person in people_now(effective_state(now), now=now)}
    offers = Offer.objects.filter(contact__made_up__exercise=exercise)
    counts = Counter(offers.values_list("agent_id", "outcome"))
    return [
        PersonInExercise(
            user=user,
            now=at_desk.get(user.id),
            accepted=counts[user.id, Outcome.ACCEPTED],
            missed=counts[user.id, Outcome.TIMED_OUT],
            rejected=counts[user.id, Outcome.REJECTED],
        )
        for user in users
    ]


def real_queues(now: datetime) -> Iterable[QueueRow]:
    """Return how the real customers are served, queue by queue."""
    return board_now(now).queues
