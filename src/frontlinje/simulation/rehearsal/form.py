"""Which form has a rehearsal's file? Centre, day, scenarios, plans, and the promise to hold."""

from datetime import date
from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.arrangements import ClockTime
from frontlinje.centre.rules.fields import (
    Code,
    DayHours,
    PeopleCode,
    Seconds,
    Section,
)
from frontlinje.centre.rules.files import CentreFile, Marks, read_yaml
from frontlinje.centre.rules.queues import Level, Username
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.simulation.model import Factor, Lane, Share
from frontlinje.simulation.scenario import OnLanes, Scenario


class People(Section):
    """Some people who are alike: same team, skills and shift."""

    username: Username
    """With a number after it when there are several: ``anna-1``, ``anna-2``."""
    count: int = Field(default=1, ge=1, le=1000)
    team: PeopleCode | None = None
    site: PeopleCode | None = None
    is_last_resort: bool = False
    languages: tuple[str, ...] = ()
    skills: dict[PeopleCode, Level] = Field(default_factory=dict)
    shift: DayHours
    """Clock times without breaks, such as ``08:00-11:30, 12:00-16:00``."""
    absent_share: Share = 0.0
    pace: Factor = 1.0
    misses_share: Share = 0.0
    answer_s: Seconds = 0.0


class DayForm(Section):
    """An ordinary day: what comes and who is there. The centre says the rest."""

    date: date
    begins: ClockTime
    """When the first interval begins, in the centre's time zone."""
    interval_min: float = Field(default=30.0, gt=0, le=1440)
    lanes: tuple[Lane, ...] = Field(max_length=200)
    """``opens`` is left out: the centre's hours say it."""
    people: tuple[People, ...] = Field(max_length=1000)
    factor_shape: float | None = Field(default=None, gt=0)
    """Shape of the factor, mean 1, by which a whole day is busier or calmer than expected: about 9
    for a small centre, 180 for a large one."""


class Promise(OnLanes):
    """What ought to hold: such a share answered within such a time."""

    share: Annotated[float, Field(gt=0, le=1)]
    within_s: float = Field(gt=0)
    """The target of the lanes it is about, instead of their own."""


class PlanUse(Section):
    """A plan to try: one of the library, or one that is written here; whole or in part."""

    library: Code | None = None
    plan: PlanDocument | None = None
    code: Code | None = None
    """What it is called in the answer; the plan's own code unless said."""
    measures: tuple[Annotated[int, Field(ge=1, le=100)], ...] | None = None
    """Only these, counted from 1."""
    begins: ClockTime | None = None
    """When it is put into effect; the day's beginning unless said."""

    @model_validator(mode="after")
    def _has_one_plan(self) -> "PlanUse":
        if (self.library is None) == (self.plan is None):
            raise PydanticCustomError("library_or_plan", "name one of library and plan")
        return self


class Least(Section):
    """What is the least that holds the promise? A search over single measures."""

    scenarios: tuple[Code, ...] = ()
    """For which; none stands for all."""
    library: bool = False
    """Whether to choose among the measures of the whole library too, not only of the plans here."""


class Breaking(Section):
    """When does it break? The ordinary day with ever more contacts and ever more people ill."""

    volume: tuple[Annotated[float, Field(gt=0, le=100)], ...] = Field(
        default=(0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0), min_length=1, max_length=30
    )
    """So many times as much comes, on every channel; rising."""
    share_ill: tuple[Share, ...] = Field(
        default=(0.0, 0.1, 0.2, 0.3, 0.4, 0.5), min_length=1, max_length=30
    )
    """Chance that somebody is away; rising."""

    @model_validator(mode="after")
    def _rises(self) -> "Breaking":
        if any(b <= a for row in (self.volume, self.share_ill) for a, b in pairwise(row)):
            raise PydanticCustomError("steps_not_rising", "every step must be more than the last")
        return self


class RehearsalFile(Section):
    """A rehearsal, whole."""

    centre: CentreFile | None = None
    centre_file: str | None = Field(default=None, min_length=1, max_length=1000)
    """Where the centre's exported file is, from the folder of this one."""
    day: DayForm
    promise: Promise
    scenarios: tuple[Scenario, ...] = Field(min_length=1, max_length=100)
    plans: tuple[PlanUse, ...] = Field(default=(), max_length=100)
    least: Least | None = None
    breaking: Breaking | None = None
    half_width: Annotated[float, Field(ge=0.0005, le=0.5)] = 0.01
    """How sure: the share in time is known to so much, at 95 %."""
    most_replications: int = Field(default=2000, ge=100, le=100_000)
    """Days played of a case at most, however unsure it still is."""
    seed: int = Field(default=1, ge=0, lt=2**62)
    """The same seed gives the same customers, and the same figures to the last bit."""

    @model_validator(mode="after")
    def _has_one_centre(self) -> "RehearsalFile":
        if (self.centre is None) == (self.centre_file is None):
            raise PydanticCustomError("centre_or_file", "name one of centre and centre_file")
        return self


def read_rehearsal(content: bytes) -> tuple[RehearsalFile, Marks]:
    """Return what a rehearsal's file holds, and where each part stands.

    Parameters
    ----------
    content : bytes
        YAML, whole.

    Returns
    -------
    file : RehearsalFile
        Well formed; ``cases.cases_of`` says whether its parts fit.
    marks : Marks
        For problems that are found later.

    Raises
    ------
    InvalidDocument
        With every problem and its line and column.
    """
    return read_yaml(content, RehearsalFile)
