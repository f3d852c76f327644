"""The status page: what is open, what is wrong, in three languages, for everybody."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from frontlinje.base import clock
from frontlinje.people.access import public
from frontlinje.portal.status_page import ICON, STYLES, Links, status_page

FRESH_FOR_S = 15
"""How long a browser may keep the page, on a day when everybody reloads it."""


@public
@require_safe
@cache_control(max_age=FRESH_FOR_S)
@vary_on_cookie
def status(request: HttpRequest, language: str = "") -> HttpResponse:
    """Show the page, in the browser's language when the address names none."""
    shown = language or (get_language() or settings.LANGUAGE_CODE)
    if shown not in dict(settings.LANGUAGES):
        raise Http404
    now = clock.now()
    links = Links(
        styles=tuple(static(path) for path in STYLES),
        icon=static(ICON),
        languages=tuple(
            (code, name, reverse("portal:status-in-language", args=[code]))
            for code, name in settings.LANGUAGES
        ),
        form=reverse("portal:contact-form"),
    )
    return HttpResponse(status_page(now, shown, links, updated_at=now))
