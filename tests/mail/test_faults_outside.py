"""Does mail wait where it is while our database is away, and is what came twice one contact?"""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import psycopg.sql
import pytest
from django.db import connection

from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.tests.mailroom import GENERAL, SETTLEMENT, mail
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import conservation
from tests.mail.boxes import add_mailbox
from tests.mail.dovecot import Dovecot
from tests.mail.live_worker import LiveWorker
from tests.mail.test_mail_in import until_all_are_read
from tests.mail.waiting import until

pytestmark = pytest.mark.slow


@contextmanager
def database_away() -> Iterator[None]:
    """Let nobody but this test into the database, and cut whoever is in it."""
    place = connection.settings_dict
    beside = psycopg.connect(
        host=place["HOST"], user=place["USER"], dbname="postgres", autocommit=True
    )
    name, ours = psycopg.sql.Identifier(place["NAME"]), connection.connection.info.backend_pid
    allow = psycopg.sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    with beside:
        beside.execute(allow.format(name, False))
        try:
            beside.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s AND pid <> %s",
                [place["NAME"], ours],
            )
            yield
        finally:
            beside.execute(allow.format(name, True))


def hand_over(worker: LiveWorker, raw: bytes, to: str) -> int:
    """Hand a mail over as another server would; return how it was answered at last."""
    try:
        with worker.client() as client:
            client.sendmail("kari@example.net", [to], raw)
    except smtplib.SMTPRecipientsRefused as refused:
        return refused.recipients[to][0]
    except smtplib.SMTPResponseException as refused:
        return int(refused.smtp_code)
    return 250


def test_while_the_database_is_away_mail_stays_with_its_server_and_comes_afterwards(
    worker: LiveWorker, server: Dovecot
) -> None:
    server.put(mail("Før", message_id="<before@example.net>"))
    add_mailbox(server.port)
    until(lambda: server.count("Frontlinje") == 1)
    late = mail("Gjennom døra", message_id="<door@example.net>")
    with database_away():
        server.put(mail("Imens", message_id="<meanwhile@example.net>"))
        assert 400 <= hand_over(worker, late, GENERAL) < 500
        assert (server.count(), server.count("Frontlinje")) == (1, 1)
        assert RawMail.objects.count() == 1
    until(lambda: server.count("Frontlinje") == 2)
    until(lambda: hand_over(worker, late, GENERAL) == 250)
    until_all_are_read()
    assert sorted(Contact.objects.values_list("preview", flat=True)) == [
        "Før",
        "Gjennom døra",
        "Imens",
    ]
    assert all(sums.holds for sums in conservation())


def test_what_came_twice_by_any_door_is_one_contact_and_another_text_is_another(
    worker: LiveWorker, server: Dovecot
) -> None:
    same = mail("Når kommer pengene?", message_id="<same@example.net>")
    server.put(same)
    server.put(same, user="oppgjor")
    add_mailbox(server.port, queue="general")
    add_mailbox(server.port, user="oppgjor")
    for raw, to in (
        (same, GENERAL),
        (same, SETTLEMENT),
        (mail("Noe helt annet", message_id="<same@example.net>"), GENERAL),
        (mail("Uten navn", message_id=""), GENERAL),
        (mail("Uten navn heller", message_id=""), GENERAL),
    ):
        assert hand_over(worker, raw, to) == 250
    until(lambda: server.count("Frontlinje") + server.count("Frontlinje", user="oppgjor") == 2)
    until_all_are_read()
    assert sorted(Contact.objects.values_list("preview", flat=True)) == [
        "Noe helt annet",
        "Når kommer pengene?",
        "Uten navn",
        "Uten navn heller",
    ]
    assert RawMail.objects.count() == 7
    assert RawMail.objects.filter(state=RawState.SAME).count() == 3
    assert all(sums.holds for sums in conservation())
