"""Does a running worker fetch from real mailboxes, whatever dies or hangs while it does?"""

import pytest

from frontlinje.channels.mail.models import Mailbox, RawMail
from frontlinje.channels.mail.tests.mailroom import mail
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import conservation
from frontlinje.contacts.rules.lifecycle import State
from tests.mail.boxes import add_mailbox
from tests.mail.dovecot import Dovecot
from tests.mail.live_worker import LiveWorker
from tests.mail.proxy import Proxy
from tests.mail.test_mail_in import until_all_are_read
from tests.mail.waiting import until

pytestmark = pytest.mark.slow


def numbered(n: int) -> bytes:
    return mail(f"Nummer {n}", message_id=f"<{n}@example.net>")


def test_mail_is_a_waiting_contact_at_once_whatever_other_mailboxes_do(
    worker: LiveWorker, server: Dovecot, line: Proxy
) -> None:
    line.is_silent = True
    add_mailbox(line.port, code="hangs")
    add_mailbox(server.port, code="sealed", secrets="not sealed with our key")
    assert line.held.wait(30)
    box = add_mailbox(server.port)
    server.put(numbered(1))
    contact = until(lambda: Contact.objects.first())
    assert (contact.state, contact.queue) == (State.QUEUED, "settlement")
    until(lambda: Mailbox.objects.get(id=box.id).seen_at)
    server.put(numbered(2))  # the server tells of it
    until(lambda: server.count("Frontlinje") == 2)
    server.stop()
    until(lambda: Mailbox.objects.get(id=box.id).trouble)
    server.start()
    server.put(numbered(3))
    until(lambda: Contact.objects.count() == 3)
    until(lambda: not Mailbox.objects.get(id=box.id).trouble)
    assert Mailbox.objects.get(code="sealed").trouble == "mail.box_sealed"


def test_a_worker_killed_between_commit_and_move_has_the_mail_once_and_another_takes_over(
    worker: LiveWorker, server: Dovecot, line: Proxy
) -> None:
    line.hold_at = b"UID MOVE"
    server.put(numbered(1), numbered(2))
    add_mailbox(line.port)
    assert line.held.wait(30)
    other = LiveWorker(worker.out_port)
    other.start()
    try:
        assert RawMail.objects.count() == 2
        worker.kill()
        assert server.count() == 2
        line.hold_at = b""
        server.put(numbered(3))
        until(lambda: server.count("Frontlinje") == 3)
        until_all_are_read()
    finally:
        other.kill()
    assert (RawMail.objects.count(), Contact.objects.count()) == (3, 3)
    assert all(sums.holds for sums in conservation())
    assert "mailbox_thread_fell" not in worker.log.read_text()


def test_a_worker_killed_while_it_fetches_loses_and_doubles_nothing(
    worker: LiveWorker, server: Dovecot, line: Proxy
) -> None:
    line.delay_s = 0.05
    server.put(*(numbered(n) for n in range(120)))
    add_mailbox(line.port)
    until(lambda: RawMail.objects.count() >= 100)
    worker.kill()
    line.delay_s = 0.0
    worker.start()
    until(lambda: server.count("Frontlinje") == 120)
    until_all_are_read()
    assert server.count() == 0
    assert RawMail.objects.count() == RawMail.objects.values("msg_id").distinct().count() == 120
    assert Contact.objects.count() == 120
