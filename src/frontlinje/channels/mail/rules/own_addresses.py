"""Which addresses are ours, and which do we write from? The centre's queues name them."""

from collections.abc import Iterable, Mapping
from typing import Final

from frontlinje.centre.rules.state import CentreState
from frontlinje.channels.mail.rules.addresses import comparable, sendable
from frontlinje.channels.mail.rules.tags import untagged_address

CHANNEL: Final = "mail"


def own_form(address: str) -> str:
    """Return the form in which our addresses are compared.

    Parameters
    ----------
    address : str
        From a mail server or from the settings.

    Returns
    -------
    str
        As it is sent to, without the mark of a contact; international domains are the same in
        both their spellings.
    """
    return untagged_address(sendable(address) or comparable(address))


def queues_by_address(state: CentreState) -> dict[str, str]:
    """Return every mail address of ours with the code of the queue it leads to.

    Parameters
    ----------
    state : CentreState
        The effective state.

    Returns
    -------
    dict of str to str
        Addresses of queues that take mail, in the order of the queues.
    """
    found: dict[str, str] = {}
    for queue in state.document.queues:
        if CHANNEL in queue.channels:
            for address in queue.addresses:
                if "@" in address:
                    found.setdefault(own_form(address), queue.code)
    return found


def queue_of(recipients: Iterable[str], state: CentreState) -> str:
    """Return the queue in which a mail begins.

    Parameters
    ----------
    recipients : iterable of str
        Our addresses that it was delivered to.
    state : CentreState
        The effective state; since the mail was taken, an address may have lost its queue.

    Returns
    -------
    str
        The queue of the first address that has one, else the queue for mail that nothing else
        sorts; empty when no queue takes mail at all.
    """
    known = queues_by_address(state)
    for recipient in recipients:
        if own_form(recipient) in known:
            return known[own_form(recipient)]
    fallback = state.queue_for(CHANNEL)
    return fallback.code if fallback else ""


def address_to_write_from(*, queue: str, came_to: Iterable[str], known: Mapping[str, str]) -> str:
    """Return the address of ours that an answer is sent from.

    Parameters
    ----------
    queue : str
        The queue that the contact is in now.
    came_to : iterable of str
        Our addresses that the customer wrote to.
    known : mapping of str to str
        From ``queues_by_address``.

    Returns
    -------
    str
        One the customer wrote to if it leads to this queue, else the queue's own, else one the
        customer wrote to, else any of ours; empty when we have none.
    """
    theirs = [own_form(address) for address in came_to if own_form(address) in known]
    of_queue = [address for address, code in known.items() if code == queue]
    both = [address for address in theirs if address in of_queue]
    return next(iter([*both, *of_queue, *theirs, *known]), "")
