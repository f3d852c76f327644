"""How fast does an open desk learn what happens, and what does it cost to keep a thousand open?

One real web process; every desk is a signed-in agent of its own with `/stream` open. An event that
concerns one desk is committed elsewhere; measured from the order to commit to the bytes at the
client, one event at a time. A desk's memory is how much the web process grew, by the desk.
"""

import asyncio
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from random import Random

import psutil
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre
from frontlinje.config.bench import Goal, Result
from frontlinje.config.listening import listen_on
from frontlinje.ledger.actions import record
from frontlinje.people.events import TeamSaved
from frontlinje.people.models import User
from frontlinje.people.permissions import Role

NAME = "stream"
SUMMARY = "1,000 open desks at one web process: from commit to client, and memory by the desk"
NEEDS_DATABASE = True

N_DESKS, N_QUICK = 1000, 200
N_WARMING_UP = 20
N_AT_ONCE = 20
CALM_S = 5.0
PAUSE_S = 0.01
LIMIT_S = 30.0
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
_OPEN = b"retry:"
_KIND = TeamSaved.kind.encode()


class Desk:
    """One open stream: notes when the event that is waited for came."""

    def __init__(self, user: User, cookie: str) -> None:
        self.user = user
        self.cookie = cookie
        self.heard: asyncio.Future[float] | None = None

    async def open(self, port: int) -> None:
        """Open the stream and wait until it has begun."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"GET /stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {self.cookie}\r\n\r\n"
        self._writer.write(head.encode())
        await asyncio.wait_for(self._reader.readuntil(_OPEN), LIMIT_S)
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        while said := await self._reader.read(65536):
            if _KIND in said and self.heard is not None and not self.heard.done():
                self.heard.set_result(time.perf_counter())
        raise RuntimeError("the server closed a stream")

    def close(self) -> None:
        """Leave."""
        self._listening.cancel()
        self._writer.close()


def run(quick: bool) -> Result:
    """Open the desks, let things happen."""
    n_desks, n_events = (N_QUICK, 60) if quick else (N_DESKS, 400)
    _allow_files(3 * n_desks)
    begin_centre(at=AT, by=None)
    desks = [signed_in_desk(number) for number in range(n_desks)]
    with web_process() as (server, port):
        kilobytes, times = asyncio.run(_measure(desks, server, port, n_events))
    figures = {
        "desks": float(n_desks),
        "p50_ms": statistics.median(times),
        "p99_ms": sorted(times)[int(len(times) * 0.99)],
        "memory_by_the_desk_kb": kilobytes,
    }
    goals = [
        Goal("p50_ms", at_most=5),
        Goal("p99_ms", at_most=50),
        Goal("memory_by_the_desk_kb", at_most=40),
    ]
    return Result(figures, goals)


def _allow_files(n: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < n:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(n, hard), hard))


def signed_in_desk(number: int) -> Desk:
    """Make an agent who is signed in."""
    user = User(
        username=f"desk-{number}", name=f"Desk {number}", roles=[Role.AGENT.value], created_at=AT
    )
    user.set_unusable_password()
    user.save()
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return Desk(user, f"{settings.SESSION_COOKIE_NAME}={session.session_key}")


@contextmanager
def web_process() -> Iterator[tuple[psutil.Process, int]]:
    """Run one web process, as the supervisor would."""
    with listen_on("127.0.0.1", 0) as listener:
        number = listener.fileno()
        words = [sys.executable, "-m", "frontlinje.config.cli", "web", "--listener", str(number)]
        process = subprocess.Popen(words, pass_fds=[number])
        try:
            yield psutil.Process(process.pid), listener.getsockname()[1]
        finally:
            process.terminate()
            process.wait()


async def _measure(
    desks: list[Desk], server: psutil.Process, port: int, n_events: int
) -> tuple[float, list[float]]:
    """Return kilobytes by the desk, and how long each event took in milliseconds."""
    await open_desks(desks[:N_WARMING_UP], port)
    await asyncio.sleep(CALM_S)
    before = server.memory_info().rss
    await open_desks(desks[N_WARMING_UP:], port)
    await asyncio.sleep(CALM_S)  # everybody has been noted as present
    grown = server.memory_info().rss - before
    draw = Random(7)
    times = []
    with ThreadPoolExecutor(1) as elsewhere:
        for number in range(n_events):
            times.append(await _one_event(draw.choice(desks), number, elsewhere))
            await asyncio.sleep(PAUSE_S)
        elsewhere.submit(connection.close)
    for desk in desks:
        desk.close()
    return grown / 1000 / (len(desks) - N_WARMING_UP), times


async def open_desks(desks: Sequence[Desk], port: int) -> None:
    """Open the streams of desks, some at once."""
    for first in range(0, len(desks), N_AT_ONCE):
        await asyncio.gather(*(desk.open(port) for desk in desks[first : first + N_AT_ONCE]))


async def _one_event(desk: Desk, number: int, elsewhere: ThreadPoolExecutor) -> float:
    """Let something happen for one desk; return the milliseconds until it knows."""
    loop = asyncio.get_running_loop()
    desk.heard = loop.create_future()
    begun = await loop.run_in_executor(elsewhere, _happen, desk.user, number)
    heard = await asyncio.wait_for(desk.heard, LIMIT_S)
    return (heard - begun) * 1000


def _happen(user: User, number: int) -> float:
    """Commit an event; return when the order to commit was given."""
    event = TeamSaved(code="bench", before="", after=str(number))
    with transaction.atomic():
        record(event, at=clock.now(), by=None, topics=[f"agent:{user.id}"])
        return time.perf_counter()
