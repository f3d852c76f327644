"""What happens in the demonstration? The centre is made, members write, and colleagues answer."""

import sys
import threading
from datetime import datetime
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import close_old_connections

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.config.demo.browser import USER_AGENT
from frontlinje.config.demo.colleagues import AtTheDesk
from frontlinje.config.demo.mailboxes import Mailboxes, open_mailboxes
from frontlinje.config.demo.seeding import seed
from frontlinje.config.demo.staff import PASSWORD, STAFF, Colleague
from frontlinje.config.demo.writers import Writers
from frontlinje.contacts.models import CustomerEmail
from frontlinje.people.permissions import Role

_MOST_AT_WORK = 9
_N_WRITERS = 900
_LAST_WORDS_S = 1.5


def play(*, address: str, speed: float, mailbox_port: int, stopping: threading.Event) -> None:
    """Make whatever is not there yet, say how to take part, and play until told to stop."""
    seed(at=clock.now(), tell=_say)
    _say_welcome(address)
    _play(address, speed, mailbox_port, stopping)


def _say(text: str) -> None:
    print(text, file=sys.stdout, flush=True)


def _say_welcome(address: str) -> None:
    agent, leader = STAFF[0], next(c for c in STAFF if Role.TEAM_LEADER in c.roles)
    head = next(c for c in STAFF if Role.CENTRE_HEAD in c.roles)
    _say(
        "\n".join(
            [
                "",
                "The made-up member centre is open. Everybody and everything in it is invented.",
                f"  Sign in at     {address}",
                f"  as an agent    {agent.username}",
                f"  team leader    {leader.username}",
                f"  centre head    {head.username}",
                f"  password       {PASSWORD}   (the same for everybody here)",
                f"  Be a customer  {address}/contact/",
                f"  or write mail  to {_mail_address()}, by SMTP at 127.0.0.1:{settings.SMTP_PORT}",
                f"  Their mailbox  {_mail_folder()}",
                "  Ctrl-C stops it.",
                "",
            ]
        )
    )


def _mail_address() -> str:
    queues = effective_state(clock.now()).document.queues
    return next(address for queue in queues for address in queue.addresses)


def _mail_folder() -> Path:
    home: Path = settings.HOME
    return home / "mailbox"


def _play(address: str, speed: float, mailbox_port: int, stopping: threading.Event) -> None:
    state = effective_state(clock.now())
    mailboxes = Mailboxes(_mail_folder())
    server = open_mailboxes(mailboxes, mailbox_port)
    addresses = CustomerEmail.objects.order_by("address")
    writers = Writers(
        address=address,
        smtp_port=settings.SMTP_PORT,
        members=list(addresses.values_list("customer__name", "address")[:_N_WRITERS]),
        queue_address={q.code: q.addresses[0] for q in state.document.queues if q.addresses},
        mailboxes=mailboxes,
        speed=speed,
    )
    reasons = {
        queue: [code.code for code in state.wrap_up_codes_for(queue)] for queue in state.queues
    }
    desks = [
        AtTheDesk(
            colleague,
            address=address,
            speed=speed,
            reasons=reasons,
            is_taken=_Visitors(clock.now()),
            stopping=stopping,
        )
        for colleague in at_work(clock.now())
    ]
    targets = [*(desk.work_until_stopped for desk in desks), lambda: writers.write_until(stopping)]
    threads = [threading.Thread(target=target, daemon=True) for target in targets]
    try:
        for thread in threads:
            thread.start()
            stopping.wait(0.3)  # signing in costs the processor something: one after the other
        stopping.wait()
        for thread in threads:
            thread.join(_LAST_WORDS_S / len(threads))
    finally:
        server.stop()


def at_work(at: datetime) -> list[Colleague]:
    """Return whom programs play: first those whose hours it is; the others wait for visitors."""
    hour = at.astimezone().hour
    agents = [c for c in STAFF if not {Role.TEAM_LEADER, Role.PLANNER} & set(c.roles)]
    agents = [c for c in agents if {Role.AGENT, Role.TRAINEE, Role.ADVISER} & set(c.roles)]
    first_left_to_visitors = agents[1:]
    by_hours = sorted(first_left_to_visitors, key=lambda c: not c.hours[0] <= hour < c.hours[1])
    return by_hours[:_MOST_AT_WORK]


class _Visitors:
    """Knows which agents a person has signed in as since the demonstration began."""

    def __init__(self, since: datetime) -> None:
        self._since = since

    def __call__(self, username: str) -> bool:
        close_old_connections()
        try:
            sessions = UserSession.objects.filter(
                user__username=username, last_seen_at__gt=self._since
            )
            return bool(sessions.exclude(user_agent=USER_AGENT).exists())
        finally:
            close_old_connections()
