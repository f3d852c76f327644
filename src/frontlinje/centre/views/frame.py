"""What does every settings page need? The latest settings, what can be pointed at, the menu."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from zoneinfo import available_timezones

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from frontlinje.centre.forms.inputs import Choices
from frontlinje.centre.forms.values import hours_in_words
from frontlinje.centre.labels import SECTIONS
from frontlinje.centre.models import Revision
from frontlinje.centre.pointed_at import choices_in
from frontlinje.centre.queries import latest_revision, plain_of
from frontlinje.centre.rules.parts import Plain
from frontlinje.centre.shelves import SHELVES, name_of
from frontlinje.people.access import current_user
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may

_NEAR = ("Europe/", "Atlantic/", "Arctic/")
"""Where the time zones are that Nordic centres may be in."""


@cache
def _near_timezones() -> frozenset[str]:
    return frozenset(zone for zone in available_timezones() if zone.startswith(_NEAR))


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page of the settings, as the menu beside every page shows it."""

    title: Promise
    url: str
    is_current: bool


class Frame:
    """The settings as one request sees them, and the person who looks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.person: User = current_user(request)
        self.revision: Revision = latest_revision()
        self.plain: Plain = plain_of(self.revision)

    @property
    def language(self) -> str:
        """Return the language of the screen."""
        return get_language() or "en"

    @property
    def may_configure(self) -> bool:
        """Say whether the person may change anything here."""
        return may(self.person, Permission.CENTRE_CONFIGURE)

    @property
    def name(self) -> str:
        """Return what the centre is called."""
        return name_of(self.plain, self.language)

    @cached_property
    def choices(self) -> Choices:
        """Return what can be pointed at, by section."""
        found = choices_in(self.plain, self.language)
        zones = sorted({*_near_timezones(), self.plain["timezone"]})
        found["timezones"] = [(zone, zone) for zone in zones]
        return found

    def menu(self) -> Iterator[MenuEntry]:
        """Yield the pages of the settings."""
        pages: list[tuple[Promise, str]] = [
            (_("Overview"), reverse("centre:settings")),
            (_("The centre"), reverse("centre:page", args=["general"])),
            *(
                (SECTIONS[section], reverse("centre:shelf", args=[section]))
                for section, shelf in SHELVES.items()
                if not shelf.owner
            ),
            (SECTIONS["dissatisfied"], reverse("centre:page", args=["dissatisfied"])),
            (SECTIONS["staffing"], reverse("centre:page", args=["staffing"])),
            (_("The bad day"), reverse("centre:page", args=["bad-day"])),
            (_("Mail addresses"), reverse("mail:addresses")),
            (_("Mailboxes"), reverse("mail:mailboxes")),
            (_("Suggestions"), reverse("suggestions:suggestions")),
            (_("History"), reverse("centre:history")),
            (_("Export and import"), reverse("centre:file")),
        ]
        here = self.request.path
        overview = pages[0][1]
        for title, url in pages:
            is_current = here == url if url == overview else here.startswith(url)
            yield MenuEntry(title, url, is_current)

    def context(self, **more: Any) -> Mapping[str, Any]:
        """Return what the templates of this room ask for."""
        return {
            "menu": list(self.menu()),
            "may_configure": self.may_configure,
            "hours_words": [hours_in_words(word) for word in ("closed", "sunday", "usual")],
            "revision": self.revision,
            **more,
        }
