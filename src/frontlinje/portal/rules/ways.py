"""How can one reach the centre, and when? The status page asks, and whoever finds a way closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.hours import Span, is_open, next_closing, next_opening
from frontlinje.centre.rules.state import CentreState

DAYS: Final = 7
"""How far ahead hours are told."""

WRITTEN: Final = frozenset({"mail", "web"})
"""One can write at any hour, as long as the channel itself is not closed."""

ADDRESSED: Final = frozenset({"mail", "phone"})
"""Of use only to whoever knows the address or the number."""

TOLD: Final = ("phone", "chat", "mail", "web", "visit")
"""The ways that customers are told of, in their order; a letter needs no opening hours."""


@dataclass(frozen=True, slots=True)
class Day:
    """When a way is staffed on a date; never when there are no spans."""

    date: date
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One channel as a customer sees it."""

    code: str
    is_shut: bool
    """Closed by decision, whatever the hours say."""
    is_staffed: bool
    """Within its hours, so that somebody answers."""
    closes_at: datetime | None
    """None when it is not staffed, and when it never closes."""
    opens_at: datetime | None
    """When somebody answers again, or a way to write that is shut can be used again; None when
    it is staffed, and when nobody knows."""
    addresses: tuple[str, ...]
    """Mail addresses or numbers."""
    days: tuple[Day, ...]

    @property
    def is_usable(self) -> bool:
        """Say whether a customer gets through now: to a person, or with a message."""
        return not self.is_shut and (self.is_staffed or self.code in WRITTEN)


def ways_to_reach(state: CentreState, now: datetime) -> tuple[Way, ...]:
    """Return every channel that customers are told of.

    Parameters
    ----------
    state : CentreState
        The effective state.
    now : datetime
        Aware instant.

    Returns
    -------
    tuple of Way
        Those that the centre has, in the order of ``TOLD``.
    """
    return tuple(_way(state, code, now) for code in TOLD if code in state.channels)


def _way(state: CentreState, code: str, now: datetime) -> Way:
    hours = state.opening(code)
    is_staffed = is_open(hours, now)
    today = now.astimezone(ZoneInfo(state.document.timezone)).date()
    dates = (today + timedelta(days=ahead) for ahead in range(DAYS))
    return Way(
        code=code,
        is_shut=not state.channels[code].is_open,
        is_staffed=is_staffed,
        closes_at=next_closing(hours, now) if is_staffed else None,
        opens_at=None if is_staffed else _opens_at(state, code, now),
        addresses=_addresses(state, code),
        days=tuple(Day(day, hours.spans_on(day)) for day in dates),
    )


def _opens_at(state: CentreState, code: str, now: datetime) -> datetime | None:
    """Return when somebody answers again, or what closed a way to write ends, at any hour."""
    if code not in WRITTEN or state.channels[code].is_open:
        return next_opening(state.opening(code), now)
    coming = [(turn, then) for turn, then in state.timeline if turn is not None and turn > now]
    for turn, document in coming:
        if any(channel.code == code and channel.is_open for channel in document.channels):
            return turn
    return None


def _addresses(state: CentreState, code: str) -> tuple[str, ...]:
    """Return the addresses of the channel's own queue, else of the first that has any."""
    if code not in ADDRESSED:
        return ()
    own = state.queue_for(code)
    others = [queue for queue in state.document.queues if code in queue.channels]
    for queue in (own, *others):
        found = [a for a in (queue.addresses if queue else ()) if ("@" in a) == (code == "mail")]
        if found:
            return tuple(found)
    return ()


def way_instead(ways: Iterable[Way], closed: str, *, named: str | None = None) -> Way | None:
    """Return the way to name to somebody who found another one closed.

    Parameters
    ----------
    ways : iterable of Way
        All ways, the best known first.
    closed : str
        The code of the one that is closed.
    named : str or None
        The code of the way that the centre wants named, if it has one in mind.

    Returns
    -------
    Way or None
        The one named if one gets through there, else the first where somebody answers now, else the
        first that takes a message, else the one that opens first; None when nobody knows of any. A
        mail address or number that the centre has not told helps nobody: such a way is not named.
    """
    others = [
        way
        for way in ways
        if way.code != closed and not way.is_shut and (way.addresses or way.code not in ADDRESSED)
    ]
    usable = [way for way in others if way.is_usable]
    if usable:
        wanted = (way for way in usable if way.code == named)
        return next(wanted, next((way for way in usable if way.is_staffed), usable[0]))
    opening = [(way.opens_at, way) for way in others if way.opens_at is not None]
    return min(opening, key=lambda found: found[0])[1] if opening else None
