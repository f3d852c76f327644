"""How much does it cost to take a contact in and offer it, beside the bare writing of its rows?

A centre with a hundred agents who are ready. A contact is received in its transaction and, after
the commit, dispatched as wired: its offer is committed before the next one is taken. That writes
nine rows in two transactions (contact, message, three events; contact again, offer, two events).
Bare is psycopg alone, writing as many rows into the same tables of the same database: two
transactions with three statements each, one row or several, prepared by the driver. Both with one
writer and with four, each a process of its own; medians over rounds that take turns.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from statistics import median
from typing import Any

import django
import psycopg
from django.db import connection, transaction
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from frontlinje.config.bench import Goal, Result

NAME = "intake"
SUMMARY = "contacts received and offered, beside bare transactions that write as many rows"
NEEDS_DATABASE = True

N_AGENTS = 100
N_CONTACTS, N_QUICK = 80, 40
ROUNDS, ROUNDS_QUICK = 9, 3
WRITERS = (1, 4)
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
QUESTION = "Når kommer pengene? Jeg har ventet siden mandag og lurer på hva som skjer."
_JSONB = 3802
_CLEAR = """
UPDATE routing_offer SET outcome = 'withdrawn', ended_at = now() WHERE outcome IS NULL;
UPDATE contacts_contact SET state = 'closed', closed_at = now(), closed_reason = 'handled'
    WHERE state <> 'closed';
"""
_COLUMNS = """
SELECT column_name FROM information_schema.columns
WHERE table_name = %s AND is_generated = 'NEVER' AND is_identity = 'NO' ORDER BY ordinal_position
"""

Write = Callable[[int], None]
Row = Mapping[str, Any]


def run(quick: bool) -> Result:
    """Make the centre, take turns."""
    n, rounds = (N_QUICK, ROUNDS_QUICK) if quick else (N_CONTACTS, ROUNDS)
    _centre()
    connection.close()
    taken: dict[tuple[Write, int], list[float]] = {}
    with _pools() as pools:
        for number in range(rounds + 1):
            for writers, pool in pools.items():
                for write in (take_in, write_bare):
                    per_s = _per_s(pool, write, n, writers)
                    if number:  # the first round warms up
                        taken.setdefault((write, writers), []).append(per_s)
    figures: dict[str, float] = {}
    for writers in WRITERS:
        ours, bare = (median(taken[write, writers]) for write in (take_in, write_bare))
        figures |= {
            f"intake_{writers}_writers_per_s": ours,
            f"bare_{writers}_writers_per_s": bare,
            f"ratio_{writers}_writers": ours / bare,
        }
    return Result(figures, [Goal(f"ratio_{writers}_writers", at_least=0.3) for writers in WRITERS])


def _centre() -> None:
    """Make a centre with ready agents, and one contact with an offer that the bare rows copy."""
    from frontlinje.centre.actions import begin_centre
    from frontlinje.people.models import User
    from frontlinje.people.permissions import Role
    from frontlinje.presence.actions import declare_status, note_connections
    from frontlinje.presence.models import Status

    begin_centre(at=AT, by=None)
    agents = [
        User(username=f"a{n}", name=f"A {n}", roles=[Role.AGENT.value], created_at=AT)
        for n in range(N_AGENTS)
    ]
    User.objects.bulk_create(agents)
    note_connections([agent.id for agent in agents], at=AT)
    for agent in agents:
        declare_status(user=agent, status=Status.READY, at=AT, by=agent.id, place="office")
    take_in(1)
    _clear(n_offered=1)


@contextmanager
def _pools() -> Iterator[dict[int, ProcessPoolExecutor]]:
    """Have as many processes as writers, each with Django set up and a connection open."""
    spawn = multiprocessing.get_context("spawn")
    pools = {n: ProcessPoolExecutor(n, spawn, initializer=django.setup) for n in WRITERS}
    try:
        yield pools
    finally:
        for pool in pools.values():
            pool.shutdown()


def _per_s(pool: ProcessPoolExecutor, write: Write, n: int, writers: int) -> float:
    begun = time.perf_counter()
    shares = [pool.submit(write, n // writers) for _ in range(writers)]
    for share in shares:
        share.result()
    per_s = n / (time.perf_counter() - begun)
    _clear(n_offered=n if write is take_in else None)
    return per_s


def _clear(*, n_offered: int | None) -> None:
    """Make every agent free again, and see that nothing measured was left without an offer."""
    from frontlinje.routing.models import Offer

    if n_offered is not None and (found := Offer.objects.filter(outcome=None).count()) != n_offered:
        raise RuntimeError(f"{found} of {n_offered} contacts were offered")
    with connection.cursor() as cursor:
        cursor.execute(_CLEAR)


def take_in(n: int) -> None:
    """Receive contacts one after the other; each is offered when its turn is over."""
    from frontlinje.base import clock
    from frontlinje.centre.queries import effective_state
    from frontlinje.contacts.actions.receiving import Arrival, receive_contact

    queue = _mail_queue(effective_state(clock.now()).document.queues)
    for _ in range(n):
        now = clock.now()
        arrival = Arrival(
            channel="mail",
            queue=queue,
            source="bench",
            received_at=now,
            subject="Utbetaling",
            text=QUESTION,
            sender="Kari <kari@example.net>",
        )
        with transaction.atomic():
            receive_contact(arrival, at=now)


def _mail_queue(queues: Sequence[Any]) -> str:
    return next(str(queue.code) for queue in queues if "mail" in queue.channels)


def write_bare(n: int) -> None:
    """Write the same rows, and nothing else."""
    writing, like = _writing()
    for _ in range(n):
        _write_one(writing, like)


@cache
def _writing() -> tuple[psycopg.Connection, dict[str, list[Row]]]:
    """Return a connection, and the rows of the contact that is copied."""
    from frontlinje.config.streamer import conninfo

    writing = psycopg.connect(conninfo(), autocommit=True)
    contact = "SELECT id FROM contacts_contact ORDER BY id LIMIT 1"
    return writing, {
        "contacts_contact": _rows(writing, "contacts_contact", f"id = ({contact})"),
        "contacts_message": _rows(writing, "contacts_message", f"contact_id = ({contact})"),
        "routing_offer": _rows(writing, "routing_offer", f"contact_id = ({contact})"),
        "ledger_event": _rows(writing, "ledger_event", f"contact_id = ({contact})"),
    }


def _rows(writing: psycopg.Connection, table: str, which: str) -> list[Row]:
    names = ", ".join(f'"{name}"' for (name,) in writing.execute(_COLUMNS, [table]))
    with writing.cursor(row_factory=dict_row) as cursor:
        cursor.execute(f'SELECT {names} FROM {table} WHERE {which} ORDER BY "id"'.encode())
        assert cursor.description is not None
        documents = {one.name for one in cursor.description if one.type_code == _JSONB}
        return [
            {name: Jsonb(value) if name in documents else value for name, value in row.items()}
            for row in cursor
        ]


def _write_one(writing: psycopg.Connection, like: Mapping[str, list[Row]]) -> None:
    from frontlinje.base.ids import uuid7
    from frontlinje.contacts.rules.reference import reference_of

    identifier = uuid7()
    of_contact = {"contact_id": identifier}
    new = {"id": identifier, "reference": reference_of(identifier), "state": "queued"}
    events = like["ledger_event"]
    with writing.transaction():
        _insert(writing, "contacts_contact", [{**like["contacts_contact"][0], **new}])
        message = {**like["contacts_message"][0], "id": uuid7(), **of_contact}
        _insert(writing, "contacts_message", [message])
        _insert(writing, "ledger_event", [{**event, **of_contact} for event in events[:3]])
    with writing.transaction():
        offered = "UPDATE contacts_contact SET state = 'offered', state_at = now() WHERE id = %s"
        writing.execute(offered, [identifier])
        # Ended already: the bare rows must not take the agents from the contacts taken in.
        _insert(
            writing, "routing_offer", [{**like["routing_offer"][0], "id": uuid7(), **of_contact}]
        )
        _insert(writing, "ledger_event", [{**event, **of_contact} for event in events[3:5]])


def _insert(writing: psycopg.Connection, table: str, rows: Sequence[Row]) -> None:
    names = ", ".join(f'"{name}"' for name in rows[0])
    places = ", ".join(f"({', '.join(['%s'] * len(row))})" for row in rows)
    values = [value for row in rows for value in row.values()]
    writing.execute(f"INSERT INTO {table} ({names}) VALUES {places}".encode(), values)
