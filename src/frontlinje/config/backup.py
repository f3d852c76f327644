"""How is a centre saved? `frontlinje backup FILE` writes database and files while all goes on.

The database is written first: whatever file a row points to was there before the row, and so is in
the backup too.
"""

import argparse
import json
from contextlib import nullcontext
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from frontlinje.base import clock
from frontlinje.base.last_backup import NOTE
from frontlinje.config.archive import Manifest, write_archive
from frontlinje.config.database import program_environment
from frontlinje.config.embedded import used
from frontlinje.config.postgres import run_program


def main(words: list[str]) -> int:
    """Write a backup and say so."""
    asked = argparse.ArgumentParser(prog="frontlinje backup", description=__doc__)
    asked.add_argument("file", type=Path)
    file = asked.parse_args(words).file.resolve()
    with nullcontext() if settings.DATABASE_URL else used(settings.HOME):
        manifest = write_backup(file, at=clock.now())
    size_mb = file.stat().st_size / 2**20
    print(f"{file}: {len(manifest.sums) - 1} files and the database, {size_mb:.1f} MB.")
    return 0


def write_backup(file: Path, *, at: datetime) -> Manifest:
    """Write a backup to `file`: a whole one, or none and what was there before."""
    manifest = Manifest(made_at=at.isoformat(), version=version("frontlinje"))
    file.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".frontlinje-", dir=file.parent) as place:
        dump, draft = Path(place, "dump"), Path(place, "archive")
        options = ["--format=custom", "--no-owner", "--no-privileges"]
        run_program("pg_dump", *options, "--file", dump, environment=program_environment())
        write_archive(draft, manifest, dump, Path(settings.MEDIA_ROOT))
        draft.chmod(0o600)
        draft.replace(file)
    note = {"at": at.isoformat(), "size": file.stat().st_size}
    (settings.HOME / NOTE).write_text(json.dumps(note))
    return manifest
