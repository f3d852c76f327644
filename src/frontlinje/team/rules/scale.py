"""Where does an instant lie on a drawn day? Positions in thousandths; which hours are marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from frontlinje.presence.rules.shifts import Span

WIDTH: Final = 1000
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of the drawing."""

    x: float
    width: float


def shown_span(spans: Iterable[Span], day: Span) -> Span:
    """Return which hours of a day are drawn: all that matter, from full hour to full hour.

    Parameters
    ----------
    spans : iterable of Span
        Shifts and stretches at work.
    day : Span
        From midnight to midnight.

    Returns
    -------
    Span
        Within the day; at least eight hours of it, and an even number, so that every second hour
        can be marked.
    """
    kept = [span for span in spans if span.overlaps(day)]
    begins = min((span.starts_at for span in kept), default=day.starts_at + 8 * _HOUR)
    ends = max((span.ends_at for span in kept), default=day.starts_at + 16 * _HOUR)
    begins = max(day.starts_at, day.starts_at + (begins - day.starts_at) // _HOUR * _HOUR)
    ends = min(day.ends_at, day.starts_at - (day.starts_at - ends) // _HOUR * _HOUR)
    ends = min(day.ends_at, max(ends, begins + 8 * _HOUR))
    begins = max(day.starts_at, min(begins, ends - 8 * _HOUR))
    if (ends - begins) // _HOUR % 2:
        later = ends + _HOUR
        return Span(begins, later) if later <= day.ends_at else Span(begins - _HOUR, ends)
    return Span(begins, ends)


def bar_of(span: Span, shown: Span) -> Bar | None:
    """Return where a span is drawn.

    Parameters
    ----------
    span : Span
        What is drawn.
    shown : Span
        The hours that are drawn.

    Returns
    -------
    Bar or None
        In thousandths of the width; None when it lies outside.
    """
    if not span.overlaps(shown):
        return None
    begins = position_of(max(span.starts_at, shown.starts_at), shown)
    ends = position_of(min(span.ends_at, shown.ends_at), shown)
    return Bar(round(begins, 1), round(ends - begins, 1))


def position_of(instant: datetime, shown: Span) -> float:
    """Return where an instant is drawn.

    Parameters
    ----------
    instant : datetime
        Aware.
    shown : Span
        The hours that are drawn.

    Returns
    -------
    float
        0..1000 for what is inside.
    """
    return WIDTH * ((instant - shown.starts_at) / (shown.ends_at - shown.starts_at))


def hour_marks(shown: Span, zone: ZoneInfo) -> Sequence[tuple[float, int]]:
    """Return where the hours are marked, and which.

    Parameters
    ----------
    shown : Span
        The hours that are drawn.
    zone : ZoneInfo
        Whose clocks are meant.

    Returns
    -------
    sequence of tuple
        Position and hour; every second one when there are more than twelve.
    """
    n_hours = int((shown.ends_at - shown.starts_at) / _HOUR)
    step = 1 if n_hours <= 12 else 2
    marks = [shown.starts_at + n * _HOUR for n in range(0, n_hours + 1, step)]
    return [(round(position_of(at, shown), 1), at.astimezone(zone).hour) for at in marks]
