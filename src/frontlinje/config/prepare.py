"""Are tables, translations and static files as this version wants them? Else, make them so.

`frontlinje prepare`: the supervisor runs it before it starts anything else; with systemd it runs
once after an upgrade. Several machines may do so at once: the second waits for the first.
"""

import argparse
import hashlib
import logging
import sys
from contextlib import nullcontext
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from frontlinje.base import clock
from frontlinje.config.embedded import used
from frontlinje.config.parenthood import is_supervised
from frontlinje.config.translations import compile_translations

LOCK = 0x46524F4E544C  # any number that nobody else uses in this database

log = logging.getLogger(__name__)


def main(words: list[str]) -> int:
    """Prepare database and files."""
    argparse.ArgumentParser(prog="frontlinje prepare", description=__doc__).parse_args(words)
    compile_translations()
    django.setup()
    needs_database = not (is_supervised() or settings.DATABASE_URL)
    with used(settings.HOME) if needs_database else nullcontext():
        prepare_database()
        say_how_to_begin()
    collect_static_files()
    return 0


def prepare_database() -> None:
    """Apply migrations, make the table of the shared cache, and begin a centre that has none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    _begin_centre()
    _make_simulator_ready()
    connection.close()


def _begin_centre() -> None:
    """Give a new installation a small centre with plans, which its owner then makes their own."""
    # Imported late: models can be imported only when Django is set up.
    from frontlinje.centre.actions import begin_centre
    from frontlinje.continuity.actions.plans import load_library

    begin_centre(at=clock.now(), by=None)
    load_library(at=clock.now())


def _make_simulator_ready() -> None:
    """Have a worker compile it after an update, where nobody waits for it."""
    from frontlinje.drills.tasks import make_ready_later

    make_ready_later()


def say_how_to_begin() -> None:
    """Tell the operator how the first account is made, while nobody has one."""
    from frontlinje.people.management.commands.users import NOBODY_YET
    from frontlinje.people.queries import has_users

    if not has_users() and not settings.FRONTLINJE_DEMO:
        sys.stdout.write(f"{NOBODY_YET}\n")


def collect_static_files() -> None:
    """Put all static files in one place, under names that say their content."""
    wanted = _fingerprint()
    mark = Path(settings.STATIC_ROOT) / "collected"
    if settings.DEBUG or (mark.exists() and mark.read_text() == wanted):
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    mark.write_text(wanted)


def _fingerprint() -> str:
    names = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            names.append(f"{path} {file.st_size} {file.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()
