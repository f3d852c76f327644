"""What does a channel give to the rest of the house? The form that every channel folder fills.

The desk asks it to answer, ``frontlinje doctor`` asks how it is. A channel that cannot do
something leaves it out. Its doors (what runs in the worker) are named in ``config.services``, its
pages in ``config.urls``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from frontlinje.contacts.models import Contact, Message
from frontlinje.contacts.rules.lifecycle import Channel as ChannelCode
from frontlinje.people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of ``frontlinje doctor``: what was looked at and how it is."""

    subject: str
    is_well: bool
    text: str


class SendAnswer(Protocol):
    """Write an agent's answer to a contact in hand; it leaves when the transaction commits.

    To a contact of an exercise it is written and never leaves.
    """

    def __call__(self, *, contact_id: UUID, text: str, by: User, at: datetime) -> Message: ...


class TakeBack(Protocol):
    """Make an answer that has not left yet a draft again; return its contact.

    Conflict when it has left.
    """

    def __call__(self, *, message_id: UUID, by: User, at: datetime) -> Contact: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One channel, as the house sees it."""

    code: ChannelCode
    send_answer: SendAnswer | None = None
    """None where nothing can be written back."""
    take_back: TakeBack | None = None
    """None where an answer is gone the moment it is sent."""
    answer_address: Callable[[Contact], str] | None = None
    """Where an answer to this contact would go; empty when nobody can be reached."""
    findings: Callable[[datetime], Iterable[Finding]] | None = None
    """What the doctor should know at this instant."""
