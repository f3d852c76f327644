"""Which contact does an address of ours name? Answers may go to ``post+fl.<contact>@example.org``.

Some mail programs drop every header that names our mail; the address they answer to they keep.
"""

import re
from collections.abc import Iterable
from uuid import UUID

_TAG = re.compile(r"\+fl\.([0-9a-f]{32})(?=@[^@]+$)", re.IGNORECASE)
_LONGEST_LOCAL = 64
"""RFC 5321 section 4.5.3.1.1."""

_LONGEST = 254


def tagged_address(address: str, contact_id: UUID) -> str:
    """Return an address of ours with the mark of a contact in it.

    Parameters
    ----------
    address : str
        Where mail to ``name+anything@domain`` comes too.
    contact_id : UUID
        The contact.

    Returns
    -------
    str
        Empty when it would be too long to be an address.

    Examples
    --------
    >>> tagged_address("post@example.org", UUID(int=1))
    'post+fl.00000000000000000000000000000001@example.org'
    """
    local, _at, domain = address.rpartition("@")
    tagged = f"{local}+fl.{contact_id.hex}"
    whole = f"{tagged}@{domain}"
    return whole if len(tagged) <= _LONGEST_LOCAL and len(whole) <= _LONGEST else ""


def untagged_address(address: str) -> str:
    """Return an address without the mark of a contact.

    Parameters
    ----------
    address : str
        Any address; a plus that is not our mark stays.

    Returns
    -------
    str
        The address that mail to it really is for.

    Examples
    --------
    >>> untagged_address("post+fl.00000000000000000000000000000001@example.org")
    'post@example.org'
    >>> untagged_address("post+nyhetsbrev@example.org")
    'post+nyhetsbrev@example.org'
    """
    return _TAG.sub("", address)


def contacts_tagged(addresses: Iterable[str]) -> list[UUID]:
    """Return the contacts that these addresses are marked with, in order.

    Parameters
    ----------
    addresses : iterable of str
        Where a mail was sent to, with or without names before the addresses.

    Returns
    -------
    list of UUID
        Each once.
    """
    found = (_TAG.search(address.strip().rstrip(">")) for address in addresses)
    return list(dict.fromkeys(UUID(hex=match[1]) for match in found if match))
