"""When was this home last backed up? ``frontlinje backup`` leaves a note; who warns reads it."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

NOTE = "last-backup.json"
BACKUP_EVERY = timedelta(days=7)
"""A backup that is older than this is too old."""


@dataclass(frozen=True)
class LastBackup:
    """When the last backup of this home was finished, and how large it is."""

    at: datetime
    size: int


def last_backup(home: Path) -> LastBackup | None:
    """Return what is known of the last backup of this home.

    Parameters
    ----------
    home : Path
        ``FRONTLINJE_HOME``.

    Returns
    -------
    LastBackup or None
        None when there was none.
    """
    try:
        note = json.loads((home / NOTE).read_text())
    except FileNotFoundError:
        return None
    return LastBackup(at=datetime.fromisoformat(note["at"]), size=note["size"])
