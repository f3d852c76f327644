"""Do the small rules of mail hold? Who wrote, where it belongs, when to try again, which words."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from uuid import UUID

import pytest

from frontlinje.channels.mail.rules.addresses import comparable, sendable
from frontlinje.channels.mail.rules.attempts import GIVE_UP_AFTER, next_attempt_at
from frontlinje.channels.mail.rules.automatic import Automatic, who_wrote
from frontlinje.channels.mail.rules.compose import (
    Letter,
    answer_subject,
    composed,
    with_signature,
)
from frontlinje.channels.mail.rules.files import picture_type, safe_type
from frontlinje.channels.mail.rules.headers import Mailbox
from frontlinje.channels.mail.rules.own_addresses import address_to_write_from
from frontlinje.channels.mail.rules.threads import (
    contacts_named,
    ids_in,
    message_id_for,
    references_of_answer,
)

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
CONTACT, MESSAGE = UUID(int=7), UUID(int=8)


@pytest.mark.parametrize(
    ("headers", "envelope", "sender", "content_type", "expected"),
    [
        ({}, "kari@example.net", "kari@example.net", "text/plain", Automatic.NO),
        ({"auto-submitted": "no"}, "k@example.net", "k@example.net", "", Automatic.NO),
        ({"auto-submitted": "auto-replied; x"}, "k@example.net", "k@x", "", Automatic.REPLY),
        ({"precedence": "auto_reply"}, "k@example.net", "k@example.net", "", Automatic.REPLY),
        ({"x-autoreply": "yes"}, "k@example.net", "k@example.net", "", Automatic.REPLY),
        ({}, "", "k@example.net", "text/plain", Automatic.REPLY),
        ({}, "k@x", "k@x", 'multipart/report; report-type="disposition"', Automatic.REPLY),
        ({"auto-submitted": "auto-generated"}, "k@x", "k@x", "", Automatic.GENERATED),
        ({"precedence": "Bulk"}, "k@example.net", "k@example.net", "", Automatic.GENERATED),
        ({"list-id": "<a.example>"}, "k@example.net", "k@x", "", Automatic.GENERATED),
        ({"list-unsubscribe": "<x>"}, "k@example.net", "k@x", "", Automatic.GENERATED),
        ({"x-auto-response-suppress": "All"}, "k@x", "k@x", "", Automatic.GENERATED),
        ({}, "x@example.net", "no-reply@example.net", "", Automatic.GENERATED),
        ({}, "x@example.net", "ikke-svar@example.net", "", Automatic.GENERATED),
        ({}, "x@example.net", "noreply-123@example.net", "", Automatic.GENERATED),
        ({}, "", "MAILER-DAEMON@example.net", "text/plain", Automatic.BOUNCE),
        ({"x-failed-recipients": "a@b"}, "x@y", "x@y", "", Automatic.BOUNCE),
        ({}, "", "x@y", "multipart/report; report-type=delivery-status", Automatic.BOUNCE),
    ],
)
def test_machines_are_told_from_people(
    headers: dict[str, str], envelope: str, sender: str, content_type: str, expected: Automatic
) -> None:
    said = who_wrote(headers, envelope_sender=envelope, sender=sender, content_type=content_type)
    assert said == expected


def test_our_message_ids_lead_back_to_the_contact() -> None:
    ours = message_id_for(CONTACT, MESSAGE, address="post@example.org")
    others = ["<a@b>", "<fl.123@example.org>", f"<x{ours[1:]}"]
    assert contacts_named([*others, ours.upper(), ours]) == [CONTACT]


def test_an_empty_id_is_no_id() -> None:
    assert ids_in("") == ids_in("<>") == ids_in("< >") == ids_in("<a\tb@c>") == []


def test_references_keep_the_first_and_the_latest() -> None:
    many = [f"<{i}@a>" for i in range(100)]
    kept = references_of_answer(many, "<last@a>")
    assert (kept[0], kept[-1], len(kept)) == ("<0@a>", "<last@a>", 20)
    assert references_of_answer(["<a@b>"], "") == ["<a@b>"]


def test_attempts_grow_rarer_and_end_after_five_days() -> None:
    now, attempts, times = NOON, 0, []
    while True:
        attempts += 1
        then = next_attempt_at(attempts=attempts, created_at=NOON, now=now)
        if then is None:
            break
        assert then > now
        times.append(then - now)
        now = then
    assert times[0] == timedelta(minutes=1)
    assert times[:6] == sorted(times[:6])
    assert max(times) == timedelta(hours=2)
    assert now == NOON + GIVE_UP_AFTER


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (" <Kari@Example.NET> ", "kari@example.net"),
        ("'kari@example.net'", "kari@example.net"),
        ("post@gårdsmat.example", "post@xn--grdsmat-exa.example"),
        ("kåre@example.net", ""),
        ("kari@example.net\r\nBcc: x@y.z", ""),
        ("kari@@example.net", ""),
        ("kari", ""),
        ("@example.net", ""),
        ("kari@" + "a" * 64 + ".example", ""),
        ("kari@" + ".".join(["a" * 60] * 5), ""),
        ("kari@example..net", ""),
        ("a b@example.net", ""),
    ],
)
def test_only_what_servers_take_is_sent_to(given: str, expected: str) -> None:
    assert sendable(given) == expected


def test_addresses_are_compared_without_case() -> None:
    assert comparable("KARI@example.NET") == comparable("<kari@Example.net>")


def letter(**changes: object) -> Letter:
    facts: dict[str, object] = {
        "sender": Mailbox("Prøvesenteret", "post@example.org"),
        "to": "kari@example.net",
        "subject": "Re: Blåbær",
        "text": "Hei, 1 < 2.\n\nSe https://example.org/a?b=1&c=2.\nHilsen Nina",
        "language": "nb",
        "message_id": message_id_for(CONTACT, MESSAGE, address="post@example.org"),
        "in_reply_to": "<" + "x" * 180 + "@example.net>",
        "references": [f"<{'r' * 150}{i}@example.net>" for i in range(20)],
        "at": NOON,
        "is_automatic": False,
        **changes,
    }
    return Letter(**facts)  # type: ignore[arg-type]


def test_a_mail_of_ours_is_complete_and_reads_back_the_same() -> None:
    raw = composed(letter())
    mail = message_from_bytes(raw, policy=policy.default)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert mail["From"] == "Prøvesenteret <post@example.org>"
    assert mail["Subject"] == "Re: Blåbær"
    assert mail["Message-ID"] == letter().message_id
    assert mail["In-Reply-To"] == letter().in_reply_to
    assert str(mail["References"]).split() == list(letter().references)
    assert mail["Auto-Submitted"] is None
    assert mail["Content-Language"] == "nb"
    plain, rich = (part.get_content() for part in mail.iter_parts())
    assert plain.replace("\r\n", "\n").strip() == letter().text
    assert "1 &lt; 2." in rich
    assert '<a href="https://example.org/a?b=1&amp;c=2">' in rich


def test_what_answers_by_itself_says_so() -> None:
    mail = message_from_bytes(composed(letter(is_automatic=True)), policy=policy.default)
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"


def test_no_header_can_be_smuggled_in() -> None:
    raw = composed(letter(subject="Hei\r\nBcc: x@y.z", sender=Mailbox("A\nBcc: x@y.z", "p@x.no")))
    assert message_from_bytes(raw, policy=policy.default)["Bcc"] is None


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Faktura", "Re: Faktura"),
        ("RE: Faktura", "RE: Faktura"),
        ("SV: Faktura", "SV: Faktura"),
        ("Svar: Faktura", "Svar: Faktura"),
        ("Regning", "Re: Regning"),
        ("  ", "ABC"),
        ("To\r\nlinjer", "Re: To linjer"),
    ],
)
def test_answers_say_what_they_answer(subject: str, expected: str) -> None:
    assert answer_subject(subject, otherwise="ABC") == expected


def test_the_signature_stands_below() -> None:
    assert with_signature("Hei \n", " Hilsen oss") == "Hei\n\nHilsen oss"
    assert with_signature("Hei", " ") == "Hei"


def test_we_write_from_the_address_the_customer_knows() -> None:
    known = {"a@example.org": "one", "b@example.org": "two", "c@example.org": "two"}

    def choose(queue: str, *came_to: str) -> str:
        return address_to_write_from(queue=queue, came_to=came_to, known=known)

    assert choose("two", "c@example.org") == "c@example.org"
    assert choose("two", "a@example.org") == "b@example.org"  # it was given on to another queue
    assert choose("three", "c@example.org") == "c@example.org"
    assert choose("three") == "a@example.org"
    assert address_to_write_from(queue="x", came_to=[], known={}) == ""


def test_pictures_are_known_by_what_they_are() -> None:
    assert picture_type(b"\x89PNG\r\n\x1a\nrest") == "image/png"
    assert picture_type(b"RIFF\x00\x00\x00\x00WEBPVP8 ") == "image/webp"
    assert picture_type(b"<svg xmlns='http://www.w3.org/2000/svg'>") == ""
    assert picture_type(b"<html>") == ""


def test_a_content_type_is_harmless_or_says_nothing() -> None:
    assert safe_type("Image/PNG") == "image/png"
    assert safe_type("text/html\r\nX: y") == safe_type("") == "application/octet-stream"
