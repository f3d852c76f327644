"""How long does it take to find what was written, among a million messages?

Three years of a centre with eight queues, two of them closed to the agent who searches. A message
is twelve sentences of eight words, drawn so that few words are common and most are rare, with a
name and an order number of its own. Measured whole, in this process: what was typed in, a page of
hits out, with excerpts in which the hits are marked. The words are read into the search by the
function that the worker runs; for the most of them the index is made afterwards in one go, as after
a restore, and at last it is measured how fast new contacts are read while it is there.
"""

import statistics
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random

import psutil
from django.db import connection

from frontlinje.base import clock
from frontlinje.base.ids import uuid7
from frontlinje.centre.actions import begin_centre, save_revision
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.starter import starter_document
from frontlinje.config.bench import Goal, Result
from frontlinje.contacts.actions import reading_for_search
from frontlinje.contacts.queries import Search, found_contacts, search_contacts, viewer_of
from frontlinje.people.models import User
from frontlinje.people.permissions import Role

NAME = "search"
SUMMARY = "words, names, numbers and phrases among 1,000,000 messages of three years"
NEEDS_DATABASE = True

N_MESSAGES, N_QUICK = 1_000_000, 50_000
N_READ, N_READ_QUICK = 5_000, 1_000
ROUNDS, ROUNDS_QUICK = 60, 20
QUEUES, CLOSED_TO_AGENT = 8, 2
SPREAD = timedelta(days=3 * 365)
N_SENTENCES, WORDS_EACH, SENTENCES_EACH = 20_000, 8, 12
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)

_LITTLE = "jeg har en på til og i for ikke det er som med av kan vi dere min når hva"
_COMMON = (
    "utbetaling faktura konto oppgjør søknad frist skjema vedlegg adresse møte slakting henting "
    "storfe sau levering kvittering beløp avregning innlogging passord telefon svar melding feil "
    "endring medlem avtale kontrakt pris uke"
)
_SOUNDS = "ba be bi bo da de di fa fi ga gi ha hi ka ki la li ma mi na ni pa pi ra ri sa si ta ti"
_NAMES = "Åse Bjørn Kari Ola Solveig Øyvind Ragnhild Knut Marit Torstein"
_FAMILIES = "Hansen Åsen Sæther Ødegård Bakken Nordmo Lunde Vik Haugland Bjørnstad"
LITTLE, COMMON, SOUNDS = _LITTLE.split(), _COMMON.split(), _SOUNDS.split()
NAMES = [f"{first} {last}" for first in _NAMES.split() for last in _FAMILIES.split()]

_CONTACTS = """
COPY contacts_contact (id, reference, channel, queue, state, state_at, received_at, recorded_at,
    closed_at, subject, preview, language, demands, overflow, wrap_up_code, closed_reason, source,
    is_exercise, tags) FROM STDIN
"""
_MESSAGES = """
COPY contacts_message (id, contact_id, is_outgoing, at, sender, recipients, copies, subject, text,
    html) FROM STDIN
"""


def run(quick: bool) -> Result:
    """Fill the centre, read what was written, search for all kinds of things."""
    n = N_QUICK if quick else N_MESSAGES
    agent = _centre()
    draw = Random(7)
    sentences = _sentences(Random(11))
    _write(1, n, draw, sentences)
    _read_all()
    n_read = N_READ_QUICK if quick else N_READ
    _write(n + 1, n + n_read, draw, sentences)
    begun = time.process_time(), time.perf_counter()
    while reading_for_search.read_changes(at=AT):
        pass
    figures = {
        "read_per_s": n_read / (time.perf_counter() - begun[1]),
        "read_cpu_of_python_ms_each": (time.process_time() - begun[0]) * 1000 / n_read,
        "index_mb": _megabytes("search_words"),
        "table_mb": _megabytes("contacts_searchtext"),
    }
    figures |= _searched(agent, _kinds(n, draw, sentences, ROUNDS_QUICK if quick else ROUNDS))
    return Result(figures, [Goal("all_p50_ms", at_most=50)])


def _centre() -> User:
    """Begin the centre; return an agent who may read all queues but two."""
    begin_centre(at=AT, by=None)
    agent, other = (
        User(id=uuid7(), username=name, name=name, roles=[Role.AGENT.value], created_at=AT)
        for name in ("a", "b")
    )
    User.objects.bulk_create([agent, other])
    plain = plain_form(starter_document())
    like = plain["queues"][0]
    plain["queues"] = [
        {**like, "code": f"q{n}", "visibility": "centre"} for n in range(CLOSED_TO_AGENT, QUEUES)
    ]
    others = {"code": "others", "name": like["name"], "members": ["b"]}
    plain["groups"].append(others)
    plain["queues"] += [
        {**like, "code": f"q{n}", "visibility": "team", "groups": ["others"]}
        for n in range(CLOSED_TO_AGENT)
    ]
    document = CentreDocument.model_validate(plain)
    save_revision(document=document, by=None, reason="", based_on=1, at=AT)
    return agent


def _sentences(draw: Random) -> list[str]:
    """Return sentences of little words, common ones, and ever rarer made-up ones."""
    endings = ["en", "et", "er", ""]
    rare = ["".join(draw.choices(SOUNDS, k=4)) + draw.choice(endings) for _ in range(30_000)]
    words = [*LITTLE, *COMMON, *rare]
    weights = [
        *(60 / (1 + n) ** 0.5 for n in range(len(LITTLE))),
        *(6 / (1 + n) ** 0.7 for n in range(len(COMMON))),
        *(10 / (20 + n) ** 0.9 for n in range(len(rare))),
    ]
    sums = list(accumulate(weights))
    return [
        " ".join(draw.choices(words, cum_weights=sums, k=WORDS_EACH)) for _ in range(N_SENTENCES)
    ]


def _write(first: int, last: int, draw: Random, sentences: list[str]) -> None:
    ids = {n: uuid7() for n in range(first, last + 1)}
    came = {n: AT - SPREAD * draw.random() for n in ids}
    with connection.cursor() as cursor:
        with cursor.copy(_CONTACTS) as copy:
            for n, contact_id in ids.items():
                at, queue = came[n], f"q{draw.randrange(QUEUES)}"
                row = [contact_id, f"{n:010}", "mail", queue, "closed", at, at, at, at]
                language = "nb" if n % 20 else "sv"
                row += [f"Sak {n}", "", language, "[]", "{}", "", "handled", "smtp", False, "{}"]
                copy.write_row(row)
        with cursor.copy(_MESSAGES) as copy:
            for n, contact_id in ids.items():
                said = ". ".join(draw.choices(sentences, k=SENTENCES_EACH))
                text = f"{draw.choice(NAMES)} skriver: {said}. Ordre {number(n)}"
                row = [uuid7(), contact_id, False, came[n], "", "{}", "{}", f"Sak {n}", text, ""]
                copy.write_row(row)


def number(n: int) -> str:
    """Return the order that message number ``n`` is about."""
    return str(70_000_000 + 13 * n)


def _read_all() -> None:
    """Read everything that was written; the index is made when the rows are there."""
    reading_for_search.AT_ONCE = 2_000
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contacts_contact; ANALYZE contacts_message")
        cursor.execute("DROP INDEX search_words")
        while reading_for_search.read_changes(at=AT):
            pass
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(
            "CREATE INDEX search_words ON contacts_searchtext USING gin (words)"
            " WITH (fastupdate = off)"
        )
        cursor.execute("ANALYZE")
    reading_for_search.AT_ONCE = 100


def _megabytes(relation: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s::regclass) / 1e6", [relation])
        return float(cursor.fetchone()[0])


def _kinds(n: int, draw: Random, sentences: list[str], rounds: int) -> Mapping[str, list[str]]:
    """Return what is typed, kind by kind."""
    split = [sentence.split() for sentence in sentences]

    def phrases() -> Iterator[str]:
        for _ in range(rounds):
            words = draw.choice(split)
            at = draw.randrange(WORDS_EACH - 1)
            yield f'"{words[at]} {words[at + 1]}"'

    def rare() -> str:
        return next(w for w in iter(lambda: draw.choice(draw.choice(split)), "") if len(w) > 7)

    return {
        "common_word": [f"{draw.choice(COMMON[:15])} " for _ in range(rounds)],
        "half_typed_word": [draw.choice(COMMON[:15])[:5] for _ in range(rounds)],
        "rare_word": [f"{rare()} " for _ in range(rounds)],
        "number": [f"{number(draw.randrange(1, n))} " for _ in range(rounds)],
        "name": [f"{draw.choice(NAMES)} " for _ in range(rounds)],
        "two_common_words": [f"{' '.join(draw.sample(COMMON, 2))} " for _ in range(rounds)],
        "common_and_rare": [f"{draw.choice(COMMON[:15])} {rare()} " for _ in range(rounds)],
        "phrase": list(phrases()),
        "without_a_word": [f"{draw.choice(COMMON)} -{draw.choice(COMMON)}" for _ in range(rounds)],
        "nothing_like_it": [f"zzyzx{n} " for n in range(rounds)],
    }


def _server() -> psutil.Process:
    """Return the database process that works for us: its time counts on a busy machine too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return psutil.Process(cursor.fetchone()[0])


def _searched(agent: User, kinds: Mapping[str, list[str]]) -> dict[str, float]:
    viewer = viewer_of(agent, effective_state(clock.now()))
    server = _server()
    figures: dict[str, float] = {}
    everything: list[float] = []
    begun_cpu = time.process_time() + sum(server.cpu_times()[:2])
    for kind, typed in kinds.items():
        times = []
        for text in typed:
            begun = time.perf_counter()
            page = search_contacts(viewer, Search(typed=text), now=AT)
            found_contacts(page.contacts, page.meaning, own_language="nb", on=AT.date())
            times.append((time.perf_counter() - begun) * 1000)
        everything += times
        figures[f"{kind}_p50_ms"] = statistics.median(times)
        figures[f"{kind}_worst_ms"] = max(times)
    spent = time.process_time() + sum(server.cpu_times()[:2]) - begun_cpu
    figures["all_cpu_ms_each"] = spent * 1000 / len(everything)
    figures["all_p50_ms"] = statistics.median(everything)
    figures["all_p99_ms"] = sorted(everything)[int(len(everything) * 0.99)]
    return figures
