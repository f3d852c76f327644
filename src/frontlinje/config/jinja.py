"""What may a Jinja2 template (`jinja2/` of a room, for hot lists) use? Asked by Django.

Translations (`{% trans %}`, `_()`), `static()`, `url()`, `request.csp_nonce`. All is escaped.
"""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """Return the Jinja2 environment; a name that is missing is an error, not an empty text."""
    made = Environment(
        **{**options, "undefined": StrictUndefined},
        extensions=["jinja2.ext.i18n", "jinja2.ext.loopcontrols"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(static=static, url=_url)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    return made


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)
