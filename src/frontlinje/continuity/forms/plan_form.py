"""What is asked about a plan, besides its measures and triggers? And what is answered?"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontlinje.centre.forms.values import SpanField
from frontlinje.centre.labels import CHANNEL_NAMES, LANGUAGE_NAMES
from frontlinje.centre.rules.problems import Problem
from frontlinje.centre.texts import problem_in_words
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.people.labels import ROLES
from frontlinje.people.permissions import Permission, permissions_of

LANGUAGES = tuple(LANGUAGE_NAMES)
_IN_LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "purpose": ("purpose",),
    "title": ("announcement", "title"),
    "body": ("announcement", "body"),
}
"""Fields that are asked in three languages, and where they stand in the document."""


def _may_activate() -> list[tuple[str, Any]]:
    return [
        (role.value, name)
        for role, name in ROLES.items()
        if Permission.PLAN_ACTIVATE in permissions_of([role], "own")
    ]


class PlanForm(forms.Form):
    """A plan without its cards; the fields in three languages are added below."""

    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("Used in files and on the command line, and never changed later."),
    )
    scenario = forms.SlugField(
        label=gettext_lazy("Scenario"),
        max_length=40,
        help_text=gettext_lazy("Plans with the same one stand beside each other."),
        widget=forms.TextInput(attrs={"list": "plan-scenarios"}),
    )
    label = forms.ChoiceField(
        label=gettext_lazy("Which alternative is it?"),
        choices=[("", "–"), ("A", "A"), ("B", "B"), ("C", "C")],
        required=False,
    )
    expires_after_s = SpanField(
        label=gettext_lazy("Ends by itself after"),
        help_text=gettext_lazy("Such as 4 h; whoever puts it into effect can choose otherwise."),
    )
    warn_before_s = SpanField(
        label=gettext_lazy("Warns before the end"), help_text=gettext_lazy("Such as 15 min.")
    )
    may_activate = forms.MultipleChoiceField(
        label=gettext_lazy("Who may put it into effect"),
        choices=_may_activate,
        widget=forms.CheckboxSelectMultiple,
    )
    review_on = forms.DateField(
        label=gettext_lazy("Review on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Told on"),
        help_text=gettext_lazy("None is everywhere."),
        choices=list(CHANNEL_NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why is it changed?"),
        help_text=gettext_lazy("Is kept in the history."),
        max_length=400,
        required=False,
    )
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _IN_LANGUAGES:
            for language in LANGUAGES:
                self.fields[f"{name}_{language}"] = _text_field(name, language)
        if not is_new:
            del self.fields["code"]

    def in_languages(self) -> dict[str, list[forms.BoundField]]:
        """Return the fields in three languages, for the template."""
        return {
            name: [self[f"{name}_{language}"] for language in LANGUAGES] for name in _IN_LANGUAGES
        }

    def plain(self) -> dict[str, Any]:
        """Return the answers as a plan has them, without its code, measures and triggers."""
        asked = self.cleaned_data
        plain = {name: asked[name] for name in ("scenario", "label", "expires_after_s")}
        plain |= {name: asked[name] for name in ("warn_before_s", "may_activate", "review_on")}
        plain |= {name: self._words(name) for name in ("name", "purpose")}
        title, body = self._words("title"), self._words("body")
        if any(title.values()) or any(body.values()):
            channels = sorted(asked["channels"])
            plain["announcement"] = {"title": title, "body": body, "channels": channels}
        return plain

    def _words(self, name: str) -> dict[str, str]:
        return {language: self.cleaned_data[f"{name}_{language}"] for language in LANGUAGES}

    def tell(self, problem: Problem) -> None:
        """Say at the field what is wrong, or above the form."""
        field = next(iter(_fields_at(problem)), "")
        text = problem_in_words(problem)
        if field in self.fields:
            self.add_error(field, text)
        else:
            self.add_error(None, f"{problem.place}: {text}" if problem.place else text)


def _text_field(name: str, language: str) -> forms.CharField:
    labels = {
        "name": _("Name"),
        "purpose": _("Purpose"),
        "title": _("Heading"),
        "body": _("Text"),
    }
    is_long = name in ("purpose", "body")
    attrs = {"lang": language}
    return forms.CharField(
        label=f"{labels[name]}, {LANGUAGE_NAMES[language]}",
        required=name in ("name", "purpose"),
        max_length=4000 if is_long else 120,
        widget=forms.Textarea(attrs=attrs | {"rows": 3}) if is_long else forms.TextInput(attrs),
    )


def _fields_at(problem: Problem) -> Iterator[str]:
    """Yield the field that asks for what a path names."""
    *place, last = [str(step) for step in problem.path] or [""]
    for name, stands_at in _IN_LANGUAGES.items():
        if tuple(place) == stands_at and last in LANGUAGES:
            yield f"{name}_{last}"
    yield str(problem.path[0]) if problem.path else ""


def initial_of(plan: PlanDocument) -> dict[str, Any]:
    """Return what the form shows of a plan."""
    initial: dict[str, Any] = {
        name: getattr(plan, name)
        for name in ("scenario", "label", "expires_after_s", "warn_before_s", "review_on")
    }
    initial["may_activate"] = [role.value for role in plan.may_activate]
    said = plan.announcement
    initial["channels"] = sorted(said.channels) if said is not None else []
    words = {"name": plan.name, "purpose": plan.purpose}
    if said is not None:
        words |= {"title": said.title, "body": said.body}
    for name, text in words.items():
        initial |= {f"{name}_{language}": getattr(text, language) for language in LANGUAGES}
    return initial
