"""When must a contact be answered? The queue's promise, counted in opening hours."""

from datetime import UTC, datetime, timedelta

from frontlinje.centre.rules.hours import next_closing, next_opening
from frontlinje.centre.rules.state import CentreState

_MOST_STRETCHES = 1000


def due_at(state: CentreState, *, queue: str, channel: str, received_at: datetime) -> datetime:
    """Return when the promise of a contact runs out.

    Parameters
    ----------
    state : CentreState
        The effective state.
    queue, channel : str
        Their codes; the queue must exist.
    received_at : datetime
        Aware instant at which the contact came in.

    Returns
    -------
    datetime
        The instant by which ``promise_s`` seconds of opening hours have passed since then. Where
        the channel never opens again (as far as the calendar tells), plain time counts.

    Examples
    --------
    Promised within an hour, received half an hour before closing at 16: due at 8:30 the next day.
    """
    promise = timedelta(seconds=state.queues[queue].promise_s)
    hours = state.opening(channel, queue)
    # In a local zone adding would follow the clock on the wall, also over a change to summer time.
    received_at = received_at.astimezone(UTC)
    left, at = promise, received_at
    for _ in range(_MOST_STRETCHES):
        opens_at = next_opening(hours, at)
        if opens_at is None:
            break
        closes_at = next_closing(hours, opens_at)
        if closes_at is None or opens_at + left <= closes_at:
            return opens_at + left
        left -= closes_at - opens_at
        at = closes_at
    return received_at + promise
