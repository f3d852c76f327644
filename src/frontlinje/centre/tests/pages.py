"""What a browser sends of a settings page, and where the pages are."""

from typing import Any

from django.urls import reverse

Page = Any
"""What Django's test client returns, with its context."""


def answers(page: Page) -> dict[str, Any]:
    """Return what a browser would send of the form on a page, untouched."""
    form = page.context["form"]
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if value is True:
            sent[bound.html_name] = "on"
        elif value is not None and value is not False:
            sent[bound.html_name] = bound.field.prepare_value(value)
    return sent


def edit(section: str, key: str) -> str:
    return reverse("centre:part-edit", args=[section, key])
