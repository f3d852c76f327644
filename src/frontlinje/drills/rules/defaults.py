"""What is taken where too little was recorded? Every default, each with a code for its source.

They are round figures to begin with, not measurements of anybody's centre; a model says of each
figure whether it is one of them, and its page says where they come from.
"""

from collections.abc import Mapping
from typing import Final

LEAST_CONTACTS: Final = 20
"""Contacts of a lane, or of its channel, from which a mean and a spread are believed."""
LEAST_GAVE_UP: Final = 10
"""Customers who gave up, from which patience is believed."""
LEAST_DAYS: Final = 5
"""Days from which it is believed how much whole days differ."""
LEAST_SHIFTS: Final = 20
"""Planned shifts, or days of somebody at work, from which absence and breaks are believed."""
LEAST_OFFERS: Final = 50
"""Offers from which missed ones are believed."""

HANDLING_S: Final[Mapping[str, float]] = {
    "phone": 300.0,
    "chat": 600.0,
    "visit": 600.0,
    "mail": 420.0,
    "web": 420.0,
    "paper": 600.0,
}
"""Five minutes for a call, and so on: an assumption of ours, to be replaced."""
CV: Final = 0.8
"""Standard deviation / mean of handling, which is taken to be lognormal as service times of
telephone centres are (Brown et al., JASA 100, 2005); the figure itself is an assumption of ours."""
PATIENCE_S: Final[Mapping[str, float]] = {"phone": 240.0, "chat": 180.0, "visit": 1200.0}
"""Means of an exponential; an assumption of ours. Where a channel is missing nobody gives up."""
FACTOR_SHAPE: Final = 40.0
"""Whole days differ by about a sixth (1 / sqrt(40)) beyond chance: between the 9 of a small centre
and the 180 of a large one that were measured on two real centres."""
ABSENT_SHARE: Final = 0.06
"""Of shifts: one in seventeen; an assumption of ours."""
BREAK_SHARE: Final = 0.10
"""Of the time on duty: a meal of half an hour and two short breaks in a shift of eight hours."""
MISSES_SHARE: Final = 0.02
ANSWER_S: Final = 5.0
PER_H: Final = 4.0
"""Of each lane, when nothing at all was recorded: only so that there is something to edit."""
