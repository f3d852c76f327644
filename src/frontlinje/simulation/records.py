"""Which rows lie side by side in memory? All that is known of an agent, a contact, a lane.

Whoever touches one contact touches most of its rows. In compiled code entry ``i`` of each row of a
record lies beside entry ``i`` of the others: one address serves them all, where each row by itself
has to have its own loaded at every step. A plain run has a list for each.
"""

from typing import Any, Final

from frontlinje.routing.rules.tables import Agents, Lanes, Waiting
from frontlinje.simulation.world import Given, Live

Record = tuple[str, ...]


def _records(*rows: str) -> tuple[Record, ...]:
    return tuple(tuple(names.split()) for names in rows)


RECORDS: Final[dict[type[Any], tuple[Record, ...]]] = {
    Given: _records(
        "queue is_call language target_s never_share callback_share is_taken_when_closed "
        "comes_anyway channel",
        "own_groups offer_s most_wrap_up_s is_interruptible is_on_hold is_shut only_holds",
        "kind absent_share pace misses_share answer_s",
        "spread_kind spread_a spread_b spread_from spread_n",
    ),
    Lanes: _records("queue channel is_call units promise_s weight"),
    Agents: _records("tier languages"),
    Live: _records(
        "lane_stream amount lane_interval lane_span oldest newest n_in_lane n_sweeps swept_s "
        "swept_waiting swept_ready swept_closed",
        "availability idle_since_s free_units free_for_calls open_before open_after is_on_duty "
        "is_away misses turn turn_s back_s offer offer_ends_s offer_lapses duty_since_s "
        "busy_since_s is_busy work_ends_s",
        "first_open last_open kind_place",
        "held ends_s wraps_s left_s",
        "state lane born_in book seed tries known usual_s since_s came_s expires_s heap_place "
        "after before holder n_offers raised groups n_swept marks n_been n_refusals",
        "later_s later_lane later_seed later_tries",
        "place_contact place_lane place_since_s place_weight place_raised place_groups "
        "place_language place_last_agent place_is_unmet",
    ),
}
"""Rows of a table that are about the same things."""

SHOWN: Final[dict[type[Any], dict[str, str]]] = {
    Agents: {
        "availability": "availability",
        "idle_since_s": "idle_since_s",
        "free_units": "free_units",
        "free_for_calls": "free_for_calls",
        "in_hand": "in_hand",
    },
    Waiting: {
        "lane": "place_lane",
        "received_s": "place_since_s",
        "weight": "place_weight",
        "raised": "place_raised",
        "groups": "place_groups",
        "language": "place_language",
        "relaxed": "place_relaxed",
        "last_agent": "place_last_agent",
        "refused_agent": "place_refused_agent",
        "refused_until_s": "place_refused_until_s",
    },
}
"""Rows of the policy's tables that are rows of `Live`, and their names there."""


def record_of(table: type[Any], column: str) -> Record:
    """Return the rows beside which a row lies in memory, itself among them.

    Parameters
    ----------
    table : type
        A table of `World`.
    column : str
        A row of it.

    Returns
    -------
    tuple of str
        Rows of the table itself, or of `Live` if the row is one of those; a row that lies alone is
        a record of itself.
    """
    if column in SHOWN.get(table, {}):
        return record_of(Live, SHOWN[table][column])
    for record in RECORDS.get(table, ()):
        if column in record:
            return record
    return (column,)
