"""What does it mean when an offer is not taken? Asked whenever a deadline passes."""

from frontlinje.base.jit import jitable


@jitable
def has_lapsed(now_s: float, made_s: float, offer_s: float) -> bool:
    """Tell whether an offer's deadline has passed.

    Parameters
    ----------
    now_s, made_s : float
        Instants in seconds: now, and when the offer was made.
    offer_s : float
        Seconds the agent has to answer.

    Returns
    -------
    bool
        True from the deadline on. Whichever comes first in the books, answer or lapse, holds.
    """
    return now_s >= made_s + offer_s


@jitable
def stops_responding(missed_in_row: int, misses_allowed: int, is_frozen: bool) -> bool:
    """Tell whether a missed offer makes the agent «not responding», an automatic pause.

    Parameters
    ----------
    missed_in_row : int
        Offers missed in a row with this one; an accepted or rejected offer begins anew.
    misses_allowed : int
        Misses that lead to the pause, 1 or more.
    is_frozen : bool
        Whether a common cause is suspected, see `common_cause`.

    Returns
    -------
    bool
        True when the agent gets nothing more before they say they are back.
    """
    return not is_frozen and missed_in_row >= misses_allowed
