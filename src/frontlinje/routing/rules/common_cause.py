"""Are many misses at once one fault? Asked whenever an offer times out or a connection is lost.

When many people stop answering within a minute it is a broken line, not laziness: automatic pauses
are frozen, what they were offered is offered again, and the alarm is raised.
"""

from typing import Final

from frontlinje.base.jit import Floats, jitable

WINDOW_S: Final = 60.0
"""Seconds within which events count as happening together."""
FEWEST: Final = 3
"""Fewer agents than this are never a common cause."""
ONE_IN: Final = 5
"""A common cause takes at least one in five of those on duty (20 %)."""
NEVER_S: Final = -1.0e18
"""Instant of the last fault of an agent who had none."""


@jitable
def is_part_of_fault(fault_s: float, now_s: float) -> bool:
    """Tell whether an agent's last time-out or lost connection is recent enough to count.

    Parameters
    ----------
    fault_s : float
        Instant of the agent's last time-out or lost connection; NEVER_S for none.
    now_s : float
        Instant in seconds.

    Returns
    -------
    bool
        True within the last WINDOW_S seconds; these agents' automatic pauses are undone when the
        guard trips.
    """
    return now_s - fault_s <= WINDOW_S


@jitable
def is_common_cause(fault_s: Floats, n_on_duty: int, now_s: float, is_frozen: bool) -> bool:
    """Tell whether the misses of the last minute are one fault.

    Parameters
    ----------
    fault_s : float (n)
        Last fault of each agent, see `is_part_of_fault`; one entry per agent, so that one agent
        who misses often counts once.
    n_on_duty : int
        Agents who were on duty (AWAY excepted) a minute ago.
    now_s : float
        Instant in seconds.
    is_frozen : bool
        What this function said last time.

    Returns
    -------
    bool
        True when at least FEWEST and at least one in ONE_IN of those on duty are affected; once
        true it stays so until fewer than half as many are.

    Notes
    -----
    The lower bar for staying keeps the guard from going on and off while the last of many faults
    grow older than the window.
    """
    affected = 0
    for agent in range(len(fault_s)):
        if is_part_of_fault(fault_s[agent], now_s):
            affected += 1
    weight = 2 if is_frozen else 1
    return affected * weight >= FEWEST and affected * weight * ONE_IN >= n_on_duty
