"""How is a difference between two plans said? Places in words, values as in a file."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontlinje.centre.labels import FIELDS, LANGUAGE_NAMES
from frontlinje.centre.rules.changes import Change
from frontlinje.centre.wording import BETWEEN, ChangeLine, value_in_words
from frontlinje.continuity.plan_words import MEASURES

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


def change_lines(changes: Iterable[Change], language: str) -> list[ChangeLine]:
    """Return changes as a table shows them."""
    return [_line(change) for change in changes]


def _line(change: Change) -> ChangeLine:
    path = change.path.split(".")
    is_span = path[-1].endswith("_s")
    told = [value_in_words(value, is_span=is_span) for value in (change.before, change.after)]
    return ChangeLine(BETWEEN.join(map(_word, path)), *told)


def _word(step: str) -> str:
    kind, _dash, number = step.rpartition("-")
    if kind in MEASURES and number.isdigit():
        return f"{MEASURES[kind]} {number}"
    words = {**FIELDS, **LANGUAGE_NAMES, **MEASURES, **PARTS}
    return str(words.get(step, step))
