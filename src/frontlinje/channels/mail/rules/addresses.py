"""Is this an address, and which form do we compare and send to? Asked at every door of mail."""

import re
from email.utils import parseaddr

_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
)
_MAX_LENGTH = 254
_AROUND = " \t\r\n<>'\""
"""What mail programs put around an address that is not part of it."""


def comparable(address: str) -> str:
    """Return an address in the form in which we store and compare it.

    Parameters
    ----------
    address : str
        As it came: any case, with or without angle brackets.

    Returns
    -------
    str
        Lower case, without surrounding blanks and brackets, at most 254 characters.

    Examples
    --------
    >>> comparable(" <Kari.Nordmann@Example.ORG> ")
    'kari.nordmann@example.org'
    """
    return address.strip(_AROUND).lower()[:_MAX_LENGTH]


def address_in(box: str) -> str:
    """Return the address in what a mail program shows of somebody.

    Parameters
    ----------
    box : str
        With or without a name before the address.

    Returns
    -------
    str
        In comparable form; empty when there is none.

    Examples
    --------
    >>> address_in("Kari Nordmann <Kari@example.net>")
    'kari@example.net'
    """
    return comparable(parseaddr(box)[1])


def sendable(address: str) -> str:
    """Return the address as a mail server takes it, or nothing when none would.

    Parameters
    ----------
    address : str
        What a header or a person gave.

    Returns
    -------
    str
        ASCII, in lower case, international domains in their encoded form (RFC 5891); empty when
        it is no address that every server can deliver to.

    Examples
    --------
    >>> sendable("post@gårdsmat.example")
    'post@xn--grdsmat-exa.example'
    >>> sendable("not an address")
    ''
    """
    local, at, domain = address.strip(_AROUND).lower().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii") if not domain.isascii() else domain
    except UnicodeError:
        return ""
    candidate = f"{local}{at}{ascii_domain}"
    return candidate if len(candidate) <= _MAX_LENGTH and _ADDRESS.fullmatch(candidate) else ""


def domain_of(address: str) -> str:
    """Return what follows the last ``@``, or nothing.

    Parameters
    ----------
    address : str
        A comparable address.

    Returns
    -------
    str
        The domain.
    """
    return address.rpartition("@")[2] if "@" in address else ""


def without_plus(address: str) -> str:
    """Return an address without what stands between a plus and the ``@``.

    Parameters
    ----------
    address : str
        A comparable address.

    Returns
    -------
    str
        Whoever has it gets mail to any such address; machines write from a new one each time.

    Examples
    --------
    >>> without_plus("support+id7351@example.org")
    'support@example.org'
    """
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}" if not local.startswith("+") else address
