"""What is a day, before it is played? What comes, who is there, and which rules hold when.

Written by calibration, edited by scenarios, kept as YAML; ``tables`` makes arrays of it. Seconds
count from the beginning of the day's first interval. Frozen: change with ``model_copy``.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.fields import ChannelCode, Code, PeopleCode, Seconds, Section
from frontlinje.centre.rules.queues import Demand, Level, Recipe, Units, Username
from frontlinje.centre.rules.shedding import Shedding

Share = Annotated[float, Field(ge=0, le=1)]
Factor = Annotated[float, Field(gt=0, le=100)]


class Spread(Section):
    """How long something lasts: a mean, and how it is spread around it."""

    kind: Literal["constant", "exponential", "lognormal", "table"] = "lognormal"
    mean_s: Seconds
    cv: float = Field(default=1.0, ge=0, le=10)
    """Standard deviation / mean, for ``lognormal``."""
    table_s: tuple[Seconds, ...] = ()
    """For ``table``: the times at equally likely steps from the shortest to the longest, straight
    lines between them. The mean is then only told, not used."""

    @model_validator(mode="after")
    def _table_rises(self) -> "Spread":
        if self.kind == "table" and len(self.table_s) < 2:
            raise PydanticCustomError("table_too_short", "a table needs two times or more")
        if list(self.table_s) != sorted(self.table_s):
            raise PydanticCustomError("table_falls", "a table's times must not fall")
        return self


class Span(Section):
    """From an instant up to, not including, another, in seconds of the day."""

    from_s: float
    until_s: float

    @model_validator(mode="after")
    def _has_length(self) -> "Span":
        if self.until_s <= self.from_s:
            raise PydanticCustomError("span_without_length", "a span must end after it begins")
        return self


class Move(Section):
    """Where a share of those who were not helped try next."""

    queue: Code
    channel: ChannelCode
    language: str = ""
    share: Share
    after_s: Seconds = 0.0
    """Mean of an exponential time until then; 0 for at once."""


class Lane(Section):
    """What comes to one queue on one channel: how much, how long it takes, how long it waits."""

    queue: Code
    channel: ChannelCode
    language: str = ""
    """The language that the agent must speak; empty when any will do."""
    per_h: tuple[Annotated[float, Field(allow_inf_nan=False)], ...]
    """Contacts an hour expected in each interval, open or closed."""
    handling: Spread
    """From accepted to finished, by an agent with a level for which no factor is given."""
    level_factors: dict[Level, Factor] = Field(default_factory=dict)
    """By the level that the agent holds in the first skill demanded: handling takes so many times
    as long."""
    wrap_up: Spread | None = None
    patience: Spread | None = None
    """How long customers wait before they give up; None: for ever."""
    never_share: Share = 0.0
    """Of those with a patience, how many never give up all the same."""
    target_s: float = Field(gt=0)
    """The yardstick of «in time»; the same with and without a plan."""
    opens: tuple[Span, ...] = ()
    """When it is open, in order."""
    is_taken_when_closed: bool = False
    """Whether what comes while it is closed waits for the opening (mail), or is turned away."""
    backlog: int = Field(default=0, ge=0, le=100_000)
    """Contacts that wait when the day begins."""
    backlog_age_s: Seconds = 0.0
    """Age of the oldest of them; the others are spread evenly up to now."""
    retries: tuple[Move, ...] = ()
    """What those do who gave up."""
    moves: tuple[Move, ...] = ()
    """What those do who were turned away."""
    callback_share: Share = 0.0
    """How many say yes when overflow offers a call-back: they keep their place, never give up."""


class Agent(Section):
    """Somebody who answers."""

    username: Username
    is_last_resort: bool = False
    """Trainees, lent and temporary staff, asked when nobody of the own staff fits."""
    languages: tuple[str, ...] = ()
    skills: dict[PeopleCode, Level] = Field(default_factory=dict)
    on_duty: tuple[Span, ...] = ()
    """Shift without breaks, in order."""
    absent_share: Share = 0.0
    """Chance of being away for the whole day (ill)."""
    pace: Factor = 1.0
    """Handling takes so many times as long (1.5: somebody new)."""
    misses_share: Share = 0.0
    """Chance that an offer is let lapse."""
    answer_s: Seconds = 0.0
    """Seconds from an offer until it is accepted."""


class Rules(Section):
    """What the centre says about one lane in a stage."""

    groups: tuple[Code, ...]
    """Answer groups asked first; overflow may open others."""
    promise_s: float = Field(gt=0)
    weight: float = Field(default=0.0, ge=0)
    """Of queue and channel together."""
    units: Units = 60
    offer_s: float = Field(default=20.0, gt=0)
    most_wrap_up_s: Seconds | None = None
    """Wrap-up takes no longer; None: as long as the lane's."""
    is_interruptible: bool = False
    """Whether a call may interrupt it in an agent's hands."""
    is_on_hold: bool = False
    """Whether it waits without being offered."""
    is_shut: bool = False
    """Whether its channel is closed whatever the hours: what comes is turned away even where the
    lane takes contacts when closed, save mail and paper, which come all the same."""
    demands: tuple[Demand, ...] = Field(default=(), max_length=8)
    overflow: tuple[Recipe, ...] = ()


class Stage(Section):
    """From an instant on, these rules hold."""

    from_s: float
    rules: tuple[Rules, ...]
    """One for each lane of the day, in their order."""
    members: dict[Code, tuple[Username, ...]] = Field(default_factory=dict)
    """Who is in which answer group."""
    shedding: Shedding | None = None
    """Channels that load closes, looked at in every sweep."""


class Arrival(Section):
    """One contact that is known: recorded on a day that was, or certain to come."""

    at_s: float
    """Below 0: it waits when the day begins."""
    queue: Code
    channel: ChannelCode
    language: str = ""
    handling_s: Seconds | None = None
    """None: drawn, as for any other; the same holds for those below."""
    wrap_up_s: Seconds | None = None
    patience_s: Seconds | None = None
    answer_s: Seconds | None = None
    misses: int = Field(default=0, ge=0, le=100)
    """Offers of it that lapsed before one was answered."""
    last_agent: Username | None = None
    """Who served this customer or case before."""
    weight: float = Field(default=0.0, ge=0)
    """Of the customer, in promises."""


class Day(Section):
    """A day to be played."""

    interval_s: float = Field(default=900.0, gt=0)
    lanes: tuple[Lane, ...]
    agents: tuple[Agent, ...]
    stages: tuple[Stage, ...] = Field(min_length=1)
    """In order; the first begins at 0 or before."""
    arrivals: tuple[Arrival, ...] = ()
    """Besides what is drawn from the lanes' rates."""
    factor_shape: float | None = Field(default=None, gt=0)
    """Shape of the Gamma factor, mean 1, by which all rates of a day are multiplied: about 9 for a
    small centre, 180 for a large one. None: no factor."""
    misses_allowed: int = Field(default=2, ge=1)
    """Offers missed in a row that make somebody «not responding»."""
    back_after_s: Seconds = 600.0
    """After which they say that they are back."""
    refused_s: Seconds = 600.0
    """For how long others come first for a contact that somebody let lapse."""
    most_tries: int = Field(default=3, ge=1, le=20)
    """How often one customer tries at most, over all channels."""
    sweep_s: float = Field(default=1.0, gt=0)
    """How often overflow and what changes by mere waiting are looked at; live it is a second."""

    @property
    def n_intervals(self) -> int:
        """Return how many intervals the day has."""
        return max((len(lane.per_h) for lane in self.lanes), default=0)

    @property
    def length_s(self) -> float:
        """Return how long the day is, in seconds."""
        return self.n_intervals * self.interval_s
