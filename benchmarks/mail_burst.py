"""Does a burst of mail from few senders lose any, or keep callers and other writers waiting?

A hundred thousand mails lie in a mailbox, nine of ten from three senders, the others from writers
of one mail each, which came last. While a worker takes them in, calls come in besides: how long is
it from the arrival of one until somebody was asked to take it? Fair to writers: how far the burst
had come when the last writer of one mail was a contact.
"""

import time
from collections.abc import Iterator
from statistics import median, quantiles
from uuid import UUID

from django.db import connection

from benchmarks.mailboxes import ADDRESS, add_mailbox, count, mail_server, worker
from frontlinje.base import clock
from frontlinje.config.bench import Goal, Result

NAME = "mail-burst"
SUMMARY = "100,000 mails at once: none lost, calls offered meanwhile, fair to writers"
NEEDS_DATABASE = True

N_MAILS, N_QUICK = 100_000, 1_500
EVERY_S = 0.25
AGENTS = 40
_ALL = "SELECT count(*) FROM contacts_contact WHERE channel = 'mail'"
_FEW = f"{_ALL} AND subject LIKE 'En%%'"
_KEPT = "SELECT count(DISTINCT msg_id) FROM mail_rawmail WHERE state = 'read'"


def run(quick: bool) -> Result:
    """Let the burst come, and calls with it."""
    n = N_QUICK if quick else N_MAILS
    n_few = n // 10
    agents = _agents()
    taken_s: list[float] = []
    few_done = 0.0
    with mail_server("burst") as server:
        server.lay("burst", _burst(n, n_few))
        with worker():
            add_mailbox(server, "burst", "mail")
            begun = time.perf_counter()
            while (done := count(_ALL)) < n:
                taken_s.append(_offered_s(agents))
                if not few_done and count(_FEW) == n_few:
                    few_done = done / n
                time.sleep(EVERY_S)
            lasted_s = time.perf_counter() - begun
            lying = server.count(user="burst")
    lost = n - count(_KEPT)
    connection.close()
    figures = {
        "mails": float(n),
        "mails_per_s": n / lasted_s,
        "lost": float(lost),
        "left_in_the_mailbox": float(lying),
        "offer_p50_s": median(taken_s),
        "offer_p99_s": quantiles(taken_s, n=100)[98],
        "burst_read_when_others_were_done": few_done or 1.0,
    }
    return Result(
        figures,
        [
            Goal("lost", at_most=0),
            Goal("offer_p99_s", at_most=1.0),
            Goal("burst_read_when_others_were_done", at_most=0.9),
        ],
    )


def _burst(n: int, n_few: int) -> Iterator[bytes]:
    for number in range(n):
        is_few = number >= n - n_few
        who, subject = (f"en{number}", "En") if is_few else (f"mange{number % 3}", "Mange")
        yield (
            f"Return-Path: <{who}@example.net>\r\nFrom: {who}@example.net\r\nTo: {ADDRESS}\r\n"
            f"Subject: {subject} {number}\r\nMessage-ID: <burst.{number}@example.net>\r\n\r\n"
            "Når kommer pengene? Jeg har ventet siden mandag.\r\n"
        ).encode()


def _agents() -> list[UUID]:
    """Open a centre in which some answer calls, and others, who are away, answer mail."""
    from frontlinje.channels.mail.tests.mailroom import document, named, open_centre
    from frontlinje.people.models import Team, User
    from frontlinje.people.permissions import Role
    from frontlinje.presence.actions import declare_status, note_connections
    from frontlinje.presence.models import Status

    now = clock.now()
    queues = [
        {
            "code": code,
            "name": named(code),
            "channels": [channel],
            "groups": [group],
            "promise_s": 60,
            "addresses": [ADDRESS] if channel == "mail" else [],
        }
        for code, channel, group in (("mail", "mail", "south"), ("calls", "phone", "north"))
    ]
    channels = [
        {"code": "mail", "hours": "always", "units": 30, "queue": "mail"},
        {"code": "phone", "hours": "always", "units": 60},
    ]
    north, _south = (Team.objects.create(code=code, name=code) for code in ("north", "south"))
    open_centre(document(queues=queues, channels=channels))
    agents = [
        User(username=f"a{n}", name=f"A {n}", roles=[Role.AGENT], created_at=now, team=north)
        for n in range(AGENTS)
    ]
    User.objects.bulk_create(agents)
    note_connections([agent.id for agent in agents], at=now)
    for agent in agents:
        declare_status(user=agent, status=Status.READY, at=now, by=agent.id, place="office")
    return [agent.id for agent in agents]


def _offered_s(agents: list[UUID]) -> float:
    """Receive a call, and return the seconds until somebody was asked to take it."""
    from django.db import transaction

    from frontlinje.contacts.actions.receiving import Arrival, receive_contact
    from frontlinje.presence.actions import note_connections
    from frontlinje.routing.models import Offer

    now = clock.now()
    note_connections(agents, at=now)
    arrival = Arrival(channel="phone", queue="calls", source="bench", received_at=now)
    begun = time.perf_counter()
    with transaction.atomic():
        contact = receive_contact(arrival, at=now)
    while not Offer.objects.filter(contact_id=contact.id).exists():
        if time.perf_counter() - begun > 30:
            raise RuntimeError("a call was offered to nobody for half a minute")
        time.sleep(0.005)
    took_s = time.perf_counter() - begun
    with connection.cursor() as cursor:  # the call is over, and its agent is free again
        cursor.execute(
            "UPDATE routing_offer SET outcome = 'withdrawn', ended_at = now()"
            " WHERE contact_id = %s AND outcome IS NULL",
            [contact.id],
        )
        cursor.execute(
            "UPDATE contacts_contact SET state = 'closed', closed_at = now(),"
            " closed_reason = 'handled' WHERE id = %s",
            [contact.id],
        )
    return took_s
