"""What runs in the child process that reads mail? The rules, within limits, and nothing else.

No Django, no database, no secrets, no files to write. ``reader`` starts it, hands mails over and
replaces it; a mail that takes too much of anything brings down this process alone.
"""

import resource
import signal
import sys
from multiprocessing.connection import Connection

from frontlinje.channels.mail.rules.packed import packed
from frontlinje.channels.mail.rules.read_mail import ReadMail, UnreadableMail, read_mail

MOST_CPU_S = 10.0
"""For one mail; ordinary ones take some thousandths."""

MOST_MEMORY = 1536 * 2**20
_MOST_FILES = 64


def main() -> None:
    """Read batch after batch from the socket whose number is the argument, until it closes."""
    parent: Connection = Connection(int(sys.argv[1]))
    memory, files = int(sys.argv[2]), _MOST_FILES
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            batch: list[tuple[bytes, str | None]] = parent.recv()
        except EOFError:
            return
        for raw, envelope_sender in batch:
            # The kernel ends this process when the time is over, whatever it is doing then.
            signal.setitimer(signal.ITIMER_PROF, float(sys.argv[3]))
            answer = packed(_said(raw, envelope_sender))
            signal.setitimer(signal.ITIMER_PROF, 0)
            parent.send_bytes(answer)


def _said(raw: bytes, envelope_sender: str | None) -> ReadMail | UnreadableMail:
    try:
        return read_mail(raw, envelope_sender=envelope_sender)
    except UnreadableMail as error:
        return error


if __name__ == "__main__":
    main()
