"""Which state of a contact may follow which? The one transition table, asked by every action."""

from enum import StrEnum


class State(StrEnum):
    """Where a contact is."""

    RECEIVED = "received"
    QUEUED = "queued"
    OFFERED = "offered"
    ACTIVE = "active"
    WRAP_UP = "wrap_up"
    CLOSED = "closed"
    ABANDONED = "abandoned"
    SCHEDULED = "scheduled"
    PARKED = "parked"
    CAPTURED_OFFLINE = "captured_offline"


class Channel(StrEnum):
    """The way a contact came."""

    PHONE = "phone"
    MAIL = "mail"
    CHAT = "chat"
    WEB = "web"
    PAPER = "paper"
    VISIT = "visit"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.QUEUED, State.ACTIVE, State.CLOSED, State.ABANDONED}),
    State.QUEUED: frozenset(
        {
            State.QUEUED,
            State.OFFERED,
            State.ACTIVE,
            State.SCHEDULED,
            State.PARKED,
            State.ABANDONED,
            State.CLOSED,
        }
    ),
    State.OFFERED: frozenset({State.QUEUED, State.ACTIVE, State.ABANDONED, State.CLOSED}),
    State.ACTIVE: frozenset(
        {State.WRAP_UP, State.CLOSED, State.QUEUED, State.PARKED, State.SCHEDULED}
    ),
    State.WRAP_UP: frozenset({State.CLOSED, State.ACTIVE}),
    State.PARKED: frozenset({State.QUEUED, State.ACTIVE, State.SCHEDULED, State.CLOSED}),
    State.SCHEDULED: frozenset({State.QUEUED, State.ACTIVE, State.PARKED, State.CLOSED}),
    State.CAPTURED_OFFLINE: frozenset({State.QUEUED, State.CLOSED}),
    State.CLOSED: frozenset({State.QUEUED}),
    State.ABANDONED: frozenset(),
}
"""A closed contact goes back to the queue only when its closing is undone."""

FIRST_STATES = frozenset({State.RECEIVED, State.CAPTURED_OFFLINE})
"""How a contact may begin."""

LIVE = frozenset({State.OFFERED, State.ACTIVE, State.WRAP_UP})
"""The states in which a contact takes an agent's capacity."""

OPEN = frozenset(State) - {State.CLOSED, State.ABANDONED}
"""The states of a contact that is not finished."""

HELD = frozenset({State.ACTIVE, State.WRAP_UP, State.PARKED, State.SCHEDULED})
"""The states in which a contact may have a holder."""


def may_follow(before: State, after: State) -> bool:
    """Say whether a contact may go from one state to the other.

    Parameters
    ----------
    before, after : State
        Where the contact is, and where it would go.

    Returns
    -------
    bool
        Whether the table allows it.

    Examples
    --------
    >>> may_follow(State.QUEUED, State.OFFERED)
    True
    >>> may_follow(State.CLOSED, State.ACTIVE)
    False
    """
    return after in TRANSITIONS[before]
