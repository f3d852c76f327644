"""What are the small parts of the document? Codes, names in three languages, hours of a day."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Final, Literal, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

Language = Literal["nb", "sv", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

ChannelCode = Literal["phone", "mail", "chat", "web", "paper", "visit"]
CHANNELS: Final[tuple[ChannelCode, ...]] = get_args(ChannelCode)

WHOLE: Final = 60
"""Units in one agent: whole numbers, so that thirds and halves add up without drift."""

DAY_MIN: Final = 24 * 60

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
"""What a thing is called in files, addresses and the ledger; never shown to customers."""

PeopleCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
"""The code of a skill, team or site, as the people room allows it."""

ChannelSet = Annotated[
    frozenset[ChannelCode], PlainSerializer(lambda codes: [c for c in CHANNELS if c in codes])
]


class Section(BaseModel):
    """A part of the document: unknown keys are refused, nothing can be changed in place."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, str_strip_whitespace=True
    )


class _InLanguages(Section):
    def in_language(self, language: str) -> str:
        """Return the wording in ``language``, in English when we do not have that language.

        Parameters
        ----------
        language : str
            A language code such as ``nb``, ``sv``, ``en`` or ``nb-no``.

        Returns
        -------
        str
            The wording.
        """
        wordings: dict[str, str] = dict(self)
        return wordings.get(language[:2].lower(), wordings["en"])


_NameText = Annotated[str, StringConstraints(min_length=1, max_length=120)]
_BodyText = Annotated[str, StringConstraints(min_length=1, max_length=8000)]


class Name(_InLanguages):
    """A visible name in every language of the screens."""

    nb: _NameText
    sv: _NameText
    en: _NameText


class Body(_InLanguages):
    """A text in every language; may hold line breaks and placeholders."""

    nb: _BodyText
    sv: _BodyText
    en: _BodyText


@dataclass(frozen=True, order=True, slots=True)
class Interval:
    """Open from minute ``opens`` of the day up to, not including, minute ``closes`` (1440 = 24:00).

    An interval never crosses midnight. Whoever works through the night writes two:
    ``22:00-24:00`` on the one day and ``00:00-06:00`` on the next. So a day owns its 24 hours, and
    a special day that replaces the day replaces all of it.
    """

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{_clock_time(self.opens)}-{_clock_time(self.closes)}"


def _clock_time(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


_CLOSED_WORDS: Final = frozenset({"", "-", "closed", "stengt", "lukket", "stängt"})
_INTERVAL: Final = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*[-\N{EN DASH}\N{EM DASH}]\s*(\d{1,2})(?:[:.](\d{2}))?"
)


def parse_day(value: object) -> object:
    """Return the intervals that ``08:00-12:00, 13-16`` or ``closed`` stands for.

    Parameters
    ----------
    value : object
        What somebody wrote; intervals that are already parsed pass through.

    Returns
    -------
    object
        Intervals in order of time; anything that is not text is left to pydantic to refuse.

    Raises
    ------
    PydanticCustomError
        ``bad_interval``, ``ends_before_start`` or ``overlapping_hours``.
    """
    if isinstance(value, (list, tuple)) and not all(isinstance(v, (str, Interval)) for v in value):
        raise PydanticCustomError("bad_interval", "not hours of a day", {"given": str(value)[:60]})
    if isinstance(value, str):
        parts = [] if value.strip().lower() in _CLOSED_WORDS else re.split(r"\s*[,;]\s*", value)
    elif isinstance(value, (list, tuple)):
        parts = list(value)
    else:
        raise PydanticCustomError("bad_interval", "not hours of a day", {"given": str(value)[:60]})
    intervals = sorted(p if isinstance(p, Interval) else _parse_interval(p) for p in parts)
    for earlier, later in pairwise(intervals):
        if later.opens < earlier.closes:
            raise PydanticCustomError(
                "overlapping_hours",
                "two intervals overlap",
                {"first": str(earlier), "second": str(later)},
            )
    return tuple(intervals)


def _parse_interval(text: str) -> Interval:
    found = _INTERVAL.fullmatch(text.strip())
    if found is None:
        raise PydanticCustomError("bad_interval", "not an interval", {"given": text.strip()[:60]})
    hours_from, minutes_from, hours_to, minutes_to = (int(part or 0) for part in found.groups())
    interval = Interval(hours_from * 60 + minutes_from, hours_to * 60 + minutes_to)
    if minutes_from > 59 or minutes_to > 59 or interval.closes > DAY_MIN:
        raise PydanticCustomError("bad_interval", "no such time", {"given": text.strip()[:60]})
    if interval.opens >= interval.closes:
        raise PydanticCustomError(
            "ends_before_start", "an interval stays within its day", {"given": str(interval)}
        )
    return interval


def format_day(intervals: tuple[Interval, ...]) -> str:
    """Return the hours of a day as they are written in files and forms.

    Parameters
    ----------
    intervals : tuple of Interval
        The day's open intervals in order.

    Returns
    -------
    str
        For example ``08:00-12:00, 13:00-16:00``, or ``closed``.
    """
    return ", ".join(map(str, intervals)) or "closed"


DayHours = Annotated[tuple[Interval, ...], BeforeValidator(parse_day), PlainSerializer(format_day)]
"""When a day is open; written ``08:00-12:00, 13:00-16:00`` or ``closed``."""

HoursLimit = Annotated[
    tuple[Interval, ...],
    BeforeValidator(parse_day),
    PlainSerializer(lambda intervals: ", ".join(map(str, intervals))),
]
"""Hours of a day beyond which something does not go; empty sets no limit."""

LikeAnotherDay = Literal["sunday", "usual"]


def _parse_holiday(value: object) -> object:
    if isinstance(value, str) and value.strip().lower() in get_args(LikeAnotherDay):
        return value.strip().lower()
    return parse_day(value)


def _format_holiday(value: LikeAnotherDay | tuple[Interval, ...]) -> str:
    return value if isinstance(value, str) else format_day(value)


HolidayHours = Annotated[
    LikeAnotherDay | tuple[Interval, ...],
    BeforeValidator(_parse_holiday),
    PlainSerializer(_format_holiday),
]
"""What a public holiday does: ``closed``, ``sunday``, ``usual`` (the weekday's) or own hours."""

Seconds = Annotated[float, Field(ge=0, le=366 * 86400)]
