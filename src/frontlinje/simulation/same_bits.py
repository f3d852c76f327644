"""Would another machine come to the same, to the last bit? A hash of all that figures hang on."""

import hashlib
import math
import struct
from functools import cache
from pathlib import Path
from typing import Final

import frontlinje
from frontlinje.simulation.chance import derived, uniform

PLAYED_BY: Final = ("base", "centre/rules", "routing/rules", "simulation")
"""Where everything lies that `running.play` imports of ours."""
_N_NUMBERS: Final = 20_000
"""C libraries that choose their logarithm by the processor differ in one result of thousands."""


@cache
def figures_hash() -> str:
    """Return a hash that is equal where the same job comes to the same figures.

    Returns
    -------
    str
        Of the compiled kernel (``compiled.source_hash``, with compiler and interpreter), of the
        sources that make its tables, and of what the C library says to many logarithms and
        exponentials: it differs between systems, and between processors under one system.
    """
    from frontlinje.simulation.compiled import source_hash

    told = hashlib.sha256(source_hash().encode())
    program = Path(frontlinje.__path__[0])
    names = [
        path.relative_to(program) for folder in PLAYED_BY for path in program.glob(_in(folder))
    ]
    for name in sorted(name for name in names if "tests" not in name.parts):
        told.update(f"\0{name}\0".encode() + (program / name).read_bytes())
    told.update(_logarithms())
    return told.hexdigest()[:20]


def _in(folder: str) -> str:
    return f"{folder}/**/*.py"


def _logarithms() -> bytes:
    """Return what this machine's C library answers, bit by bit."""
    numbers = [uniform(derived(0, k)) for k in range(_N_NUMBERS)]
    answers = [of(x) for x in numbers for of in (math.log, math.exp, math.log1p)]
    return struct.pack(f"{len(answers)}d", *answers)
