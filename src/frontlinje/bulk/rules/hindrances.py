"""Why can something not be done to this contact? Asked for the preview, and again when it is done.

A hindrance is told before anything happens; whoever looks can leave the contact out or go on, and
the contact is passed over with the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from frontlinje.contacts.rules.lifecycle import OPEN, State

AT_REST = frozenset({State.QUEUED, State.PARKED, State.SCHEDULED})
"""States in which nobody is just now busy with a contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decides whether something can be done to a contact."""

    state: State
    channel: str
    queue: str
    has_case: bool = False
    can_be_answered: bool = True
    """Whether its channel carries anything back."""
    has_draft: bool = False
    """Whether the person who starts the run has begun an answer of their own."""
    lacks: Sequence[str] = ()
    """Words in braces of the text for which nothing is known of this customer."""


def hindrance_to_close(facts: Facts) -> str:
    """Say what stands in the way of closing a contact.

    Parameters
    ----------
    facts : Facts
        How the contact is.

    Returns
    -------
    str
        A code of this room's texts; empty when nothing does.

    Examples
    --------
    >>> hindrance_to_close(Facts(state=State.ACTIVE, channel="mail", queue="general"))
    'bulk.in_hand'
    """
    if facts.state not in OPEN:
        return "bulk.is_over"
    return "" if facts.state in AT_REST else "bulk.in_hand"


def hindrance_to_move(facts: Facts, *, queue: str, channels: frozenset[str]) -> str:
    """Say what stands in the way of moving a contact to another queue.

    Parameters
    ----------
    facts : Facts
        How the contact is.
    queue : str
        The code of the queue it is to go to.
    channels : frozenset of str
        The channels that this queue takes.

    Returns
    -------
    str
        A code of this room's texts; empty when nothing does.
    """
    if facts.state not in OPEN:
        return "bulk.is_over"
    if facts.state in (State.PARKED, State.SCHEDULED):
        return "bulk.put_aside"
    if facts.state is not State.QUEUED:
        return "bulk.in_hand"
    if facts.queue == queue:
        return "bulk.there_already"
    return "" if facts.channel in channels else "bulk.wrong_channel"


def hindrance_to_gather(facts: Facts) -> str:
    """Say what stands in the way of gathering a contact in the case of an incident.

    Parameters
    ----------
    facts : Facts
        How the contact is.

    Returns
    -------
    str
        A code of this room's texts; empty when nothing does.
    """
    return "bulk.has_a_case" if facts.has_case else ""


def hindrance_to_answer(facts: Facts) -> str:
    """Say what stands in the way of giving a contact the common answer.

    Parameters
    ----------
    facts : Facts
        How the contact is.

    Returns
    -------
    str
        A code of this room's texts; empty when nothing does.
    """
    if found := hindrance_to_close(facts):
        return found
    if not facts.can_be_answered:
        return "bulk.no_way_back"
    if facts.has_draft:
        return "bulk.own_draft"
    return "bulk.unknown_of_customer" if facts.lacks else ""
