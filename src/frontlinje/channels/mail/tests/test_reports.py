"""Do reports of mail servers find the mail of ours they are about, and never make an answer?"""

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.channels.mail.actions.answering import send_reply
from frontlinje.channels.mail.actions.sending import claim_due_mail, settle
from frontlinje.channels.mail.delivery import Outcome
from frontlinje.channels.mail.models import OutgoingMail, OutgoingState
from frontlinje.channels.mail.queries import late_elsewhere, outgoing_in_trouble
from frontlinje.channels.mail.rules.bounces import Report, Reported
from frontlinje.channels.mail.rules.read_mail import read_mail
from frontlinje.channels.mail.tests.corpus.machines import MAILS, from_machine
from frontlinje.channels.mail.tests.corpus.making import part, parts
from frontlinje.channels.mail.tests.mailroom import (
    NOON,
    after,
    arrive,
    close,
    contact_of,
    mail,
    take,
)
from frontlinje.contacts.models import Contact
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast


def report(name: str, envelope_sender: str | None = "") -> Report | None:
    return read_mail(MAILS[name], envelope_sender=envelope_sender).report


@pytest.mark.parametrize(
    ("name", "what", "recipients", "said"),
    [
        ("a report that it failed", Reported.FAILED, ["ola@example.net"], "550 5.1.1"),
        ("a report that it is late", Reported.DELAYED, ["ola@example.net"], "451 4.7.1"),
        ("a report that it arrived", Reported.DELIVERED, ["ola@example.net"], "250"),
        ("a report of an unknown action", Reported.DELIVERED, ["ola@example.net"], "550"),
        ("a report of Postfix in words", Reported.FAILED, ["ola@example.net"], "<ola@example.net>"),
        ("a report of Exim in words", Reported.FAILED, ["ola@example.net"], ""),
        ("a report of qmail", Reported.FAILED, ["ola@example.net"], ""),
        ("a report in Norwegian", Reported.FAILED, ["ola@example.net"], "550 5.1.1 Ukjent"),
        ("a report in Swedish", Reported.FAILED, ["ola@example.net"], "550 5.1.1 Okänd"),
        ("a report in Norwegian that it is late", Reported.DELAYED, ["ola@example.net"], ""),
    ],
)
def test_reports_are_understood(
    name: str, what: Reported, recipients: list[str], said: str
) -> None:
    found = report(name)
    assert found is not None
    assert (found.what, found.recipients) == (what, recipients)
    assert found.said.startswith(said)


def test_who_passes_a_report_on_reports_nothing() -> None:
    assert report("a person who passes a report on", "kari@example.net") is None
    assert report("a person who passes a report on", None) is None
    assert report("a newsletter") is None


def test_a_report_from_a_mailbox_is_known_without_its_return_path() -> None:
    found = report("a report in Norwegian", None)
    assert found is not None
    assert found.what == Reported.FAILED


@pytest.fixture
def sent(centre: object, file_store: object, cast: Cast) -> OutgoingMail:
    """An answer of Nina's that a mail server has taken."""
    contact = contact_of(arrive(mail()))
    take(contact, cast.nina)
    send_reply(contact_id=contact.id, text="Hei, Kari", by=cast.nina, at=NOON)
    claimed = claim_due_mail(at=after(60))
    assert claimed is not None
    settle(claimed, Outcome(taken=["kari@example.net"]), at=after(60))
    return OutgoingMail.objects.get()


def status_on(outgoing: OutgoingMail, action: str) -> bytes:
    """Return what a server reports on a mail of ours."""
    fields = f"Final-Recipient: rfc822; kari@example.net\r\nAction: {action}\r\nStatus: 5.2.2\r\n"
    return parts(
        b"multipart/report; report-type=delivery-status",
        part(body=b"Se nedenfor."),
        part(
            b"Content-Type: message/delivery-status",
            body=f"Reporting-MTA: dns; mx\r\n\r\n{fields}".encode(),
        ),
        part(
            b"Content-Type: text/rfc822-headers",
            body=f"Subject: x\r\nMessage-ID: {outgoing.msg_id}".encode(),
        ),
        more=b"Message-ID: <report@example.net>\r\n",
    )


def test_a_failed_mail_is_failed_on_its_contact_and_on_the_list(sent: OutgoingMail) -> None:
    raw = arrive(status_on(sent, "failed"), envelope="", at=after(120))
    sent.refresh_from_db()
    assert (sent.state, sent.trouble) == (OutgoingState.FAILED, "5.2.2")
    assert sent.refused == ["kari@example.net"]
    assert (raw.reports_on, raw.reported) == (sent, Reported.FAILED)
    assert contact_of(raw) == sent.message.contact
    assert list(outgoing_in_trouble()) == [sent]
    assert Event.objects.filter(kind="mail.failed").count() == 1
    assert OutgoingMail.objects.count() == 1  # nothing answers a report


def test_a_failed_answer_of_a_closed_contact_is_work_in_the_same_case(
    sent: OutgoingMail,
) -> None:
    close(sent.message.contact)
    new = contact_of(arrive(status_on(sent, "failed"), envelope="", at=after(120)))
    sent.refresh_from_db()
    assert sent.state == OutgoingState.FAILED
    assert new.case is not None
    assert new.case == Contact.objects.get(id=sent.message.contact_id).case


def test_a_late_mail_is_shown_and_never_sent_again(sent: OutgoingMail) -> None:
    close(sent.message.contact)
    raw = arrive(status_on(sent, "delayed"), envelope="", at=after(120))
    sent.refresh_from_db()
    assert sent.state == OutgoingState.SENT
    assert contact_of(raw) == sent.message.contact
    assert Contact.objects.count() == 1
    assert list(late_elsewhere(after(180))) == [sent]
    assert claim_due_mail(at=after(6 * 86400)) is None
    arrive(
        status_on(sent, "delivered").replace(b"<report@", b"<later@"), envelope="", at=after(240)
    )
    assert list(late_elsewhere(after(300))) == []


@pytest.mark.parametrize(
    "subject", ["Undelivered Mail Returned to Sender", "Kan ikke leveres: Re", "Olevererat: Re"]
)
def test_a_report_in_words_finds_the_mail_by_its_recipient(
    sent: OutgoingMail, subject: str
) -> None:
    words = from_machine(b"postmaster@mx.example.net", subject, "kari@example.net: 550 5.1.1 Nei")
    raw = arrive(words, envelope="", at=after(120))
    sent.refresh_from_db()
    assert (sent.state, raw.reports_on) == (OutgoingState.FAILED, sent)
    assert sent.trouble == "kari@example.net: 550 5.1.1 Nei"
    assert contact_of(raw) == sent.message.contact


def test_a_report_on_somebody_elses_mail_changes_nothing_of_ours(sent: OutgoingMail) -> None:
    raw = arrive(MAILS["a report that it failed"], envelope="", at=after(120))
    sent.refresh_from_db()
    assert sent.state == OutgoingState.SENT
    assert raw.reports_on is None
    assert Contact.objects.count() == 2  # somebody looks at it


def test_leaders_and_agents_see_what_became_of_it(
    sent: OutgoingMail, client: Client, cast: Cast
) -> None:
    arrive(status_on(sent, "delayed"), envelope="", at=after(120))
    client.force_login(cast.liv)
    page = client.get(reverse("desk:contact", args=[sent.message.contact_id]))
    assert "delayed further on" in page.content.decode() or "forsinket" in page.content.decode()
