"""How is an error said to a person? Every room's ``texts.py``, collected; edges ask for it."""

import logging
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext

import frontlinje
from frontlinje.base.errors import FrontlinjeError

log = logging.getLogger(__name__)


@cache
def texts() -> dict[str, Promise]:
    """Return the text of every error code there is."""
    found: dict[str, Promise] = {}
    root = Path(frontlinje.__path__[0])
    for path in sorted(root.glob("**/texts.py")):
        module = ".".join((root.name, *path.relative_to(root).with_suffix("").parts))
        for code, text in import_module(module).TEXTS.items():
            if code in found:
                raise ValueError(f"{code} has two texts, one in {module}")
            found[code] = text
    return found


def said(error: FrontlinjeError) -> str:
    """Return what to tell the person, in the language of the moment."""
    text = texts().get(error.code)
    if text is None:
        log.error("error_without_text", extra={"code": error.code})
        return gettext("That did not work (%(code)s).") % {"code": error.code}
    return str(text) % error.params


def tell_form(
    form: BaseForm, error: FrontlinjeError, fields: Mapping[str, str] | None = None
) -> None:
    """Put the error at the field it is about, or above the form when there is no such field.

    ``fields`` says which field of the form asks for a fact that has another name there.
    """
    fact = str(error.params.get("field"))
    field = (fields or {}).get(fact, fact)
    form.add_error(field if field in form.fields else None, said(error))
