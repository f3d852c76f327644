"""Did a person write this mail, or a machine? Asked when threading and before any automatic answer.

The first question of every mail loop: RFC 3834, RFC 3464 and what real systems send.
"""

import re
from collections.abc import Mapping
from enum import StrEnum


class Automatic(StrEnum):
    """What kind of machine wrote a mail."""

    NO = ""
    """A person, as far as the headers say."""
    REPLY = "reply"
    """It answers something we sent: out of office, «we have your mail», a read receipt."""
    BOUNCE = "bounce"
    """It says that something we sent did not arrive."""
    GENERATED = "generated"
    """Lists, newsletters, notices: nobody to send an automatic answer to."""


_REPLY_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponse",
    "x-autoresponder",
    "x-mail-autoreply",
    "x-autoreply-from",
)
_GENERATED_HEADERS = (
    "list-id",
    "list-post",
    "list-unsubscribe",
    "x-auto-response-suppress",
    "feedback-id",
)
_POSTMASTERS = frozenset({"mailer-daemon", "postmaster", "mail-daemon"})
_NOBODY = re.compile(r"(do[._-]?not|no|ikke|inte|ej|icke)[._-]?(reply|svar|svara|besvar)")


def who_wrote(
    headers: Mapping[str, str], *, envelope_sender: str | None, sender: str, content_type: str
) -> Automatic:
    """Say what kind of machine wrote a mail, if any.

    Parameters
    ----------
    headers : mapping of str to str
        Header names in lower case and their first value.
    envelope_sender : str or None
        The return path that the sending server gave; empty when it gave the null one, None when
        nobody knows it.
    sender : str
        The address in From.
    content_type : str
        The whole Content-Type header.

    Returns
    -------
    Automatic
        ``Automatic.NO`` when nothing says that it was a machine.

    Notes
    -----
    RFC 3834 section 2 (whom never to answer) and 5 (Auto-Submitted), RFC 3464 and RFC 8098
    (reports), RFC 5321 section 4.5.5 (null return path).
    """
    local = sender.partition("@")[0].lower()
    kind = content_type.lower()
    submitted = headers.get("auto-submitted", "").partition(";")[0].strip().lower()
    precedence = headers.get("precedence", "").strip().lower()
    if "multipart/report" in kind and "delivery-status" in kind:
        return Automatic.BOUNCE
    if "x-failed-recipients" in headers or local in _POSTMASTERS:
        return Automatic.BOUNCE
    if "multipart/report" in kind or submitted == "auto-replied" or precedence == "auto_reply":
        return Automatic.REPLY
    if envelope_sender == "" or any(name in headers for name in _REPLY_HEADERS):
        return Automatic.REPLY
    if submitted not in ("", "no") or precedence in ("bulk", "junk", "list"):
        return Automatic.GENERATED
    if any(name in headers for name in _GENERATED_HEADERS) or _NOBODY.search(local):
        return Automatic.GENERATED
    return Automatic.NO
