"""Does a screen that comes back get all it missed, though it be cut off on the way once more?"""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from frontlinje.config import stream
from frontlinje.config.streamer import Streamer
from frontlinje.ledger.feed import Announcement

BEFORE, NOW = 41, 90
BACK = {"headers": [(b"last-event-id", f"6.{BEFORE}".encode())]}
STREAMER = Streamer(UUID(int=1), frozenset({"centre"}), counts_as_desk=False, access_until=None)


def play(scope: stream.Scope, sent: list[stream.Message]) -> None:
    """Let a screen come, in a thread of its own: this one may already have the browser's loop."""

    async def send(message: stream.Message) -> None:
        sent.append(message)

    async def come() -> None:
        await stream._replay(stream.Screen(STREAMER), scope, send)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, come()).result()


def numbers(sent: list[stream.Message]) -> list[str]:
    """Return what a screen is told of where it is, frame by frame."""
    return re.findall(r"^id: (\S+)$", b"".join(one["body"] for one in sent).decode(), re.M)


def test_what_was_missed_carries_the_old_position_until_all_of_it_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def missed(position: int, topics: frozenset[str]) -> list[Announcement]:
        assert position == BEFORE
        return [Announcement(id=n, topics=("centre",), frame={"kind": "x"}) for n in (7, 8)]

    monkeypatch.setattr(stream.HUB, "position", NOW)
    monkeypatch.setattr(stream.HUB, "missed_since", missed)
    back: list[stream.Message] = []
    play(BACK, back)
    assert numbers(back) == [f"7.{BEFORE}", f"8.{BEFORE}", f"0.{NOW}"]
    new: list[stream.Message] = []
    play({"headers": []}, new)
    assert numbers(new) == [f"0.{NOW}"]


def test_whoever_is_not_told_what_was_missed_is_given_no_new_position(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def too_late(position: int, topics: frozenset[str]) -> None:
        raise TimeoutError

    monkeypatch.setattr(stream.HUB, "missed_since", too_late)
    sent: list[stream.Message] = []
    with pytest.raises(TimeoutError):
        play(BACK, sent)
    assert sent == []
