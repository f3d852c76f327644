"""What do the benchmarks of mail share? A real mail server, a centre, and a worker of its own."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

from frontlinje.base import clock
from frontlinje.config.trouble import Trouble

if TYPE_CHECKING:
    from frontlinje.channels.mail.models import Mailbox
    from tests.mail.dovecot import Dovecot

ADDRESS = "post@example.org"
LONGEST_S = 4 * 3600.0


@contextmanager
def mail_server(*users: str) -> Iterator["Dovecot"]:
    """Run Dovecot with these mailboxes."""
    from tests.mail.dovecot import Dovecot

    if not shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
        raise Trouble("This benchmark needs Dovecot: apt-get install dovecot-imapd.")
    server = Dovecot(*users)
    server.password = "hemmelig"  # other programs know ASCII only
    try:
        server.start()
        yield server
    finally:
        server.remove()


def open_centre() -> str:
    """Begin a centre, and return the code of a queue that takes mail."""
    from frontlinje.centre.actions import begin_centre
    from frontlinje.centre.queries import effective_state

    begin_centre(at=clock.now(), by=None)
    queues = effective_state(clock.now()).document.queues
    return next(str(queue.code) for queue in queues if "mail" in queue.channels)


def add_mailbox(server: "Dovecot", user: str, queue: str) -> "Mailbox":
    """Let the worker fetch from a mailbox from now on."""
    from frontlinje.channels.mail.models import Mailbox
    from frontlinje.channels.mail.sealed import sealed

    return Mailbox.objects.create(
        code=user,
        name=user,
        host="127.0.0.1",
        port=server.port,
        security="none",
        user_name=user,
        sign_in="password",
        secrets=sealed({"password": server.password}),
        folder="INBOX",
        done_folder="Frontlinje",
        queue=queue,
        changed_at=clock.now(),
    )


@contextmanager
def worker() -> Iterator[None]:
    """Run a worker as an installation does."""
    from tests.mail.live_worker import LiveWorker, free_port

    live = LiveWorker(free_port())
    live.start()
    try:
        yield
    finally:
        live.kill()


def count(sql: str) -> int:
    """Return what a counting question comes to, also while others write."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def wait_for(sql: str, n: int) -> float:
    """Wait until a counting question comes to ``n``; return the seconds it took."""
    begun = time.perf_counter()
    while count(sql) < n:
        if time.perf_counter() - begun > LONGEST_S:
            raise RuntimeError(f"only {count(sql)} of {n}")
        time.sleep(0.1)
    return time.perf_counter() - begun
