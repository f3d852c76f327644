"""How is a difference between two plans said? Places and codes in words, texts as they are."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontlinje.centre.labels import CHANNEL_NAMES, LANGUAGE_NAMES
from frontlinje.centre.rules.changes import Change
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.wording import BETWEEN, ChangeLine, value_in_words
from frontlinje.continuity.forms.wording import PLANS
from frontlinje.continuity.plan_words import MEASURES, TRIGGERS, trigger_line
from frontlinje.continuity.rules.measures import MEASURE
from frontlinje.continuity.rules.triggers import TRIGGER
from frontlinje.people.labels import ROLES
from frontlinje.people.permissions import Role

PARTS: dict[str, Promise] = {
    "purpose": _("Purpose"),
    "scenario": _("Scenario"),
    "label": _("Alternative"),
    "measures": _("Measures"),
    "triggers": _("Triggers"),
    "announcement": _("Announcement"),
    "expires_after_s": _("Ends by itself after"),
    "warn_before_s": _("Warns before the end"),
    "may_activate": _("Who may put it into effect"),
    "review_on": _("Review on"),
}


CODED: dict[str, Mapping[Any, Any]] = {
    "alternative": CHANNEL_NAMES,
    "channels": CHANNEL_NAMES,
    "order": CHANNEL_NAMES,
    "may_activate": ROLES,
}
"""What stands as codes in these places, by what it is called."""
_WHOLE = 2
"""Steps to a measure or trigger that is there in one of the plans only."""


def change_lines(
    changes: Iterable[Change], document: CentreDocument, language: str
) -> list[ChangeLine]:
    """Return changes as a table shows them: what came or went whole as the plan's page says it."""
    return [_line(change, document, language) for change in changes]


def _line(change: Change, document: CentreDocument, language: str) -> ChangeLine:
    path = change.path.split(".")

    def told(value: Any) -> str:
        if isinstance(value, dict) and len(path) == _WHOLE and path[0] == "measures":
            return MEASURE.validate_python(value).describe(document).in_language(language)
        if isinstance(value, dict) and len(path) == _WHOLE and path[0] == "triggers":
            return trigger_line(TRIGGER.validate_python(value), document, language)
        if path[-1] == "items" and isinstance(value, list):
            return "\n".join(_item(item, language) for item in value)
        if f"{path[-1]}.{value}" in PLANS.words:
            return str(PLANS.words[f"{path[-1]}.{value}"])
        names = CODED.get(path[-1])
        if names is not None and isinstance(value, (str, list)):
            codes = [value] if isinstance(value, str) else value
            return ", ".join(str(names.get(code, code)) for code in codes)
        return value_in_words(value, is_span=path[-1].endswith("_s"))

    place = BETWEEN.join(map(_word, path))
    return ChangeLine(place, told(change.before), told(change.after))


def _item(item: dict[str, Any], language: str) -> str:
    """Return what somebody has to do on a checklist, and who that is."""
    role = item.get("owner_role")
    who = item.get("owner") or (str(ROLES[Role(role)]) if role else "")
    text = item["text"].get(language) or item["text"]["en"]
    return f"• {text} ({who})" if who else f"• {text}"


def _word(step: str) -> str:
    kinds = {**MEASURES, **TRIGGERS}
    kind, _dash, number = step.rpartition("-")
    if kind in kinds and number.isdigit():
        return f"{kinds[kind]} {number}"
    words = {**PLANS.fields, **LANGUAGE_NAMES, **kinds, **PARTS}
    return str(words.get(step, step))
