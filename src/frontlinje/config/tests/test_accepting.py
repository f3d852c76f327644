"""Do processes that share a socket share the connections, and does a door open and close?"""

import asyncio
import errno
import socket
import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest

from frontlinje.config.accepting import LONGEST_S, TakingTurns, wait_s
from frontlinje.config.listening import listen_on

N_DESKS = 16


class Greeting(asyncio.Protocol):
    """Says which loop it is, to whoever is let in."""

    def __init__(self, name: bytes) -> None:
        self._name = name

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast("asyncio.WriteTransport", transport).write(self._name)


class Web:
    """A loop with a door, in a thread that stands for a web process."""

    def __init__(self, listener: socket.socket, name: bytes) -> None:
        self._listener, self._name = listener, name
        self._loop = TakingTurns()
        self._is_open = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        assert self._is_open.wait(20)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        opening = self._loop.create_server(lambda: Greeting(self._name), sock=self._listener)
        door = self._loop.run_until_complete(opening)
        self._is_open.set()
        self._loop.run_forever()
        door.close()
        self._loop.close()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with listen_on("127.0.0.1", 0) as listener:
        yield listener


def knock(listener: socket.socket, n: int) -> list[bytes]:
    """Open so many connections at once; return who let each in."""
    desks = [socket.create_connection(listener.getsockname(), timeout=20) for _ in range(n)]
    by = [desk.recv(10) for desk in desks]
    for desk in desks:
        desk.close()
    return by


def test_who_has_more_leaves_new_connections_longer_to_others() -> None:
    waits = [wait_s(n) for n in range(500)]
    assert waits == sorted(set(waits))
    assert waits[0] == 0
    assert waits[-1] < LONGEST_S


def test_desks_that_open_at_once_are_shared_between_the_processes(listener: socket.socket) -> None:
    webs = [Web(listener, name) for name in (b"one", b"two")]
    by = knock(listener, N_DESKS)
    for web in webs:
        web.stop()
    assert by.count(b"one") + by.count(b"two") == N_DESKS
    assert min(by.count(b"one"), by.count(b"two")) >= N_DESKS // 4


def test_a_closed_door_leaves_everybody_to_the_other(listener: socket.socket) -> None:
    first, second = Web(listener, b"one"), Web(listener, b"two")
    first.stop()
    by = knock(listener, 4)
    second.stop()
    assert by == [b"two"] * 4


def test_no_room_for_another_connection_is_logged_and_tried_again(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("frontlinje.config.accepting.NO_ROOM_S", 0.01)
    full = [True]

    class Full(socket.socket):
        def accept(self) -> tuple[socket.socket, Any]:
            if full:
                full.clear()
                raise OSError(errno.EMFILE, "Too many open files")
            return super().accept()

    with Full(fileno=listener.detach()) as without_room:
        web = Web(without_room, b"one")
        by = knock(without_room, 1)
        web.stop()
    assert by == [b"one"]
    assert "Too many open files" in caplog.text
