"""Is every mail of ours sent, delayed or failed, and seen as such, whatever dies on the way?"""

import pytest

from frontlinje.base.errors import Conflict, NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.channels.mail.actions.answering import send_reply
from frontlinje.channels.mail.actions.sending import (
    UNKNOWN,
    Claimed,
    begin_data,
    claim_due_mail,
    note_handled,
    send_again,
    settle,
)
from frontlinje.channels.mail.delivery import Outcome
from frontlinje.channels.mail.models import OutgoingMail, OutgoingState
from frontlinje.channels.mail.queries import outgoing_in_trouble
from frontlinje.channels.mail.tests.mailroom import (
    NOON,
    after,
    arrive,
    contact_of,
    let_go,
    mail,
    take,
)
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("centre", "file_store")

KARI = "kari@example.net"


@pytest.fixture
def outgoing(cast: Cast) -> OutgoingMail:
    contact = contact_of(arrive(mail()))
    take(contact, cast.nina)
    message = send_reply(contact_id=contact.id, text="Hei", by=cast.nina, at=NOON)
    let_go()
    return OutgoingMail.objects.get(message=message)


def claim(seconds: float) -> Claimed:
    claimed = claim_due_mail(at=after(seconds))
    assert claimed is not None
    return claimed


def kinds() -> list[str]:
    return list(Event.objects.filter(kind__startswith="mail.").values_list("kind", flat=True))


def test_a_mail_that_is_taken_is_sent(outgoing: OutgoingMail) -> None:
    settle(claim(0), Outcome(taken=[KARI]), at=after(1))
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.sent_at) == (OutgoingState.SENT, after(1))
    assert claim_due_mail(at=after(86400)) is None
    assert kinds() == ["mail.sent"]


def test_a_mail_is_claimed_once_at_a_time(outgoing: OutgoingMail) -> None:
    claim(0)
    assert claim_due_mail(at=after(1)) is None


def test_a_passing_trouble_delays_and_is_tried_again(outgoing: OutgoingMail) -> None:
    settle(claim(0), Outcome(trouble="451 greylisted"), at=after(1))
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.trouble) == (OutgoingState.DELAYED, "451 greylisted")
    assert claim_due_mail(at=after(30)) is None
    settle(claim(61), Outcome(taken=[KARI]), at=after(62))
    assert kinds() == ["mail.delayed", "mail.sent"]


def test_after_five_days_it_has_failed(outgoing: OutgoingMail) -> None:
    now = 0.0
    for _ in range(200):
        claimed = claim_due_mail(at=after(now))
        if claimed is None:
            break
        settle(claimed, Outcome(is_server_away=True, trouble="refused"), at=after(now))
        outgoing.refresh_from_db()
        now = (outgoing.next_at - NOON).total_seconds() if outgoing.next_at else now
    assert outgoing.state == OutgoingState.FAILED
    assert now == 5 * 86400
    assert kinds()[-1] == "mail.failed"


def test_a_final_no_fails_at_once(outgoing: OutgoingMail) -> None:
    settle(claim(0), Outcome(is_final=True, trouble="550 no"), at=after(1))
    outgoing.refresh_from_db()
    assert outgoing.state == OutgoingState.FAILED


def test_recipients_are_settled_one_by_one(outgoing: OutgoingMail) -> None:
    OutgoingMail.objects.update(recipients=["a@x", "b@x", "c@x"])
    settle(claim(0), Outcome(taken=["a@x"], refused=["b@x"], trouble="451 later"), at=after(1))
    assert claim(61).recipients == ["c@x"]
    settle(claim(361 + 61), Outcome(taken=["c@x"]), at=after(500))
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.refused) == (OutgoingState.FAILED, ["b@x"])


def test_a_sender_that_dies_before_the_text_is_replaced(outgoing: OutgoingMail) -> None:
    for attempt in range(3):  # any number of times: no server has it
        claim(400 * attempt)
    outgoing.refresh_from_db()
    assert not outgoing.is_maybe_double


def test_a_sender_that_dies_after_the_text_is_replaced_once_and_it_is_marked(
    outgoing: OutgoingMail,
) -> None:
    assert begin_data(claim(0), at=after(1))
    again = claim(400)
    outgoing.refresh_from_db()
    assert outgoing.is_maybe_double
    assert begin_data(again, at=after(401))
    assert claim_due_mail(at=after(1000)) is None
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.trouble) == (OutgoingState.FAILED, UNKNOWN)


def test_an_answer_that_never_came_counts_like_a_death(outgoing: OutgoingMail) -> None:
    settle(claim(0), Outcome(is_unknown=True, trouble="timeout"), at=after(1))
    outgoing.refresh_from_db()
    assert outgoing.state == OutgoingState.DELAYED
    settle(claim(100), Outcome(taken=[KARI]), at=after(101))
    outgoing.refresh_from_db()
    assert outgoing.state == OutgoingState.SENT
    assert outgoing.is_maybe_double


def test_who_lost_the_lease_hands_nothing_over(outgoing: OutgoingMail) -> None:
    slow = claim(0)
    quick = claim(301)
    assert not begin_data(slow, at=after(302))
    settle(slow, Outcome(taken=[KARI]), at=after(303))
    outgoing.refresh_from_db()
    assert outgoing.lease == quick.lease
    assert not begin_data(quick, at=after(700))


def test_a_failed_mail_is_sent_again_when_a_leader_says_so(
    outgoing: OutgoingMail, cast: Cast
) -> None:
    settle(claim(0), Outcome(refused=[KARI], trouble="550 no"), at=after(1))
    assert outgoing_in_trouble().get() == outgoing
    with pytest.raises(NotAllowed):
        send_again(outgoing_id=outgoing.id, by=cast.nina, at=after(2))
    send_again(outgoing_id=outgoing.id, by=cast.liv, at=after(2))
    assert claim(3).recipients == [KARI]
    with pytest.raises(Conflict):
        send_again(outgoing_id=outgoing.id, by=cast.liv, at=after(4))
    with pytest.raises(NotFound):
        send_again(outgoing_id=uuid7(), by=cast.liv, at=after(4))


def test_a_failed_mail_leaves_the_list_when_the_customer_was_reached(
    outgoing: OutgoingMail, cast: Cast
) -> None:
    settle(claim(0), Outcome(is_final=True, trouble="550 no"), at=after(1))
    note_handled(outgoing_id=outgoing.id, by=cast.liv, at=after(2))
    assert not outgoing_in_trouble().exists()
    assert kinds() == ["mail.failed", "mail.handled"]
