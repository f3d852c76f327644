"""What does a browser get when we fail? Django asks here for the answer to any error nobody caught.

While the database is away that is a 503 that asks to be tried again, else a 500. Both pages are
bare on purpose: templates, sessions and styles may be what is missing.
"""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

RETRY_AFTER_S = 2


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for the error that is being handled right now."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        answer = _page(
            _("Back in a moment"),
            _("The database is away. Nothing that was confirmed is lost."),
            503,
        )
        answer["Retry-After"] = str(RETRY_AFTER_S)
        # A page that a person looks at tries again by itself; other clients read Retry-After.
        answer["Refresh"] = str(RETRY_AFTER_S)
        return answer
    return _page(
        _("Something went wrong"), _("The fault is ours and has been logged. Try again."), 500
    )


def _page(title: str, text: str, status: int) -> HttpResponse:
    html = format_html(
        '<!doctype html><html lang="{}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>{}</title><link rel="stylesheet" href="{}frontlinje/outage.css">'
        "<main><h1>{}</h1><p>{}</p></main></html>",
        get_language() or "en",
        title,
        settings.STATIC_URL,
        title,
        text,
    )
    return HttpResponse(html, status=status)
