"""Does every answer arrive outside, once, and at most once more when a sender dies?"""

import pytest

from frontlinje.base import clock
from frontlinje.channels.mail.actions.answering import send_reply
from frontlinje.channels.mail.models import OutgoingMail, OutgoingState
from frontlinje.channels.mail.tests.mailroom import GENERAL, let_go, mail, take
from frontlinje.contacts.models import Contact
from frontlinje.people.tests.cast import Cast
from tests.mail.live_worker import LiveWorker
from tests.mail.sink import Sink
from tests.mail.test_mail_in import another_connection, is_somebody_waiting_for_a_lock, send
from tests.mail.waiting import until

pytestmark = pytest.mark.slow


@pytest.fixture
def in_hand(worker: LiveWorker, cast: Cast) -> Contact:
    send(worker, "Når kommer pengene?")
    contact = until(lambda: Contact.objects.first())
    take(contact, cast.nina, at=clock.now())
    return contact


def answer(contact: Contact, cast: Cast) -> OutgoingMail:
    message = send_reply(contact_id=contact.id, text="I morgen, Kari", by=cast.nina, at=clock.now())
    let_go(at=clock.now())
    return OutgoingMail.objects.get(message=message)


def state_of(outgoing: OutgoingMail) -> str:
    outgoing.refresh_from_db()
    return outgoing.state


def test_an_answer_arrives_and_its_answer_comes_back_to_the_contact(
    worker: LiveWorker, outside: Sink, in_hand: Contact, cast: Cast
) -> None:
    outgoing = answer(in_hand, cast)
    until(lambda: state_of(outgoing) == OutgoingState.SENT)
    (arrived,) = outside.received
    assert (arrived.sender, arrived.recipients) == (GENERAL, ["kari@example.net"])
    assert arrived.mail["In-Reply-To"] == "<1@example.net>"
    with worker.client() as client:
        thanks = mail("Takk!", message_id="<2@x>", references=arrived.mail["Message-ID"])
        client.sendmail("kari@example.net", [GENERAL], thanks)
    until(lambda: in_hand.messages.count() == 3)
    assert Contact.objects.count() == 1


def test_a_sender_killed_after_the_250_sends_once_more_under_the_same_name(
    worker: LiveWorker, outside: Sink, in_hand: Contact, cast: Cast
) -> None:
    with another_connection() as blocking:

        def keep_the_outcome_from_being_written() -> None:
            blocking.execute("LOCK TABLE mail_outgoingmail IN EXCLUSIVE MODE")

        outside.before_answer = keep_the_outcome_from_being_written
        outgoing = answer(in_hand, cast)
        until(lambda: is_somebody_waiting_for_a_lock("SELECT"))
        worker.kill()
        outside.before_answer = lambda: None
    assert state_of(outgoing) == OutgoingState.QUEUED
    assert outgoing.is_data_begun
    OutgoingMail.objects.update(leased_until=clock.now())  # the lease of the dead runs out
    worker.start()
    until(lambda: state_of(outgoing) == OutgoingState.SENT)
    assert outgoing.is_maybe_double
    first, second = outside.received
    assert first.mail["Message-ID"] == second.mail["Message-ID"] == outgoing.msg_id
    assert bytes(first.mail) == bytes(second.mail)


def test_answers_wait_for_a_server_that_is_away(
    worker: LiveWorker, outside: Sink, in_hand: Contact, cast: Cast
) -> None:
    outside.stop()
    outgoing = answer(in_hand, cast)
    until(lambda: state_of(outgoing) == OutgoingState.DELAYED)
    assert "refused" in outgoing.trouble
    outside.start()
    OutgoingMail.objects.update(next_at=clock.now())  # the pause is over
    until(lambda: state_of(outgoing) == OutgoingState.SENT)
    assert len(outside.received) == 1


def test_two_workers_share_the_work_without_doubles(
    worker: LiveWorker, outside: Sink, in_hand: Contact, cast: Cast
) -> None:
    other = LiveWorker(outside.port)
    other.start()
    try:
        answers = [answer(in_hand, cast) for _ in range(20)]
        until(lambda: all(state_of(outgoing) == OutgoingState.SENT for outgoing in answers))
    finally:
        other.kill()
    arrived = [received.mail["Message-ID"] for received in outside.received]
    assert sorted(arrived) == sorted(outgoing.msg_id for outgoing in answers)
