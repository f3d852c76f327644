"""The sample rehearsal, with changes."""

from pathlib import Path
from typing import Any

import yaml

from frontlinje.continuity.rules.plan import read_plan
from frontlinje.simulation import rehearsal
from frontlinje.simulation.rehearsal.form import RehearsalFile, read_rehearsal

ROOT = Path(rehearsal.__file__).parents[2]
SAMPLE = ROOT / "simulation" / "samples" / "bad-monday.yaml"
LIBRARY = {
    plan.code: plan
    for path in (ROOT / "continuity" / "library").glob("*.yaml")
    for plan in [read_plan(path.read_bytes())]
}


def sample(**changes: Any) -> RehearsalFile:
    """Return the sample, with other values at paths such as ``day__people__0__skills``."""
    plain = yaml.safe_load(SAMPLE.read_text())
    for path, value in changes.items():
        *parents, last = path.split("__")
        here = plain
        for part in parents:
            here = here[int(part) if part.isdigit() else part]
        here[int(last) if last.isdigit() else last] = value
    return read_rehearsal(yaml.safe_dump(plain, sort_keys=False).encode())[0]
