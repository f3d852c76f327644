"""What does an agent have in hand, parked, agreed for later, on offer? For rail and API."""

from dataclasses import dataclass
from uuid import UUID

from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import User
from frontlinje.routing.models import Offer

IN_HAND = (State.ACTIVE, State.WRAP_UP)
LATER = (State.PARKED, State.SCHEDULED)


@dataclass(frozen=True, slots=True)
class MyWork:
    """Everything that is kept for one agent."""

    live: list[Contact]
    """In hand, the oldest first: the order in which the number keys reach them."""
    later: list[Contact]
    """Parked or agreed for later, the soonest first, those without a time last."""
    reserved: list[Contact]
    """Waiting, and meant for this person: a colleague transferred them."""

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing at all."""
        return not (self.live or self.later or self.reserved)


def my_work(user: User) -> MyWork:
    """Return what an agent has, with customers, in one query."""
    kept = Contact.objects.filter(agent=user, state__in=[*IN_HAND, *LATER])
    reserved = Contact.objects.filter(reserved_for=user, state=State.QUEUED)
    ids = kept.values("id").union(reserved.values("id"), all=True)
    rows = list(Contact.objects.filter(id__in=ids).select_related("customer"))
    far = max((row.resume_at for row in rows if row.resume_at), default=None)
    return MyWork(
        live=sorted(
            (row for row in rows if row.state in IN_HAND),
            key=lambda row: (row.state == State.WRAP_UP, row.answered_at or row.state_at, row.id),
        ),
        later=sorted(
            (row for row in rows if row.state in LATER),
            key=lambda row: (row.resume_at is None, row.resume_at or far or row.state_at, row.id),
        ),
        reserved=sorted(
            (row for row in rows if row.state == State.QUEUED),
            key=lambda row: (row.received_at, row.id),
        ),
    )


def has_work_in_hand(user: User) -> bool:
    """Say whether an agent is in the middle of something."""
    return Contact.objects.filter(agent=user, state__in=IN_HAND).exists()


def live_offers(user_id: UUID) -> list[Offer]:
    """Return what is being offered to a person, the most urgent first."""
    live = Offer.objects.filter(agent=user_id, outcome__isnull=True)
    return list(live.select_related("contact__customer").order_by("deadline_at"))
