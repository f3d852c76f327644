"""Which functions may a compiler take as they are? Those that carry `@jitable`.

The mark changes nothing: the function stays an ordinary Python function and is listed under its
qualified name, so that `simulation` can compile every one of them from the very same source.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

JITABLE: dict[str, Callable[..., Any]] = {}


class Ints(Protocol):
    """A flat row of whole numbers: a list in live code, an array in the simulator."""

    def __getitem__(self, index: int, /) -> int: ...
    def __len__(self) -> int: ...


class Floats(Protocol):
    """A flat row of floating-point numbers: a list in live code, an array in the simulator."""

    def __getitem__(self, index: int, /) -> float: ...
    def __len__(self) -> int: ...


class IntRow(Ints, Protocol):
    """A flat row of whole numbers that is written to."""

    def __setitem__(self, index: int, value: int, /) -> None: ...


class FloatRow(Floats, Protocol):
    """A flat row of floating-point numbers that is written to."""

    def __setitem__(self, index: int, value: float, /) -> None: ...


def jitable(function: Function) -> Function:
    """Mark a pure function over numbers and flat arrays as one that a compiler may take.

    Parameters
    ----------
    function : callable
        Uses scalars, index access, loops and other marked functions only.

    Returns
    -------
    callable
        The same function.

    Examples
    --------
    >>> @jitable
    ... def double(x: int) -> int:
    ...     return 2 * x
    >>> double(21)
    42
    """
    JITABLE[f"{function.__module__}.{function.__qualname__}"] = function
    return function
