"""What is wrong with a mailbox, in words? From what libraries and servers say to a code of ours."""

import imaplib
import re
import socket
import ssl

from imap_tools.errors import MailboxFolderSelectError, UnexpectedCommandStatusError

from frontlinje.base.errors import FrontlinjeError
from frontlinje.channels.mail.rules.mailboxes import Pause

LONGEST_WORDS = 400
REFUSED_SIGN_IN = frozenset(
    {
        "mail.box_sign_in_refused",
        "mail.box_token_refused",
        "mail.box_not_signed_in",
        "mail.box_sealed",
        "mail.box_provider_refused",
    }
)
"""Troubles that time does not heal."""

_CERTIFICATES = {
    10: "mail.box_certificate_expired",
    62: "mail.box_certificate_other_name",
    64: "mail.box_certificate_other_name",
}
"""OpenSSL's numbers: its time is over; made for another host name, for another address."""
_CODES = (
    (r"OVERQUOTA|quota", "mail.box_full"),
    (r"LIMIT\]|too many (simultaneous )?connections|INUSE", "mail.box_too_many_lines"),
    (r"PRIVACYREQUIRED|LOGINDISABLED", "mail.box_needs_encryption"),
    (r"UNAVAILABLE|SERVERBUG|temporar", "mail.box_away_for_now"),
)


class BoxTrouble(Exception):
    """Something is wrong with a mailbox: a code, and what the server itself said."""

    def __init__(self, code: str, words: str = "") -> None:
        super().__init__(code)
        self.code, self.words = code, shortened(words)


def shortened(words: object) -> str:
    """Return what a server said in a form that can be kept and shown."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return " ".join(text.replace("\x00", "").split())[:LONGEST_WORDS]


def pause_kind(code: str) -> Pause:
    """Say how patient one must be with this trouble."""
    return Pause.LATER if code in REFUSED_SIGN_IN else Pause.SOON


def trouble_of(error: Exception) -> BoxTrouble:
    """Return what an error on the way to or at a mail server means."""
    match error:
        case BoxTrouble():
            return error
        case FrontlinjeError():
            return BoxTrouble(error.code)
        case ssl.SSLCertVerificationError():
            code = _CERTIFICATES.get(error.verify_code, "mail.box_certificate_untrusted")
            return BoxTrouble(code, error.verify_message)
        case ssl.SSLEOFError() | ConnectionError() if not isinstance(error, ConnectionRefusedError):
            return BoxTrouble("mail.box_hung_up")
        case ssl.SSLError():
            return BoxTrouble("mail.box_no_encryption", shortened(error))
        case socket.gaierror():
            return BoxTrouble("mail.box_no_such_host")
        case TimeoutError():
            return BoxTrouble("mail.box_silent")
        case ConnectionRefusedError():
            return BoxTrouble("mail.box_refused")
        case MailboxFolderSelectError():
            return BoxTrouble("mail.box_no_folder", said_in(error))
        case UnexpectedCommandStatusError():
            words = said_in(error)
            return BoxTrouble(code_in(words), words)
        case imaplib.IMAP4.readonly():
            return BoxTrouble("mail.box_read_only")
        case imaplib.IMAP4.abort():
            return BoxTrouble("mail.box_hung_up", shortened(error))
        case imaplib.IMAP4.error():
            return BoxTrouble(code_in(str(error)), shortened(error))
        case OSError():
            return BoxTrouble("mail.box_unreachable", error.strerror or "")
    return BoxTrouble("mail.box_strange_answer", type(error).__name__)


def said_in(error: UnexpectedCommandStatusError) -> str:
    """Return what the server said to a command that it did not do."""
    said = error.command_result[1] if len(error.command_result) > 1 else ""
    parts = said if isinstance(said, list | tuple) else [said]
    return shortened(b" ".join(part for part in parts if isinstance(part, bytes)))


def code_in(words: str) -> str:
    """Return the code for what a server said."""
    for pattern, code in _CODES:
        if re.search(pattern, words, re.I):
            return code
    return "mail.box_strange_answer"
