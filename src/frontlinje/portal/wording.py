"""How are ways, hours and instants said to customers? In the language of the moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from frontlinje.centre.rules.hours import Span
from frontlinje.portal.rules.ways import WRITTEN, Day, Way

NAMES: Mapping[str, Promise] = {
    "phone": gettext_lazy("Telephone"),
    "chat": gettext_lazy("Chat"),
    "mail": gettext_lazy("E-mail"),
    "web": gettext_lazy("Web form"),
    "visit": gettext_lazy("Visit us"),
}


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A date and its hours, in words."""

    name: str
    hours: str


@dataclass(frozen=True, slots=True)
class SaidWay:
    """One way to reach us, in words."""

    code: str
    name: str
    is_open: bool
    detail: str
    addresses: tuple[tuple[str, str], ...]
    """What to read and where it leads."""
    days: tuple[SaidDay, ...]


def said_way(way: Way, zone: ZoneInfo, *, form_url: str) -> SaidWay:
    """Return a way in words."""
    return SaidWay(
        code=way.code,
        name=str(NAMES[way.code]),
        is_open=way.is_usable,
        detail=_detail(way, zone),
        addresses=tuple(_addresses(way, form_url)),
        days=tuple(SaidDay(_day_name(day), _hours(day, zone)) for day in way.days),
    )


def said_instant(at: datetime | None, zone: ZoneInfo) -> str:
    """Return day and time, empty when the instant is unknown."""
    # Translators: how a day and a time are written, in the letters of Django's date filter.
    form = pgettext("day and time", "l j F, H:i")
    return _in_running_text(date_format(at.astimezone(zone), form)) if at else ""


def _detail(way: Way, zone: ZoneInfo) -> str:
    opens, closes = said_instant(way.opens_at, zone), said_instant(way.closes_at, zone)
    if way.is_shut:
        return _("Until %(at)s.") % {"at": opens} if opens else _("Until further notice.")
    if way.code in WRITTEN:
        return _written_detail(opens, closes)
    if way.is_staffed:
        return _("Until %(at)s.") % {"at": closes} if closes else _("Day and night.")
    return _("Opens %(at)s.") % {"at": opens} if opens else _("Until further notice.")


def _written_detail(opens: str, closes: str) -> str:
    if opens:
        return _("Write at any time. We answer from %(at)s.") % {"at": opens}
    if closes:
        return _("Write at any time. We answer until %(at)s.") % {"at": closes}
    return _("Write at any time.")


def _addresses(way: Way, form_url: str) -> Iterator[tuple[str, str]]:
    if way.code == "web" and not way.is_shut:
        yield _("Write to us"), form_url
    scheme = "mailto:" if way.code == "mail" else "tel:"
    for address in way.addresses:
        yield address, scheme + address.replace(" ", "")


def _day_name(day: Day) -> str:
    return _in_running_text(date_format(day.date, pgettext("day", "l j F")))


def _in_running_text(text: str) -> str:
    """Return a date with a small letter for its weekday, as all languages but English have it."""
    return text if get_language() == "en" else text[:1].lower() + text[1:]


def _hours(day: Day, zone: ZoneInfo) -> str:
    spans = [_span(span, zone) for span in day.spans]
    if spans == ["00:00–24:00"]:
        return _("All day")
    return ", ".join(spans) or _("Closed")


def _span(span: Span, zone: ZoneInfo) -> str:
    opens, closes = (f"{instant.astimezone(zone):%H:%M}" for instant in span)
    return f"{opens}–{'24:00' if closes == '00:00' else closes}"
