"""Does a real mailbox become empty without losing or doubling anything, whatever the line does?"""

import hashlib
import socket

import pytest

from frontlinje.base import clock
from frontlinje.channels.mail.imap import line as imap_line
from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.sealed import sealed
from frontlinje.channels.mail.tests.mailroom import mail, open_centre, read_all
from frontlinje.contacts.models import Contact
from frontlinje.people.tests.cast import Cast
from tests.mail.boxes import add_mailbox, fetch_again, fetch_once
from tests.mail.dovecot import Dovecot
from tests.mail.proxy import Proxy

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("centre")]


@pytest.fixture
def centre(cast: Cast) -> None:
    open_centre()


def numbered(n: int, text: str = "Hei") -> bytes:
    return mail(f"{text} {n}", message_id=f"<{n}@example.net>")


def raws() -> list[bytes]:
    return [bytes(raw) for raw in RawMail.objects.order_by("uid").values_list("raw", flat=True)]


def test_mail_is_kept_byte_for_byte_and_moved(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [numbered(1), b"", b"\r\n", b"no header at all\r\n", b"X: \xff\xfe\r\n\r\n\xe6\xf8\xe5"]
    server.put(*(one for one in sent if one))
    box = add_mailbox(server.port)
    fetch_once(box, monkeypatch)
    assert raws() == [one for one in sent if one]
    first = RawMail.objects.order_by("uid").first()
    assert first is not None
    assert first.sha256 == hashlib.sha256(sent[0]).hexdigest()
    assert (first.door, first.mailbox, first.uid) == ("imap", box, 1)
    assert (server.count(), server.count("Frontlinje")) == (0, 4)
    assert (box.trouble, box.left, box.seen_at is not None) == ("", 0, True)


def test_a_mailbox_leads_to_its_queue(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    server.put(numbered(1))
    fetch_once(add_mailbox(server.port), monkeypatch)
    read_all(at=clock.now())
    assert Contact.objects.get().queue == "settlement"


def test_mail_that_stays_is_marked_and_never_fetched_twice(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put(numbered(1), numbered(2))
    box = add_mailbox(server.port, done_folder="")
    fetcher = fetch_once(box, monkeypatch)
    server.put(numbered(3))
    fetch_again(fetcher)
    fetch_once(box, monkeypatch)
    assert RawMail.objects.count() == 3
    assert (server.count(), server.count(which="UNSEEN")) == (3, 0)


def test_what_somebody_read_before_us_is_fetched_all_the_same(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = server.signed_in()
    line.append("INBOX", r"(\Seen \Deleted)", "", numbered(1))
    line.logout()
    fetch_once(add_mailbox(server.port, done_folder=""), monkeypatch)
    assert raws() == [numbered(1)]


def test_a_line_cut_anywhere_in_a_fetch_keeps_whole_mails_or_none(
    server: Dovecot, line: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [numbered(n, "x" * 3000) for n in range(4)]
    server.put(*sent)
    box = add_mailbox(line.port)
    for cut_after in range(900, 16_000, 597):
        line.cut_after = cut_after
        fetch_once(box, monkeypatch)
        assert set(raws()) <= set(sent)
    line.cut_after = None
    fetch_once(box, monkeypatch)
    assert sorted(raws()) == sorted(sent)
    assert (server.count(), server.count("Frontlinje")) == (0, 4)


def test_a_mail_that_always_breaks_the_line_is_left_and_holds_up_no_other(
    server: Dovecot, line: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put(numbered(1, "x" * 100_000), numbered(2), numbered(3))
    box = add_mailbox(line.port)
    line.cut_after = 20_000
    fetcher = fetch_once(box, monkeypatch)
    for _ in range(4):
        fetch_again(fetcher)
    assert raws() == [numbered(2), numbered(3)]
    assert (fetcher.mailbox.left, server.count()) == (1, 1)
    line.cut_after = None
    fetch_once(box, monkeypatch)
    assert (RawMail.objects.count(), server.count()) == (3, 0)


def test_numbers_given_anew_bring_no_doubles(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [numbered(n) for n in range(1, 4)]
    server.put(*sent)
    box = add_mailbox(server.port, folder="Kunder", done_folder="")
    client = server.signed_in()
    client.create("Kunder")
    client.logout()
    server.put(*sent, folder="Kunder")
    fetch_once(box, monkeypatch)
    before = box.uidvalidity
    give_new_numbers(server, "Kunder", [*sent[1:], numbered(9), sent[0]])
    fetch_once(box, monkeypatch)
    assert box.uidvalidity != before
    assert sorted(raws()) == sorted([*sent, numbered(9)])
    assert set(RawMail.objects.values_list("uidvalidity", flat=True)) == {box.uidvalidity}
    read_all(at=clock.now())
    assert Contact.objects.count() == 4


def give_new_numbers(server: Dovecot, folder: str, mails: list[bytes]) -> None:
    """Make the folder anew, as after a restore at the provider."""
    client = server.signed_in()
    client.delete(folder)
    client.create(folder)
    client.logout()
    server.put(*mails, folder=folder)


def test_the_same_bytes_in_two_mailboxes_are_two_deliveries_of_one_contact(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for user in ("post", "oppgjor"):
        server.put(numbered(1), user=user)
        fetch_once(add_mailbox(server.port, user=user), monkeypatch)
    read_all(at=clock.now())
    assert RawMail.objects.count() == 2
    assert Contact.objects.count() == 1
    assert RawMail.objects.filter(state=RawState.SAME).count() == 1


def test_a_mail_too_large_to_fetch_is_shown_by_its_beginning(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.MAIL_SIZE_LIMIT", 2_000_000)
    monkeypatch.setattr("frontlinje.channels.mail.imap.fetching.CUT_AT", 1000)
    server.put(numbered(1, "x" * 2_100_000), numbered(2))
    fetch_once(add_mailbox(server.port), monkeypatch)
    large, small = RawMail.objects.order_by("uid")
    assert (large.is_cut, large.size, small.is_cut) == (True, 1000, False)
    assert server.count("Frontlinje") == 2
    read_all(at=clock.now())
    assert Contact.objects.count() == 2


def test_a_folder_that_cannot_be_moved_to_is_a_trouble_and_no_loop(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put(numbered(1))
    box = add_mailbox(server.port, done_folder="a" * 190 + ".b" * 4 + "/x")
    fetcher = fetch_once(box, monkeypatch)
    fetch_again(fetcher)
    assert RawMail.objects.count() == 1
    assert box.trouble == "mail.box_not_put_aside"
    box.done_folder = "Frontlinje"
    box.save()
    fetch_once(box, monkeypatch)
    assert (box.trouble, server.count(), server.count("Frontlinje")) == ("", 0, 1)
    assert RawMail.objects.count() == 1


def test_a_server_that_says_nothing_is_given_up(
    line: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = imap_line.signed_in
    monkeypatch.setattr(
        "frontlinje.channels.mail.imap.fetching.signed_in",
        lambda access, *, token: whole(access, token=token, timeout_s=0.3),
    )
    line.is_silent = True
    box = add_mailbox(line.port)
    fetcher = fetch_once(box, monkeypatch)
    assert (fetcher.failed_in_a_row, box.trouble) == (1, "mail.box_silent")


def test_a_wrong_password_and_an_absent_server_are_told_apart(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = add_mailbox(server.port, secrets=sealed({"password": "feil"}))
    fetch_once(wrong, monkeypatch)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        absent = add_mailbox(closed.getsockname()[1], user="oppgjor")
        fetch_once(absent, monkeypatch)
    assert (wrong.trouble, absent.trouble) == ("mail.box_sign_in_refused", "mail.box_refused")
    assert "AUTHENTICATIONFAILED" in wrong.trouble_words
