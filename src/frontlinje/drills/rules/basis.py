"""What does a version rest on? The days it was learnt from, and of each figure how sure it is."""

from datetime import date
from typing import Literal

from frontlinje.centre.rules.fields import Section
from frontlinje.drills.rules.kinds import Kind

Source = Literal["history", "channel", "others", "default", "hand", "plan", "centre"]
"""From its own records, from those of its whole channel or of other kinds of day, a stated default,
entered by hand, the shift plan, or the settings of the centre."""


class Figure(Section):
    """How one figure came."""

    source: Source
    n: int = 0
    """Contacts, shifts, days or offers that it rests on."""


class UsedDay(Section):
    """A date that was learnt from."""

    day: date
    n_came: int


class LeftOut(Section):
    """A date of the kind that was not learnt from."""

    day: date
    why: Literal["plan", "nothing"]
    """A plan was in effect; or nothing came at all."""


class Patience(Section):
    """How those who waited on a channel held out: what the mean was read from."""

    channel: str
    n_waited: int
    n_gave_up: int
    curve: tuple[tuple[float, float], ...]
    """Seconds waited, and the share that would still be there (Kaplan and Meier)."""
    mean_s: float


class Basis(Section):
    """What a version rests on; empty of what came from a file."""

    kind: Kind | None = None
    first: date | None = None
    last: date | None = None
    days: tuple[UsedDay, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    n_unplaced: int = 0
    figures: dict[str, Figure] = {}
    """By what they are: ``lane_figure(key, name)`` for lanes, plain names for the day."""
    patience: tuple[Patience, ...] = ()
    roster: date | None = None
    """Whose people they are."""


def lane_figure(queue: str, channel: str, language: str, name: str) -> str:
    """Return what a lane's figure is called in a basis.

    Parameters
    ----------
    queue, channel, language : str
        The lane.
    name : str
        ``per_h``, ``handling``, ``wrap_up``, ``patience`` or ``backlog``.

    Returns
    -------
    str
        One word.
    """
    return ":".join((queue, channel, language, name))
