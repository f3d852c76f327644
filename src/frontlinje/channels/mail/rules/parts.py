"""What does a part of a mail say of itself? A broken header costs only itself, never the mail."""

from email.message import Message

from frontlinje.channels.mail.rules.charsets import presentable
from frontlinje.channels.mail.rules.headers import in_words, raw_value


def parts_of(part: Message) -> list[Message]:
    """Return the parts directly inside a part.

    Parameters
    ----------
    part : Message
        A mail or a part of one.

    Returns
    -------
    list of Message
        Empty when it has none, whatever it says of itself.
    """
    inner: object = part.get_payload() if part.is_multipart() else None
    return (
        [piece for piece in inner if isinstance(piece, Message)] if isinstance(inner, list) else []
    )


def bytes_of(part: Message) -> bytes:
    """Return what is in a part, decoded from its transfer form; a mail inside a mail whole.

    Parameters
    ----------
    part : Message
        A mail or a part of one.

    Returns
    -------
    bytes
        Empty when a nested mail cannot be written again; the original has it.
    """
    if part.is_multipart():
        try:
            return b"".join(piece.as_bytes() for piece in parts_of(part))
        except Exception:  # several kinds, on broken nested mail
            return b""
    payload: object = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def disposition_of(part: Message) -> str:
    """Return ``attachment``, ``inline`` or whatever else a part says of itself.

    Parameters
    ----------
    part : Message
        A part of a mail.

    Returns
    -------
    str
        In lower case; empty when it says nothing.
    """
    return raw_value(part, "Content-Disposition").partition(";")[0].strip().lower()


def file_name_of(part: Message) -> str:
    """Return what a part calls its file.

    Parameters
    ----------
    part : Message
        A part of a mail.

    Returns
    -------
    str
        As written, which may be a path; empty when it has no name or its parameters are broken.
    """
    try:
        return presentable(in_words(_readable(part).get_filename() or ""))
    except Exception:  # several kinds, on broken parameters (RFC 2231)
        return ""


def charset_of(part: Message) -> str | None:
    """Return the charset that a part says it is written in.

    Parameters
    ----------
    part : Message
        A part of a mail.

    Returns
    -------
    str or None
        None when it says none that can be read.
    """
    try:
        return _readable(part).get_content_charset()
    except Exception:  # as above
        return None


def parameter_of(part: Message, name: str) -> str:
    """Return a parameter of Content-Type, such as ``protocol``.

    Parameters
    ----------
    part : Message
        A part of a mail.
    name : str
        The parameter.

    Returns
    -------
    str
        In lower case; empty when there is none that can be read.
    """
    try:
        return str(_readable(part).get_param(name) or "").lower()
    except Exception:  # as above
        return ""


def _readable(part: Message) -> Message:
    """Return the headers that have parameters, with bytes outside ASCII decoded."""
    readable = Message()
    for name in ("Content-Type", "Content-Disposition"):
        value = raw_value(part, name)
        if value:
            readable[name] = value
    return readable
