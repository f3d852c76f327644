"""How does a centre come back? `frontlinje restore FILE` reads a backup into an empty place.

Everything is verified before anything is changed, and the database changes in one transaction.
"""

import argparse
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from django.conf import settings
from psycopg.conninfo import make_conninfo

from frontlinje.base import clock
from frontlinje.config.archive import DUMP, FILES, Manifest, unpack_archive
from frontlinje.config.database import connection_parameters, program_environment
from frontlinje.config.embedded import used
from frontlinje.config.postgres import run_program
from frontlinje.config.trouble import Trouble

_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
_OTHERS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND backend_type = 'client backend'"""


def main(words: list[str]) -> int:
    """Restore a backup and say so."""
    asked = argparse.ArgumentParser(prog="frontlinje restore", description=__doc__)
    asked.add_argument("file", type=Path)
    asked.add_argument(
        "--replace", action="store_true", help="give up the data that is here; files are kept aside"
    )
    options = asked.parse_args(words)
    if not options.file.is_file():
        raise Trouble(f"There is no file {options.file}.")
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with nullcontext() if settings.DATABASE_URL else used(settings.HOME):
        manifest = restore_backup(options.file.resolve(), replaces=options.replace)
    print(
        f"Restored what was saved at {manifest.made_at}: {len(manifest.sums) - 1} files and the "
        "database. Start Frontlinje now."
    )
    return 0


def restore_backup(file: Path, *, replaces: bool) -> Manifest:
    """Verify the backup, then put database and files in place."""
    with TemporaryDirectory(prefix=".restore-", dir=settings.HOME) as place:
        manifest = unpack_archive(file, Path(place))
        _check_place(replaces=replaces)
        _restore_database(Path(place, DUMP), Path(place, "script"))
        _restore_files(Path(place, FILES))
    return manifest


def _check_place(*, replaces: bool) -> None:
    files = Path(settings.MEDIA_ROOT)
    with psycopg.connect(make_conninfo(**connection_parameters())) as connection:
        tables = _count(connection, _TABLES)
        others = _count(connection, _OTHERS)
    if others:
        raise Trouble("The database is in use: stop Frontlinje first. Nothing was changed.")
    if not replaces and (tables or (files.is_dir() and any(files.iterdir()))):
        raise Trouble(
            "There is data here already: restore into an empty FRONTLINJE_HOME (or DATABASE_URL), "
            "or give up what is here with --replace. Nothing was changed."
        )


def _count(connection: psycopg.Connection, question: str) -> int:
    row = connection.execute(question.encode()).fetchone()
    return int(row[0]) if row else 0


def _restore_database(dump: Path, script: Path) -> None:
    run_program("pg_restore", "--no-owner", "--no-privileges", "--file", script, dump)
    empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    run_program(
        "psql", *options, f"--command={empty}", "--file", script, environment=program_environment()
    )


def _restore_files(files: Path) -> None:
    target = Path(settings.MEDIA_ROOT)
    if target.is_dir() and any(target.iterdir()):
        aside = target.with_name(f"{target.name}.until-{clock.now():%Y%m%d-%H%M%S}")
        target.rename(aside)
    elif target.is_dir():
        target.rmdir()
    if files.is_dir():
        files.rename(target)
