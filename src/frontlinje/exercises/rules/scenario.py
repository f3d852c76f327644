"""What happens in an exercise? A scenario: cards on a clock, and what made-up customers want."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.fields import Body, ChannelCode, ChannelSet, Code, Name, Section
from frontlinje.centre.rules.files import read_yaml

LIBRARY: Final = Path(__file__).parents[1] / "library"
LONGEST_MIN: Final = 240.0

Minutes = Annotated[float, Field(ge=0, le=LONGEST_MIN)]
PerHour = Annotated[float, Field(gt=0, le=600)]


class Inject(Section):
    """A card: something that happens, told to the participants."""

    code: Code
    at_min: Minutes
    """When it is given by the clock, in minutes of the exercise."""
    title: Name
    body: Body
    expects: Literal["", "decision", "activation"] = ""
    """What somebody ought to do about it; the score tells how long that took."""
    listen_for: Body | None = None
    """For the conductor alone: what a good answer holds."""


class Arrivals(Section):
    """How often made-up customers get in touch on one channel, in a live exercise."""

    channel: ChannelCode
    per_h: PerHour
    patience_s: float | None = Field(default=None, ge=10, le=7200)
    """After which a waiting caller gives up; None for who has written, and waits."""


class MadeUp(Section):
    """What one made-up customer wants."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    channels: ChannelSet = Field(min_length=1)
    subject: Name
    text: Body


class Scenario(Section):
    """An exercise as the library holds it."""

    code: Code
    name: Name
    purpose: Body
    lasts_min: Annotated[float, Field(ge=5, le=LONGEST_MIN)]
    channels: ChannelSet = Field(min_length=1)
    """Which channels it tries: their last exercise is then noted."""
    injects: tuple[Inject, ...] = Field(min_length=1, max_length=50)
    arrivals: tuple[Arrivals, ...] = Field(default=(), max_length=6)
    made_up: tuple[MadeUp, ...] = Field(default=(), max_length=200)

    @model_validator(mode="after")
    def _fits_together(self) -> "Scenario":
        codes = [inject.code for inject in self.injects]
        if len(set(codes)) < len(codes):
            raise PydanticCustomError("inject_twice", "two cards have the same code")
        if any(inject.at_min > self.lasts_min for inject in self.injects):
            raise PydanticCustomError("inject_too_late", "a card comes after the end")
        silent = {one.channel for one in self.arrivals} - set(self._spoken())
        if silent:
            raise PydanticCustomError("nothing_to_say", "nobody has a text for a channel")
        return self

    def _spoken(self) -> Iterator[ChannelCode]:
        for one in self.made_up:
            yield from one.channels

    def inject(self, code: str) -> Inject | None:
        """Return a card by its code.

        Parameters
        ----------
        code : str
            The code.

        Returns
        -------
        Inject or None
            None when there is no such card.
        """
        return next((inject for inject in self.injects if inject.code == code), None)

    def texts_for(self, channel: str) -> tuple[MadeUp, ...]:
        """Return what may come on a channel.

        Parameters
        ----------
        channel : str
            Its code.

        Returns
        -------
        tuple of MadeUp
            In the order of the library.
        """
        return tuple(one for one in self.made_up if channel in one.channels)


@cache
def library() -> Mapping[str, Scenario]:
    """Read the scenarios of the library.

    Returns
    -------
    mapping of str to Scenario
        By code, in the order of the codes.

    Raises
    ------
    InvalidDocument
        When a file is wrong, with every problem and its line.
    """
    found = [read_yaml(path.read_bytes(), Scenario)[0] for path in sorted(LIBRARY.glob("*.yaml"))]
    return {scenario.code: scenario for scenario in found}
