"""What does a mail hold besides text and files? Invitations, forwarded mail, signatures, ciphers.

They are shown in words beside the text; what is locked is shown as such, and nothing is unpacked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum

from frontlinje.channels.mail.rules.body import body_of
from frontlinje.channels.mail.rules.headers import mailboxes_of, text_of
from frontlinje.channels.mail.rules.invitations import Meeting, meetings_in
from frontlinje.channels.mail.rules.parts import bytes_of, file_name_of, parameter_of, parts_of

_DEEPEST = 20
_MOST = 20
_LONGEST_FORWARDED = 20_000


class ExtraKind(StrEnum):
    """What kind of thing a mail holds."""

    INVITATION = "invitation"
    """A calendar entry: what, when, where."""
    FORWARDED = "forwarded"
    """Another mail, whole."""
    ENCRYPTED = "encrypted"
    """Its text can be opened only by whoever has the key."""
    SEALED = "sealed"
    """Its text lies inside the signature, where only some mail programs see it."""
    SIGNED = "signed"
    """It is signed; we have not checked by whom."""
    WRAPPED = "wrapped"
    """Its files lie inside a ``winmail.dat`` of Outlook's (TNEF)."""
    PIECE = "piece"
    """It is one piece of a mail that was cut up on its way (RFC 2046, 5.2.2)."""
    ELSEWHERE = "elsewhere"
    """Its text lies on another server (RFC 2046, 5.2.3), which is not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """One such thing; what does not apply is empty."""

    kind: ExtraKind
    how: str = ""
    """``smime`` or ``pgp``; of an invitation its method, in lower case."""
    title: str = ""
    who: str = ""
    at: str = ""
    """Of a forwarded mail, its date as it stands there."""
    text: str = ""
    meeting: Meeting | None = None


def extras_of(message: Message, text: str) -> list[Extra]:
    """Return what a mail holds besides text and files.

    Parameters
    ----------
    message : Message
        The parsed mail.
    text : str
        Its text, which may be signed or encrypted where it stands.

    Returns
    -------
    list of Extra
        In order; the first twenty.
    """
    found = [extra for _, extra in zip(range(_MOST), _walk(message, 0), strict=False)]
    if "-----BEGIN PGP MESSAGE-----" in text:
        found.append(Extra(kind=ExtraKind.ENCRYPTED, how="pgp"))
    elif "-----BEGIN PGP SIGNED MESSAGE-----" in text:
        found.append(Extra(kind=ExtraKind.SIGNED, how="pgp"))
    return found


def _walk(part: Message, depth: int) -> Iterator[Extra]:
    if depth > _DEEPEST:
        return
    kind = part.get_content_type()
    children = parts_of(part)
    if kind == "message/rfc822" and children:
        yield _forwarded(children[0])
    elif kind == "multipart/report":
        return  # what it holds is the mail it reports on
    elif kind in ("text/calendar", "application/ics"):
        yield from _invitations(part)
    else:
        locked = _locked(part, kind)
        if locked is not None:
            yield locked
    for child in children:
        yield from _walk(child, depth + 1)


def _forwarded(inner: Message) -> Extra:
    senders = mailboxes_of(inner, "From")
    return Extra(
        kind=ExtraKind.FORWARDED,
        title=text_of(inner, "Subject")[:300],
        who=str(senders[0])[:300] if senders else "",
        at=text_of(inner, "Date")[:80],
        text=body_of(inner).text[:_LONGEST_FORWARDED],
    )


def _invitations(part: Message) -> Iterator[Extra]:
    for method, meeting in meetings_in(bytes_of(part)):
        yield Extra(kind=ExtraKind.INVITATION, how=method, meeting=meeting)


def _locked(part: Message, kind: str) -> Extra | None:
    """Return what a part is that we cannot look into, or do not vouch for."""
    match kind:
        case "application/pkcs7-mime" | "application/x-pkcs7-mime":
            is_signed = parameter_of(part, "smime-type") in ("signed-data", "certs-only")
            return Extra(kind=ExtraKind.SEALED if is_signed else ExtraKind.ENCRYPTED, how="smime")
        case "multipart/encrypted":
            return Extra(kind=ExtraKind.ENCRYPTED, how="pgp")
        case "multipart/signed":
            is_pgp = "pgp" in parameter_of(part, "protocol")
            return Extra(kind=ExtraKind.SIGNED, how="pgp" if is_pgp else "smime")
        case "application/ms-tnef" | "application/vnd.ms-tnef":
            return Extra(kind=ExtraKind.WRAPPED)
        case "message/partial":
            return Extra(kind=ExtraKind.PIECE)
        case "message/external-body":
            return Extra(kind=ExtraKind.ELSEWHERE)
    if file_name_of(part).lower() == "winmail.dat":
        return Extra(kind=ExtraKind.WRAPPED)
    return None
