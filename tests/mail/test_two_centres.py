"""Do two centres that answer by themselves stop answering each other? Real workers, real SMTP."""

import smtplib
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from frontlinje.channels.mail.models import MailAddress, OutgoingMail, RawMail
from frontlinje.channels.mail.tests.mailroom import GENERAL, SETTLEMENT, document, mail, open_centre
from frontlinje.config.postgres import run_program
from frontlinje.people.tests.cast import Cast
from tests.mail.live_worker import LiveWorker, free_port
from tests.mail.relay import Relay
from tests.mail.waiting import until

pytestmark = pytest.mark.slow

OTHER = "the_other_centre"
THEIRS = {GENERAL: "post@example.com", SETTLEMENT: "oppgjor@example.com"}


@pytest.fixture
def between() -> Iterator[tuple[Relay, Relay]]:
    """Return the servers that take mail from us and from them."""
    relays = Relay(free_port()), Relay(free_port())
    for relay in relays:
        relay.start()
    yield relays
    for relay in relays:
        relay.stop()


@pytest.fixture
def centres(
    transactional_db: None, cast: Cast, between: tuple[Relay, Relay], tmp_path: Path
) -> Iterator[tuple[LiveWorker, LiveWorker]]:
    """Return our worker and theirs, each with a database and addresses of its own."""
    for address in (*THEIRS, *THEIRS.values()):
        MailAddress.objects.create(address=address, is_receipt_on=True)
    theirs = document().model_dump(mode="json")
    for queue in theirs["queues"]:
        queue["addresses"] = [THEIRS[address] for address in queue["addresses"]]
    open_centre(document(queues=theirs["queues"]))
    _copy_database(tmp_path / "ours.sql")
    open_centre(document())
    from_us, from_them = between
    us, them = LiveWorker(from_us.port), LiveWorker(from_them.port, database=OTHER)
    from_us.to_port, from_them.to_port = them.smtp_port, us.smtp_port
    us.start()
    them.start()
    yield us, them
    us.kill()
    them.kill()
    with _beside() as beside:
        beside.execute(f"DROP DATABASE {OTHER} WITH (FORCE)")


def _copy_database(script: Path) -> None:
    """Copy what is there by a dump: a copy by PostgreSQL wants nobody else to be connected."""
    place = connection.settings_dict
    there = ("--host", place["HOST"], "--username", place["USER"], "--no-password")
    run_program("pg_dump", *there, "--file", script, "--dbname", place["NAME"])
    with _beside() as beside:
        beside.execute(f"DROP DATABASE IF EXISTS {OTHER} WITH (FORCE)")
        beside.execute(f"CREATE DATABASE {OTHER}")
    run_program("psql", *there, "--quiet", "--file", script, "--dbname", OTHER)


def _beside(database: str = "postgres") -> psycopg.Connection:
    place = connection.settings_dict
    return psycopg.connect(host=place["HOST"], user=place["USER"], dbname=database, autocommit=True)


def _count_of_theirs(table: str) -> int:
    with _beside(OTHER) as beside:
        found = beside.execute(f"SELECT count(*) FROM mail_{table}").fetchone()
    assert found is not None
    return int(found[0])


def test_two_centres_stop_within_two_rounds(
    centres: tuple[LiveWorker, LiveWorker], between: tuple[Relay, Relay]
) -> None:
    us, _them = centres
    _write(us, GENERAL, "<1@example.com>")
    until(lambda: _count_of_theirs("rawmail") == 1)
    # Our receipt says that it is one, so they keep still.
    _stay(ours=1, theirs=0)
    for relay in between:
        relay.is_rude = True
    _write(us, SETTLEMENT, "<2@example.com>")
    # Now nothing says so any more: they answer it, and we know theirs by what it answers.
    until(lambda: RawMail.objects.count() == 3)
    _stay(ours=2, theirs=1)


def _write(us: LiveWorker, address: str, message_id: str) -> None:
    """Send us a mail from an address of the other centre."""
    theirs = THEIRS[address]
    with smtplib.SMTP("127.0.0.1", us.smtp_port, timeout=20) as client:
        client.sendmail(theirs, [address], mail(sender=theirs, message_id=message_id))


def _stay(*, ours: int, theirs: int) -> None:
    """See that so many automatic answers were written, and no more while one waits."""
    until(lambda: OutgoingMail.objects.count() == ours)
    time.sleep(2)
    until(lambda: not RawMail.objects.filter(state="kept").exists())
    assert (OutgoingMail.objects.count(), _count_of_theirs("outgoingmail")) == (ours, theirs)
