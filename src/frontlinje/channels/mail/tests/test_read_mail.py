"""Does a mail say to us what it said to its writer, however it was made?"""

import re
import time

import pytest

from frontlinje.channels.mail.rules.automatic import Automatic
from frontlinje.channels.mail.rules.read_mail import (
    ReadMail,
    UnreadableMail,
    read_mail,
    shown_as_text,
)
from frontlinje.channels.mail.tests.nasty_mails import FROM, READABLE, UNREADABLE, with_files

NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def read(raw: bytes, envelope_sender: str = "kari@example.net") -> ReadMail:
    return read_mail(raw, envelope_sender=envelope_sender)


@pytest.mark.parametrize("name", READABLE)
def test_whatever_comes_is_read_and_can_be_stored(name: str) -> None:
    began = time.process_time()
    mail = read(READABLE[name])
    assert time.process_time() - began < 10
    written = [mail.subject, str(mail.sender), mail.body.text, mail.body.html, mail.message_id]
    written += mail.recipients + mail.copies + mail.references
    written += [file.name + file.content_type + file.content_id for file in mail.body.files]
    for text in written:
        assert not NOT_STORABLE.search(text)
        text.encode()
    assert all(len(file.name) <= 200 and file.name for file in mail.body.files)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused_in_one_way(name: str) -> None:
    with pytest.raises(UnreadableMail):
        read(UNREADABLE[name])


def test_an_unreadable_mail_is_still_shown() -> None:
    raw = "From: Kåre <kare@example.net>\r\nSubject: Hjelp\r\n\r\nØl".encode("latin-1") + b"\x00"
    sender, subject, text = shown_as_text(raw)
    assert (sender, subject) == ("kare@example.net", "Hjelp")
    assert text.endswith("Øl")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("raw Latin-1 in headers", "Blåbær"),
        ("raw UTF-8 in headers", "Blåbær"),
        ("character split between encoded words", "åø"),
    ],
)
def test_nordic_letters_in_subjects_survive(name: str, said: str) -> None:
    assert read(READABLE[name]).subject == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("wrong charset", "blåbær"),
        ("unknown charset", "blå"),
        ("broken base64", "Hei!"),
        ("uuencoded", "Hei"),
        ("raw Latin-1 in headers", "Øl"),
        ("parts without a boundary", "hei"),
        ("boundary never closed", "hei"),
        ("nested two hundred deep", "hei"),
        ("line ends of old Macs", "hei"),
    ],
)
def test_the_text_comes_through(name: str, said: str) -> None:
    assert read(READABLE[name]).body.text == said


def test_a_comma_in_a_name_does_not_lose_the_sender() -> None:
    assert read(READABLE["comma in a name"]).sender.address == "kari@example.net"


def test_without_a_from_the_envelope_names_the_sender() -> None:
    assert read(b"Subject: x\r\n\r\nhei", "ola@example.net").sender.address == "ola@example.net"


def test_answers_go_where_the_mail_says() -> None:
    assert read(FROM + b"Reply-To: post@example.net\r\n\r\nhei").reply_to == "post@example.net"
    assert read(READABLE["senseless addresses"]).reply_to == "a@example.net"


def test_a_senseless_message_id_is_none() -> None:
    for header in (b"<>", b"", b"< >", b"no brackets", b"<a b@c>"):
        assert read(FROM + b"Message-ID: " + header + b"\r\n\r\nhei").message_id == ""
    assert read(FROM + b"Message-ID: junk <a@b> junk\r\n\r\nhei").message_id == "<a@b>"


def test_every_text_of_a_mail_is_shown_and_files_stay_files() -> None:
    raw = (
        FROM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\n\r\nfirst\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b\r\n\r\nlast\r\n"
        b"--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nfile\r\n--b--"
    )
    body = read(raw).body
    assert body.text == "first\n\nlast"
    assert [(file.name, file.body) for file in body.files] == [
        ("file-1.png", b"x"),
        ("a.txt", b"file"),
    ]


def test_text_beside_html_is_shown_with_it() -> None:
    raw = (
        FROM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n1 < 2\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n<b>fet</b>\r\n--b--"
    )
    body = read(raw).body
    assert (body.text, body.html) == ("1 < 2\n\nfet", "<p>1 &lt; 2</p><b>fet</b>")


def test_of_alternatives_both_forms_are_kept_once() -> None:
    raw = (
        FROM + b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nhei\r\n"
        b"--b\r\nContent-Type: multipart/related; boundary=c\r\n\r\n--c\r\n"
        b"Content-Type: text/html\r\n\r\n<p>hei<img src='cid:bilde'></p>\r\n--c\r\n"
        b"Content-Type: image/png\r\nContent-ID: <bilde>\r\n\r\nx\r\n--c--\r\n--b--"
    )
    body = read(raw).body
    assert (body.text, body.html) == ("hei", '<p>hei<img src="cid:bilde"></p>')
    assert [file.content_id for file in body.files] == ["bilde"]


def test_html_alone_is_read_as_text_too() -> None:
    body = read(READABLE["styles reopened for ever"]).body
    assert "x" in body.text
    assert body.html == ""
    assert body.is_shortened


def test_names_of_files_are_harmless() -> None:
    names = [file.name for file in read(READABLE["names made to deceive"]).body.files]
    assert names[:4] == ["passwd", "a.exe", "regningfdp.exe", "file-4.txt"]
    assert names[6:] == ["blå.pdf", "blå.pdf"]
    assert all("/" not in name and "\\" not in name and len(name) <= 120 for name in names)


def test_a_nested_mail_is_a_file_of_its_own() -> None:
    (file,) = read(READABLE["a mail in a mail"]).body.files
    assert (file.name, file.content_type) == ("message.eml", "message/rfc822")
    assert b"Subject: inner" in file.body


def test_very_many_files_are_cut_and_it_is_said() -> None:
    body = read(READABLE["twenty thousand parts"]).body
    assert len(body.files) == 200
    assert body.is_shortened


def test_a_bounce_names_the_mail_it_is_about() -> None:
    mail = read(READABLE["delivery report"], "")
    assert mail.automatic == Automatic.BOUNCE
    assert "<x@example.org>" in mail.refers_to


def test_nearest_reference_comes_first() -> None:
    raw = FROM + b"References: <1@a> <2@a>\r\n <3@a>\r\nIn-Reply-To: <3@a>\r\n\r\nhei"
    assert read(raw).refers_to == ["<3@a>", "<3@a>", "<2@a>", "<1@a>"]


def test_content_is_the_same_whatever_way_it_travelled() -> None:
    one = b"Received: from a\r\n" + FROM + b"Subject: x\r\n\r\nhei\r\n"
    two = b"Received: from b\r\n" + FROM + b"Subject: x\r\n\r\nhei"
    other = FROM + b"Subject: x\r\n\r\nhallo"
    assert read(one).content_sha256 == read(two).content_sha256 != read(other).content_sha256


def test_an_attachment_without_text_leaves_an_empty_text() -> None:
    body = read(with_files()).body
    assert body.text == "se vedlegg"
    assert read(FROM + b"Content-Type: image/png\r\n\r\nx").body.text == ""
