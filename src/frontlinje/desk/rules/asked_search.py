"""Where is something looked for? The address of a search, read; nonsense counts as not asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from uuid import UUID

from frontlinje.contacts.rules.lifecycle import Channel, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters of a search; empty for any."""

    typed: str = ""
    channel: str = ""
    queue: str = ""
    state: str = ""
    agent: UUID | None = None
    customer: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None

    @property
    def is_narrowed(self) -> bool:
        """Say whether any filter is set."""
        what = (self.channel, self.queue, self.state)
        return any((*what, self.agent, self.customer, self.first_day, self.last_day))


def read_asked(given: Mapping[str, str], queues: Collection[str]) -> Asked:
    """Return what an address asks for.

    Parameters
    ----------
    given : mapping of str to str
        ``q``, ``channel``, ``queue``, ``state``, ``agent``, ``customer``, ``from`` and ``to``.
    queues : collection of str
        Codes of the queues there are.

    Returns
    -------
    Asked
        Without what cannot be meant.

    Examples
    --------
    >>> asked = read_asked({"q": " sau ", "from": "2026-03-01", "state": "lost"}, [])
    >>> asked.typed, asked.first_day, asked.state
    ('sau ', datetime.date(2026, 3, 1), '')
    """
    queue = given.get("queue", "")
    return Asked(
        typed=given.get("q", "").lstrip()[:200],
        channel=_among(given.get("channel", ""), Channel),
        queue=queue if queue in queues else "",
        state=_among(given.get("state", ""), State),
        agent=_id(given.get("agent", "")),
        customer=_id(given.get("customer", "")),
        first_day=_day(given.get("from", "")),
        last_day=_day(given.get("to", "")),
    )


def period_of(asked: Asked, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """Return the instants between which contacts came in.

    Parameters
    ----------
    asked : Asked
        With the first and the last day, both meant whole.
    zone : tzinfo
        Where the days are counted.

    Returns
    -------
    tuple of datetime or None
        From the beginning of the first day to the end of the last; None for open.
    """
    first, last = asked.first_day, asked.last_day
    since = datetime.combine(first, time(), zone) if first else None
    end = datetime.combine(last, time(), zone) + timedelta(days=1) if last else None
    return since, end


def _among(code: str, known: type[Channel] | type[State]) -> str:
    return code if code in set(known) else ""


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1970 <= found.year <= 2200 else None
