"""Does everybody get one answer to many, and only one, when the worker is killed on the way?"""

from collections import Counter

import pytest
from django.db import connection

from frontlinje.base import clock
from frontlinje.bulk import tasks
from frontlinje.bulk.actions.preparing import start_run
from frontlinje.bulk.models import BulkRun, Deed, ItemState, RunState
from frontlinje.bulk.tests.running import answer, prepared
from frontlinje.channels.mail.tests.mailroom import GENERAL, let_go, mail
from frontlinje.contacts.models import Contact, Message
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast
from tests.house.test_jobs import LEAVE_BEHIND
from tests.mail.conftest import out_port, outside, worker
from tests.mail.live_worker import LiveWorker
from tests.mail.sink import Sink
from tests.mail.test_mail_in import until_all_are_read
from tests.mail.waiting import until

__all__ = ["out_port", "outside", "worker"]

pytestmark = pytest.mark.slow

N = 120


def leave_behind() -> None:
    """Let it be long ago that the worker was heard of, so that its job is given out again."""
    with connection.cursor() as cursor:
        cursor.execute(LEAVE_BEHIND)


def n_done(run: BulkRun) -> int:
    return run.items.filter(state=ItemState.DONE).count()


def test_an_answer_to_many_reaches_each_once_though_its_worker_is_killed(
    worker: LiveWorker, outside: Sink, cast: Cast
) -> None:
    senders = [f"kunde{number}@example.net" for number in range(N)]
    with worker.client() as client:
        for address in senders:
            client.sendmail(address, [GENERAL], mail(sender=address, message_id=f"<{address}>"))
    until_all_are_read()
    contacts = list(Contact.objects.all())
    run = prepared(Deed.ANSWER, answer("Hei, strømmen er tilbake."), contacts, cast.liv)
    start_run(run_id=run.id, by=cast.liv, at=clock.now())
    tasks.work_through.defer(run_id=str(run.id))
    until(lambda: n_done(run) >= N // 6)
    worker.kill()
    assert N // 6 <= n_done(run) < N, "the worker was killed on the way"

    leave_behind()
    worker.start()
    until(lambda: BulkRun.objects.filter(id=run.id, state=RunState.DONE).exists())
    let_go(at=clock.now())
    until(lambda: len(outside.received) >= N)
    assert Counter(to for one in outside.received for to in one.recipients) == Counter(senders)
    assert Message.objects.filter(is_outgoing=True).count() == N
    assert Event.objects.filter(kind="bulk.ended").count() == 1
