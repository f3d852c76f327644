"""Which form do queues have? Queues, answer groups, demands, and overflow recipes as data.

What a recipe does is decided by ``routing.rules.overflow``; here is only how it is written.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.fields import (
    WHOLE,
    ChannelCode,
    ChannelSet,
    Code,
    Name,
    PeopleCode,
    Seconds,
    Section,
)

Username = Annotated[str, StringConstraints(min_length=1, max_length=60)]
PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ]{2,19}$")]
Units = Annotated[int, Field(ge=1, le=WHOLE)]
Level = Annotated[int, Field(ge=1, le=9)]


class Group(Section):
    """An answer group: those who may be asked, by team, by site, by username, or all of them."""

    code: Code
    name: Name
    teams: tuple[PeopleCode, ...] = ()
    members: tuple[Username, ...] = ()
    sites: tuple[PeopleCode, ...] = ()
    is_everyone: bool = False

    def has(self, *, username: str, team: str | None, site: str | None = None) -> bool:
        """Say whether a person is in the group.

        Parameters
        ----------
        username : str
            The person's username, in any case.
        team : str or None
            The code of the person's team.
        site : str or None
            The code of the person's site.

        Returns
        -------
        bool
            True when the group is for everyone, for the team or site, or names the person.
        """
        if self.is_everyone or team in self.teams or site in self.sites:
            return True
        return username.casefold() in (member.casefold() for member in self.members)


class Demand(Section):
    """A skill that a queue's contacts need, at a level that may relax as they wait."""

    skill: PeopleCode
    level: Level
    relax_per_min: float = Field(default=0.0, ge=0, le=9)
    """Levels given up per minute waited."""


class Conditions(Section):
    """When a recipe starts; everything that is set must hold."""

    waited_s: Seconds | None = None
    waiting_per_ready: float | None = Field(default=None, gt=0, le=10_000)
    ready_fewer_than: int | None = Field(default=None, ge=1, le=10_000)
    waiting_more_than: int | None = Field(default=None, ge=0, le=1_000_000)
    is_closed: bool = False

    @model_validator(mode="after")
    def _has_one(self) -> "Conditions":
        if not self.is_closed and all(
            limit is None
            for limit in (
                self.waited_s,
                self.waiting_per_ready,
                self.ready_fewer_than,
                self.waiting_more_than,
            )
        ):
            raise PydanticCustomError("no_condition", "a recipe needs a condition")
        return self


class Widen(Section):
    """Ask one more answer group."""

    do: Literal["widen"] = "widen"
    group: Code


class Relax(Section):
    """Demand a skill at a lower level."""

    do: Literal["relax"] = "relax"
    skill: PeopleCode
    by: Level


class Raise(Section):
    """Raise the priority."""

    do: Literal["raise"] = "raise"
    by: float = Field(gt=0, le=100)
    """In promises: 1 counts as one whole promise already waited."""


class Announce(Section):
    """Tell the customer something."""

    do: Literal["announce"] = "announce"
    text: Code


class OfferCallback(Section):
    """Offer the customer to be called back."""

    do: Literal["offer_callback"] = "offer_callback"


class Send(Section):
    """Send the contact to another queue, site or telephone number."""

    do: Literal["send"] = "send"
    queue: Code | None = None
    site: PeopleCode | None = None
    number: PhoneNumber | None = None

    @model_validator(mode="after")
    def _has_one_target(self) -> "Send":
        if sum(target is not None for target in (self.queue, self.site, self.number)) != 1:
            raise PydanticCustomError("one_target", "name one of queue, site and number")
        return self


Step = Annotated[Widen | Relax | Raise | Announce | OfferCallback | Send, Field(discriminator="do")]


class Recipe(Section):
    """An overflow recipe: once its conditions hold for a waiting contact, its steps are taken."""

    code: Code
    """Unique within its queue; the ledger names it."""
    when: Conditions
    then: tuple[Step, ...] = Field(min_length=1, max_length=20)


class Queue(Section):
    """A queue: what waits in it, who may be asked, and what is promised."""

    code: Code
    name: Name
    channels: ChannelSet = Field(min_length=1)
    groups: tuple[Code, ...]
    demands: tuple[Demand, ...] = Field(default=(), max_length=8)
    promise_s: float = Field(gt=0, le=366 * 86400)
    weight: float = Field(default=0.0, ge=0, le=100)
    """In promises: 1 counts as one whole promise already waited."""
    units: dict[ChannelCode, Units] = Field(default_factory=dict)
    """Where a contact of this queue takes more or less of an agent than the channel's own units."""
    wrap_up_s: Seconds = 0.0
    offer_s: float = Field(default=20.0, ge=3, le=3600)
    hours: Code | None = None
    """A calendar of its own, instead of the channel's."""
    visibility: Literal["centre", "team"] = "centre"
    interruptible: bool = False
    """Whether a call may interrupt a contact of this queue that is in hand."""
    is_on_hold: bool = False
    """Whether its contacts wait without being offered; whoever wants one can still take it."""
    language_demand: bool = False
    """Whether the agent must speak the customer's language."""
    addresses: tuple[Annotated[str, StringConstraints(min_length=1, max_length=254)], ...] = ()
    """Mail addresses and telephone numbers that lead straight here."""
    overflow: tuple[Recipe, ...] = Field(default=(), max_length=50)
