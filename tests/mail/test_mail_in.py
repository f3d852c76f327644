"""Does everything that was acknowledged become a contact, whatever dies when?"""

import contextlib
import smtplib
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.tests.mailroom import GENERAL, SETTLEMENT, mail
from frontlinje.contacts.models import Contact, Message
from frontlinje.contacts.queries import conservation
from frontlinje.contacts.rules.lifecycle import State
from tests.debian import ensure_program
from tests.mail.live_worker import LiveWorker
from tests.mail.waiting import until

pytestmark = pytest.mark.slow


def another_connection() -> psycopg.Connection:
    place = connection.settings_dict
    return psycopg.connect(host=place["HOST"], user=place["USER"], dbname=place["NAME"])


def send(worker: LiveWorker, text: str = "Hei", message_id: str = "<1@example.net>") -> None:
    with worker.client() as client:
        client.sendmail("kari@example.net", [GENERAL], mail(text, message_id=message_id))


def swaks(*words: str, given: bytes = b"") -> None:
    ensure_program("swaks")
    subprocess.run(["swaks", *words], input=given, check=True, capture_output=True, timeout=120)


def test_a_mail_becomes_a_waiting_contact(worker: LiveWorker) -> None:
    send(worker, "Når kommer pengene?")
    contact = until(lambda: Contact.objects.first())
    assert (contact.state, contact.preview) == (State.QUEUED, "Når kommer pengene?")


def test_swaks_delivers_with_an_attachment(worker: LiveWorker) -> None:
    where = ["--server", f"127.0.0.1:{worker.smtp_port}", "--to", SETTLEMENT]
    what = ["--from", "kari@example.net", "--header", "Subject: Vedlegg", "--body", "Se vedlegg"]
    file = ["--attach-type", "text/csv", "--attach-name", "tall.csv", "--attach", "-"]
    swaks(*where, *what, *file, given=b"a;b\n")
    message = until(lambda: Message.objects.first())
    assert message.contact.queue == "settlement"
    assert message.text == "Se vedlegg"
    assert [file.name for file in message.attachments.all()] == ["tall.csv"]


def test_swaks_delivers_by_lmtp_to_two_addresses(worker: LiveWorker) -> None:
    where = ["--protocol", "LMTP", "--server", f"127.0.0.1:{worker.lmtp_port}"]
    swaks(*where, "--from", "kari@example.net", "--to", f"{GENERAL},{SETTLEMENT}")
    until(lambda: RawMail.objects.filter(state=RawState.READ).first())
    assert RawMail.objects.get().recipients == [GENERAL, SETTLEMENT]
    assert Contact.objects.count() == 1


def test_a_worker_killed_right_after_its_250_has_the_mail(worker: LiveWorker) -> None:
    for round_ in range(3):
        client = worker.client()
        client.ehlo()
        client.mail("kari@example.net")
        client.rcpt(GENERAL)
        code, _said = client.data(mail(f"Runde {round_}", message_id=f"<{round_}@example.net>"))
        worker.kill()
        client.close()
        assert code == 250
        assert RawMail.objects.count() == round_ + 1
        worker.start()
        until(lambda: Contact.objects.count() == RawMail.objects.count())
    assert sorted(Contact.objects.values_list("preview", flat=True)) == [
        f"Runde {round_}" for round_ in range(3)
    ]


def test_a_worker_killed_before_the_commit_has_not_said_250(worker: LiveWorker) -> None:
    said: list[int] = []

    def deliver() -> None:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            client = worker.client()
            client.ehlo()
            client.mail("kari@example.net")
            client.rcpt(GENERAL)
            said.append(client.data(mail())[0])

    with another_connection() as blocking:
        blocking.execute("LOCK TABLE mail_rawmail IN EXCLUSIVE MODE")
        thread = threading.Thread(target=deliver)
        thread.start()
        until(lambda: is_somebody_waiting_for_a_lock("INSERT"))
        worker.kill()
        thread.join()
    assert said == []
    time.sleep(0.5)
    assert not RawMail.objects.exists()


def is_somebody_waiting_for_a_lock(statement: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock' AND query LIKE %s",
            [f"{statement}%"],
        )
        return bool(cursor.fetchone()[0])


def test_lost_database_connections_cost_no_mail(worker: LiveWorker) -> None:
    for round_ in range(5):
        send(worker, message_id=f"<{round_}@example.net>")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        time.sleep(0.2)
    until_all_are_read()
    assert Contact.objects.count() == 5


def test_a_stopped_worker_ends_its_sessions_and_its_port(worker: LiveWorker) -> None:
    client = worker.client()
    worker.stop()
    with pytest.raises((smtplib.SMTPException, OSError)):
        client.sendmail("kari@example.net", [GENERAL], mail())
    worker.start()
    send(worker)
    until(lambda: Contact.objects.first())


def test_a_worker_killed_again_and_again_under_load_loses_and_doubles_nothing(
    worker: LiveWorker,
) -> None:
    acknowledged: list[str] = []

    def deliver(number: int) -> None:
        """Send until it is acknowledged, as every mail server does."""
        message_id = f"<{number}@example.net>"
        for _ in range(2000):
            with contextlib.suppress(smtplib.SMTPException, OSError):
                send(worker, f"Nummer {number}", message_id)
                acknowledged.append(message_id)
                return
            time.sleep(0.1)

    with ThreadPoolExecutor(6) as senders:
        delivering = [senders.submit(deliver, number) for number in range(120)]
        for _ in range(4):
            time.sleep(0.8)
            worker.kill()
            worker.start()
        for delivery in delivering:
            delivery.result()
    until_all_are_read()
    assert len(acknowledged) == 120
    read = RawMail.objects.filter(state=RawState.READ).values_list("msg_id", flat=True)
    assert sorted(read) == sorted(acknowledged)
    assert Contact.objects.count() == 120
    assert all(sums.holds for sums in conservation())


def until_all_are_read() -> None:
    # A mail in the hands of a killed reader is free after half a minute, which is made to pass.
    def all_read() -> bool:
        RawMail.objects.filter(state=RawState.KEPT).update(held_until=None)
        time.sleep(0.2)
        return not RawMail.objects.filter(state=RawState.KEPT).exists()

    until(all_read)
