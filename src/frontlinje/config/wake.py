"""How does the supervisor sleep, and still hear at once? Signals end its sleep.

The end of a child, and the order to stop.
"""

import select
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager


class Wake:
    """Sleep that signals interrupt."""

    def __init__(self, receiver: socket.socket) -> None:
        self.is_stopping = False
        self._receiver = receiver

    def stop(self, *_: object) -> None:
        """Note the order to stop."""
        self.is_stopping = True

    def wait(self, seconds: float) -> None:
        """Sleep, but no longer than until the next signal."""
        ready, _, _ = select.select([self._receiver], [], [], seconds)
        if ready:
            self._receiver.recv(4096)


@contextmanager
def wake_on_signals() -> Iterator[Wake]:
    """Take over the signals of this process while the block runs."""
    receiver, sender = socket.socketpair()
    receiver.setblocking(False)
    sender.setblocking(False)
    wake = Wake(receiver)
    with receiver, sender:
        before = signal.set_wakeup_fd(sender.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, wake.stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            yield wake
        finally:
            signal.set_wakeup_fd(before)
