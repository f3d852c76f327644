"""What do customers read and hear, per channel? Compared before and after a plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from frontlinje.centre.rules.document import Situation
from frontlinje.centre.rules.fields import Body
from frontlinje.centre.rules.hours import next_closing, next_opening
from frontlinje.centre.rules.state import CentreState

SITUATIONS: tuple[Situation, ...] = get_args(Situation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text that customers meet otherwise than before."""

    channel: str
    queue: str
    """Empty where it does not matter which."""
    situation: Situation
    before: tuple[Body, ...]
    """None said nothing; several are told together."""
    after: tuple[Body, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSeen:
    """How customers find a channel, for a queue with hours of its own or for all."""

    channel: str
    queue: str
    was_open: bool
    is_open: bool
    turned_before: datetime | None
    """When it would have closed or opened next; None when never."""
    turns_at: datetime | None


def texts_told(before: CentreState, after: CentreState) -> list[Told]:
    """Return every text that differs.

    Parameters
    ----------
    before, after : CentreState
        The effective state without and with the plan.

    Returns
    -------
    list of Told
        By channel and situation. A queue is named only where it hears something of its own.
    """
    return [told for channel in after.channels for told in _told_on(channel, before, after)]


def _told_on(channel: str, before: CentreState, after: CentreState) -> Iterator[Told]:
    queues = [code for code, queue in after.queues.items() if channel in queue.channels]
    for situation in SITUATIONS:
        to_all = _pair(situation, channel, "", before, after)
        pairs = {queue: _pair(situation, channel, queue, before, after) for queue in queues}
        own = {queue: pair for queue, pair in pairs.items() if pair != to_all}
        for queue, (was, now) in {"": to_all, **own}.items():
            if was != now:
                yield Told(channel=channel, queue=queue, situation=situation, before=was, after=now)


_Pair = tuple[tuple[Body, ...], tuple[Body, ...]]


def _pair(
    situation: Situation, channel: str, queue: str, before: CentreState, after: CentreState
) -> _Pair:
    return (
        _said(before, situation, channel, queue),
        _said(after, situation, channel, queue),
    )


def _said(state: CentreState, situation: Situation, channel: str, queue: str) -> tuple[Body, ...]:
    if situation == "incident":
        texts = state.texts_for(situation, channel=channel, queue=queue)
        return tuple(text.body for text in texts)
    text = state.text_for(situation, channel=channel, queue=queue)
    return (text.body,) if text is not None else ()


def doors_seen(before: CentreState, after: CentreState, now: datetime) -> list[DoorSeen]:
    """Return where customers find it open or closed otherwise than before.

    Parameters
    ----------
    before, after : CentreState
        The effective state without and with the plan.
    now : datetime
        An aware instant.

    Returns
    -------
    list of DoorSeen
        By channel; a queue is named only where it has hours of its own that differ.
    """
    found = []
    for channel in after.channels:
        own = [q.code for q in after.queues.values() if channel in q.channels and q.hours]
        for queue in ["", *own]:
            was_open, turned_before = _door(before, channel, queue, now)
            is_open, turns_at = _door(after, channel, queue, now)
            if (was_open, turned_before) != (is_open, turns_at):
                found.append(
                    DoorSeen(
                        channel=channel,
                        queue=queue,
                        was_open=was_open,
                        is_open=is_open,
                        turned_before=turned_before,
                        turns_at=turns_at,
                    )
                )
    return found


def _door(
    state: CentreState, channel: str, queue: str, now: datetime
) -> tuple[bool, datetime | None]:
    hours = state.opening(channel, queue)
    is_open = state.is_channel_open(channel, now, queue)
    return is_open, next_closing(hours, now) if is_open else next_opening(hours, now)
