"""Who reads mail? A child process that may fall, so that nothing else does.

A ``Reader`` keeps one child, hands it several mails at a time (it reads the next while the last is
written) and gets them back one by one. A child that takes too long or falls is replaced; the mail
it fell over is tried once more alone, unless it was killed for taking too long.
"""

import atexit
import logging
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection

from frontlinje.base.child import environment
from frontlinje.channels.mail.reading_child import MOST_CPU_S, MOST_MEMORY
from frontlinje.channels.mail.rules.packed import unpacked
from frontlinje.channels.mail.rules.read_mail import ReadMail, UnreadableMail

MOST_WAIT_S = 60.0
"""Of real time, for one mail: on a machine that is busy the processor's time is spread thin."""

A_MOMENT_S = 0.02
"""What is read within so short a time after another is worth waiting for, to be written with it."""

_LARGEST_ANSWER = 256 * 2**20

log = logging.getLogger(__name__)
Envelope = tuple[bytes, str | None]
"""A mail and its return path: empty when it is null, None when nobody told it."""


class Fell(Exception):
    """The child is gone, or has to go."""

    def __init__(self, code: str, *, is_final: bool) -> None:
        super().__init__(code)
        self.is_final = is_final


class Reader:
    """Reads mail in a child process; used by one thread at a time."""

    def __init__(self, *, most_cpu_s: float = MOST_CPU_S, most_memory: int = MOST_MEMORY) -> None:
        self.limits = [str(most_memory), str(most_cpu_s)]
        self._child: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None
        atexit.register(self.close)

    def read(self, mails: Iterable[Envelope]) -> Iterator[ReadMail | UnreadableMail]:
        """Yield what each mail says, in order; never raises for what is in a mail."""
        waiting = deque(mails)
        while waiting:
            try:
                line = self._hand_over(list(waiting))
                while waiting:
                    said = self._answer(line)
                    waiting.popleft()
                    yield said
            except Fell as fall:
                self.close()
                yield self._after(fall, waiting.popleft())
            except GeneratorExit:
                if waiting:
                    self.close()  # it still has mails in hand that nobody wants any more
                raise

    def has_more(self) -> bool:
        """Say whether the next answer is there, or comes in a moment."""
        try:
            return self._line is not None and self._line.poll(A_MOMENT_S)
        except OSError:
            return False  # whoever asks for it learns how the child fell

    def _after(self, fall: Fell, mail: Envelope) -> ReadMail | UnreadableMail:
        """Return what a mail says over which a child fell."""
        log.warning("mail_reader_fell: %s", fall)
        if fall.is_final:
            return UnreadableMail(str(fall))
        try:
            return self._answer(self._hand_over([mail]))
        except Fell as again:
            self.close()
            return UnreadableMail(str(again))

    def _hand_over(self, mails: list[Envelope]) -> Connection:
        if self._line is None or self._child is None or self._child.poll() is not None:
            self.close()
            self._line = self._start()
        try:
            self._line.send(mails)
        except OSError:
            raise Fell("mail.reading_fell", is_final=False) from None
        return self._line

    def _answer(self, line: Connection) -> ReadMail | UnreadableMail:
        try:
            if line.poll(MOST_WAIT_S):
                return unpacked(line.recv_bytes(_LARGEST_ANSWER))
        except (EOFError, OSError):
            raise self._how_it_fell() from None
        raise Fell("mail.reading_took_too_long", is_final=True)

    def _how_it_fell(self) -> Fell:
        assert self._child is not None
        if self._child.wait() == -signal.SIGPROF:
            return Fell("mail.reading_took_too_long", is_final=True)
        return Fell("mail.reading_fell", is_final=False)

    def _start(self) -> Connection:
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = subprocess.Popen(
                [
                    *(sys.executable, "-m", "frontlinje.channels.mail.reading_child"),
                    *(str(theirs.fileno()), *self.limits),
                ],
                pass_fds=[theirs.fileno()],
                env=environment(),
                stdin=subprocess.DEVNULL,
                process_group=0,
            )
        return Connection(ours.detach())

    def close(self) -> None:
        """End the child; the next mail gets a new one."""
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None
