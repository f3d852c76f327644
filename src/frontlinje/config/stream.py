"""How do open screens learn what happens? ``/stream``: server-sent events, raw ASGI.

One listener per process hears the database announce committed events and hands each to the
screens that follow one of its topics. What moves often for everybody (board, presence, queues) is
gathered and said at most once a second. A screen that comes back says where it was
(``Last-Event-ID``) and is given what it missed.
"""

import asyncio
import contextlib
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from psycopg import AsyncConnection, Error

from frontlinje.base import clock
from frontlinje.config.streamer import Streamer, conninfo, note_desks, open_streamer
from frontlinje.ledger.feed import (
    CHANNEL,
    Announcement,
    events_by_id,
    events_since,
    oldest_unfinished,
)

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEARTBEAT_S = 15.0
GATHER_S = 1.0
LONGEST_START_S = 5.0
SEEN_EVERY_S = 10.0
LONGEST_QUEUE = 256
GATHERED = ("board", "presence", "queue:", "centre")
"""Topics that concern many screens: one frame a second at most."""
ABOUT_ACCOUNTS = "user."
"""Events by which a person's rights, access or sessions change: their screens must come in anew."""


@dataclass(eq=False, slots=True)
class Screen:
    """One open connection."""

    streamer: Streamer
    frames: asyncio.Queue[bytes | None] = field(
        default_factory=lambda: asyncio.Queue(LONGEST_QUEUE)
    )

    def push(self, frame: bytes) -> None:
        """Hand a frame over; a screen too slow to take it is let go and comes back by itself."""
        try:
            self.frames.put_nowait(frame)
        except asyncio.QueueFull:
            self.let_go()

    def let_go(self) -> None:
        """End the connection; the screen comes back by itself and says where it was."""
        while not self.frames.empty():
            self.frames.get_nowait()
        self.frames.put_nowait(None)


def frame_of(announcement: Announcement, position: int) -> bytes:
    """Return an event on the wire; its id says which event and where to go on from."""
    body = json.dumps(announcement.frame, separators=(",", ":"))
    return f"id: {announcement.id}.{position}\nevent: fl\ndata: {body}\n\n".encode()


class Hub:
    """Everything that one process streams."""

    def __init__(self) -> None:
        self.screens: dict[str, set[Screen]] = defaultdict(set)
        self.people: dict[UUID, int] = defaultdict(int)
        self.arrived: set[UUID] = set()
        self.position = 0
        self._next_position = 0
        self._gathered: dict[str, Announcement] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.reader: AsyncConnection | None = None
        self.is_listening = asyncio.Event()

    def start(self) -> None:
        """Start listening, on the first screen of this process."""
        if not self._tasks:
            for loop in (self._listen_for_ever(), self._tick_for_ever()):
                task = asyncio.create_task(loop)
                self._tasks.add(task)

    def add(self, screen: Screen) -> None:
        """Begin to hand events to a screen."""
        for topic in screen.streamer.topics:
            self.screens[topic].add(screen)
        if screen.streamer.counts_as_desk:
            self.people[screen.streamer.user_id] += 1
            self.arrived.add(screen.streamer.user_id)

    def remove(self, screen: Screen) -> None:
        """Stop handing events to a screen."""
        for topic in screen.streamer.topics:
            self.screens[topic].discard(screen)
            if not self.screens[topic]:
                del self.screens[topic]
        if screen.streamer.counts_as_desk:
            self.people[screen.streamer.user_id] -= 1
            if not self.people[screen.streamer.user_id]:
                del self.people[screen.streamer.user_id]

    def hand_out(self, announcements: Iterable[Announcement]) -> None:
        """Give each event to the screens that follow one of its topics, each screen once."""
        for announcement in announcements:
            at_once: set[Screen] = set()
            for topic in announcement.topics:
                if topic.startswith(GATHERED):
                    self._gathered[topic] = announcement
                else:
                    at_once |= self.screens.get(topic, set())
            if at_once:
                frame = frame_of(announcement, self.position)
                for screen in at_once:
                    screen.push(frame)
                    if announcement.frame["kind"].startswith(ABOUT_ACCOUNTS):
                        screen.let_go()

    def hand_out_gathered(self) -> None:
        """Say what moved within the last second, one frame per topic."""
        gathered, self._gathered = self._gathered, {}
        for topic, announcement in gathered.items():
            told = Announcement(
                id=announcement.id,
                topics=(topic,),
                frame={
                    **announcement.frame,
                    "kind": f"{topic.split(':')[0]}.moved",
                    "topics": [topic],
                },
            )
            screens = self.screens.get(topic)
            if screens:
                frame = frame_of(told, self.position)
                for screen in screens:
                    screen.push(frame)

    async def missed_since(
        self, position: int, topics: frozenset[str]
    ) -> list[Announcement] | None:
        """Return what these topics had since a position; None when that is too much to repeat."""
        await asyncio.wait_for(self.is_listening.wait(), timeout=5)
        assert self.reader is not None
        return await events_since(self.reader, position, sorted(topics))

    async def _listen_for_ever(self) -> None:
        """Hear announcements; after a lost database, catch up from the last position."""
        wait_s = 0.1
        while True:
            try:
                async with (
                    await AsyncConnection.connect(conninfo(), autocommit=True) as ear,
                    await AsyncConnection.connect(conninfo(), autocommit=True) as reader,
                ):
                    await ear.execute(f"LISTEN {CHANNEL}")
                    await self._catch_up(reader)
                    self.reader, wait_s = reader, 0.1
                    self.is_listening.set()
                    await asyncio.gather(self._hear(ear, reader), self._advance(reader))
            except (Error, OSError) as error:
                log.warning("stream_lost_database", extra={"error": type(error).__name__})
                self.is_listening.clear()
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, 2.0)

    async def _catch_up(self, reader: AsyncConnection) -> None:
        start = await oldest_unfinished(reader)
        if self.position and self.screens:
            missed = await events_since(reader, self.position, list(self.screens))
            if missed is None:
                for screen in {one for many in self.screens.values() for one in many}:
                    screen.let_go()
            else:
                self.hand_out(missed)
        self.position = self._next_position = start

    async def _hear(self, ear: AsyncConnection, reader: AsyncConnection) -> None:
        while True:
            ids = [int(n.payload) async for n in ear.notifies(stop_after=1)]
            ids += [int(n.payload) async for n in ear.notifies(timeout=0)]
            self.hand_out(await events_by_id(reader, ids))

    async def _advance(self, reader: AsyncConnection) -> None:
        """Move the position on, always a few seconds behind, so that it never leaves a gap."""
        while True:
            await asyncio.sleep(3)
            self.position, self._next_position = (
                self._next_position,
                await oldest_unfinished(reader),
            )

    async def _tick_for_ever(self) -> None:
        """Once a second: gathered frames, and who has just come; less often: who is still here."""
        ticks = 0
        while True:
            await asyncio.sleep(GATHER_S)
            ticks += 1
            self.hand_out_gathered()
            people = (
                set(self.people) if ticks % SEEN_EVERY_S == 0 else self.arrived & set(self.people)
            )
            self.arrived.clear()
            if people:
                try:
                    await sync_to_async(note_desks, thread_sensitive=False)(people, clock.now())
                except Exception:
                    self.arrived |= people
                    log.warning("stream_could_not_note_desks")


HUB = Hub()


async def stream_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request for the stream and keep it open."""
    streamer = await sync_to_async(open_streamer, thread_sensitive=False)(scope)
    if isinstance(streamer, int):
        await _refuse(send, streamer)
        return
    HUB.start()
    try:
        await asyncio.wait_for(HUB.is_listening.wait(), LONGEST_START_S)
    except TimeoutError:
        await _refuse(send, 503)
        return
    screen = Screen(streamer)
    HUB.add(screen)
    try:
        await _start(send)
        await _replay(screen, scope, send)
        await _run(screen, receive, send)
    except (TimeoutError, Error) as error:
        # The answer has begun; ending it makes the screen come back with its position.
        log.warning("stream_cut", extra={"error": type(error).__name__})
    finally:
        HUB.remove(screen)


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _start(send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def _replay(screen: Screen, scope: Scope, send: Send) -> None:
    """Send what the screen missed since its last event, if it says which; then where it is now.

    What it missed carries the old position: a break on the way, or before any event, loses nothing.
    """
    here = f"retry: 1000\nid: 0.{HUB.position}\nevent: fl-here\ndata: {{}}\n\n".encode()
    last = dict(scope["headers"]).get(b"last-event-id", b"").decode("ascii", "replace")
    _, _, position = last.partition(".")
    body = b""
    if position.isdecimal():
        missed = await HUB.missed_since(int(position), screen.streamer.topics)
        body = b"event: fl-reset\ndata: {}\n\n"
        if missed is not None:
            body = b"".join(frame_of(announcement, int(position)) for announcement in missed)
    await send({"type": "http.response.body", "body": body + here, "more_body": True})


async def _run(screen: Screen, receive: Receive, send: Send) -> None:
    """Send frames and heartbeats until the screen leaves, its access ends or it is too slow."""
    gone = asyncio.create_task(_left(receive))
    try:
        while not gone.done():
            body = await _next_frames(screen, gone)
            if body is None or not screen.streamer.has_access(clock.now()):
                break
            await send({"type": "http.response.body", "body": body, "more_body": True})
    finally:
        gone.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await gone
    with contextlib.suppress(Exception):
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _next_frames(screen: Screen, gone: "asyncio.Task[None]") -> bytes | None:
    """Return all frames that wait, a heartbeat when there is none for long, None to end."""
    waiting = asyncio.create_task(screen.frames.get())
    done, _ = await asyncio.wait(
        {waiting, gone}, timeout=HEARTBEAT_S, return_when=asyncio.FIRST_COMPLETED
    )
    if waiting not in done:
        waiting.cancel()
        return None if gone in done else b": \n\n"
    frames = [waiting.result()]
    while not screen.frames.empty():
        frames.append(screen.frames.get_nowait())
    if None in frames:
        return None
    return b"".join(frame for frame in frames if frame)
