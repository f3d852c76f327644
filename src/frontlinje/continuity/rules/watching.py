"""When does a trigger suggest its plan, and when is the cause gone? Asked by the watching sweep."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from frontlinje.centre.rules.document import plain_form
from frontlinje.continuity.rules.triggers import (
    CommonCause,
    FewReady,
    ProbeDown,
    ShareAbsent,
    Trigger,
    VolumeRatio,
    WaitingTime,
)

BEYOND_CHANCE: Final = 3.0
"""Standard deviations by which arrivals must lie above the usual number."""
FEWEST: Final = 10
"""Arrivals in the window below which nobody needs a plan, even at hours when usually none come."""


class Verdict(StrEnum):
    """What becomes of a suggestion."""

    RAISE = "raise"
    KEEP = "keep"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was measured for one trigger."""

    value: float | None = None
    """None when it cannot be told: nothing to compare with, or nothing that measures."""
    usual: float | None = None
    """What it is compared with, where the trigger does not say that itself."""
    of: float | None = None
    """How many there are in all, where ``value`` is a share."""
    queue: str = ""
    """The queue in which it was worst, where the trigger names none."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What is known of a trigger from earlier looks."""

    is_raised: bool = False
    turning_since: datetime | None = None
    """Since when what is seen speaks against ``is_raised``; None while it agrees."""


def key_of(trigger: Trigger) -> str:
    """Return what tells a trigger from the others of its plan.

    Parameters
    ----------
    trigger : Trigger
        As the plan writes it.

    Returns
    -------
    str
        The same for the same wording; whoever changes a limit has another trigger.
    """
    plain = json.dumps(plain_form(trigger), sort_keys=True)
    return f"{trigger.kind}-{sha256(plain.encode()).hexdigest()[:16]}"


def is_met(trigger: Trigger, reading: Reading) -> bool | None:
    """Say whether what a trigger watches for is so.

    Parameters
    ----------
    trigger : Trigger
        As the plan writes it.
    reading : Reading
        What was measured for it.

    Returns
    -------
    bool or None
        None when nobody can tell.

    Notes
    -----
    Arrivals that only chance brought are Poisson distributed, with a standard deviation of the
    square root of their usual number. Arrivals count as more only if they lie ``BEYOND_CHANCE``
    of these above it as well, so that three calls instead of one are no storm; nor are fewer than
    ``FEWEST``, such as four mails on a Sunday night.
    """
    value, usual = reading.value, reading.usual
    if value is None:
        return None
    match trigger:
        case VolumeRatio(over=over):
            if usual is None:
                return None
            by_chance = usual + BEYOND_CHANCE * max(usual, 1.0) ** 0.5
            return value >= FEWEST and value > over * usual and value > by_chance
        case WaitingTime(over_s=over) | ShareAbsent(over=over):
            return value > over
        case FewReady(fewer_than=least):
            return value < least
        case ProbeDown(down_for_s=least_s):
            return value > 0 and value >= least_s
        case CommonCause():
            return value > 0


def look(watch: Watch, trigger: Trigger, seen: bool | None, now: datetime) -> tuple[Verdict, Watch]:
    """Return what becomes of a trigger's suggestion, and what to remember.

    Parameters
    ----------
    watch : Watch
        What was remembered; ``Watch()`` for one never looked at.
    trigger : Trigger
        As the plan writes it.
    seen : bool or None
        What ``is_met`` says now.
    now : datetime
        Aware, not before the look before.

    Returns
    -------
    verdict : Verdict
        RAISE only when none is raised, CLEAR only when one is.
    watch : Watch
        For the next look.

    Notes
    -----
    The cause must have been there for ``for_s`` without a break, and gone for ``clear_after_s``
    without a break; a moment in which nobody can tell breaks both. So two suggestions of one
    trigger begin at least ``clear_after_s`` apart.
    """
    if seen is None or seen == watch.is_raised:
        return Verdict.KEEP, Watch(watch.is_raised)
    since = watch.turning_since or now
    span_s = trigger.clear_after_s if watch.is_raised else _lasting_s(trigger)
    if now - since < timedelta(seconds=span_s):
        return Verdict.KEEP, Watch(watch.is_raised, since)
    return (Verdict.CLEAR if watch.is_raised else Verdict.RAISE), Watch(not watch.is_raised)


def _lasting_s(trigger: Trigger) -> float:
    return trigger.for_s if isinstance(trigger, WaitingTime | FewReady) else 0.0
