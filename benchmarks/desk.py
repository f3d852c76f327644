"""How fast is the backlog over a million contacts, for a signed-in agent at the real server?

A centre of eight queues (two of them closed to the agent), 100,000 customers, 1,000,000 contacts:
one in two hundred waits, one in a thousand is parked, as many are in hand, the rest is closed. The
agent signs in through the door, then asks for pages filtered by queue and state, in every order,
with their second pages among them. Measured at the client, on an open connection: what the server
takes and the way there and back. Sixteen clients ask with a short pause between their pages, and
once more without any, which measures how long one queues for the processor. The page is the whole
one; the list is what a filter fetches.
"""

import asyncio
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from itertools import cycle, islice
from os import cpu_count
from random import Random
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener, urlopen

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontlinje.centre.actions import begin_centre, save_revision
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.starter import starter_document
from frontlinje.config.bench import Goal, Result
from frontlinje.config.listening import listen_on
from frontlinje.config.prepare import collect_static_files
from frontlinje.people.models import Team, User
from frontlinje.people.permissions import Role

NAME = "desk"
SUMMARY = "the backlog over 1,000,000 contacts, filtered by queue and state, at the real server"
NEEDS_DATABASE = True

N_CONTACTS, N_QUICK = 1_000_000, 100_000
N_CUSTOMERS = 100_000
N_CLIENTS = 16
PAUSE_S = 0.5
"""Between two pages of one client: quicker than anybody reads, and no queue for two cores."""
QUEUES = 8
CLOSED_TO_AGENT = 2
PASSWORD = "a bench signs in"
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)

_CUSTOMERS = f"""
INSERT INTO contacts_customer (id, number, is_organisation, name, address, postal_code, place,
    language, flags, weight, search_key, created_at)
SELECT uuidv7(), (100000 + i)::text, false, 'Customer ' || i, '', '', '', 'nb', '{{}}',
    CASE WHEN i % 50 = 0 THEN 1 ELSE 0 END, 'customer ' || i, now()
FROM generate_series(1, {N_CUSTOMERS}) AS i
"""
_CONTACTS = """
INSERT INTO contacts_contact (id, reference, channel, queue, state, state_at, received_at,
    recorded_at, queued_at, due_at, answered_at, closed_at, customer_id, subject, preview, language,
    agent_id, demands, overflow, wrap_up_code, closed_reason, source, is_exercise, tags)
SELECT uuidv7(), substr(code, 1, 5) || '-' || substr(code, 6),
    (ARRAY['mail', 'mail', 'web', 'phone'])[1 + i %% 4], 'q' || floor(8 * pow(random(), 2))::int,
    state, came, came, came, came, came + interval '4 hours',
    CASE WHEN state IN ('queued') THEN NULL ELSE came END,
    CASE WHEN state = 'closed' THEN came + interval '5 hours' END,
    customers[1 + (i::bigint * 7919) %% array_length(customers, 1)],
    'What contact ' || i || ' is about', '',
    CASE WHEN i %% 20 = 0 THEN 'sv' ELSE 'nb' END,
    CASE WHEN state IN ('active', 'parked') THEN %(agent)s::uuid END, '[]', '{}', '',
    CASE WHEN state = 'closed' THEN 'handled' ELSE '' END, 'smtp', false, '{}'
FROM (
    SELECT i, lpad(i::text, 10, '0') AS code, state, now() - random() *
        CASE WHEN state = 'closed' THEN interval '1000 days' ELSE interval '3 days' END AS came
    FROM (
        SELECT i, CASE WHEN i %% 200 = 0 THEN 'queued' WHEN i %% 1000 = 1 THEN 'parked'
            WHEN i %% 1000 = 2 THEN 'active' ELSE 'closed' END AS state
        FROM generate_series(1, %(n)s) AS i
    ) AS numbered
) AS made, (SELECT array_agg(id) AS customers FROM contacts_customer) AS known
"""


def run(quick: bool) -> Result:
    """Fill the database, start the server, ask."""
    agent = _centre()
    _contacts(N_QUICK if quick else N_CONTACTS, agent)
    collect_static_files()
    n = 60 if quick else 300
    with _server() as url:
        opener, cookies = _signed_in(url, agent)
        addresses = list(islice(cycle(_addresses(opener, url)), n))
        asyncio.run(_ask(url, cookies, addresses[:40], clients=4))  # every process has warmed up
        page = asyncio.run(_ask(url, cookies, addresses, clients=1))
        part = asyncio.run(_ask(url, cookies, addresses, clients=1, headers="HX-Request: true\r\n"))
        crowd = asyncio.run(_ask(url, cookies, addresses * 4, clients=N_CLIENTS, pause_s=PAUSE_S))
        rush = asyncio.run(_ask(url, cookies, addresses * 4, clients=N_CLIENTS))
    figures = {
        "page_p50_ms": statistics.median(page),
        "page_p99_ms": _p99(page),
        "list_p50_ms": statistics.median(part),
        "page_at_16_clients_p50_ms": statistics.median(crowd),
        "page_at_16_clients_p99_ms": _p99(crowd),
        "page_at_16_clients_without_pause_p50_ms": statistics.median(rush),
        "page_at_16_clients_without_pause_p99_ms": _p99(rush),
        "queries": float(_most_queries(agent, addresses[:20])),
    }
    goals = [
        Goal("page_p50_ms", at_most=15),
        Goal("page_at_16_clients_p99_ms", at_most=60),
        Goal("queries", at_most=6),
    ]
    return Result(figures, goals)


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def _centre() -> User:
    """Make the centre, and an agent of one of its teams."""
    team = Team.objects.create(code="north", name="North")
    Team.objects.create(code="south", name="South")
    begun = begin_centre(at=AT, by=None)
    plain = plain_form(starter_document())
    queue, everyone = plain["queues"][0], plain["groups"][0]
    own = {**everyone, "code": "own", "is_everyone": False, "teams": ["north"]}
    others = {**everyone, "code": "others", "is_everyone": False, "teams": ["south"]}
    plain["groups"] = [own, others]
    n_open = QUEUES - CLOSED_TO_AGENT
    plain["queues"] = [
        {
            **queue,
            "code": f"q{n}",
            "groups": ["own" if n < n_open else "others"],
            "visibility": "centre" if n < n_open else "team",
            "promise_s": 3600 * (n + 1),
        }
        for n in range(QUEUES)
    ]
    document = CentreDocument.model_validate(plain)
    save_revision(document=document, by=None, reason="bench", based_on=begun.id, at=AT)
    agent = User(username="bench", name="Bench", roles=[Role.AGENT.value], team=team, created_at=AT)
    agent.password = make_password(PASSWORD)
    agent.save()
    return agent


def _contacts(n: int, agent: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute(_CUSTOMERS)
        cursor.execute(_CONTACTS, {"n": n, "agent": agent.id})
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _server() -> Iterator[str]:
    """Run as many web processes as the supervisor would, on one socket."""
    with listen_on("127.0.0.1", 0) as listener:
        number = listener.fileno()
        words = [sys.executable, "-m", "frontlinje.config.cli", "web", "--listener", str(number)]
        processes = [
            subprocess.Popen([*words, "--name", f"web-{n}"], pass_fds=[number])
            for n in range(min(cpu_count() or 1, 8))
        ]
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            _wait_for(url)
            yield url
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{url}/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def _signed_in(url: str, agent: User) -> tuple[OpenerDirector, str]:
    """Come in through the door, as a browser does; return the way in and its cookies."""
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    door = f"{url}/account/login/"
    form = opener.open(door).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    if token is None:
        raise RuntimeError("the door has no form")
    fields = {"login": agent.username, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    opener.addheaders = [("Referer", door)]
    opener.open(door, urlencode(fields).encode())
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
    if "sessionid" not in cookies:
        raise RuntimeError("the agent was not let in")
    return opener, cookies


def _addresses(opener: OpenerDirector, url: str) -> list[str]:
    """Return what is asked for: each open queue in each state and order, and second pages."""
    draw = Random(7)
    found = []
    for queue in range(QUEUES - CLOSED_TO_AGENT):
        for state, sorts in (
            ("queued", ("urgent", "due", "oldest", "newest")),
            ("parked", ("newest", "oldest")),
            ("closed", ("newest", "oldest")),
        ):
            for sort in sorts:
                asked = {"queue": f"q{queue}", "state": state, "sort": sort}
                address = f"/backlog/?{urlencode(asked)}"
                found.append(address)
                page = opener.open(url + address).read().decode()
                further = re.search(r'class="ds-button desk-more"[^>]* href="([^"]+)"', page)
                if further:
                    found.append(further[1].replace("&amp;", "&"))
    draw.shuffle(found)
    return found


async def _ask(
    url: str,
    cookies: str,
    addresses: Sequence[str],
    *,
    clients: int,
    headers: str = "",
    pause_s: float = 0.0,
) -> list[float]:
    """Ask for all addresses, so many at a time; return how long each took, in milliseconds."""
    host, port = url.removeprefix("http://").split(":")
    waiting = list(addresses)
    times: list[float] = []
    draw = Random(11)

    async def client() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        while waiting:
            await asyncio.sleep(pause_s * draw.uniform(0.5, 1.5))
            if not waiting:
                break
            address = waiting.pop()
            begin = time.perf_counter()
            head = f"GET {address} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookies}\r\n"
            writer.write(f"{head}{headers}\r\n".encode())
            answer = await reader.readuntil(b"\r\n\r\n")
            if not answer.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"{address}: {answer.splitlines()[0].decode()}")
            length = re.search(rb"(?i)content-length: (\d+)", answer)
            if length is None:
                raise RuntimeError("the answer does not say how long it is")
            await reader.readexactly(int(length[1]))
            times.append((time.perf_counter() - begin) * 1000)
        writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return times


def _most_queries(agent: User, addresses: Sequence[str]) -> int:
    """Count what one request asks the database, sign-in and all."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(agent)
    client.get(addresses[0])
    counts = []
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    return max(counts)
