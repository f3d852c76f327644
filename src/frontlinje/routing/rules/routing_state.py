"""What is an agent's routing state, and why not ready? Derived from four facts; nobody sets it.

Shift (planned), status (declared), connection (measured), and what the agent holds or is offered.
Screens and reports show the name; the policy gets the availability.
"""

from typing import Final

from frontlinje.base.jit import jitable
from frontlinje.routing.rules.tables import AWAY, HERE, OPEN

# Why an agent is not ready; the first that applies is the reason.
NOTHING: Final = 0
DECLARED_OFF: Final = 1
LOST_CONNECTION: Final = 2
MISSED_OFFERS: Final = 3
HAS_OFFER: Final = 4
WRAPPING_UP: Final = 5
NO_ROOM: Final = 6
DECLARED_PAUSE: Final = 7
OUTSIDE_SHIFT: Final = 8

REASONS: Final = (
    "",
    "logged_off",
    "lost_connection",
    "missed_offers",
    "has_offer",
    "wrapping_up",
    "no_room",
    "pause",
    "outside_shift",
)
"""Codes of the reasons, by their number."""

STATES: Final = (
    "ready",
    "logged_off",
    "disconnected",
    "not_responding",
    "offered",
    "wrap_up",
    "busy",
    "pause",
    "logged_off",
)
"""The routing state that each reason, by its number, makes."""

# What the agent declared.
STATUS_OFF: Final = 0
STATUS_PAUSE: Final = 1
STATUS_READY: Final = 2


@jitable
def why_not_ready(
    status: int,
    is_on_shift: bool,
    is_connected: bool,
    is_not_responding: bool,
    has_offer: bool,
    is_wrapping_up: bool,
    free_units: int,
    free_for_calls: int,
) -> int:
    """Find why an agent cannot be offered anything.

    Parameters
    ----------
    status : int
        STATUS_OFF, STATUS_PAUSE or STATUS_READY.
    is_on_shift : bool
        Inside a planned shift; True for people who have no plan.
    is_connected : bool
        Desk or telephone measured as reachable.
    is_not_responding : bool
        Automatic pause after missed offers.
    has_offer : bool
        A live offer waits for an answer.
    is_wrapping_up : bool
        Wrap-up of a contact is under way.
    free_units, free_for_calls : int
        As in `tables.Agents`.

    Returns
    -------
    int
        NOTHING when ready, else the first reason that applies; index of REASONS and STATES.

    Notes
    -----
    Work in hand goes before a declared pause and the end of the shift: who has pressed pause in
    the middle of a call is busy until the call is over, and then on pause.
    """
    reason = NOTHING
    if status == STATUS_OFF:
        reason = DECLARED_OFF
    elif not is_connected:
        reason = LOST_CONNECTION
    elif is_not_responding:
        reason = MISSED_OFFERS
    elif has_offer:
        reason = HAS_OFFER
    elif is_wrapping_up:
        reason = WRAPPING_UP
    elif free_units <= 0 and free_for_calls <= 0:
        reason = NO_ROOM
    elif status == STATUS_PAUSE:
        reason = DECLARED_PAUSE
    elif not is_on_shift:
        reason = OUTSIDE_SHIFT
    return reason


@jitable
def availability(reason: int) -> int:
    """Translate the reason into what the policy looks at.

    Parameters
    ----------
    reason : int
        From `why_not_ready`.

    Returns
    -------
    int
        OPEN when ready; HERE while an offer, wrap-up or full hands are the only obstacle; AWAY.
    """
    if reason == NOTHING:
        return OPEN
    if reason in (HAS_OFFER, WRAPPING_UP, NO_ROOM):
        return HERE
    return AWAY


def routing_state(reason: int) -> str:
    """Name the routing state that screens and reports show.

    Parameters
    ----------
    reason : int
        From `why_not_ready`.

    Returns
    -------
    str
        logged_off, disconnected, not_responding, offered, wrap_up, busy, pause or ready.

    Examples
    --------
    >>> routing_state(why_not_ready(STATUS_PAUSE, True, True, False, False, False, 60, 60))
    'pause'
    """
    return STATES[reason]
