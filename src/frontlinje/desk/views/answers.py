"""What does a step of the desk answer? A part of a page, a closed dialog, or another page."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from frontlinje.desk.actions.answering import NOTHING


def is_htmx(request: HttpRequest) -> bool:
    """Say whether a part of a page is asked for, not the whole."""
    return "HX-Request" in request.headers


def dialog(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a form for the dialog; the same form as a page of its own for a plain request."""
    if is_htmx(request):
        return render(request, template, context)
    page = {"template": template, "heading": "h1", **context}
    return render(request, "desk/dialog_page.html", page)


def done(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a refreshed part and close the dialog that asked."""
    answer = render(request, template, context)
    answer["HX-Trigger"] = "desk:done"
    return answer


def finished(
    request: HttpRequest, url: str, text: str, *, undo: str = "", color: str = "success"
) -> HttpResponse:
    """Go to another page that says what has happened and, perhaps, offers to undo it."""
    level = {"success": messages.SUCCESS, "warning": messages.WARNING}[color]
    messages.add_message(request, level, text, extra_tags=undo)
    return go_to(request, url)


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser to another page, whichever way it asked."""
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def told(text: str, *, undo: str | None = None, color: str = "success") -> HttpResponse:
    """Close the dialog and say what has happened; what shows it refreshes itself."""
    toast = {"text": text, "color": color} | ({"undo": undo} if undo else {})
    answer = HttpResponse(status=200)
    answer["HX-Reswap"] = "none"
    answer["HX-Trigger"] = json.dumps({"fl:toast": toast, "desk:done": True})
    return answer


def seen(request: HttpRequest) -> UUID | None:
    """Return the customer's newest message on the page that sent this; None of no such page."""
    posted = request.POST.get("seen")
    if posted is None:
        return None
    try:
        return UUID(posted)
    except ValueError:
        return NOTHING
