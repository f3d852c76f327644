"""What is the base operating state? One validated document; every other form is read from it.

Things are addressed by ``code`` and their order is the order on screen. Here is the form; whether
what one part names exists in another is told by ``checks.problems_of``.
"""

from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.arrangements import Arrangement, ClockTime, Script
from frontlinje.centre.rules.calendars import Calendar
from frontlinje.centre.rules.fields import (
    Body,
    ChannelCode,
    ChannelSet,
    Code,
    HoursLimit,
    Language,
    Name,
    Section,
)
from frontlinje.centre.rules.moods import Dissatisfied
from frontlinje.centre.rules.queues import Group, Queue, Units
from frontlinje.centre.rules.shedding import Shedding

Situation = Literal[
    "greeting", "waiting", "closed", "incident", "autoreply", "receipt", "callback_offer"
]
"""When a text is said: ``receipt`` answers a form, ``autoreply`` a mail, ``incident`` is on top."""

Country = Literal["NO", "SE", "DK", "FI"]


def _known_timezone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        given = {"given": name[:60]}
        raise PydanticCustomError("unknown_timezone", "no such time zone", given) from error


class Channel(Section):
    """A way in: whether it is open, when, and how much of an agent one contact takes."""

    code: ChannelCode
    is_open: bool = True
    hours: Code
    units: Units
    """Of the 60 units in one agent: 60 takes all, 30 a half, 20 a third."""
    queue: Code | None = None
    """Where a contact goes that nothing else has sorted."""
    weight: float = Field(default=0.0, ge=0, le=100)
    """In promises, on top of the queue's: 1 counts as one whole promise already waited."""
    within: HoursLimit = ()
    """Only inside these hours of a day, whatever the calendars say."""
    alternative: ChannelCode | None = None
    """Where customers are sent while this channel is closed."""
    is_manual: bool = False
    """Whether its contacts are taken on paper, or on other telephones, and noted by hand."""


class WrapUpCode(Section):
    """A contact reason, at most one level below another; for some queues, or for all."""

    code: Code
    name: Name
    parent: Code | None = None
    queues: tuple[Code, ...] = ()


class PauseReason(Section):
    """Why somebody is not ready though logged on."""

    code: Code
    name: Name
    bias: Literal[-1, 0, 1] = 0
    """Whether the pause is bad, neutral or good for the centre (training is good)."""
    planned_s: float | None = Field(default=None, gt=0, le=86400)
    """How long it usually lasts; longer is shown to the leader."""


class AbsenceReason(Section):
    """Why somebody is not logged on as planned."""

    code: Code
    name: Name


class Text(Section):
    """What customers read or hear in a situation; for some channels and queues, or for all."""

    code: Code
    situation: Situation
    channels: ChannelSet = frozenset()
    queues: tuple[Code, ...] = ()
    is_first: bool = False
    """Whether it is said even where another text is made for the queue or the channel."""
    body: Body


class StandardAnswer(Section):
    """A ready-made answer with placeholders; for some channels and queues, or for all."""

    code: Code
    title: Name
    body: Body
    channels: ChannelSet = frozenset()
    queues: tuple[Code, ...] = ()


class Tag(Section):
    """A mark on contacts by which they are found again, whatever their queue and reason."""

    code: Code
    name: Name


class NotResponding(Section):
    """When somebody who lets offers lapse is taken out of routing."""

    misses: int = Field(default=2, ge=1, le=20)
    """Offers missed in a row."""


class StaffingMinimum(Section):
    """How many ready agents a queue needs at least, while a calendar is open."""

    queue: Code
    ready: int = Field(ge=1, le=10_000)
    hours: Code | None = None
    """A calendar; without it, whenever the queue is open."""


class CentreDocument(Section):
    """The base operating state, whole."""

    name: Name
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "Europe/Oslo"
    country: Country = "NO"
    """Whose public holidays count."""
    language: Language = "nb"
    """What customers are addressed in when nothing is known about them."""
    hours: tuple[Calendar, ...] = Field(max_length=200)
    channels: tuple[Channel, ...]
    groups: tuple[Group, ...] = Field(default=(), max_length=1000)
    queues: tuple[Queue, ...] = Field(default=(), max_length=1000)
    wrap_up_codes: tuple[WrapUpCode, ...] = Field(default=(), max_length=2000)
    pause_reasons: tuple[PauseReason, ...] = Field(default=(), max_length=200)
    absence_reasons: tuple[AbsenceReason, ...] = Field(default=(), max_length=200)
    texts: tuple[Text, ...] = Field(default=(), max_length=1000)
    standard_answers: tuple[StandardAnswer, ...] = Field(default=(), max_length=2000)
    tags: tuple[Tag, ...] = Field(default=(), max_length=500)
    not_responding: NotResponding = NotResponding()
    dissatisfied: Dissatisfied = Dissatisfied()
    staffing: tuple[StaffingMinimum, ...] = Field(default=(), max_length=1000)
    arrangements: tuple[Arrangement, ...] = Field(default=(), max_length=200)
    scripts: tuple[Script, ...] = Field(default=(), max_length=200)
    shedding: Shedding | None = None
    follow_up: Code | None = None
    """The queue in which work gathers that must be caught up; None while there is none."""
    board_meeting: ClockTime | None = None
    """When the team meets at the board every day."""


def plain_form(document: Section) -> dict[str, Any]:
    """Return the document as JSON and YAML can carry it.

    Parameters
    ----------
    document : Section
        The document, a form that adds to it, or a document of another room.

    Returns
    -------
    dict
        Keys in the order of the form; what is None is left out.
    """
    return document.model_dump(mode="json", exclude_none=True)
