"""Where is the tests' compiled kernel kept? In `var`, so that only a change compiles anew."""

from pathlib import Path

import frontlinje

KERNEL = Path(frontlinje.__path__[0]).parents[1] / "var" / "kernel"
