"""What came out of a day that was played? Whole numbers in arrays, by replication.

All counts and times (in milliseconds) are whole numbers, so that sums are the same to the last bit
whatever the number of processes. A contact is counted in the interval in which it came, save
``BACKLOG`` and the agents' times, which belong to the interval in which they are.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

# Columns of `Outcome.lanes`.
OFFERED: Final = 0
"""Came, tries anew and moved ones too, and was not turned away; queues it was sent to not again."""
TURNED_AWAY: Final = 1
"""Found a lane that was closed and takes nothing then."""
ANSWERED: Final = 2
IN_TIME: Final = 3
"""Answered within the lane's target, counted in opening hours."""
ABANDONED: Final = 4
OVERFLOWED: Final = 5
"""Sent out of the centre, to a site or number."""
SENT_ON: Final = 6
"""Sent to another queue; it is still counted where it came, and ends there."""
CALLED_BACK: Final = 7
"""Said yes to a call-back; ends as answered or left."""
LEFT: Final = 8
"""Still waiting, offered or in hand without an answer yet when the day ended."""
WAIT_MS: Final = 9
"""Waits of those answered, from arrival (from opening, if it was closed)."""
LOST_WAIT_MS: Final = 10
"""Waits of those who gave up."""
HANDLING_MS: Final = 11
"""Handling and wrap-up of those answered, as drawn."""
BACKLOG: Final = 12
"""Waiting at the end of the interval, where it waits then."""
N_LANE_COLUMNS: Final = 13

# Columns of `Outcome.intervals`, in milliseconds of all agents together.
ON_DUTY_MS: Final = 0
BUSY_MS: Final = 1
"""On duty or overtime with at least one contact in hand or in wrap-up."""
N_INTERVAL_COLUMNS: Final = 2

# Columns of `Outcome.agents`.
AGENT_ON_DUTY_MS: Final = 0
AGENT_BUSY_MS: Final = 1
AGENT_ANSWERED: Final = 2
AGENT_MISSED: Final = 3
N_AGENT_COLUMNS: Final = 4

WAIT_BINS_S: Final = (
    0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 90.0, 120.0, 180.0, 240.0, 300.0, 600.0,
    900.0, 1800.0, 3600.0, 7200.0, 14400.0, 28800.0,
)  # fmt: skip
"""Upper edges of the wait distribution, each belonging to its bin; one more bin is above them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was counted; the first axis of every array is the replication."""

    lanes: "Counts"
    """(replications x intervals x lanes x N_LANE_COLUMNS), lanes in the order of the day.
    In every row: OFFERED = ANSWERED + ABANDONED + OVERFLOWED + LEFT."""
    intervals: "Counts"
    """(replications x intervals x N_INTERVAL_COLUMNS)."""
    agents: "Counts"
    """(replications x agents x N_AGENT_COLUMNS)."""
    waits: "Counts"
    """(replications x lanes x len(WAIT_BINS_S) + 1): answered, by how long they waited."""
    events: "Counts"
    """(replications): events played."""
