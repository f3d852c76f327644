"""Which form have the arrangements of the bad day? Who works where and when, and by which guide."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.fields import (
    Body,
    ChannelSet,
    Code,
    HoursLimit,
    Name,
    PeopleCode,
    Section,
)
from frontlinje.centre.rules.queues import Username

ClockTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of the day, such as ``09:15``."""

Cohort = Literal[1, 2]
"""One half of the people: in every team every second one, so that no competence is in one alone."""


class Arrangement(Section):
    """Where and when some people work for a while. The first that names a person counts."""

    code: Code
    name: Name
    groups: tuple[Code, ...] = ()
    """The people of these answer groups; with no group and nobody named, everybody."""
    members: tuple[Username, ...] = ()
    cohort: Cohort | None = None
    """Of them only this half."""
    weeks: Literal["all", "odd", "even"] = "all"
    """In which weeks of the year it holds."""
    place: Literal["office", "home"] | None = None
    site: PeopleCode | None = None
    """Which office."""
    is_binding: bool = False
    """Whether no other place can be chosen, as in a quarantine."""
    hours: HoursLimit = ()
    """The shift, where it is another than planned."""
    last_day: date | None = None
    """Until and with this date."""

    @model_validator(mode="after")
    def _says_something(self) -> "Arrangement":
        if self.place is None and not self.hours:
            raise PydanticCustomError("arranges_nothing", "name a place or hours")
        if self.place is None and (self.is_binding or self.site is not None):
            raise PydanticCustomError("place_missing", "a site and a binding place need a place")
        return self


class Script(Section):
    """A guide through a contact that is not as usual, shown to whoever answers it."""

    code: Code
    title: Name
    body: Body
    channels: ChannelSet = frozenset()
    queues: tuple[Code, ...] = ()
    groups: tuple[Code, ...] = Field(default=())
    """Only to the people of these answer groups; with none, to all."""
