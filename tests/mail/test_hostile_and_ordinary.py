"""Do 300 hostile and 300 ordinary mails, in between each other, all end as something to be seen?"""

import hashlib
import re
from collections import Counter

import psutil
import pytest

from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.tests.corpus import OWN, of_the_standard_library
from frontlinje.channels.mail.tests.mailroom import GENERAL, SETTLEMENT, mail
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import conservation
from tests.mail.boxes import add_mailbox
from tests.mail.dovecot import Dovecot
from tests.mail.live_worker import LiveWorker
from tests.mail.test_mail_in import until_all_are_read
from tests.mail.waiting import until

pytestmark = pytest.mark.slow

N_EACH = 300
N_EACH_BY_SMTP = 100
LARGEST = 2**17
"""Larger ones are read in the room's own tests; the door takes them line by line, which is slow."""


def as_sent(raw: bytes) -> bytes:
    """Return a mail as it arrives by SMTP, where every line ends in the same way."""
    lines = re.sub(rb"\r\n|\n|\r", b"\r\n", raw)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def hostile(n: int) -> list[bytes]:
    corpus = {**OWN, **of_the_standard_library()}
    mails = [as_sent(raw) for raw in corpus.values()]
    taken = [raw for raw in mails if len(raw) < LARGEST]
    more = [b"X-Round: %d\r\n" % i + raw for i, raw in enumerate(taken)]
    return [*taken, *more][:n]


def ordinary(number: int) -> bytes:
    return as_sent(
        mail(
            f"Nummer {number}: når kommer pengene?",
            sender=f"Kunde {number} <kunde{number}@example.net>",
            subject=f"Spørsmål {number}",
            message_id=f"<{number}@example.net>",
        )
    )


def mixed(n_each: int) -> list[bytes]:
    """Return as many hostile mails as ordinary ones, in between each other."""
    pairs = enumerate(hostile(n_each))
    mails = [raw for number, bad in pairs for raw in (bad, ordinary(number))]
    assert len(mails) == 2 * n_each
    return mails


def test_a_mailbox_of_six_hundred_is_accounted_for(worker: LiveWorker, server: Dovecot) -> None:
    there = mixed(N_EACH)
    server.lay("post", there)
    box = add_mailbox(server.port)
    until(lambda: RawMail.objects.count() > N_EACH)
    _kill_the_reader(worker)
    until(lambda: server.count("Frontlinje") == 2 * N_EACH)
    until_all_are_read()
    uids = RawMail.objects.filter(mailbox=box).values_list("uid", flat=True)
    assert sorted(filter(None, uids)) == list(range(1, 2 * N_EACH + 1))
    kept = Counter(RawMail.objects.values_list("sha256", flat=True))
    # Dovecot hands out no NUL.
    whole = Counter(hashlib.sha256(raw).hexdigest() for raw in there if b"\0" not in raw)
    assert whole <= kept
    assert_all_are_seen(N_EACH)
    assert server.count() == 0


def test_hostile_and_ordinary_mail_by_the_open_door_is_accounted_for(worker: LiveWorker) -> None:
    sent = mixed(N_EACH_BY_SMTP)
    with worker.client() as client:
        for number, raw in enumerate(sent):
            client.sendmail("x@example.net", [SETTLEMENT if number % 7 == 0 else GENERAL], raw)
            if number == N_EACH_BY_SMTP:
                _kill_the_reader(worker)
    until_all_are_read()
    kept = RawMail.objects.values_list("sha256", flat=True)
    assert sorted(kept) == sorted(hashlib.sha256(raw).hexdigest() for raw in sent)
    assert_all_are_seen(N_EACH_BY_SMTP)
    with worker.client() as client:
        assert client.noop()[0] == 250


def assert_all_are_seen(n_ordinary: int) -> None:
    """See that every mail ended in a contact, and every contact came of a mail."""
    rows = RawMail.objects.all()
    assert set(rows.values_list("state", flat=True)) <= {*RawState} - {RawState.KEPT}
    seen = set(rows.values_list("message__contact_id", flat=True))
    assert None not in seen
    assert seen == set(Contact.objects.values_list("id", flat=True))
    assert Contact.objects.filter(subject__startswith="Spørsmål").count() == n_ordinary
    assert all(sums.holds for sums in conservation())


def _kill_the_reader(worker: LiveWorker) -> None:
    """Kill the child process that reads, as the kernel does when memory is short."""
    assert worker.pid is not None
    for child in psutil.Process(worker.pid).children():
        if "frontlinje.channels.mail.reading_child" in child.cmdline():
            child.kill()
            return
    raise AssertionError("the worker has no child that reads mail")
