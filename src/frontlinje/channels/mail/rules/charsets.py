"""Which characters do these bytes mean? Never raises: a wrong charset costs letters, not mail."""

import codecs
import re

_NOT_TEXT = frozenset(
    {"idna", "mbcs", "oem", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"}
)
"""Codecs that Python lists as text, and that no mail is written in."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ALIASES = {"ascii": "utf-8", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
"""Charsets that senders name when they mean the wider one (WHATWG Encoding, section 4.2)."""


def decoded(raw: bytes, charset: str | None) -> str:
    """Return bytes as text.

    Parameters
    ----------
    raw : bytes
        The bytes of a part or of a header.
    charset : str or None
        What the sender said it was.

    Returns
    -------
    str
        Decoded as said if that works, else as UTF-8, else as Windows-1252 with a mark for what
        means nothing. Free of control characters and of anything a database refuses.
    """
    for name in (_codec(charset), "utf-8"):
        if name:
            try:
                return presentable(raw.decode(name))
            except (UnicodeError, LookupError, ValueError):
                continue
    return presentable(raw.decode("cp1252", "replace"))


def presentable(text: str) -> str:
    """Return text with plain line ends and without control characters and half characters.

    Parameters
    ----------
    text : str
        Anything.

    Returns
    -------
    str
        What can be stored and shown.
    """
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _codec(charset: str | None) -> str:
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if name in _NOT_TEXT else _ALIASES.get(name, name)
