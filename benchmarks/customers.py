"""How long does a search in the register take, and an import of one?

The register is made by importing files, so its rows are as real ones; names are drawn from lists,
so that common ones are shared by many. Each way of searching is measured whole, in this process:
what was typed in, hits with phones and e-mail out.
"""

import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from django.db import connection

from frontlinje.config.bench import Goal, Result
from frontlinje.contacts.actions import import_writing, importing
from frontlinje.contacts.models import ImportRun, ImportState
from frontlinje.contacts.queries import search_customers
from frontlinje.contacts.rules.import_columns import Column
from frontlinje.people.models import User
from frontlinje.people.permissions import Role

NAME = "customers"
SUMMARY = "search by name, number, phone and e-mail among 17,000 and 250,000 customers; import"
NEEDS_DATABASE = True

SIZES = (17_000, 250_000)
PIECE = 100_000
"""Customers in one file."""
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
_FIRST = "Anne Kari Ola Per Inger Lars Åse Bjørn Solveig Knut Liv Jan Marit Øyvind Randi Nils"
_LAST = (
    "Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Åsen Bakken "
    "Moen Sæther Strand Lund Haugen Berge Dahl Lie Hagen Solberg Eide Myhre Tangen Ødegård Vik"
)
_PLACES = "Moss Halden Ørje Hamar Gjøvik Lillehammer Elverum Tynset Røros Oppdal Steinkjer"
FIRST, LAST, PLACES = _FIRST.split(), _LAST.split(), _PLACES.split()


def run(quick: bool) -> Result:
    """Import a register of each size and search it in every way."""
    owner = User(username="bench", name="Bench", roles=[Role.CENTRE_HEAD.value], created_at=AT)
    owner.save()
    figures: dict[str, float] = {}
    known = 0
    for size in SIZES[:1] if quick else SIZES:
        pieces = [(start, min(size, start + PIECE)) for start in range(known, size, PIECE)]
        spent = sum(_import(first, last, owner) for first, last in pieces)
        figures[f"import_of_{size - known}_s"] = spent
        known = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for way, typed in _searches(size, Random(7), 40 if quick else 200).items():
            times = sorted(_search_ms(text) for text in typed)
            figures[f"{way}_of_{size}_p50_ms"] = statistics.median(times)
            figures[f"{way}_of_{size}_p99_ms"] = times[int(len(times) * 0.99)]
    goals = [Goal(f"{way}_of_17000_p50_ms", at_most=10) for way in ("name", "number", "phone")]
    return Result(figures, [*goals, Goal("import_of_17000_s", at_most=60)])


def _import(first: int, last: int, owner: User) -> float:
    """Take customers number ``first`` to ``last`` through the whole import; return the seconds."""
    draw = Random(first)
    lines = ["Medlemsnr;Navn;Mobil;E-post;Postnr;Sted"]
    for n in range(first, last):
        name = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
        lines.append(
            f"{100_000 + n};{name};{_phone(n)};m{n}@example.org;{draw.randrange(1000, 9999)};"
            f"{draw.choice(PLACES)}"
        )
    begin = time.perf_counter()
    run = importing.start_import(
        file_name="members.csv", content="\n".join(lines).encode(), country="NO", by=owner, at=AT
    )
    columns = [Column(column) if column else None for column in run.columns]
    importing.match_columns(run_id=run.id, columns=columns, by=owner)
    at = AT + timedelta(seconds=first)
    importing.check_import(run_id=run.id, at=at)
    importing.confirm_import(run_id=run.id, by=owner)
    import_writing.write_import(run_id=run.id, at=at)
    spent = time.perf_counter() - begin
    if ImportRun.objects.get(id=run.id).state != ImportState.DONE:
        raise RuntimeError("the import did not come to its end")
    return spent


def _phone(n: int) -> str:
    return f"{40_000_000 + n * 37}"


def _searches(size: int, draw: Random, n: int) -> dict[str, list[str]]:
    def people() -> Iterator[int]:
        return (draw.randrange(size) for _ in range(n))

    return {
        "name": [f"{draw.choice(FIRST)} {draw.choice(LAST)[:4]}" for _ in range(n)],
        "two_letters": [draw.choice(FIRST + LAST)[:2] for _ in range(n)],
        "number": [str(100_000 + each) for each in people()],
        "phone": [f"+47 {_phone(each)[:3]} {_phone(each)[3:]}" for each in people()],
        "half_a_phone": [_phone(each)[:6] for each in people()],
        "email": [f"m{each}@example.org" for each in people()],
        "nobody": [f"zzz{each}" for each in people()],
    }


def _search_ms(typed: str) -> float:
    begin = time.perf_counter()
    search_customers(typed)
    return (time.perf_counter() - begin) * 1000
