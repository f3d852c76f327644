"""How does an agent's answer get on its way? Message, mail and draft in one transaction."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid
from frontlinje.channels.mail.actions.posting import Writing, post_message
from frontlinje.channels.mail.queries import draft_files, what_to_answer
from frontlinje.contacts.actions.drafts import discard_draft
from frontlinje.contacts.models import Contact, Message
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require
from frontlinje.routing.actions.work import contact_in_hand

LONGEST_TEXT = 200_000


@transaction.atomic
def send_reply(*, contact_id: UUID, text: str, by: User, at: datetime) -> Message:
    """Answer the customer of a contact in hand by mail, with the files put to the draft.

    The draft is gone with it; ``taking_back`` brings it back while the answer is held.

    Raises
    ------
    NotAllowed
        Without the right to use the desk; ``routing.not_yours``.
    Conflict
        ``mail.not_in_hand`` unless the contact is being worked on.
    Invalid
        ``mail.empty_answer``, ``mail.too_long``; ``mail.nobody_to_answer``: no address is known.
    Unavailable
        ``mail.no_address_of_ours``, ``mail.file_gone``.
    """
    require(by, Permission.DESK_USE)
    contact = contact_in_hand(contact_id, by)
    if contact.state not in (State.ACTIVE, State.WRAP_UP):
        raise Conflict("mail.not_in_hand")
    if not text.strip():
        raise Invalid("mail.empty_answer", field="text")
    if len(text) > LONGEST_TEXT:
        raise Invalid("mail.too_long", field="text", most=LONGEST_TEXT)
    answers = what_to_answer(contact)
    if not answers.to:
        raise Invalid("mail.nobody_to_answer")
    files = list(draft_files(contact.id, by))
    writing = Writing(text=text, answers=answers, author=by, files=files)
    message = post_message(contact, writing, at=at)
    discard_draft(contact_id=contact.id, user=by, at=at)
    draft_files(contact.id, by).delete()
    return message


def answer_address(contact: Contact) -> str:
    """Return where an answer to this contact would go; empty when nobody can be reached."""
    return what_to_answer(contact).to
