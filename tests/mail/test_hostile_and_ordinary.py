"""Do 300 hostile and 300 ordinary mails, in between each other, all end as something to be seen?"""

import hashlib
import re

import psutil
import pytest

from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.tests.corpus import OWN, of_the_standard_library
from frontlinje.channels.mail.tests.mailroom import GENERAL, SETTLEMENT, mail
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import conservation
from tests.mail.live_worker import LiveWorker
from tests.mail.test_mail_in import until_all_are_read

pytestmark = pytest.mark.slow

N_EACH = 300
LARGEST = 2**17
"""Larger ones are read in the room's own tests; the door takes them line by line, which is slow."""


def as_sent(raw: bytes) -> bytes:
    """Return a mail as it arrives by SMTP, where every line ends in the same way."""
    lines = re.sub(rb"\r\n|\n|\r", b"\r\n", raw)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def hostile() -> list[bytes]:
    corpus = {**OWN, **of_the_standard_library()}
    mails = [as_sent(raw) for raw in corpus.values()]
    taken = [raw for raw in mails if len(raw) < LARGEST]
    more = [b"X-Round: %d\r\n" % i + raw for i, raw in enumerate(taken)]
    return [*taken, *more][:N_EACH]


def ordinary(number: int) -> bytes:
    return as_sent(
        mail(
            f"Nummer {number}: når kommer pengene?",
            sender=f"Kunde {number} <kunde{number}@example.net>",
            subject=f"Spørsmål {number}",
            message_id=f"<{number}@example.net>",
        )
    )


def test_six_hundred_mails_are_accounted_for(worker: LiveWorker) -> None:
    sent = [raw for number, bad in enumerate(hostile()) for raw in (bad, ordinary(number))]
    assert len(sent) == 2 * N_EACH
    with worker.client() as client:
        for number, raw in enumerate(sent):
            client.sendmail("x@example.net", [SETTLEMENT if number % 7 == 0 else GENERAL], raw)
            if number == N_EACH:
                _kill_the_reader(worker)
    until_all_are_read()
    rows = RawMail.objects.all()
    assert sorted(rows.values_list("sha256", flat=True)) == sorted(
        hashlib.sha256(raw).hexdigest() for raw in sent
    )
    assert set(rows.values_list("state", flat=True)) <= {*RawState} - {RawState.KEPT}
    seen = set(rows.values_list("message__contact_id", flat=True))
    assert None not in seen
    assert seen == set(Contact.objects.values_list("id", flat=True))
    assert Contact.objects.filter(subject__startswith="Spørsmål").count() == N_EACH
    assert all(sums.holds for sums in conservation())
    with worker.client() as client:
        assert client.noop()[0] == 250


def _kill_the_reader(worker: LiveWorker) -> None:
    """Kill the child process that reads, as the kernel does when memory is short."""
    assert worker.pid is not None
    for child in psutil.Process(worker.pid).children():
        if "frontlinje.channels.mail.reading_child" in child.cmdline():
            child.kill()
            return
    raise AssertionError("the worker has no child that reads mail")
