"""What may a leader do for a colleague? Set their status, move or take back what they have."""

from datetime import datetime

from django.db import transaction

from frontlinje.base.errors import Invalid
from frontlinje.contacts.actions.notes import add_note
from frontlinje.contacts.models import Contact
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require
from frontlinje.presence.actions import declare_status
from frontlinje.presence.models import Presence, Status
from frontlinje.routing.actions.offers import withdraw_offers
from frontlinje.routing.actions.work import (
    release_contact,
    transfer_to_agent,
    transfer_to_queue,
)
from frontlinje.routing.models import Outcome

MOST_WHY = 140
BY_LEADER = "by_leader"


@transaction.atomic
def steer_colleague(
    *, colleague: User, status: Status, reason: str, why: str, by: User, at: datetime
) -> Presence:
    """Set a colleague's status for them, with a reason that they are shown.

    Raises
    ------
    NotAllowed
        Without the right to steer.
    Invalid
        ``team.why_missing`` without a reason of the centre and without words; ``presence.…``.
    """
    require(by, Permission.TEAM_STEER)
    words = " ".join(why.split())[:MOST_WHY]
    if not words and not reason:
        raise Invalid("team.why_missing", field="why")
    return declare_status(user=colleague, status=status, reason=reason, why=words, at=at, by=by.id)


def take_back_offer(*, colleague: User, by: User, at: datetime) -> int:
    """Take back what a colleague is being offered; return how many offers that were."""
    require(by, Permission.TEAM_STEER)
    return withdraw_offers(
        [colleague.id], at=at, by=by.id, outcome=Outcome.WITHDRAWN, reason=BY_LEADER
    )


@transaction.atomic
def move_contact_on(
    *, contact: Contact, to: User | str | None, word: str, by: User, at: datetime
) -> Contact:
    """Give what a colleague has to somebody else, to a queue by its code, or back to its queue.

    The caller has found the contact through a query that knows who asks. The word is left as a
    note on the contact.

    Raises
    ------
    NotAllowed
        Without the right to move others' contacts.
    Conflict
        ``routing.not_there`` when that person is not ready; ``contacts.wrong_state``.
    """
    require(by, Permission.CONTACT_REASSIGN)
    if word.strip():
        add_note(text=word, by=by, at=at, contact=contact)
    if isinstance(to, User):
        return transfer_to_agent(contact_id=contact.id, agent=to, by=by, at=at, reason=BY_LEADER)
    if to is None or to == contact.queue:
        return release_contact(contact_id=contact.id, by=by, at=at, reason=BY_LEADER)
    return transfer_to_queue(contact_id=contact.id, queue=to, by=by, at=at, reason=BY_LEADER)
