"""Which form has the shedding of load? In which order channels close, and when they open again."""

from typing import Annotated, Final

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.fields import ChannelCode, Seconds, Section

LEAST_REST_S: Final = 900.0
"""No channel closes or opens by itself more than once in this time."""


class Shedding(Section):
    """While too much waits, channels close one after the other; the last closed opens first."""

    order: tuple[ChannelCode, ...] = Field(min_length=1, max_length=6)
    """The first is closed first. What is not named stays open."""
    over: float = Field(gt=0, le=10_000)
    """Waiting for each ready agent: above this the next channel closes."""
    under: float = Field(ge=0, le=10_000)
    """Waiting for each ready agent: below this the last channel closed opens again."""
    for_s: Seconds = 120.0
    """How long it must have been so."""
    rest_s: Annotated[float, Field(ge=LEAST_REST_S, le=86400)] = LEAST_REST_S
    """How long a channel stays as it is at least."""

    @model_validator(mode="after")
    def _limits_are_apart(self) -> "Shedding":
        if self.under >= self.over:
            raise PydanticCustomError("limits_cross", "under must be less than over")
        if len(set(self.order)) < len(self.order):
            raise PydanticCustomError("same_channel_twice", "a channel is named twice")
        return self
