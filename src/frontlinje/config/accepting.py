"""Which web process takes a new connection? The one with the fewest, without asking the others.

They share one socket, and whoever wakes first takes all that wait there: of 16 desks opened at the
same moment one of two processes got 14 to 16, and pages waited for it while the other was idle.
Here each process waits a moment before it takes one, the longer the more it has already.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

import uvloop

LONGEST_S = 0.02
"""How long a process with very many connections leaves a new one to others."""
HALF_AT = 20
"""With how many connections a process waits half as long."""
NO_ROOM_S = 1.0
"""How long nobody is let in after the system had no room for another connection."""
log = logging.getLogger(__name__)


def wait_s(n_connections: int) -> float:
    """Return how long a process leaves a new connection to those with fewer."""
    return LONGEST_S * n_connections / (n_connections + HALF_AT)


class TakingTurns(uvloop.Loop):
    """An event loop whose servers take connections one by one, in turns with other processes."""

    async def create_server(  # type: ignore[override]
        self, protocol_factory: Callable[[], asyncio.Protocol], *, sock: socket.socket, **_: Any
    ) -> "Door":
        """Return a door that lets in who knocks at the socket."""
        return Door(self, protocol_factory, sock)


class Door:
    """What uvicorn closes when it stops."""

    def __init__(
        self, loop: uvloop.Loop, factory: Callable[[], asyncio.Protocol], listener: socket.socket
    ) -> None:
        self._loop, self._factory, self._listener = loop, factory, listener
        self._inside: WeakSet[asyncio.Protocol] = WeakSet()
        self._is_open = True
        listener.setblocking(False)
        self._listen()

    def close(self) -> None:
        """Let nobody in any more."""
        self._is_open = False
        self._loop.remove_reader(self._listener)

    async def wait_closed(self) -> None:
        """Return at once: a closed door has nothing to finish."""

    def _listen(self) -> None:
        if self._is_open:
            self._loop.add_reader(self._listener, self._somebody_knocks)

    def _somebody_knocks(self) -> None:
        self._loop.remove_reader(self._listener)
        self._loop.call_later(wait_s(len(self._inside)), self._let_in)

    def _let_in(self) -> None:
        if not self._is_open:
            return
        try:
            connection, _ = self._listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            self._listen()  # another process was quicker, or who knocked has gone
        except OSError as error:
            log.warning("No room for another connection: %s", error.strerror)
            self._loop.call_later(NO_ROOM_S, self._listen)
        else:
            self._loop.create_task(self._loop.connect_accepted_socket(self._protocol, connection))
            self._listen()

    def _protocol(self) -> asyncio.Protocol:
        protocol = self._factory()
        self._inside.add(protocol)
        return protocol
