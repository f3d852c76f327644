"""How does an agent say what a contact is about before it is finished?"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Invalid
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.actions.lifecycle import topics_of
from frontlinje.contacts.events import ContactChanged
from frontlinje.contacts.models import Contact
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require
from frontlinje.routing.actions.work import contact_in_hand


@transaction.atomic
def choose_topic(*, contact_id: UUID, code: str, by: User, at: datetime) -> Contact:
    """Note the contact reason of a contact in hand; it is kept when the contact is finished.

    Records ``ContactChanged``, unless nothing changes.

    Raises
    ------
    NotAllowed
        ``routing.not_yours``.
    Invalid
        ``routing.no_such_wrap_up_code``.
    """
    require(by, Permission.DESK_USE)
    contact = contact_in_hand(contact_id, by)
    if code not in effective_state(at).wrap_up_codes:
        raise Invalid("routing.no_such_wrap_up_code", field="wrap_up_code", code=code)
    before = contact.wrap_up_code
    if code == before:
        return contact
    contact.wrap_up_code = code
    contact.save(update_fields=["wrap_up_code"])
    changed = ContactChanged(
        contact_id=contact.id,
        channel=contact.channel,
        queue=contact.queue,
        reason="topic_chosen",
        before={"wrap_up_code": before},
        after={"wrap_up_code": code},
    )
    record(changed, at=at, by=by.id, topics=topics_of(contact, contact.agent_id))
    return contact
