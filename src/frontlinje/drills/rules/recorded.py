"""What was recorded of days that were? The form in which history reaches the estimates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.fields import Interval

LaneKey = tuple[str, str, str]
"""Queue, channel, and the language that the agent must speak, empty where any will do."""


class Came(NamedTuple):
    """A contact that came, and what became of it; instants are aware, in the centre's zone."""

    lane: LaneKey
    at: datetime
    answered_at: datetime | None = None
    gave_up_at: datetime | None = None
    ended_at: datetime | None = None
    """When it was no longer there, answered or not; None while it still is."""
    handling_s: float | None = None
    """All stretches in somebody's hands; None when it never was in any."""
    wrap_up_s: float | None = None
    crew: str = ""
    """Who had it, as `Colleague.crew` says."""


def crew_of(team: str | None, *, is_last_resort: bool) -> str:
    """Return who is looked at together: a team's own staff, or its trainees and lent hands.

    Parameters
    ----------
    team : str or None
        The team's code.
    is_last_resort : bool
        Whether somebody is offered contacts when nobody else can take them.

    Returns
    -------
    str
        A name. Never one person's: nobody's own pace is worked out.
    """
    return f"{team or ''}{'+' if is_last_resort else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who answers, as far as estimates look at people."""

    username: str
    team: str | None = None
    site: str | None = None
    is_last_resort: bool = False
    languages: tuple[str, ...] = ()
    skills: Mapping[str, int] = field(default_factory=dict)

    @property
    def crew(self) -> str:
        """Return with whom somebody is looked at.

        Returns
        -------
        str
            See `crew_of`.
        """
        return crew_of(self.team, is_last_resort=self.is_last_resort)


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """One person on one date: what was planned, and when they were ready; minutes of that date."""

    username: str
    planned: tuple[Interval, ...] = ()
    ready: tuple[Interval, ...] = ()
    ready_s: float = 0.0
    pause_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """How offers ended, over the whole period."""

    n_accepted: int = 0
    n_missed: int = 0
    answer_s: float = 0.0
    """Mean time from an offer until it was accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was recorded in a period."""

    zone: ZoneInfo
    first: date
    last: date
    came: Sequence[Came]
    """In order of time, from some days before the first: they may still have waited."""
    n_unplaced: int = 0
    """Contacts in queues or on channels that the centre no longer has."""
    there: Mapping[date, Sequence[There]] = field(default_factory=dict)
    """Everybody of whom anything was planned or recorded, on dates before today."""
    planned: Mapping[date, Sequence[There]] = field(default_factory=dict)
    """Shifts that are planned for the dates to come, today among them."""
    colleagues: Mapping[str, Colleague] = field(default_factory=dict)
    offers: Offers = field(default_factory=Offers)
    disturbed: frozenset[date] = frozenset()
    """Dates on which a plan was in effect."""
