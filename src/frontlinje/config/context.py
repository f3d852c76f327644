"""What does every page need besides its own content? One object, ``page``, computed when asked."""

import json
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from frontlinje.base import clock
from frontlinje.config.navigation import ShownItem, menu_for
from frontlinje.continuity.queries.attention import Attention, waiting_for_leaders
from frontlinje.continuity.queries.in_effect import InEffect, plans_in_effect
from frontlinje.continuity.views.attention import leads
from frontlinje.continuity.views.watching import SuggestionRow, suggestion_rows
from frontlinje.exercises.models import Exercise
from frontlinje.exercises.queries.exercises import exercise_now
from frontlinje.people.models import User

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "frontlinje_theme"

STYLESHEETS = (
    "frontlinje/typeface.css",
    "vendor/designsystemet-theme.css",
    "vendor/designsystemet.css",
    "frontlinje/frame.css",
    "frontlinje/pieces.css",
)
VENDOR_MODULES = {"eventsource-parser": "vendor/eventsource-parser.js"}

OWN_PAGES: tuple[tuple[Promise, str], ...] = (
    (_("My profile"), "people:profile"),
    (_("Password"), "account_change_password"),
    (_("Two-step sign-in"), "mfa_index"),
    (_("My sign-ins"), "usersessions_list"),
)


@cache
def module_paths() -> dict[str, str]:
    """Return every ES module by its bare name: ``desk/offers`` for desk/static/desk/offers.js."""
    package = Path(__file__).resolve().parent.parent
    own = {
        f"{path.parent.name}/{path.stem}": f"{path.parent.name}/{path.name}"
        for path in sorted(package.glob("**/static/*/*.js"))
        if path.parent.name != "vendor"
    }
    return VENDOR_MODULES | own


@cache
def _import_map() -> SafeString:
    addresses = {name: static(path) for name, path in module_paths().items()}
    text = json.dumps({"imports": addresses}).replace("<", "\\u003c")
    return mark_safe(text)  # our own file names, and no "<" is left


class Page:
    """What the layouts ask for."""

    languages = tuple(settings.LANGUAGES)
    stylesheets = STYLESHEETS

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def is_demo(self) -> bool:
        """Say whether the centre runs on made-up data."""
        return bool(settings.FRONTLINJE_DEMO)

    @property
    def theme(self) -> str:
        """Return the appearance this browser chose."""
        chosen = self._request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else "auto"

    @cached_property
    def navigation(self) -> list[ShownItem]:
        """Return the main menu for the signed-in person."""
        user = self._request.user
        return list(menu_for(user, self._request)) if user.is_authenticated else []

    @cached_property
    def navigation_list(self) -> SafeString:
        """Return the main menu's items; every page shows them twice."""
        return render_to_string("partials/navigation.html", {"page": self})

    @cached_property
    def now(self) -> datetime:
        """Return the instant at which the page is made."""
        return clock.now()

    @cached_property
    def in_effect(self) -> list[InEffect]:
        """Return the plans in effect, for the line above every page."""
        return plans_in_effect(self.now)

    @cached_property
    def exercise(self) -> Exercise | None:
        """Return the exercise that the person takes part in just now."""
        return exercise_now(cast(User, self._request.user))

    @cached_property
    def suggested(self) -> list[SuggestionRow]:
        """Return the plans that triggers suggest and nobody has answered, for leaders."""
        return suggestion_rows(self.attention.suggestions, self.now)

    @cached_property
    def attention(self) -> Attention:
        """Return what waits for a leader."""
        return waiting_for_leaders()

    @property
    def is_leader(self) -> bool:
        """Say whether the person is told what waits for leaders."""
        return leads(cast(User, self._request.user))

    @property
    def own_pages(self) -> list[dict[str, object]]:
        """Return the pages about one's own account."""
        return [{"label": label, "url": reverse(url_name)} for label, url_name in OWN_PAGES]

    @property
    def initials(self) -> str:
        """Return the first letters of the person's first and last name."""
        names = cast(User, self._request.user).name.split()
        return "".join(name[0] for name in (names[:1] + names[1:][-1:])).upper()

    @property
    def import_map(self) -> SafeString:
        """Return the JSON that tells the browser where the bare module names are."""
        return _import_map()


def page(request: HttpRequest) -> dict[str, Page]:
    """Give templates ``page`` (a context processor)."""
    return {"page": Page(request)}
