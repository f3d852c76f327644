"""Are fetched mails put together, addressed and tried again as they should be? Without a server."""

import imaplib
import socket
import ssl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imap_tools.errors import MailboxFolderSelectError, MailboxMoveError

from frontlinje.base.errors import Unavailable
from frontlinje.channels.mail.imap.texts import TEXTS
from frontlinje.channels.mail.imap.trouble import BoxTrouble, pause_kind, trouble_of
from frontlinje.channels.mail.rules.mailboxes import (
    MOST_BYTES_TOGETHER,
    MOST_TOGETHER,
    Pause,
    addressed_to,
    batches,
    pause_s,
    return_path,
    uid_set,
)


@given(st.lists(st.integers(0, 6_000_000) | st.just(9), max_size=130))
@settings(deadline=None)
def test_batches_hold_every_mail_once_and_never_too_much(sizes: list[int]) -> None:
    lying = dict(enumerate(sizes, start=1))
    made = list(batches(lying))
    assert [uid for batch in made for uid in batch] == list(lying)
    for batch in made:
        assert 1 <= len(batch) <= MOST_TOGETHER
        assert len(batch) == 1 or sum(lying[uid] for uid in batch) <= MOST_BYTES_TOGETHER


@given(st.sets(st.integers(1, 60), min_size=1))
def test_a_set_of_uids_names_exactly_those(uids: set[int]) -> None:
    named: set[int] = set()
    for run in uid_set(list(uids)).split(","):
        first, _, last = run.partition(":")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == uids


def test_a_refused_sign_in_is_tried_seldom_and_a_line_that_broke_soon() -> None:
    assert [pause_s(Pause.SOON, n) for n in (1, 2, 3, 6, 99)] == [2, 4, 8, 60, 60]
    assert [pause_s(Pause.LATER, n) for n in (1, 2, 5, 99)] == [60, 120, 900, 900]
    assert pause_kind("mail.box_sign_in_refused") is Pause.LATER
    assert pause_kind("mail.box_hung_up") is Pause.SOON


def test_a_fetched_mail_is_for_whom_its_headers_name_folded_or_not() -> None:
    raw = (
        b"Delivered-To: Post@Example.org\r\nTo: Kari <kari@example.net>,\r\n"
        b"\tOppgjor <oppgjor@example.org>\r\nCc: post@example.org\r\n\r\nTo: no@example.org\r\n"
    )
    assert addressed_to(raw) == ["post@example.org", "kari@example.net", "oppgjor@example.org"]


@pytest.mark.parametrize(
    ("head", "path"),
    [
        (b"Return-Path: <kari@example.net>\r\nFrom: Post <x@y.z>", "kari@example.net"),
        (b"Return-Path: <>\r\nFrom: Post <x@y.z>", ""),
        (b"From: =?utf-8?q?K=C3=A5re?= <kare@example.net>", "kare@example.net"),
        (b"Subject: nobody", ""),
        (b"", ""),
    ],
)
def test_the_envelope_is_what_the_last_server_wrote_down(head: bytes, path: str) -> None:
    assert return_path(head + b"\r\n\r\nReturn-Path: <body@example.net>\r\n") == path


@given(st.binary(max_size=400))
def test_no_bytes_make_headers_raise(raw: bytes) -> None:
    addressed_to(raw)
    return_path(raw)


def _unproven(number: int) -> Exception:
    error = ssl.SSLCertVerificationError("certificate verify failed")
    error.verify_code, error.verify_message = number, "as OpenSSL says it"
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (socket.gaierror(-2, "Name or service not known"), "mail.box_no_such_host"),
        (TimeoutError(), "mail.box_silent"),
        (ConnectionRefusedError(), "mail.box_refused"),
        (ConnectionResetError(), "mail.box_hung_up"),
        (ssl.SSLError(1, "wrong version number"), "mail.box_no_encryption"),
        (ssl.SSLEOFError(), "mail.box_hung_up"),
        (_unproven(18), "mail.box_certificate_untrusted"),
        (_unproven(64), "mail.box_certificate_other_name"),
        (imaplib.IMAP4.abort("socket error: EOF"), "mail.box_hung_up"),
        (imaplib.IMAP4.readonly("not writable"), "mail.box_read_only"),
        (imaplib.IMAP4.error("[LIMIT] Too many"), "mail.box_too_many_lines"),
        (imaplib.IMAP4.error("BAD what"), "mail.box_strange_answer"),
        (MailboxFolderSelectError(("NO", [b"no such"]), "OK"), "mail.box_no_folder"),
        (MailboxMoveError(("NO", [b"[OVERQUOTA] Quota exceeded"]), "OK"), "mail.box_full"),
        (OSError(113, "No route to host"), "mail.box_unreachable"),
        (Unavailable("mail.box_sealed"), "mail.box_sealed"),
        (BoxTrouble("mail.box_full"), "mail.box_full"),
        (ZeroDivisionError(), "mail.box_strange_answer"),
    ],
)
def test_every_trouble_has_its_words(error: Exception, code: str) -> None:
    assert trouble_of(error).code == code
    assert code in TEXTS
