"""Is all well? `frontlinje doctor` asks every check, and ends with 1 when one of them is not."""

import argparse
import json
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime

import django
from django.conf import settings
from django.db import DatabaseError

from frontlinje.base import clock
from frontlinje.config.embedded import used


def main(words: list[str]) -> int:
    """Print what was found; return 1 when anything is wrong."""
    asked = argparse.ArgumentParser(prog="frontlinje doctor", description=__doc__)
    asked.add_argument("--json", action="store_true", help="print one JSON object")
    options = asked.parse_args(words)
    django.setup()
    with nullcontext() if settings.DATABASE_URL else used(settings.HOME):
        found = examine(clock.now())
    is_well = all(check["is_ok"] for check in found)
    if options.json:
        print(json.dumps({"is_well": is_well, "checks": found}, indent=1, ensure_ascii=False))
    else:
        for check in found:
            print(f"{'ok   ' if check['is_ok'] else 'WRONG'}  {check['name']:<20} {check['says']}")
        print("All is well." if is_well else "Something is wrong; see the lines marked WRONG.")
    return 0 if is_well else 1


def examine(now: datetime) -> list[dict[str, object]]:
    """Return what every check says; one that cannot ask the database says so."""
    # Imported here: the rooms' tables can be imported when Django is set up.
    from frontlinje.config.checks import CHECKS

    found: list[dict[str, object]] = []
    for check in CHECKS:
        try:
            found += [asdict(line) for line in check(now)]
        except DatabaseError as error:
            name = check.__name__.removeprefix("check_")
            says = f"cannot be asked: {str(error).splitlines()[0]}"
            found.append({"name": name, "is_ok": False, "says": says})
    return found
