"""Does a real mail server take our mail as it is, and what if its «250» never reaches us?"""

from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest

from frontlinje.base import clock
from frontlinje.channels.mail.actions.answering import send_reply
from frontlinje.channels.mail.models import OutgoingMail, OutgoingState, RawMail
from frontlinje.channels.mail.tests.mailroom import GENERAL, let_go, take
from frontlinje.contacts.models import Contact
from frontlinje.people.tests.cast import Cast
from tests.mail.live_worker import LiveWorker
from tests.mail.postfix import Postfix
from tests.mail.proxy import Proxy
from tests.mail.sink import Sink
from tests.mail.test_mail_in import send
from tests.mail.test_mail_out import state_of
from tests.mail.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.program("postfix")]


@pytest.fixture
def line(outside: Sink) -> Iterator[Proxy]:
    """Return the line to a relay that hands mail on to the world outside."""
    relay = Postfix(outside.port)
    relay.start()
    line = Proxy(relay.port)
    yield line
    line.close()
    relay.remove()


@pytest.fixture
def out_port(line: Proxy) -> int:
    return line.port


def answer(worker: LiveWorker, cast: Cast) -> OutgoingMail:
    send(worker, "Når kommer pengene?")
    contact = until(lambda: Contact.objects.first())
    take(contact, cast.nina, at=clock.now())
    text = "I morgen, Kåre.\n.\nSlutt"
    message = send_reply(contact_id=contact.id, text=text, by=cast.nina, at=clock.now())
    let_go(at=clock.now())
    return OutgoingMail.objects.get(message=message)


def test_what_leaves_a_real_server_is_what_we_wrote(
    worker: LiveWorker, outside: Sink, cast: Cast
) -> None:
    outgoing = answer(worker, cast)
    until(lambda: outside.received)
    (arrived,) = outside.received
    written = message_from_bytes(bytes(outgoing.raw), policy=policy.default)
    added = {"received", "x-peer", "x-mailfrom", "x-rcptto"}
    assert [(k, v) for k, v in arrived.mail.items() if k.lower() not in added] == written.items()
    assert arrived.mail["From"].addresses[0].domain == "example.org"
    assert arrived.mail["Message-ID"].endswith("@example.org>")
    assert arrived.sender == "post@example.org"
    for kind in ("plain", "html"):
        ours, theirs = written.get_body((kind,)), arrived.mail.get_body((kind,))
        assert ours is not None
        assert theirs is not None
        assert ours.get_content() == theirs.get_content()
    until(lambda: state_of(outgoing) == OutgoingState.SENT)


def test_a_sender_killed_after_the_servers_250_sends_once_more_under_the_same_name(
    worker: LiveWorker, outside: Sink, line: Proxy, cast: Cast
) -> None:
    line.hold_answer = b"Ok: queued"
    outgoing = answer(worker, cast)
    assert line.held.wait(60)
    until(lambda: outside.received)  # the server has it, and we do not know
    worker.kill()
    line.hold_answer = b""
    assert state_of(outgoing) == OutgoingState.QUEUED
    OutgoingMail.objects.update(leased_until=clock.now())  # the lease of the dead runs out
    worker.start()
    until(lambda: state_of(outgoing) == OutgoingState.SENT)
    assert outgoing.is_maybe_double
    until(lambda: len(outside.received) == 2)
    assert {arrived.mail["Message-ID"] for arrived in outside.received} == {outgoing.msg_id}


def test_what_a_real_server_could_not_deliver_is_failed_on_its_contact(
    worker: LiveWorker, outside: Sink, cast: Cast
) -> None:
    outside.unknown.add("kari@example.net")
    outgoing = answer(worker, cast)
    until(lambda: outside.received)
    (report,) = outside.received
    assert (report.sender, report.recipients) == ("<>", [GENERAL])
    until(lambda: state_of(outgoing) == OutgoingState.SENT)  # the relay has taken it
    with worker.client() as client:
        client.sendmail("", [GENERAL], bytes(report.mail))
    until(lambda: state_of(outgoing) == OutgoingState.FAILED)
    assert outgoing.refused == ["kari@example.net"]
    read = RawMail.objects.get(reports_on=outgoing)
    assert read.message is not None
    assert read.message.contact == outgoing.message.contact
    assert OutgoingMail.objects.count() == 1  # nothing answers a report
