"""Under which heading does a person stand on the monitor? From routing's reason and the plan."""

from typing import Final

READY: Final = "ready"
BUSY: Final = "busy"
PAUSE: Final = "pause"
NOT_REACHED: Final = "not_reached"
EXPECTED: Final = "expected"
AWAY: Final = "away"

GROUPS: Final = (READY, BUSY, PAUSE, NOT_REACHED, EXPECTED, AWAY)
"""In the order of the screens."""

_BY_REASON: Final = {
    "": READY,
    "has_offer": BUSY,
    "wrapping_up": BUSY,
    "no_room": BUSY,
    "pause": PAUSE,
    "lost_connection": NOT_REACHED,
    "missed_offers": NOT_REACHED,
    "outside_shift": NOT_REACHED,
}
_EXPECTED: Final = frozenset({"not_yet", "late", "left"})


def group_of(why: str, standing: str) -> str:
    """Return the heading.

    Parameters
    ----------
    why : str
        Why routing offers the person nothing, as ``routing_state.REASONS`` names it.
    standing : str
        Planned against actual, as ``presence.rules.standing.Standing`` names it.

    Returns
    -------
    str
        One of ``GROUPS``. Somebody logged off is expected while a shift of today is not worked.

    Examples
    --------
    >>> group_of("logged_off", "late"), group_of("logged_off", "over"), group_of("no_room", "late")
    ('expected', 'away', 'busy')
    """
    if why in _BY_REASON:
        return _BY_REASON[why]
    return EXPECTED if standing in _EXPECTED else AWAY
