"""Who plays past days? A process of its own, started for one aim and gone afterwards."""

from collections.abc import Sequence

from frontlinje.base.child import answer_of
from frontlinje.drills.player import kernel_folder
from frontlinje.simulation.model import Day

MOST_TIME_S = 600.0

Shares = dict[str, tuple[float, float, float]]
"""By channel: lower end of eight plays of ten, median, upper end."""


def shares_played(days: Sequence[Day]) -> list[Shares]:
    """Return what each day's plays come to.

    Raises
    ------
    ChildLost
        The process fell, took too long, or lacks the simulator.
    """
    told: list[dict[str, tuple[float, float, float]]] = answer_of(
        "frontlinje.drills.fit_child",
        [str(kernel_folder())],
        asked=[day.model_dump(mode="json") for day in days],
        most_time_s=MOST_TIME_S,
    )
    return [
        {channel: (low, mid, high) for channel, (low, mid, high) in one.items()} for one in told
    ]
