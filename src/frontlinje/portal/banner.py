"""What must every customer know before anything else? The announcements, ready to be drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.placeholders import fill
from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.queries.announcements import LiveAnnouncement
from frontlinje.portal.wording import said_instant


@dataclass(frozen=True, slots=True)
class Notice:
    """One announcement in the banner."""

    title: str
    body: str
    language: str
    """Empty when it is the language of the page."""
    about: str
    """The names of the queues it is about, empty when it is about everything."""
    since: str
    until: str


def banner_of(
    live: Iterable[LiveAnnouncement],
    state: CentreState,
    language: str,
    words: Mapping[str, str] | None = None,
) -> list[Notice]:
    """Return announcements in the form that ``portal/banner.html`` draws."""
    zone = ZoneInfo(state.document.timezone)
    named = {"centre_name": state.document.name.in_language(language), **(words or {})}
    return [
        Notice(
            title=one.said.title,
            body=fill(one.said.body, named),
            language="" if one.said.language == language else one.said.language,
            about=", ".join(
                state.queues[code].name.in_language(language)
                for code in one.queues
                if code in state.queues
            ),
            since=said_instant(one.since, zone),
            until=said_instant(one.until_at, zone),
        )
        for one in live
    ]
