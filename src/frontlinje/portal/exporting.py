"""Is the status page up when we are down? Its files are written to a folder and sent on from there.

Done again whenever the page would say something else. What was sent last, and what went wrong, is
noted in a file, so that ``frontlinje doctor`` can tell.
"""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from frontlinje.centre.queries import base_document
from frontlinje.portal.status_page import ICON, STYLES, Links, status_page

ASSETS: Final = (*STYLES, ICON, "vendor/inter-latin.woff2", "vendor/inter-latin-ext.woff2")
COMMAND_TAKES_AT_MOST_S: Final = 120.0


class StatusNotSent(Exception):
    """The command that sends the files on did not end well; the text says how it ended."""


@dataclass(frozen=True, slots=True)
class LastExport:
    """What became of the latest try."""

    sha256: str
    """Of what the pages say, empty until they were sent."""
    at: str
    trouble: str


def export_status(*, at: datetime) -> bool:
    """Write the pages and send them on, unless they say what they said before.

    Returns whether there was anything to send.

    Raises
    ------
    StatusNotSent
        When the command failed; the files are written all the same.
    OSError
        When they could not be written.
    """
    if settings.STATUS_FOLDER is None:
        return False
    digest = _digest(at)
    last = last_export()
    if last is not None and last.sha256 == digest:
        return False
    try:
        _write(settings.STATUS_FOLDER, at)
        _send_on()
    except (OSError, StatusNotSent) as error:
        _note(LastExport("", at.isoformat(), str(error)))
        raise
    _note(LastExport(digest, at.isoformat(), ""))
    return True


def last_export() -> LastExport | None:
    """Return what became of the latest try, None before the first."""
    try:
        return LastExport(**json.loads(_notes().read_text()))
    except FileNotFoundError:
        return None


def _digest(at: datetime) -> str:
    """Return a hash of all that is sent, the time of sending apart."""
    where = f"{settings.STATUS_FOLDER} {settings.STATUS_COMMAND}"
    pages = _pages(at, updated_at=None)
    told = "\0".join([where, *(text for _, text in sorted(pages.items()))])
    return hashlib.sha256(told.encode()).hexdigest()


def _pages(at: datetime, *, updated_at: datetime | None) -> Mapping[str, str]:
    """Return the pages by their path: one for each language, and the centre's own in front."""
    own = base_document().language
    pages = {
        f"{code}/index.html": status_page(at, code, _links("../"), updated_at=updated_at)
        for code, _name in settings.LANGUAGES
    }
    return pages | {"index.html": status_page(at, own, _links(""), updated_at=updated_at)}


def _links(up: str) -> Links:
    return Links(
        styles=tuple(f"{up}assets/{path}" for path in STYLES),
        icon=f"{up}assets/{ICON}",
        languages=tuple(
            (code, name, f"{up}{code}/index.html") for code, name in settings.LANGUAGES
        ),
        form=settings.PUBLIC_URL + reverse("portal:contact-form"),
    )


def _write(folder: Path, at: datetime) -> None:
    for path, content in _files(at):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # Whoever reads meanwhile gets the old file or the new one, whole.
        new = target.with_name(f".{target.name}.new")
        new.write_bytes(content)
        new.replace(target)


def _files(at: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield every file; what the pages need comes before them."""
    for path in ASSETS:
        found = finders.find(path)
        assert isinstance(found, str), path
        yield f"assets/{path}", Path(found).read_bytes()
    for path, text in _pages(at, updated_at=at).items():
        yield path, text.encode()


def _send_on() -> None:
    if not settings.STATUS_COMMAND:
        return
    try:
        ended = subprocess.run(
            settings.STATUS_COMMAND,
            cwd=settings.STATUS_FOLDER,
            env=_harmless_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=COMMAND_TAKES_AT_MOST_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise StatusNotSent(f"not done after {COMMAND_TAKES_AT_MOST_S:.0f} s") from error
    if ended.returncode:
        words = (ended.stderr or ended.stdout).decode(errors="replace").strip()
        raise StatusNotSent(f"ended with {ended.returncode}: {words[-300:]}")


def _harmless_environment() -> dict[str, str]:
    """Return the environment without our own settings, some of which are secret."""
    ours = ("FRONTLINJE_", "DATABASE_URL", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _note(last: LastExport) -> None:
    _notes().parent.mkdir(parents=True, exist_ok=True)
    new = _notes().with_suffix(".new")
    new.write_text(json.dumps(asdict(last)))
    new.replace(_notes())


def _notes() -> Path:
    return Path(settings.HOME) / "run" / "status-page.json"
