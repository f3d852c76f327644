"""What does the status page say? The same for a browser and for the files that are exported."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import translation

from frontlinje.centre.queries import effective_state
from frontlinje.continuity.queries.announcements import live_announcements
from frontlinje.portal.banner import banner_of
from frontlinje.portal.rules.ways import ways_to_reach
from frontlinje.portal.wording import said_instant, said_way

STYLES: Final = (
    "frontlinje/typeface.css",
    "vendor/designsystemet-theme.css",
    "vendor/designsystemet.css",
    "frontlinje/frame.css",
    "frontlinje/pieces.css",
    "portal/portal.css",
)
ICON: Final = "frontlinje/mark.svg"
"""The page needs nothing else: no script, no sign-in, no cookie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where the page finds what it points at, which differs between a browser and a folder."""

    styles: tuple[str, ...]
    icon: str
    languages: tuple[tuple[str, str, str], ...]
    """Code, name and address of each language."""
    form: str


def status_page(now: datetime, language: str, links: Links, *, updated_at: datetime | None) -> str:
    """Return the page as HTML; without ``updated_at`` it says everything but when that was."""
    state = effective_state(now)
    zone = ZoneInfo(state.document.timezone)
    with translation.override(language):
        context = {
            "language": language,
            "links": links,
            "centre_name": state.document.name.in_language(language),
            "banner": banner_of(live_announcements(now, language=language), state, language),
            "ways": [said_way(w, zone, form_url=links.form) for w in ways_to_reach(state, now)],
            "updated": said_instant(updated_at, zone),
        }
        return render_to_string("portal/status.html", context)
