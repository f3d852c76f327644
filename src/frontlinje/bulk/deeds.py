"""What can be done to many contacts, one by one? Each deed, what hinders it, how it is undone.

A deed is the act that an agent would do to a single contact, with the same checks and the same
events. It runs inside the transaction of its item.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from frontlinje.base.errors import Conflict
from frontlinje.bulk.models import Deed
from frontlinje.bulk.queries.known import facts_of, merged_for
from frontlinje.bulk.rules import hindrances
from frontlinje.bulk.rules.hindrances import Facts
from frontlinje.centre.rules.state import CentreState
from frontlinje.channels.registry import CHANNELS
from frontlinje.contacts.actions.cases import link_contact
from frontlinje.contacts.actions.lifecycle import locked_contact
from frontlinje.contacts.actions.tagging import tag_contact
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import Channel, State
from frontlinje.desk.actions.answering import NOTHING, check_all_is_seen
from frontlinje.people.models import User
from frontlinje.routing.actions.work import (
    HANDLED,
    close_contact,
    reopen_contact,
    take_contact,
    transfer_to_queue,
)

MOVED = "bulk"
"""The reason that the ledger gives for what was moved so."""


@dataclass(frozen=True, slots=True)
class Work:
    """One contact's turn: what is to be done, by whom, when, in which state of the centre."""

    terms: Mapping[str, Any]
    case_id: UUID | None
    by: User
    at: datetime
    state: CentreState
    seen: UUID | None
    """The newest message that whoever prepared the run could have read."""


class Doing(ABC):
    """Does one thing to one contact, and undoes it."""

    deed: ClassVar[Deed]

    @abstractmethod
    def hindrance(self, facts: Facts, work: Work) -> str:
        """Return the code of what stands in the way, or nothing."""

    @abstractmethod
    def do(self, contact: Contact, work: Work) -> dict[str, Any]:
        """Do it to a locked contact; return what is needed to undo it."""

    @abstractmethod
    def undo(self, contact: Contact, before: Mapping[str, Any], work: Work) -> None:
        """Undo it on a locked contact; refuse when something has happened since."""


class Closing(Doing):
    """Close without an answer."""

    deed = Deed.CLOSE

    def hindrance(self, facts: Facts, work: Work) -> str:
        return hindrances.hindrance_to_close(facts)

    def do(self, contact: Contact, work: Work) -> dict[str, Any]:
        check_all_is_seen(contact.id, work.seen or NOTHING)
        reason, code = work.terms["reason"], work.terms.get("wrap_up_code", "")
        close_contact(contact, at=work.at, by=work.by.id, reason=reason, wrap_up_code=code)
        return {"closed_at": work.at.isoformat()}

    def undo(self, contact: Contact, before: Mapping[str, Any], work: Work) -> None:
        _open_again(contact, before, work)


class Moving(Doing):
    """Move to another queue."""

    deed = Deed.MOVE

    def hindrance(self, facts: Facts, work: Work) -> str:
        target = work.state.queues.get(work.terms["queue"])
        channels = frozenset(map(str, target.channels)) if target else frozenset[str]()
        return hindrances.hindrance_to_move(facts, queue=work.terms["queue"], channels=channels)

    def do(self, contact: Contact, work: Work) -> dict[str, Any]:
        before = contact.queue
        _move(contact.id, work.terms["queue"], work)
        return {"queue": before}

    def undo(self, contact: Contact, before: Mapping[str, Any], work: Work) -> None:
        if contact.state != State.QUEUED or contact.queue != work.terms["queue"]:
            raise Conflict("bulk.changed_since")
        _move(contact.id, before["queue"], work)


class Tagging(Doing):
    """Give tags and take tags."""

    deed = Deed.TAG

    def hindrance(self, facts: Facts, work: Work) -> str:
        return ""

    def do(self, contact: Contact, work: Work) -> dict[str, Any]:
        before = contact.tags
        add, remove = work.terms["add"], work.terms["remove"]
        after = tag_contact(
            contact_id=contact.id, add=add, remove=remove, by=work.by, at=work.at
        ).tags
        return {"add": sorted({*before} - {*after}), "remove": sorted({*after} - {*before})}

    def undo(self, contact: Contact, before: Mapping[str, Any], work: Work) -> None:
        add, remove = before["add"], before["remove"]
        tag_contact(contact_id=contact.id, add=add, remove=remove, by=work.by, at=work.at)


class Gathering(Doing):
    """Gather in the case of a major incident."""

    deed = Deed.GATHER

    def hindrance(self, facts: Facts, work: Work) -> str:
        return hindrances.hindrance_to_gather(facts)

    def do(self, contact: Contact, work: Work) -> dict[str, Any]:
        link_contact(contact_id=contact.id, case_id=work.case_id, by=work.by, at=work.at)
        return {}

    def undo(self, contact: Contact, before: Mapping[str, Any], work: Work) -> None:
        if contact.case_id != work.case_id:
            raise Conflict("bulk.changed_since")
        link_contact(contact_id=contact.id, case_id=None, by=work.by, at=work.at)


class Answering(Doing):
    """Give the common answer and finish; perhaps gather in the case of a major incident."""

    deed = Deed.ANSWER

    def hindrance(self, facts: Facts, work: Work) -> str:
        return hindrances.hindrance_to_answer(facts)

    def do(self, contact: Contact, work: Work) -> dict[str, Any]:
        check_all_is_seen(contact.id, work.seen or NOTHING)
        channel = CHANNELS.get(Channel(contact.channel))
        if channel is None or channel.send_answer is None:
            raise Conflict("bulk.no_way_back")
        text = merged_for(contact, work.terms, by=work.by, state=work.state).text
        usual_agent = contact.agent_id or contact.last_agent_id
        is_gathered = work.case_id is not None and contact.case_id is None
        if is_gathered:
            link_contact(contact_id=contact.id, case_id=work.case_id, by=work.by, at=work.at)
        held = take_contact(contact_id=contact.id, by=work.by, at=work.at)
        message = channel.send_answer(contact_id=held.id, text=text, by=work.by, at=work.at)
        code = work.terms.get("wrap_up_code", "")
        close_contact(held, at=work.at, by=work.by.id, reason=HANDLED, wrap_up_code=code)
        # Whoever answers hundreds at once is not the one whom each of them knows.
        Contact.objects.filter(id=contact.id).update(last_agent=usual_agent)
        return {
            "message": str(message.id),
            "closed_at": work.at.isoformat(),
            "is_gathered": is_gathered,
        }

    def undo(self, contact: Contact, before: Mapping[str, Any], work: Work) -> None:
        channel = CHANNELS.get(Channel(contact.channel))
        if channel is None or channel.take_back is None:
            raise Conflict("desk.cannot_take_back")
        _open_again(contact, before, work)
        channel.take_back(message_id=UUID(before["message"]), by=work.by, at=work.at)
        if before["is_gathered"]:
            link_contact(contact_id=contact.id, case_id=None, by=work.by, at=work.at)


def _move(contact_id: UUID, queue: str, work: Work) -> None:
    transfer_to_queue(contact_id=contact_id, queue=queue, by=work.by, at=work.at, reason=MOVED)


def _open_again(contact: Contact, before: Mapping[str, Any], work: Work) -> None:
    """Open what this run closed; what was opened and closed by somebody since stays closed."""
    closed_at = contact.closed_at.isoformat() if contact.closed_at else ""
    if contact.state != State.CLOSED or closed_at != before["closed_at"]:
        raise Conflict("bulk.changed_since")
    reopen_contact(contact_id=contact.id, by=work.by, at=work.at)


DOINGS: Mapping[Deed, Doing] = {
    doing.deed: doing for doing in (Closing(), Moving(), Tagging(), Gathering(), Answering())
}


def do_to(contact_id: UUID, deed: Deed, work: Work) -> dict[str, Any]:
    """Do what the run says to one contact, unless something stands in the way.

    Raises
    ------
    Conflict
        With the code of the hindrance, or whatever the single act refuses.
    """
    doing, contact = DOINGS[deed], locked_contact(contact_id)
    facts = facts_of([contact], deed, work.terms, by=work.by, state=work.state)[contact.id]
    if code := doing.hindrance(facts, work):
        raise Conflict(code, lacks=", ".join(facts.lacks))
    return doing.do(contact, work)


def undo_to(contact_id: UUID, deed: Deed, before: Mapping[str, Any], work: Work) -> None:
    """Undo what the run did to one contact.

    Raises
    ------
    Conflict
        ``bulk.changed_since``, or whatever the single act refuses.
    """
    DOINGS[deed].undo(locked_contact(contact_id), before, work)
