"""What does one fill in to tell customers something? The centre's language first, then others."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontlinje.centre.labels import CHANNEL_NAMES, LANGUAGE_NAMES
from frontlinje.centre.rules.fields import LANGUAGES
from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.rules.wording import LONGEST_BODY, LONGEST_TITLE, Wording
from frontlinje.people.choices import offer


def _instant() -> forms.DateTimeInput:
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class AnnouncementForm(forms.Form):
    """An announcement: its words in each language, where and when it is told."""

    channels = forms.MultipleChoiceField(
        label=gettext_lazy("On these channels"),
        help_text=gettext_lazy("With none chosen, on all of them."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    queues = forms.MultipleChoiceField(
        label=gettext_lazy("About these queues"),
        help_text=gettext_lazy("With none chosen, everybody is told."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    from_at = forms.DateTimeField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("Empty: from the moment it is published."),
        widget=_instant(),
        required=False,
    )
    until_at = forms.DateTimeField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("Empty: until somebody withdraws it."),
        widget=_instant(),
        required=False,
    )

    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    """Makes this one page's form itself, so that pressing a button twice does nothing twice."""

    def __init__(self, *args: Any, state: CentreState, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = state.document.language
        for code in (self.own, *(code for code in LANGUAGES if code != self.own)):
            self._add_language(code)
        queues = ((one.code, one.name.in_language(language)) for one in state.document.queues)
        offer(self, "channels", ((code, CHANNEL_NAMES[code]) for code in state.channels))
        offer(self, "queues", queues)

    def _add_language(self, code: str) -> None:
        name = LANGUAGE_NAMES[code]
        is_own = code == self.own
        self.fields[f"title_{code}"] = forms.CharField(
            label=_("Heading (%(language)s)") % {"language": name},
            max_length=LONGEST_TITLE,
            widget=forms.TextInput(attrs={"lang": code}),
            required=is_own,
        )
        self.fields[f"body_{code}"] = forms.CharField(
            label=_("Text (%(language)s)") % {"language": name},
            help_text=_("What has happened, what it means, what to do instead, and until when.")
            if is_own
            else "",
            max_length=LONGEST_BODY,
            widget=forms.Textarea(attrs={"lang": code, "rows": 5}),
            required=is_own,
        )

    @property
    def own_fields(self) -> list[BoundField]:
        """Return the words in the language of the centre."""
        return [self[f"title_{self.own}"], self[f"body_{self.own}"]]

    @property
    def other_fields(self) -> list[BoundField]:
        """Return the words in the other languages."""
        others = [code for code in LANGUAGES if code != self.own]
        return [self[f"{part}_{code}"] for code in others for part in ("title", "body")]

    @property
    def is_other_open(self) -> bool:
        """Say whether there is something to see among the other languages."""
        return any(field.value() or field.errors for field in self.other_fields)

    @staticmethod
    def of(wording: Wording) -> dict[str, Any]:
        """Return what the form shows of an announcement at first."""
        words = {f"title_{code}": text for code, text in wording.title.items()}
        words |= {f"body_{code}": text for code, text in wording.body.items()}
        return {
            **words,
            "channels": wording.channels,
            "queues": wording.queues,
            "from_at": wording.from_at,
            "until_at": wording.until_at,
        }

    def wording(self, *, unless_given: datetime | None = None) -> Wording:
        """Return what was filled in; ``unless_given`` is the beginning when none is."""
        given = self.cleaned_data
        return Wording(
            title={code: given[f"title_{code}"] for code in LANGUAGES if given[f"title_{code}"]},
            body={code: given[f"body_{code}"] for code in LANGUAGES if given[f"body_{code}"]},
            channels=tuple(given["channels"]),
            queues=tuple(given["queues"]),
            from_at=given["from_at"] or unless_given,
            until_at=given["until_at"],
        )
