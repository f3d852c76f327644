"""How do we get a line to a mailbox that we may use? Connected, encrypted as it was set, signed in.

What is set is what is used: nothing falls back to clear text, and no certificate is waved through.
"""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, UnexpectedCommandStatusError

from frontlinje.channels.mail.imap.access import PORTS, Access
from frontlinje.channels.mail.imap.trouble import BoxTrouble, code_in, said_in, shortened
from frontlinje.channels.mail.models import SignIn

TIMEOUT_S = 60.0
"""For every single thing that is waited for."""
_GOOD_BYE_S = 2.0


@contextmanager
def signed_in(access: Access, *, token: str, timeout_s: float = TIMEOUT_S) -> Iterator[BaseMailBox]:
    """Yield a line on which folders may be opened; closed afterwards, politely if all went well.

    Raises
    ------
    BoxTrouble, OSError, imaplib.IMAP4.error, imap_tools.ImapToolsError
        ``trouble.trouble_of`` says what they mean.
    """
    box = _connected(access, timeout_s)
    try:
        if access.security == "starttls":
            _encrypt(box)
        _sign_in(box, access, token)
        _ask_what_it_can(box)
        yield box
        box.client.sock.settimeout(_GOOD_BYE_S)
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            box.logout()
    finally:
        with suppress(OSError):
            box.client.shutdown()


def _connected(access: Access, timeout_s: float) -> BaseMailBox:
    where = (access.host, access.port, timeout_s)
    match access.security:
        case "tls":
            return MailBox(*where, ssl_context=ssl.create_default_context())
        case "starttls" if access.port == PORTS["tls"]:
            # There the server waits for us, and we would wait for it.
            raise BoxTrouble("mail.box_no_encryption")
        case _:
            return MailBoxUnencrypted(*where)


def _encrypt(box: BaseMailBox) -> None:
    if "STARTTLS" not in box.client.capabilities:
        raise BoxTrouble("mail.box_no_encryption")
    try:
        box.client.starttls(ssl.create_default_context())
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise _refused("mail.box_no_encryption", shortened(error)) from None


def _sign_in(box: BaseMailBox, access: Access, token: str) -> None:
    if access.sign_in is not SignIn.PASSWORD:
        _show_token(box, access.user_name, token)
        return
    password = access.secrets.get("password", "")
    if not password:
        raise BoxTrouble("mail.box_not_signed_in")
    if "LOGINDISABLED" in box.client.capabilities:
        raise BoxTrouble("mail.box_needs_encryption")
    try:
        if (access.user_name + password).isascii():
            box.login(access.user_name, password, initial_folder=None)
        else:
            box.login_utf8(access.user_name, password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except UnexpectedCommandStatusError as error:
        raise _refused("mail.box_sign_in_refused", said_in(error)) from None
    except imaplib.IMAP4.error as error:
        raise _refused("mail.box_sign_in_refused", shortened(error)) from None


def _show_token(box: BaseMailBox, user_name: str, token: str) -> None:
    shown = f"user={user_name}\1auth=Bearer {token}\1\1".encode()

    def answer(challenge: bytes) -> bytes:
        # A server that refuses says why in a second challenge, and waits for an empty answer.
        return b"" if challenge else shown

    try:
        box.client.authenticate("XOAUTH2", answer)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise _refused("mail.box_token_refused", shortened(error)) from None


def _refused(code: str, words: str) -> BoxTrouble:
    """Return why something was refused; a server that is busy has not refused anybody."""
    other = code_in(words)
    return BoxTrouble(code if other == "mail.box_strange_answer" else other, words)


def _ask_what_it_can(box: BaseMailBox) -> None:
    """Learn what the server offers to whoever is signed in; it is more than at the door."""
    _status, said = box.client.capability()
    words = (said[-1] or b"").decode("ascii", "replace").upper().split()
    box.client.capabilities = tuple(words)
