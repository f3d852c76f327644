"""What can a waiting customer be told? Place in queue and expected wait, for every channel."""

from typing import Final

from frontlinje.base.jit import jitable
from frontlinje.routing.rules.policy import priority_of
from frontlinje.routing.rules.tables import Lanes, Waiting

UNKNOWN_S: Final = -1.0
"""Expected wait when nobody serves the queue: say so, and name no time."""


@jitable
def place_in_queue(contact: int, now_s: float, lanes: Lanes, waiting: Waiting) -> int:
    """Count a contact's place among those that wait in the same queue, on all its channels.

    Parameters
    ----------
    contact : int
        Index in `waiting`.
    now_s : float
        Instant in seconds.
    lanes, waiting
        The tables; `waiting` must hold every waiting contact of the queue.

    Returns
    -------
    int
        1 for the next one. Contacts of other queues that share agents are not counted.
    """
    queue = lanes.queue[waiting.lane[contact]]
    own = priority_of(contact, now_s, lanes, waiting)
    received_s = waiting.received_s[contact]
    place = 1
    for other in range(len(waiting.lane)):
        if other == contact or lanes.queue[waiting.lane[other]] != queue:
            continue
        theirs = priority_of(other, now_s, lanes, waiting)
        other_received_s = waiting.received_s[other]
        if (
            theirs > own
            or (theirs == own and other_received_s < received_s)
            or (theirs == own and other_received_s == received_s and other < contact)
        ):
            place += 1
    return place


@jitable
def expected_wait_s(place: int, handling_s: float, n_serving: float) -> float:
    """Estimate how long a contact will still wait.

    Parameters
    ----------
    place : int
        Place in queue, 1 for the next one.
    handling_s : float
        Mean seconds from accepted to the end of wrap-up, of late in this queue.
    n_serving : float
        Contacts of this queue that those on duty can hold at once; an agent who serves several
        queues counts with the share of their time that this one gets.

    Returns
    -------
    float
        ``place * handling / serving`` seconds; UNKNOWN_S when nobody serves.

    Notes
    -----
    Exact for exponential handling times while everybody is busy: each of n holds ends at rate
    1 / handling, and the contact needs `place` ends. More regular work and abandoning make the
    true wait shorter, arrivals of higher priority make it longer.

    References
    ----------
    D. Gross and C. M. Harris, Fundamentals of Queueing Theory, M/M/c: departures while all c
    servers are busy form a Poisson process of rate c times the service rate.

    Examples
    --------
    >>> expected_wait_s(4, 300.0, 10.0)
    120.0
    """
    if n_serving <= 0.0:
        return UNKNOWN_S
    return place * handling_s / n_serving
