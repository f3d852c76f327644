"""Which channel closes or opens next because of load? Decided step by step, never in haste."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf
from typing import Literal

from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.fields import ChannelCode
from frontlinje.centre.rules.shedding import LEAST_REST_S, Shedding

Turn = Literal["over", "under"]


@dataclass(frozen=True, slots=True)
class Shed:
    """What load has closed so far."""

    closed: tuple[ChannelCode, ...] = ()
    """The first closed first."""
    flipped_at: Mapping[str, datetime] = field(default_factory=dict)
    """When each channel last closed or opened by itself."""
    turning: Turn | None = None
    """Whether the load is beyond a limit now."""
    turning_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What to do now, and what to remember."""

    shed: Shed
    close: ChannelCode | None = None
    open: tuple[ChannelCode, ...] = ()


def load_of(n_waiting: int, n_ready: int) -> float:
    """Return the load: how many wait for each ready agent.

    Parameters
    ----------
    n_waiting, n_ready : int
        Contacts waiting, and agents on duty who declared ready, busy or not.

    Returns
    -------
    float
        0 when nothing waits; infinite when something does and nobody is ready.
    """
    if n_waiting == 0:
        return 0.0
    return n_waiting / n_ready if n_ready else inf


def next_step(
    limits: Shedding | None,
    shed: Shed,
    *,
    load: float,
    open_channels: Collection[str],
    now: datetime,
) -> Step:
    """Return which channel closes or opens now.

    Parameters
    ----------
    limits : Shedding or None
        What the centre says now; None when nothing closes by itself.
    shed : Shed
        What was remembered; ``Shed()`` at first.
    load : float
        As ``load_of`` gives it.
    open_channels : collection of str
        Channels that are open just now.
    now : datetime
        Aware, not before the step before.

    Returns
    -------
    Step
        At most one channel closes. What load closed and the centre no longer names opens at once:
        a person decided that.

    Notes
    -----
    The load must have been above ``over``, or below ``under``, for ``for_s`` before each step. No
    channel closes or opens by load twice within ``rest_s``.
    """
    order = limits.order if limits is not None else ()
    given_up = tuple(channel for channel in shed.closed if channel not in order)
    shed = _opened(shed, given_up, now)
    if limits is None:
        return Step(_turned(shed, None, now), open=given_up)
    turn: Turn | None = "over" if load > limits.over else "under" if load < limits.under else None
    shed = _turned(shed, turn, now)
    since = shed.turning_since
    if turn is None or since is None or now - since < timedelta(seconds=limits.for_s):
        return Step(shed, open=given_up)
    rest = timedelta(seconds=limits.rest_s)
    if turn == "over":
        channel = _next_to_close(limits.order, shed, open_channels, now - rest)
        return Step(_closed(shed, channel, now), close=channel, open=given_up)
    last = shed.closed[-1:]
    ready = tuple(channel for channel in last if shed.flipped_at[channel] <= now - rest)
    return Step(_opened(shed, ready, now), open=(*given_up, *ready))


def _next_to_close(
    order: Sequence[ChannelCode], shed: Shed, open_channels: Collection[str], rested: datetime
) -> ChannelCode | None:
    for channel in order:
        if channel in shed.closed or channel not in open_channels:
            continue
        flipped_at = shed.flipped_at.get(channel)
        return channel if flipped_at is None or flipped_at <= rested else None
    return None


def _turned(shed: Shed, turn: Turn | None, now: datetime) -> Shed:
    since = (shed.turning_since if turn == shed.turning else now) if turn else None
    return Shed(shed.closed, shed.flipped_at, turn, since)


def _closed(shed: Shed, channel: ChannelCode | None, now: datetime) -> Shed:
    if channel is None:
        return shed
    flipped_at = {**shed.flipped_at, channel: now}
    return Shed((*shed.closed, channel), flipped_at, shed.turning, now)


def _opened(shed: Shed, channels: Collection[ChannelCode], now: datetime) -> Shed:
    if not channels:
        return shed
    closed = tuple(channel for channel in shed.closed if channel not in channels)
    opened_at: dict[str, datetime] = dict.fromkeys(channels, now)
    flipped_at = {**shed.flipped_at, **opened_at}
    return Shed(closed, flipped_at, shed.turning, now if shed.turning else None)


def alternative_for(
    channel: str, document: CentreDocument, open_channels: Collection[str]
) -> ChannelCode | None:
    """Return where customers are sent while load keeps a channel closed.

    Parameters
    ----------
    channel : str
        The channel that closes.
    document : CentreDocument
        As it is without that.
    open_channels : collection of str
        Channels that are open.

    Returns
    -------
    str or None
        The alternative that the centre names if that is open, else the open channel that closes
        last or never, and of several the one that takes least of an agent; None when no other is
        open.
    """
    order = document.shedding.order if document.shedding is not None else ()
    own = next((c.alternative for c in document.channels if c.code == channel), None)
    others = {
        c.code: (-(order.index(c.code) if c.code in order else len(order)), c.units)
        for c in document.channels
        if c.code in open_channels and c.code not in (channel, "paper", "visit")
    }
    if own in others or not others:
        return own if own in others else None
    return min(others, key=others.__getitem__)


REST = timedelta(seconds=LEAST_REST_S)
"""For how long a closing is said to last at first; it is drawn out while the load lasts."""
