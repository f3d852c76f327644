"""How is it asked how a run does its deed? A form for each, and back from its answers to terms."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from frontlinje.bulk.models import Deed
from frontlinje.centre.rules.fields import Name
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Case
from frontlinje.desk.views.steps import CLOSE_REASONS
from frontlinje.people.choices import offer

_MOST_TEXT = 50_000
_MOST_CASES = 50
_LANGUAGE_NAMES = dict(settings.LANGUAGES)


class TermsForm(forms.Form):
    """Asks how a deed is to be done; derived for each deed."""

    deed: ClassVar[Deed]

    def __init__(
        self, state: CentreState, terms: dict[str, Any], sent: QueryDict | None = None
    ) -> None:
        super().__init__(sent, initial=self.shown(terms))
        self.state = state
        self.fill()

    def fill(self) -> None:
        """Give the fields what can be chosen now."""

    def shown(self, terms: dict[str, Any]) -> dict[str, Any]:
        """Return what the fields show of terms that were said before."""
        return terms

    def terms(self) -> dict[str, Any]:
        """Return what was said, as the run keeps it."""
        return dict(self.cleaned_data)

    def named(self, things: dict[str, Name]) -> list[tuple[str, str]]:
        """Return choices among things of the centre, by name."""
        language = get_language() or "nb"
        return [(code, name.in_language(language)) for code, name in things.items()]

    def codes(self) -> list[tuple[str, str]]:
        """Return the contact reasons, and none."""
        known = {code: reason.name for code, reason in self.state.wrap_up_codes.items()}
        return [("", _("None")), *self.named(known)]


class CloseForm(TermsForm):
    """Asks why the contacts are closed."""

    deed = Deed.CLOSE
    reason = forms.ChoiceField(label=gettext_lazy("Why is no answer needed?"))
    wrap_up_code = forms.ChoiceField(label=gettext_lazy("Contact reason"), required=False)

    def fill(self) -> None:
        offer(self, "reason", CLOSE_REASONS.items())
        offer(self, "wrap_up_code", self.codes())


class MoveForm(TermsForm):
    """Asks where the contacts go."""

    deed = Deed.MOVE
    queue = forms.ChoiceField(label=gettext_lazy("To which queue?"))

    def fill(self) -> None:
        queues = {code: queue.name for code, queue in self.state.queues.items()}
        offer(self, "queue", self.named(queues))


class TagForm(TermsForm):
    """Asks which tags the contacts get and lose."""

    deed = Deed.TAG
    add = forms.MultipleChoiceField(
        label=gettext_lazy("Give"), widget=forms.CheckboxSelectMultiple, required=False
    )
    remove = forms.MultipleChoiceField(
        label=gettext_lazy("Take away"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def fill(self) -> None:
        tags = self.named({code: tag.name for code, tag in self.state.tags.items()})
        for name in ("add", "remove"):
            offer(self, name, tags)


class GatherForm(TermsForm):
    """Asks for the incident that the contacts are about."""

    deed = Deed.GATHER
    case = forms.ChoiceField(label=gettext_lazy("Open incident"), required=False)
    case_title = forms.CharField(
        label=gettext_lazy("Name of a new incident"),
        help_text=gettext_lazy(
            "Customers do not see it. Their contacts stay apart: nobody reads another's messages."
        ),
        max_length=200,
        required=False,
    )

    def fill(self) -> None:
        cases = Case.objects.filter(is_major=True, closed_at=None).order_by("-opened_at")
        choices = [(str(case.id), f"{case.reference} {case.title}") for case in cases[:_MOST_CASES]]
        offer(self, "case", [("", _("None")), *choices])

    def clean(self) -> dict[str, Any]:
        """Let a new name win nothing over a chosen incident: one of them is meant."""
        given = dict(super().clean() or {})
        if given.get("case") and given.get("case_title"):
            self.add_error("case_title", _("Choose an open incident or name a new one, not both."))
        return given


class AnswerForm(GatherForm):
    """Asks for the text in each language, and what becomes of the contacts."""

    deed = Deed.ANSWER
    wrap_up_code = forms.ChoiceField(label=gettext_lazy("Contact reason"), required=False)
    field_order = ("text_nb", "text_sv", "text_en", "wrap_up_code", "case", "case_title")

    def fill(self) -> None:
        super().fill()
        self.fields["case"].label = _("Gather in an open incident")
        self.fields["case_title"].label = _("Or in a new incident with this name")
        offer(self, "wrap_up_code", self.codes())
        usual = self.state.document.language
        for code, name in _LANGUAGE_NAMES.items():
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Answer (%(language)s)") % {"language": name},
                help_text=_(
                    "{customer_name}, {reference}, {agent_name} and {centre_name} are filled in for"
                    " each. Whoever has no text in their own language gets this one."
                )
                if code == usual
                else "",
                widget=forms.Textarea(attrs={"rows": 7, "lang": code}),
                max_length=_MOST_TEXT,
                required=code == usual,
            )
        self.order_fields(self.field_order)

    def shown(self, terms: dict[str, Any]) -> dict[str, Any]:
        texts = terms.get("texts", {})
        return {**terms, **{f"text_{code}": text for code, text in texts.items()}}

    def terms(self) -> dict[str, Any]:
        given = self.cleaned_data
        texts = {code: given[f"text_{code}"].replace("\r\n", "\n") for code in _LANGUAGE_NAMES}
        others = {name: given[name] for name in ("wrap_up_code", "case", "case_title")}
        return {"texts": texts, **others}


FORMS: dict[Deed, type[TermsForm]] = {
    form.deed: form for form in (CloseForm, MoveForm, TagForm, GatherForm, AnswerForm)
}
