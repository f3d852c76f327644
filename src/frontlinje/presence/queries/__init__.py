"""Who is there, and what is planned? ``now`` is this moment, ``week`` the grid of the planners."""

from frontlinje.presence.queries.arranged import (
    arranged_shifts,
    arranged_today,
    as_arranged,
    cut_short,
)
from frontlinje.presence.queries.now import (
    NOTE_LASTS,
    SetByLeader,
    TeamNote,
    at_the_desk,
    offerable,
    offerable_as_planned,
    outlasted,
    presence_of,
    set_by_leaders,
    shifts_today,
    standing_of,
    team_notes,
)
from frontlinje.presence.queries.week import Week, week_of

__all__ = [
    "NOTE_LASTS",
    "SetByLeader",
    "TeamNote",
    "Week",
    "arranged_shifts",
    "arranged_today",
    "as_arranged",
    "at_the_desk",
    "cut_short",
    "offerable",
    "offerable_as_planned",
    "outlasted",
    "presence_of",
    "set_by_leaders",
    "shifts_today",
    "standing_of",
    "team_notes",
    "week_of",
]
