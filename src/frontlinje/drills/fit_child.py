"""What runs in the process that plays past days? Days in as JSON, shares in time out as JSON.

No Django, no database: numba and its memory are gone with it. ``fitting`` starts it.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from frontlinje.simulation.model import Day

REPLICATIONS: Final = 100
SEED: Final = 1
_LOW, _MIDDLE, _HIGH = 0.1, 0.5, 0.9


def main(words: Sequence[str]) -> None:
    """Play the days on standard input; the word is the kernel's folder."""
    os.nice(10)
    days = [Day.model_validate(one) for one in json.load(sys.stdin)]
    print(json.dumps([shares_of(day, kept_in=Path(words[0])) for day in days]))


def shares_of(day: Day, *, kept_in: Path | None) -> dict[str, tuple[float, float, float]]:
    """Return the share in time on each channel: lower end of eight plays of ten, median, upper."""
    from frontlinje.simulation.outcome import IN_TIME, OFFERED
    from frontlinje.simulation.running import play

    outcome = play(day, seed=SEED, n=REPLICATIONS, kept_in=kept_in)
    sums = outcome.lanes.sum(axis=1)
    found: dict[str, tuple[float, float, float]] = {}
    for channel in dict.fromkeys(lane.channel for lane in day.lanes):
        own = [k for k, lane in enumerate(day.lanes) if lane.channel == channel]
        offered, in_time = (sums[:, own, column].sum(axis=1) for column in (OFFERED, IN_TIME))
        shares = sorted(int(x) / int(n) for x, n in zip(in_time, offered, strict=True) if n)
        if shares:
            low, middle, high = (
                round(shares[round(place * (len(shares) - 1))], 4)
                for place in (_LOW, _MIDDLE, _HIGH)
            )
            found[channel] = (low, middle, high)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
