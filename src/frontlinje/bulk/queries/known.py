"""What is known of the contacts of a run, as the rules want it? Facts, and the text for each."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from frontlinje.bulk.models import Deed
from frontlinje.bulk.rules.hindrances import Facts
from frontlinje.bulk.rules.merged import Merged, merged
from frontlinje.centre.rules.state import CentreState
from frontlinje.channels.registry import CHANNELS
from frontlinje.contacts.models import Contact, Draft, Message
from frontlinje.contacts.rules.lifecycle import Channel, State
from frontlinje.people.models import User

_ANSWERED = frozenset(
    str(code) for code, channel in CHANNELS.items() if channel.send_answer is not None
)


def facts_of(
    contacts: Iterable[Contact],
    deed: Deed,
    terms: Mapping[str, Any],
    *,
    by: User,
    state: CentreState,
) -> dict[UUID, Facts]:
    """Return what decides whether the deed can be done to each of these contacts."""
    asked = list(contacts)
    is_answer = deed == Deed.ANSWER
    drafts = _begun_by(by, asked) if is_answer else frozenset[UUID]()
    return {
        contact.id: Facts(
            state=State(contact.state),
            channel=contact.channel,
            queue=contact.queue,
            has_case=contact.case_id is not None,
            can_be_answered=contact.channel in _ANSWERED,
            has_draft=contact.id in drafts,
            lacks=merged_for(contact, terms, by=by, state=state).lacks if is_answer else (),
        )
        for contact in asked
    }


def _begun_by(by: User, contacts: list[Contact]) -> frozenset[UUID]:
    begun = Draft.objects.filter(user=by, contact__in=contacts).exclude(text="")
    return frozenset(begun.values_list("contact_id", flat=True))


def merged_for(
    contact: Contact, terms: Mapping[str, Any], *, by: User, state: CentreState
) -> Merged:
    """Return what the customer of this contact would read."""
    customer, usual = contact.customer, state.document.language
    language = contact.language or (customer.language if customer else "") or usual
    texts: Mapping[str, str] = terms["texts"]
    chosen = language if texts.get(language, "").strip() else usual
    values = {
        "customer_name": customer.name if customer else "",
        "reference": contact.reference,
        "agent_name": by.name,
        "centre_name": state.document.name.in_language(chosen),
    }
    return merged(texts, language=language, otherwise=usual, values=values)


def address_of(contact: Contact) -> str:
    """Return where an answer would go; empty when nobody can be reached."""
    channel = CHANNELS.get(Channel(contact.channel))
    return channel.answer_address(contact) if channel and channel.answer_address else ""


def without_address(contacts: Iterable[Contact]) -> set[UUID]:
    """Return which of these contacts nobody can be reached at; only a few are looked at closely."""
    asked = list(contacts)
    wrote = Message.objects.filter(contact__in=asked, is_outgoing=False, sender__contains="@")
    have_written = set(wrote.values_list("contact_id", flat=True))
    doubtful = [contact for contact in asked if contact.id not in have_written]
    return {contact.id for contact in doubtful if not address_of(contact)}
