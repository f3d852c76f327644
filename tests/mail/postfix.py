"""Debian's Postfix on a loopback port of the test's own: takes our mail and hands it on outside."""

import os
import shutil
import smtplib
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.debian import ensure_program
from tests.mail.live_worker import free_port

STARTS_WITHIN_S = 150.0  # a busy test machine takes its time
_MAIN = """
compatibility_level = 3.6
queue_directory = {place}/spool
data_directory = {place}/data
maillog_file = {place}/log/maillog
maillog_file_prefixes = {place}
myhostname = relay.example.org
mydestination =
local_transport = error:nobody lives here
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
relayhost = [127.0.0.1]:{out_port}
smtp_dns_support_level = disabled
disable_dns_lookups = yes
"""
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
tlsmgr unix - - n 1000? 1 tlsmgr
"""
_TLS = """
smtpd_tls_security_level = may
smtpd_tls_cert_file = {0}
smtpd_tls_key_file = {0}
"""


class Postfix:
    """A relay: what it says 250 to goes on to ``out_port``; with a certificate it has STARTTLS."""

    def __init__(self, out_port: int, *, certificate: Path | None = None) -> None:
        ensure_program("postfix")
        if os.geteuid() != 0:
            pytest.skip("Postfix runs as several users: run the tests as root")
        self.port = free_port()
        self.place = Path(tempfile.mkdtemp(prefix="fl-postfix-"))
        self.place.chmod(0o755)
        facts = {"place": self.place, "port": self.port, "out_port": out_port}
        (self.place / "main.cf").write_text(
            _MAIN.format(**facts) + (_TLS.format(certificate) if certificate else "")
        )
        (self.place / "master.cf").write_text(_MASTER.format(**facts))
        for folder in ("spool", "data", "log"):
            (self.place / folder).mkdir()
        shutil.chown(self.place / "data", "postfix")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._postfix("start")
        deadline = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < deadline:
            with suppress(OSError, smtplib.SMTPException):
                smtplib.SMTP("127.0.0.1", self.port, timeout=5).quit()
                return
            time.sleep(0.1)
        raise RuntimeError("Postfix did not start")

    def remove(self) -> None:
        with suppress(subprocess.CalledProcessError):
            self._postfix("stop")
        shutil.rmtree(self.place, ignore_errors=True)

    def _postfix(self, word: str) -> None:
        words = ["postfix", "-c", str(self.place), word]
        subprocess.run(words, check=True, capture_output=True, timeout=60)
