"""What does overflow do to a waiting contact now? Asked at arrival and whenever the clock sweeps.

Steps of two kinds. Widen, relax and raise hold while the recipe's conditions hold and end with
them. Announce, offer a call-back and send are done once per contact and recipe, however often the
conditions come and go.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from frontlinje.base.jit import jitable
from frontlinje.centre.rules.queues import (
    Announce,
    Conditions,
    OfferCallback,
    Queue,
    Raise,
    Relax,
    Send,
    Widen,
)

NOT_ASKED: Final = -1
"""Limit of a condition that the recipe does not set."""

OnceStep = Announce | OfferCallback | Send


@jitable
def conditions_hold(
    limit_waited_s: float,
    limit_waiting_per_ready: float,
    limit_ready: int,
    limit_waiting: int,
    asks_closed: bool,
    waited_s: float,
    n_waiting: int,
    n_ready: int,
    is_closed: bool,
) -> bool:
    """Tell whether every condition that a recipe sets holds.

    Parameters
    ----------
    limit_waited_s : float
        Seconds the contact has waited at least.
    limit_waiting_per_ready : float
        More contacts wait for each ready agent than this.
    limit_ready : int
        Fewer agents are ready than this.
    limit_waiting : int
        More contacts wait than this.
    asks_closed : bool
        The queue must be closed.
    waited_s : float
        Seconds waited by this contact.
    n_waiting, n_ready : int
        Contacts waiting in the queue, this one among them, and agents ready for it.
    is_closed : bool
        Whether the queue is closed.

    Returns
    -------
    bool
        True when all limits other than NOT_ASKED are met and at least one is set.

    Notes
    -----
    Nothing is divided: with nobody ready any waiting contact is more than any ratio.
    """
    is_asked = asks_closed
    if asks_closed and not is_closed:
        return False
    if limit_waited_s >= 0:
        is_asked = True
        if waited_s < limit_waited_s:
            return False
    if limit_waiting_per_ready >= 0:
        is_asked = True
        if n_waiting <= limit_waiting_per_ready * n_ready:
            return False
    if limit_ready >= 0:
        is_asked = True
        if n_ready >= limit_ready:
            return False
    if limit_waiting >= 0:
        is_asked = True
        if n_waiting <= limit_waiting:
            return False
    return is_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueNow:
    """What conditions look at in a queue."""

    n_waiting: int
    n_ready: int
    is_closed: bool


@dataclass(slots=True)
class Effects:
    """What overflow does to one contact now."""

    groups: list[str] = field(default_factory=list)
    """Codes of the answer groups opened, besides the queue's own."""
    relaxed: dict[str, int] = field(default_factory=dict)
    """Levels taken off, by code of the skill."""
    raised: float = 0.0
    """In promises."""
    once: list[tuple[str, OnceStep]] = field(default_factory=list)
    """Steps to do now, each with the mark of its recipe, which goes into `done` when it is done."""


def recipe_holds(when: Conditions, waited_s: float, now: QueueNow) -> bool:
    """Tell whether a recipe's conditions hold for a contact.

    Parameters
    ----------
    when : Conditions
        The recipe's conditions.
    waited_s : float
        Seconds waited.
    now : QueueNow
        The queue.

    Returns
    -------
    bool
        See `conditions_hold`.
    """
    return conditions_hold(
        NOT_ASKED if when.waited_s is None else when.waited_s,
        NOT_ASKED if when.waiting_per_ready is None else when.waiting_per_ready,
        NOT_ASKED if when.ready_fewer_than is None else when.ready_fewer_than,
        NOT_ASKED if when.waiting_more_than is None else when.waiting_more_than,
        when.is_closed,
        waited_s,
        now.n_waiting,
        now.n_ready,
        now.is_closed,
    )


def overflow_effects(
    queue: Queue,
    *,
    waited_s: float,
    now: QueueNow,
    done: Collection[str] = (),
    been_in: Collection[str] = (),
) -> Effects:
    """Work out what a queue's overflow recipes do to one waiting contact.

    Parameters
    ----------
    queue : Queue
        The queue it waits in, with its recipes in the order written.
    waited_s : float
        Seconds waited.
    now : QueueNow
        The queue's numbers.
    done : collection of str
        Marks of the recipes whose once-steps were done for this contact, in any queue.
    been_in : collection of str
        Codes of the queues the contact was in before; it is never sent back to one.

    Returns
    -------
    Effects
        Held effects, added up over all recipes that hold, and once-steps in order. A contact that
        is sent away gets nothing from the recipes after that.
    """
    effects = Effects()
    for recipe in queue.overflow:
        if not recipe_holds(recipe.when, waited_s, now):
            continue
        mark = f"{queue.code}/{recipe.code}"
        for step in recipe.then:
            if isinstance(step, Widen):
                if step.group not in effects.groups and step.group not in queue.groups:
                    effects.groups.append(step.group)
            elif isinstance(step, Relax):
                effects.relaxed[step.skill] = effects.relaxed.get(step.skill, 0) + step.by
            elif isinstance(step, Raise):
                effects.raised += step.by
            elif mark not in done:
                if isinstance(step, Send) and step.queue in {queue.code, *been_in}:
                    continue
                effects.once.append((mark, step))
                if isinstance(step, Send):
                    return effects
    return effects
