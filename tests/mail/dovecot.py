"""Debian's Dovecot on a loopback port of the test's own: real mailboxes to be fetched from."""

import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tests.mail.live_worker import free_port

PASSWORD = "blåbær og 12 %"
STARTS_WITHIN_S = 150.0  # a busy test machine takes its time
_CONFIG = """
base_dir = {run}
state_dir = {place}/state
log_path = {place}/log
protocols = imap
listen = 127.0.0.1
{ssl}
disable_plaintext_auth = no
auth_mechanisms = plain login{mechanisms}
auth_failure_delay = 0
default_login_user = {login_user}
default_internal_user = {internal_user}
default_internal_group = {internal_group}
mail_location = maildir:{place}/mail/%u
mail_max_userip_connections = 50
first_valid_uid = 1
maildir_stat_dirs = yes
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {place}/passwords
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={place}/mail/%u
}}
{more}
"""
_TLS = "ssl = yes\nssl_cert = <{0}\nssl_key = <{0}"


class Dovecot:
    """A mail server with mailboxes that all have one password."""

    def __init__(self, *users: str) -> None:
        self.port, self.tls_port = free_port(), free_port()
        self.users = users
        self.password = PASSWORD
        self.place = Path(tempfile.mkdtemp(prefix="fl-dovecot-"))
        self.place.chmod(0o755)
        self.more, self.mechanisms = "", ""
        self.certificate: Path | None = None
        """With one, it offers STARTTLS on ``port`` and TLS on ``tls_port``."""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        is_root = os.geteuid() == 0
        owner = pwd.getpwnam("mail") if is_root else pwd.getpwuid(os.getuid())
        mail = self.place / "mail"
        for folder in (mail, self.place / "state", self.place / "run"):
            folder.mkdir(exist_ok=True)
        if is_root:
            shutil.chown(mail, owner.pw_uid, owner.pw_gid)
        (self.place / "passwords").write_text(
            "".join(f"{user}:{{PLAIN}}{self.password}\n" for user in self.users)
        )
        me = owner.pw_name
        (self.place / "dovecot.conf").write_text(
            _CONFIG.format(
                run=self.place / "run",
                place=self.place,
                mechanisms=self.mechanisms,
                login_user="dovenull" if is_root else me,
                internal_user="dovecot" if is_root else me,
                internal_group="dovecot" if is_root else str(owner.pw_gid),
                port=self.port,
                tls_port=self.tls_port if self.certificate else 0,
                ssl=_TLS.format(self.certificate) if self.certificate else "ssl = no",
                owner=owner.pw_uid,
                group=owner.pw_gid,
                more=self.more,
            )
        )
        program = shutil.which("dovecot") or "/usr/sbin/dovecot"
        self._process = subprocess.Popen(
            [program, "-F", "-c", str(self.place / "dovecot.conf")], start_new_session=True
        )
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Dovecot did not start:\n{self.log()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it at once, with whoever is connected; ``start`` has all mail again."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(timeout=15)
        self._process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.place, ignore_errors=True)

    def log(self) -> str:
        log = self.place / "log"
        return log.read_text()[-2000:] if log.exists() else ""

    def signed_in(self, user: str = "post") -> imaplib.IMAP4:
        """Return a line as another mail program would open it."""
        line = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        said = f"\0{user}\0{self.password}".encode()
        line.authenticate("PLAIN", lambda _challenge: said)
        return line

    def put(self, *mails: bytes, user: str = "post", folder: str = "INBOX") -> None:
        """Let mails arrive in a mailbox."""
        line = self.signed_in(user)
        for mail in mails:
            line.append(folder, "", "", mail)
        line.logout()

    def lay(self, user: str, mails: Iterable[bytes]) -> int:
        """Lay mails into a mailbox as a delivery would, byte for byte; return how many."""
        self.signed_in(user).logout()
        root = self.place / "mail" / user
        owner = root.stat() if root.exists() else (self.place / "mail").stat()
        for folder in (root, root / "new", root / "cur", root / "tmp"):
            folder.mkdir(exist_ok=True)
            os.chown(folder, owner.st_uid, owner.st_gid)
        number = 0
        for number, mail in enumerate(mails, start=1):
            path = root / "new" / f"1767600000.M{number:06d}.laid"
            path.write_bytes(mail)
            os.chown(path, owner.st_uid, owner.st_gid)
        return number

    def count(self, folder: str = "INBOX", *, user: str = "post", which: str = "ALL") -> int:
        """Return how many mails lie in a folder."""
        line = self.signed_in(user)
        status, _said = line.select(f'"{folder}"', readonly=True)
        found = line.search(None, which)[1][0].split() if status == "OK" else []
        line.logout()
        return len(found)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as plain:
                return plain.recv(4) == b"* OK"
        except OSError:
            return False
