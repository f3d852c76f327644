"""How does a contact get its tags, and lose them again?"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Invalid
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.actions.lifecycle import locked_contact, topics_of
from frontlinje.contacts.events import ContactChanged
from frontlinje.contacts.models import Contact
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@transaction.atomic
def tag_contact(
    *,
    contact_id: UUID,
    by: User,
    at: datetime,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
) -> Contact:
    """Give a contact tags and take others away; the contact itself stays where it is.

    The caller has found the contact through a query that knows who asks. Records
    ``ContactChanged``, unless nothing changes.

    Raises
    ------
    Invalid
        ``contacts.no_such_tag`` when the centre does not have one that is to be added.
    """
    require(by, Permission.DESK_USE)
    known, added = effective_state(at).tags, frozenset(add)
    for tag in sorted(added - known.keys()):
        raise Invalid("contacts.no_such_tag", field="tag", tag=tag)
    contact = locked_contact(contact_id)
    before = contact.tags
    contact.tags = sorted(added.union(before) - frozenset(remove))
    if contact.tags == before:
        return contact
    contact.save(update_fields=["tags"])
    changed = ContactChanged(
        contact_id=contact.id,
        channel=contact.channel,
        queue=contact.queue,
        reason="tagged",
        before={"tags": before},
        after={"tags": contact.tags},
    )
    record(changed, at=at, by=by.id, topics=topics_of(contact, contact.agent_id))
    return contact
