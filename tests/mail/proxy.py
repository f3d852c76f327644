"""A line that a test can cut, slow down and hold: a TCP proxy before a server on the loopback."""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress


class Proxy:
    """Passes bytes on between whoever connects and ``to_port``, as far as it is told to.

    ``cut_after`` closes a connection when so many bytes came from the server; ``hold_after`` stops
    passing on then, with everything left open, ``hold_at`` when a client says these words,
    ``hold_answer`` when the server does; ``is_silent`` takes connections and never says anything;
    ``delay_s`` waits before each piece from the server; ``reworded`` puts other words into its
    mouth.
    """

    def __init__(self, to_port: int) -> None:
        self.to_port = to_port
        self.cut_after: int | None = None
        self.hold_after: int | None = None
        self.hold_at = b""
        self.hold_answer = b""
        self.is_silent = False
        self.delay_s = 0.0
        self.reworded: Callable[[bytes], bytes] = bytes
        self.heard = b""
        """What the clients said."""
        self.held = threading.Event()
        """Set when something is held."""
        self._sockets: set[socket.socket] = set()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def cut_all(self) -> None:
        """Cut every line that is open."""
        for line in list(self._sockets):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Cut every line and take no more."""
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.cut_all()
        for line in list(self._sockets):
            line.close()

    def _take(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            self._sockets.add(client)
            if self.is_silent:
                self.held.set()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.to_port), timeout=5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            self._sockets.add(server)
            for pass_on, ends in (
                (self._to_server, (client, server)),
                (self._to_client, (server, client)),
            ):
                threading.Thread(target=pass_on, args=ends, daemon=True).start()

    def _to_server(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while piece := client.recv(65536):
                self.heard += piece
                if self.hold_at and self.hold_at in piece:
                    self.held.set()
                    return
                server.sendall(piece)
        self._end(client, server)

    def _to_client(self, server: socket.socket, client: socket.socket) -> None:
        passed = 0
        with suppress(OSError):
            while piece := server.recv(65536):
                time.sleep(self.delay_s)
                piece = self.reworded(piece)
                if self.hold_answer and self.hold_answer in piece:
                    self.held.set()
                    return
                ends = self.cut_after if self.hold_after is None else self.hold_after
                if ends is not None and passed + len(piece) > ends:
                    client.sendall(piece[: max(0, ends - passed)])
                    if self.hold_after is None:
                        break
                    self.held.set()
                    return
                passed += len(piece)
                client.sendall(piece)
        self._end(client, server)

    def _end(self, *lines: socket.socket) -> None:
        for line in lines:
            self._sockets.discard(line)
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
