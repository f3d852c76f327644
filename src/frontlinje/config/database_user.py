"""As whom does the embedded database run? As whoever starts it, unless that is root.

PostgreSQL refuses to be root, so root lends it a user of its own.
"""

import logging
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "frontlinje-db"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DatabaseUser:
    """A system user; `is_lent` when we are root and step down to it."""

    uid: int
    gid: int
    is_lent: bool

    def as_subprocess(self) -> dict[str, Any]:
        """Return the arguments that make `subprocess` run a program as this user."""
        if not self.is_lent:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, folder: Path) -> None:
        """Make a folder this user's."""
        if self.is_lent:
            os.chown(folder, self.uid, self.gid)

    def let_pass(self, folder: Path) -> None:
        """Let this user walk through (not list) the folders down to `folder`."""
        if not self.is_lent:
            return
        for place in [folder, *folder.parents]:
            mode = place.stat().st_mode
            if not mode & stat.S_IXOTH:
                place.chmod(mode | stat.S_IXOTH)
                log.warning(
                    "%s can now be walked through: the database's own user must pass it.", place
                )


def database_user(programs: Path) -> DatabaseUser:
    """Return the user for the server; as root, make it and let it reach `programs`."""
    if os.geteuid() != 0:
        return DatabaseUser(os.geteuid(), os.getegid(), is_lent=False)
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        subprocess.run(
            [
                "useradd",
                "--system",
                "--user-group",
                "--no-create-home",
                "--shell",
                _no_shell(),
                NAME,
            ],
            check=True,
            capture_output=True,
        )
        entry = pwd.getpwnam(NAME)
    user = DatabaseUser(entry.pw_uid, entry.pw_gid, is_lent=True)
    user.let_pass(programs.resolve())
    if not (programs / "postgres").stat().st_mode & stat.S_IROTH:
        subprocess.run(["chmod", "-R", "o+rX", programs.parent], check=True)
    return user


def _no_shell() -> str:
    return shutil.which("nologin", path="/usr/sbin:/sbin:/usr/bin:/bin") or "/bin/false"
