"""What does the page of one contact show? The contact, what was said about it, what may be done."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import get_language

from frontlinje.centre.rules.arrangements import Script
from frontlinje.centre.rules.fields import Name
from frontlinje.centre.rules.queues import Queue
from frontlinje.centre.rules.state import CentreState
from frontlinje.channels.mail.queries import with_mail
from frontlinje.contacts.models import Case, Contact, Message, Note
from frontlinje.contacts.queries import (
    facts_of_customer,
    get_contact,
    viewer_of,
    visible_contacts,
)
from frontlinje.contacts.rules.access import ContactViewer
from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.contacts.rules.lifecycle import OPEN, State
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may

MOST_LISTED = 30


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A contact reason to choose."""

    code: str
    name: Name
    above: Name | None


@dataclass(frozen=True)
class OpenContact:
    """A contact as one person sees it now."""

    contact: Contact
    viewer: ContactViewer
    user: User
    state: CentreState
    now: datetime

    @property
    def queue(self) -> Queue | None:
        """Return the contact's queue, None if the centre no longer has it."""
        return self.state.queues.get(self.contact.queue)

    @property
    def is_mine(self) -> bool:
        """Say whether this person holds it."""
        return self.contact.agent_id == self.user.id

    @property
    def is_in_hand(self) -> bool:
        """Say whether this person works on it now."""
        return self.is_mine and self.contact.state == State.ACTIVE

    @property
    def is_wrapping_up(self) -> bool:
        """Say whether this person is wrapping it up."""
        return self.is_mine and self.contact.state == State.WRAP_UP

    @property
    def may_write(self) -> bool:
        """Say whether this person may answer the customer now."""
        return self.is_in_hand or self.is_wrapping_up

    @property
    def may_take(self) -> bool:
        """Say whether this person can take it up now."""
        if self.contact.state not in (State.QUEUED, State.PARKED, State.SCHEDULED):
            return False
        keeper = self.contact.reserved_for_id or self.contact.agent_id
        if keeper == self.user.id:
            return True
        is_free = keeper is None or may(self.user, Permission.CONTACT_REASSIGN)
        return is_free and may(self.user, Permission.BACKLOG_PULL)

    @property
    def may_give_on(self) -> bool:
        """Say whether this person can transfer it: the holder, or a leader while it is open."""
        if self.contact.state not in (State.ACTIVE, State.QUEUED, State.PARKED, State.SCHEDULED):
            return False
        if self.is_mine and self.contact.state == State.ACTIVE:
            return True
        return may(self.user, Permission.CONTACT_REASSIGN)

    @property
    def may_reopen(self) -> bool:
        """Say whether this person can undo the closing."""
        if self.contact.state != State.CLOSED or self.contact.merged_into_id:
            return False
        was_theirs = self.contact.last_agent_id == self.user.id
        return was_theirs or may(self.user, Permission.CONTACT_REASSIGN)

    @property
    def is_overdue(self) -> bool:
        """Say whether the promise has run out before anybody answered."""
        due_at = self.contact.due_at
        is_unanswered = self.contact.state in OPEN and self.contact.answered_at is None
        return is_unanswered and due_at is not None and due_at < self.now

    @cached_property
    def related_ids(self) -> list[UUID]:
        """Return this contact, its duplicates and the rest of its case, as far as visible.

        Other customers of a major incident have nothing to do with this one.
        """
        same = Q(id=self.contact.id) | Q(merged_into=self.contact.id)
        if self.contact.case and not self.contact.case.is_major:
            same |= Q(case=self.contact.case_id)
        return list(visible_contacts(self.viewer).filter(same).values_list("id", flat=True))

    @cached_property
    def conversation(self) -> list[Message | Note]:
        """Return what was written, by customers and among colleagues, in the order of time."""
        messages = with_mail(Message.objects.filter(contact__in=self.related_ids))
        notes = Note.objects.filter(contact__in=self.related_ids).select_related("by", "contact")
        whole: list[Message | Note] = [
            *messages.select_related("author", "contact"),
            *notes,
        ]
        return sorted(whole, key=attrgetter("at"))

    @property
    def newest_from_customer(self) -> UUID | str:
        """Return the customer's newest message that is shown, so that a newer one is noticed."""
        shown = self.conversation
        theirs = [
            m.id
            for m in shown
            if isinstance(m, Message) and m.contact_id == self.contact.id and not m.is_outgoing
        ]
        return max(theirs, default="")

    @property
    def facts(self) -> CustomerFacts | None:
        """Return what we know of the customer."""
        customer = self.contact.customer
        return facts_of_customer(customer) if customer else None

    @property
    def codes(self) -> list[CodeChoice]:
        """Return the contact reasons to choose among, each with the one above it."""
        all_codes = self.state.wrap_up_codes
        found = self.state.wrap_up_codes_for(self.contact.queue)
        parents = {code.parent for code in found}
        return [
            CodeChoice(code.code, code.name, all_codes[code.parent].name if code.parent else None)
            for code in found
            if code.code not in parents
        ]

    @property
    def tag_names(self) -> list[str]:
        """Return what its tags are called; one that the centre has no more by its code."""
        language, known = get_language() or "nb", self.state.tags
        tags = self.contact.tags
        return [known[tag].name.in_language(language) if tag in known else tag for tag in tags]

    @property
    def scripts(self) -> list[Script]:
        """Return the guides for whoever answers this contact now."""
        contact, user = self.contact, self.user
        groups = self.state.groups_of(
            username=user.username,
            team=user.team.code if user.team else None,
            site=user.site.code if user.site else None,
        )
        return [
            script
            for script in self.state.document.scripts
            if (not script.channels or contact.channel in script.channels)
            and (not script.queues or contact.queue in script.queues)
            and (not script.groups or not groups.isdisjoint(script.groups))
        ]

    @property
    def cases(self) -> list[Case]:
        """Return the customer's cases, open ones first, the newest first."""
        if self.contact.customer_id is None:
            return []
        newest = Case.objects.filter(customer=self.contact.customer_id)
        rows = newest.order_by(F("closed_at").desc(nulls_first=True), "-opened_at")
        return list(rows[:MOST_LISTED])

    @property
    def others_of_customer(self) -> list[Contact]:
        """Return other open contacts of the customer, which may say the same."""
        if self.contact.customer_id is None:
            return []
        others = visible_contacts(self.viewer).filter(
            customer=self.contact.customer_id, state__in=OPEN
        )
        rows = others.exclude(id=self.contact.id).order_by("-received_at")
        return list(rows.select_related("customer")[:MOST_LISTED])


def open_contact(user: User, contact_id: UUID, *, state: CentreState, now: datetime) -> OpenContact:
    """Return a contact that this person may read.

    Raises
    ------
    NotFound
        ``contacts.no_such_contact``.
    """
    viewer = viewer_of(user, state)
    return OpenContact(get_contact(viewer, contact_id), viewer, user, state, now)
