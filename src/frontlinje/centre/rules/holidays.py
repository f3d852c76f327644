"""Which days are public holidays in a Nordic country? And which eves do many keep.

From the package ``holidays``, imported where it is used because it is slow to import.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday, or an eve that many keep."""

    name: str
    """In English: what ``OwnHoliday.holiday`` refers to."""
    is_day_off: bool
    """Whether the calendar's ordinary holiday choice applies; an eve only counts when chosen."""


_MORE: Final[Mapping[str, tuple[str, bool]]] = {"SE": ("de_facto", True), "DK": ("optional", False)}
"""Days beside the public ones, and whether they are days off. Swedish law counts Midsummer Eve,
Christmas Eve and New Year's Eve as Sundays."""


@lru_cache(maxsize=64)
def holidays_of(country: str, year: int) -> Mapping[date, tuple[Holiday, ...]]:
    """Return the public holidays of a year, and the eves that a centre may choose to keep.

    Parameters
    ----------
    country : str
        NO, SE, DK or FI.
    year : int
        The calendar year.

    Returns
    -------
    mapping of date to tuple of Holiday
        In order of date; two holidays may fall on one date.

    Notes
    -----
    Christmas Eve and New Year's Eve are added as eves where the package leaves them out.
    """
    found: dict[date, dict[str, bool]] = {}
    for category, is_day_off in _categories(country).items():
        for day, name in _names_in("en_US", country, year, category):
            found.setdefault(day, {})[name] = is_day_off
    for month, day_of_month, name in _EVERYWHERE:
        found.setdefault(date(year, month, day_of_month), {}).setdefault(name, False)
    return {
        day: tuple(Holiday(name, is_day_off) for name, is_day_off in found[day].items())
        for day in sorted(found)
    }


_EVERYWHERE: Final = ((12, 24, "Christmas Eve"), (12, 31, "New Year's Eve"))
_OWN_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "Christmas Eve": {"nb": "Julaften", "sv": "Julafton"},
    "New Year's Eve": {"nb": "Nyttårsaften", "sv": "Nyårsafton"},
}
_TRANSLATED: Final[Mapping[tuple[str, str], str]] = {
    ("NO", "nb"): "no",
    ("NO", "sv"): "no",
    ("SE", "nb"): "sv",
    ("SE", "sv"): "sv",
    ("DK", "nb"): "da",
    ("DK", "sv"): "da",
    ("FI", "nb"): "sv_FI",
    ("FI", "sv"): "sv_FI",
}
"""In which language the package knows a country's holidays, for a language of the screen."""


@lru_cache(maxsize=64)
def holiday_names(country: str, year: int, language: str) -> Mapping[str, str]:
    """Return what the holidays of a year are called.

    Parameters
    ----------
    country : str
        NO, SE, DK or FI.
    year : int
        The calendar year.
    language : str
        A language of the screen; where the country's holidays are not known in it, they have
        their Scandinavian names.

    Returns
    -------
    mapping of str to str
        By the English name.
    """
    found = {name: names.get(language, name) for name, names in _OWN_NAMES.items()}
    spoken = _TRANSLATED.get((country, language))
    if spoken is None:
        return {}
    for category in _categories(country):
        english = _names_in("en_US", country, year, category)
        local = _names_in(spoken, country, year, category)
        found |= {known: name for (_, known), (_, name) in zip(english, local, strict=True)}
    return found


def _categories(country: str) -> Mapping[str, bool]:
    more = _MORE.get(country)
    return {**({more[0]: more[1]} if more else {}), "public": True}


def _names_in(language: str, country: str, year: int, category: str) -> Iterator[tuple[date, str]]:
    from holidays import country_holidays

    listed = country_holidays(country, years=year, language=language, categories=category)
    for day in listed:
        for name in listed.get_list(day):
            yield day, name
