"""Which calendar decides from when on? Opening hours through all that is laid on the centre."""

from dataclasses import replace
from datetime import datetime

from frontlinje.centre.rules.calendars import Calendar
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.fields import Interval
from frontlinje.centre.rules.hours import Hours, Stretch

Timeline = tuple[tuple[datetime | None, CentreDocument], ...]
"""What is effective from when on; the first from None."""


def hours_through(timeline: Timeline, asked: tuple[str, str, str]) -> Hours:
    """Return the hours that a timeline comes to.

    Parameters
    ----------
    timeline : Timeline
        What is effective from when on.
    asked : tuple of str
        ``("calendar", code, "")``, or ``("channel", code, queue)`` with an empty queue for none.

    Returns
    -------
    Hours
        With a stretch for each change that matters.
    """
    stretches: list[Stretch] = []
    for starts_at, document in timeline:
        stretch = Stretch(starts_at, *_deciding_calendar(document, asked))
        if not stretches or replace(stretch, starts_at=stretches[-1].starts_at) != stretches[-1]:
            stretches.append(stretch)
    base = timeline[0][1]
    return Hours(base.timezone, base.country, tuple(stretches))


def _deciding_calendar(
    document: CentreDocument, asked: tuple[str, str, str]
) -> tuple[Calendar | None, tuple[Interval, ...]]:
    """Return the calendar that counts, and the hours of a day to which it is limited, if any."""
    what, code, queue_code = asked
    calendar: str | None = code
    within: tuple[Interval, ...] = ()
    if what == "channel":
        channel = next((c for c in document.channels if c.code == code), None)
        if channel is None or not channel.is_open:
            return None, ()
        queue = next((q for q in document.queues if q.code == queue_code), None)
        calendar = (queue.hours if queue is not None else None) or channel.hours
        within = channel.within
    return next((c for c in document.hours if c.code == calendar), None), within
