"""How is one thing of a section changed, or put there? The small steps that edits share."""

from collections.abc import Callable
from typing import Protocol, TypeVar


class _Thing(Protocol):
    @property
    def code(self) -> str: ...


Coded = TypeVar("Coded", bound=_Thing)


def changed(
    things: tuple[Coded, ...], code: str, change: Callable[[Coded], Coded]
) -> tuple[Coded, ...]:
    """Return the things with one of them changed.

    Parameters
    ----------
    things : tuple
        A section of the document.
    code : str
        Which thing.
    change : callable
        What becomes of it.

    Returns
    -------
    tuple
        The same when there is no such thing.
    """
    return tuple(change(thing) if thing.code == code else thing for thing in things)


def put_first(things: tuple[Coded, ...], thing: Coded) -> tuple[Coded, ...]:
    """Return the things with one before all others; it replaces what had its code.

    Parameters
    ----------
    things : tuple
        A section of the document.
    thing
        The new one.

    Returns
    -------
    tuple
        Each code once.
    """
    return (thing, *(other for other in things if other.code != thing.code))


def has_code(things: tuple[_Thing, ...], code: str) -> bool:
    """Say whether a thing is among those of a section.

    Parameters
    ----------
    things : tuple
        A section of the document.
    code : str
        Which thing.

    Returns
    -------
    bool
        True when one has the code.
    """
    return any(thing.code == code for thing in things)
