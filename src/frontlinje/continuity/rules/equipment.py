"""What does somebody need who is to work from home? The list, and what is missing from it."""

from collections.abc import Collection
from typing import Final

EQUIPMENT: Final = ("pc", "headset", "vpn", "phone")
"""In the order of the list."""


def lacked(has: Collection[str]) -> tuple[str, ...]:
    """Return what somebody lacks.

    Parameters
    ----------
    has : collection of str
        What they have at home.

    Returns
    -------
    tuple of str
        Of ``EQUIPMENT``.
    """
    return tuple(thing for thing in EQUIPMENT if thing not in has)
