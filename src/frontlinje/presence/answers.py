"""How does a step in a dialog answer? Asked by the pages of the plan and of the team."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def dialog(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a form for the dialog; the same form as a page of its own for a plain request."""
    if "HX-Request" in request.headers:
        return render(request, template, {"heading": "h2", **context})
    page = {"template": template, "heading": "h1", **context}
    return render(request, "presence/dialog_page.html", page)


def done(request: HttpRequest, text: str, *, back: str, undo: str = "") -> HttpResponse:
    """Say what was done, and perhaps offer to undo it; the grid refreshes itself."""
    if "HX-Request" not in request.headers:
        messages.success(request, text, extra_tags=undo)
        return redirect(back)
    toast = {"text": text, "color": "success"} | ({"undo": undo} if undo else {})
    trigger = json.dumps({"presence:done": True, "fl:toast": toast})
    return HttpResponse(headers={"HX-Trigger": trigger, "HX-Reswap": "none"})
