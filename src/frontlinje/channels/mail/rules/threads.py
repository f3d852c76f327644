"""Which contact does a mail belong to? Our own Message-IDs carry the answer.

Every mail we send is called ``<fl.<contact>.<message>@domain>``. Whoever answers it names it in
In-Reply-To or References, whatever the subject, the sender or the mail program. Where that is
missing, other signs say it less surely (``Thread``).
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from frontlinje.channels.mail.rules.addresses import domain_of

_OURS = re.compile(r"<fl\.([0-9a-f]{32})\.([0-9a-f]{32})@[^<>\s]+>", re.IGNORECASE)
_ANY = re.compile(r"<[^<>\s]{1,250}>")
_MAX_REFERENCES = 20


class Thread(StrEnum):
    """By what a mail was found to belong to something we had, the surest first."""

    OUR_ID = "our_id"
    """It names a mail of ours."""
    ADDRESS = "address"
    """It was sent to an address with the contact's mark."""
    REFERENCES = "references"
    """It names a mail that we got, and its sender had part in that, or it has the same subject."""
    SUBJECT = "subject"
    """It has the subject of an answer and the sender of a mail with that subject, a while ago."""
    PARTED = "parted"
    """It was found to belong to something, and somebody said that it does not."""


def message_id_for(contact_id: UUID, message_id: UUID, *, address: str) -> str:
    """Return the Message-ID of a mail that we send.

    Parameters
    ----------
    contact_id, message_id : UUID
        Which contact it belongs to, and which message it is.
    address : str
        The address it is sent from; its domain makes the id unique in the world.

    Returns
    -------
    str
        With angle brackets.

    Examples
    --------
    >>> message_id_for(UUID(int=1), UUID(int=2), address="post@example.org")
    '<fl.00000000000000000000000000000001.00000000000000000000000000000002@example.org>'
    """
    return f"<fl.{contact_id.hex}.{message_id.hex}@{domain_of(address)}>"


def ids_in(header: str) -> list[str]:
    """Return the Message-IDs in a header, in order, each once.

    Parameters
    ----------
    header : str
        The value of Message-ID, In-Reply-To or References.

    Returns
    -------
    list of str
        With angle brackets. An empty or senseless header has none.

    Examples
    --------
    >>> ids_in("<a@b> <> garbage <c@d> <a@b>")
    ['<a@b>', '<c@d>']
    """
    return list(dict.fromkeys(_ANY.findall(header)))


def contacts_named(message_ids: Iterable[str]) -> list[UUID]:
    """Return the contacts that these Message-IDs of ours belong to, nearest first.

    Parameters
    ----------
    message_ids : iterable of str
        What a mail refers to, nearest first.

    Returns
    -------
    list of UUID
        Each once; ids of other senders are passed over.
    """
    found = (_OURS.fullmatch(message_id) for message_id in message_ids)
    return list(dict.fromkeys(UUID(hex=match[1]) for match in found if match))


def references_of_answer(references: Iterable[str], parent: str) -> list[str]:
    """Return the References of an answer (RFC 5322 section 3.6.4).

    Parameters
    ----------
    references : iterable of str
        What the answered mail refers to, oldest first.
    parent : str
        Its Message-ID; empty when it had none.

    Returns
    -------
    list of str
        Oldest first, ending with the parent; the first and the latest when there are very many.
    """
    known = list(dict.fromkeys([*references, *([parent] if parent else [])]))
    if len(known) > _MAX_REFERENCES:
        known = [known[0], *known[-(_MAX_REFERENCES - 1) :]]
    return known
