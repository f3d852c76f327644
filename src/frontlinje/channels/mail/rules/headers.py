"""What do the headers of a mail say? Reads each so that a broken one costs only itself."""

import email.utils
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from typing import Any, NamedTuple

from frontlinje.channels.mail.rules.addresses import comparable
from frontlinje.channels.mail.rules.charsets import decoded, presentable

_LONGEST = 10_000
"""Characters of a header that are looked at; the original keeps the rest."""

_BLANKS = re.compile(r"\s+")
_LENIENT: dict[str, Any] = (
    {"strict": False} if getattr(email.utils, "supports_strict_parsing", False) else {}
)
"""Newer versions of Python return nothing for ``Berg, Kari <kari@example.org>`` unless asked to."""


class Mailbox(NamedTuple):
    """A name and an address, each possibly empty."""

    name: str
    address: str

    def __str__(self) -> str:
        if not self.name:
            return self.address
        return f"{self.name} <{self.address}>" if self.address else self.name


def values_of(message: Message, name: str) -> Iterator[str]:
    """Yield the values of a header as they stand in the mail, unfolded.

    Parameters
    ----------
    message : Message
        The mail or a part of it.
    name : str
        The name, in any case.

    Yields
    ------
    str
        Encoded words as they are; bytes outside ASCII decoded.
    """
    wanted = name.lower()
    for key, value in message.raw_items():
        if key.lower() == wanted:
            yield _unfolded(value)


def _unfolded(value: object) -> str:
    raw = str(value)[:_LONGEST].encode("utf-8", "surrogateescape")
    return _BLANKS.sub(" ", decoded(raw, None)).strip()


def first_values(message: Message) -> dict[str, str]:
    """Return the first value of every header, by its name in lower case.

    Parameters
    ----------
    message : Message
        The mail.

    Returns
    -------
    dict of str to str
        See ``values_of``.
    """
    found: dict[str, str] = {}
    for key, value in message.raw_items():
        if key.lower() not in found:
            found[key.lower()] = _unfolded(value)
    return found


def raw_value(message: Message, name: str) -> str:
    """Return the first value of a header, or nothing.

    Parameters
    ----------
    message : Message
        The mail or a part of it.
    name : str
        The name, in any case.

    Returns
    -------
    str
        See ``values_of``.
    """
    return next(values_of(message, name), "")


def in_words(value: str) -> str:
    """Return a header value with its encoded words (RFC 2047) decoded.

    Parameters
    ----------
    value : str
        For example ``=?utf-8?q?Gj=C3=B8dsel?=``.

    Returns
    -------
    str
        One line; what cannot be decoded stays as it was written.
    """
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except Exception:  # the standard library raises several kinds on broken base64
        return value
    text = "".join(_piece(piece, charset) for piece, charset in pieces)
    return _BLANKS.sub(" ", presentable(text)).strip()


def _piece(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    return decoded(piece, charset) if charset else piece.decode("raw-unicode-escape", "replace")


def text_of(message: Message, name: str) -> str:
    """Return the first value of a header in readable words, or nothing.

    Parameters
    ----------
    message : Message
        The mail or a part of it.
    name : str
        The name, in any case.

    Returns
    -------
    str
        One line.
    """
    return in_words(raw_value(message, name))


def mailboxes_of(message: Message, name: str) -> list[Mailbox]:
    """Return the people in an address header.

    Parameters
    ----------
    message : Message
        The mail.
    name : str
        From, To, Cc, Reply-To or Sender.

    Returns
    -------
    list of Mailbox
        In order; entries without an address are left out.
    """
    try:
        found = getaddresses(list(values_of(message, name)), **_LENIENT)
    except RecursionError:  # ten thousand brackets; the header costs only itself
        return []
    boxes = (Mailbox(in_words(label), comparable(address)) for label, address in found)
    return [box for box in boxes if "@" in box.address]
