"""Which form has what is done for writers who sound dissatisfied: a hint, or a skill demanded.

How that is told from a text is decided by ``contacts.rules.dissatisfied``.
"""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.fields import PeopleCode, Section
from frontlinje.centre.rules.queues import Level

Mark = Annotated[str, StringConstraints(min_length=2, max_length=60, strip_whitespace=True)]


class Dissatisfied(Section):
    """What a text demands of the agent when its writer sounds dissatisfied."""

    is_demanded: bool = False
    """Whether such contacts demand the skill; otherwise agents only see the hint."""
    skill: PeopleCode | None = None
    level: Level = 5
    marks: tuple[Mark, ...] = Field(default=(), max_length=500)
    """Words and phrases of the centre's own, besides those that are known everywhere."""

    @model_validator(mode="after")
    def _names_the_skill(self) -> "Dissatisfied":
        if self.is_demanded and self.skill is None:
            raise PydanticCustomError("no_skill", "name the skill that is demanded")
        return self
