"""How does the kernel become fast? The very source of policy and kernel, compiled by numba.

Nothing is written twice: every function that `play_days` reaches carries `@jitable` and is compiled
from its own code, calling the compiled ones of its kind. numba is imported here alone.
"""

import dis
import hashlib
import platform
import re
import shutil
from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType
from typing import Any

from frontlinje.base.jit import JITABLE
from frontlinje.simulation.kernel import play_days
from frontlinje.simulation.world import World

Kernel = Callable[[World, int, int, int], int]
OPTIONS: dict[str, Any] = {"_nrt": False, "error_model": "numpy", "nogil": True}
"""Nothing is allocated while a day is played, so nothing is counted; divisors are never 0."""


LONGEST_INLINED = 3_000
"""Functions shorter than this with all that they call become part of their callers, and so does
whatever is called from one place alone: some eight nanoseconds less an event than with all below
12,000 and nothing else, compiled in the same time."""


def reached(start: Callable[..., Any]) -> dict[str, FunctionType]:
    """Return the marked functions that a marked function reaches, itself first.

    Parameters
    ----------
    start : function
        Marked with ``@jitable``.

    Returns
    -------
    dict
        By qualified name, as in ``JITABLE``.
    """
    found: dict[str, FunctionType] = {}
    left = [start]
    while left:
        function = left.pop()
        assert isinstance(function, FunctionType)
        name = f"{function.__module__}.{function.__qualname__}"
        if name not in found:
            found[name] = function
            left += _called(function).values()
    return found


def _called(function: FunctionType) -> dict[str, FunctionType]:
    """Return the marked functions that a function names, by the name that it uses."""
    known = {id(marked) for marked in JITABLE.values()}
    named = {name: function.__globals__.get(name) for name in function.__code__.co_names}
    return {
        name: value
        for name, value in named.items()
        if isinstance(value, FunctionType) and id(value) in known
    }


@cache
def _length(function: FunctionType) -> int:
    """Return how long a function is with all that it calls, in bytes of Python's code."""
    return len(function.__code__.co_code) + sum(_length(other) for other in _calls(function))


@cache
def _calls(function: FunctionType) -> tuple[FunctionType, ...]:
    """Return the marked functions that a function calls, once for every call in its source."""
    called = _called(function)
    steps = dis.get_instructions(function) if called else ()
    names = [step.argval for step in steps if step.opname == "LOAD_GLOBAL"]
    return tuple(called[name] for name in names if name in called)


def _inlined(functions: dict[str, FunctionType]) -> set[str]:
    """Return the names of those that become part of their callers."""
    n_calls = Counter(other for function in functions.values() for other in _calls(function))
    return {
        name
        for name, function in functions.items()
        if _length(function) < LONGEST_INLINED or n_calls[function] == 1
    }


def source_hash() -> str:
    """Return a hash of all that a compiled kernel is made of.

    Returns
    -------
    str
        Of every module of which a function is compiled, those that say how, every module from which
        such a module has its constants, and the versions of compiler and interpreter. numba by
        itself does not see a change in a function that another one calls.
    """
    # By name and from files: numba itself is needed only by who plays, and takes long to import.
    names = {function.__module__ for function in reached(play_days).values()}
    sources = {
        name: _source(name) for name in (*names, "frontlinje.simulation.rows_compiled", __name__)
    }
    for source in list(sources.values()):
        for name in re.findall(r"^from (frontlinje\.\S+) import", source, re.MULTILINE):
            sources[name] = _source(name)
    told = [version("numba"), platform.python_version(), platform.machine()]
    told += [sources[name] for name in sorted(sources)]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:20]


def _source(name: str) -> str:
    spec = find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).read_text()


@cache
def kernel(kept_in: Path | None) -> Kernel:
    """Return the compiled kernel.

    Parameters
    ----------
    kept_in : Path or None
        A folder that nobody else may write to, in which what was compiled is kept for other
        processes and the next start; what was made of older sources is removed from it. None:
        compiled for this process alone.

    Returns
    -------
    function
        Takes what ``kernel.play_days`` takes. Compiled at the first call (some ten seconds) or
        loaded (under one).
    """
    import numba

    from frontlinje.simulation.rows_compiled import as_world, frame_of

    functions = reached(play_days)
    if kept_in is not None:
        own = kept_in / source_hash()
        own.mkdir(parents=True, exist_ok=True)
        for older in kept_in.iterdir():
            if older != own:
                shutil.rmtree(older, ignore_errors=True)
        vars(numba.config)["CACHE_DIR"] = str(own)
    inlined = _inlined(functions)
    names = {id(function): name for name, function in functions.items()}
    spaces = {name: dict(function.__globals__) for name, function in functions.items()}
    compiled = {
        name: numba.njit(**OPTIONS, forceinline=name in inlined)(
            FunctionType(function.__code__, spaces[name])
        )
        for name, function in functions.items()
    }
    for name, function in functions.items():
        for used, other in _called(function).items():
            spaces[name][used] = compiled[names[id(other)]]
    # Not a closure: numba would keep compiled code apart by what a closure holds.
    space = {"__name__": __name__, "as_world": as_world, "play_all": compiled[names[id(play_days)]]}
    enter = numba.njit(**OPTIONS, cache=kept_in is not None)(FunctionType(_enter.__code__, space))

    def run(world: World, seed: int, first: int, n: int) -> int:
        frame = frame_of(world)
        played: int = enter(frame, seed, first, n)
        return played

    return run


def _enter(frame: Any, seed: int, first: int, n: int) -> Any:
    """Play what a frame holds; the one function that is called from outside compiled code."""
    # The name is in the space that ``kernel`` compiles this with, not in this module.
    return play_all(as_world(frame), seed, first, n)  # type: ignore[name-defined]  # noqa: F821
