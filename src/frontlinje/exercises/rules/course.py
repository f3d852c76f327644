"""The course of an exercise: its stages, its clock, and when it must stop by itself."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an exercise is."""

    DISCUSSION = "discussion"
    LIVE = "live"


class Stage(StrEnum):
    """How far an exercise has come."""

    PREPARED = "prepared"
    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"


class Stop(StrEnum):
    """Why an exercise is over."""

    CONDUCTOR = "conductor"
    TIME = "time"
    SERVICE = "service"
    """Real customers waited past their promise, or had nobody else: they come first."""


MAY_FOLLOW: Mapping[Stage, frozenset[Stage]] = {
    Stage.PREPARED: frozenset({Stage.RUNNING}),
    Stage.RUNNING: frozenset({Stage.PAUSED, Stage.OVER}),
    Stage.PAUSED: frozenset({Stage.RUNNING, Stage.OVER}),
    Stage.OVER: frozenset(),
}


def clock_s(ran_s: float, running_since: datetime | None, now: datetime) -> float:
    """Return the time on the clock of an exercise: pauses do not count.

    Parameters
    ----------
    ran_s : float
        Seconds it ran before it was last set going.
    running_since : datetime or None
        Since when it runs; None while it does not.
    now : datetime
        The instant.

    Returns
    -------
    float
        Seconds, 0 or more.
    """
    if running_since is None:
        return ran_s
    return ran_s + max(0.0, (now - running_since).total_seconds())


def breaks_service(late: Collection[object], may_be_late: int) -> bool:
    """Say whether real customers pay for the exercise.

    Parameters
    ----------
    late : collection
        Real contacts that wait and whose promise ran out while the exercise was running.
    may_be_late : int
        How many of them the conductor allows, 0 or more.

    Returns
    -------
    bool
        True when the exercise must stop.
    """
    return len(late) > may_be_late


def left_alone(
    served_by: Mapping[str, Collection[str]], participants: Collection[str]
) -> list[str]:
    """Return the queues that nobody would be ready for while the participants are in an exercise.

    Parameters
    ----------
    served_by : mapping of str to collection of str
        For each open queue, who is ready for it now.
    participants : collection of str
        Who would take contacts of the exercise only.

    Returns
    -------
    list of str
        Queues that somebody is ready for now, and nobody would be then; in the order given.
    """
    taking_part = set(participants)
    return [queue for queue, ready in served_by.items() if ready and set(ready) <= taking_part]
