"""How is it asked what a drill plays? A form for each of the three steps, and back to terms."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from frontlinje.centre.forms.values import SpanField
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.drills.forms.shares import PercentField, channel_choices
from frontlinje.drills.models import DayModelVersion
from frontlinje.drills.queries.plans_to_try import PlanToTry
from frontlinje.drills.rules.terms import MOST_DAYS, DrillTerms
from frontlinje.people.choices import offer
from frontlinje.simulation.rehearsal.form import Promise as Promised

PHONE = "phone"


def _queues(document: CentreDocument) -> list[tuple[str, str]]:
    language = get_language() or "nb"
    return [(queue.code, queue.name.in_language(language)) for queue in document.queues]


class DayForm(forms.Form):
    """Asks which day is played, and what ought to hold."""

    name = forms.CharField(label=gettext_lazy("Name of the drill"), max_length=120)
    version = forms.ChoiceField(label=gettext_lazy("Ordinary day"))
    day = forms.DateField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("The opening hours of that date hold."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    share = PercentField(label=gettext_lazy("We want to answer so many percent"), least=1.0)
    within = SpanField(
        label=gettext_lazy("within"), help_text=gettext_lazy("Such as 60 s, 2 min or 4 h.")
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("on these channels"),
        help_text=gettext_lazy("None chosen stands for all."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    queues = forms.MultipleChoiceField(
        label=gettext_lazy("in these queues"),
        help_text=gettext_lazy("None chosen stands for all."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        document: CentreDocument,
        versions: Iterable[DayModelVersion],
        *args: Any,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.versions = {str(version.id): version for version in versions}
        offer(self, "version", ((key, _version_name(one)) for key, one in self.versions.items()))
        offer(self, "channels", channel_choices(document))
        offer(self, "queues", _queues(document))

    def change(self, terms: DrillTerms) -> DrillTerms:
        """Return the terms with what was said here."""
        given = self.cleaned_data
        promise = Promised(
            share=given["share"],
            within_s=given["within"],
            channels=frozenset(given["channels"]),
            queues=tuple(given["queues"]),
        )
        return terms.model_copy(update={"day": given["day"], "promise": promise})

    @property
    def version_chosen(self) -> DayModelVersion:
        """Return the ordinary day that was chosen."""
        return self.versions[self.cleaned_data["version"]]


def _version_name(version: DayModelVersion) -> str:
    told = {"name": version.day_model.name, "number": version.number}
    return _("%(name)s, version %(number)s") % told


def day_shown(
    terms: DrillTerms, *, name: str, version: DayModelVersion | None, today: date
) -> dict[str, Any]:
    """Return what the first step shows before anything is typed."""
    promise = terms.promise or Promised(share=0.8, within_s=60.0, channels=frozenset({PHONE}))
    return {
        "name": name,
        "version": str(version.id) if version is not None else "",
        "day": terms.day or today,
        "share": promise.share,
        "within": promise.within_s,
        "channels": list(promise.channels),
        "queues": list(promise.queues),
    }


class PlansForm(forms.Form):
    """Asks what we could do, and how sure the figures are to be."""

    plans = forms.MultipleChoiceField(
        label=gettext_lazy("Plans to try"),
        help_text=gettext_lazy("Every scenario is played without a plan, and with each of these."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    finds_least = forms.BooleanField(
        label=gettext_lazy("Find the least that holds"),
        help_text=gettext_lazy(
            "Searches the smallest set of these plans' measures with which the promise holds, in"
            " each scenario. It takes longer; the comparison is there meanwhile."
        ),
        required=False,
    )
    finds_edge = forms.BooleanField(
        label=gettext_lazy("Find out when it breaks"),
        help_text=gettext_lazy(
            "Plays the ordinary day with ever more contacts and ever more people ill, without a"
            " plan and with each. With many plans it takes minutes."
        ),
        required=False,
    )
    half_width = PercentField(
        label=gettext_lazy("How sure, in percentage points"),
        help_text=gettext_lazy("1 is played in seconds; half as much takes four times as long."),
        least=0.05,
    )
    most_days = forms.IntegerField(
        label=gettext_lazy("Days played at most"),
        help_text=gettext_lazy("However unsure the figures still are."),
        min_value=100,
        max_value=20_000,
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Number of the customers"),
        help_text=gettext_lazy("The same number brings the same customers and the same figures."),
        min_value=0,
        max_value=2**31,
    )

    def __init__(self, plans: Iterable[PlanToTry], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        language = get_language() or "nb"
        offer(self, "plans", ((plan.code, _plan_name(plan, language)) for plan in plans))

    def change(self, terms: DrillTerms) -> DrillTerms:
        """Return the terms with what was said here."""
        given = self.cleaned_data
        return terms.model_copy(
            update={
                "plans": tuple(given["plans"]),
                "finds_least": given["finds_least"],
                "finds_edge": given["finds_edge"],
                "half_width": given["half_width"],
                "most_days": given["most_days"],
                "seed": given["seed"],
            }
        )


def _plan_name(plan: PlanToTry, language: str) -> str:
    name = plan.document.name.in_language(language)
    label = f" ({plan.document.label})" if plan.document.label else ""
    return f"{name}{label}" if plan.is_kept else _("%(plan)s (from the library)") % {"plan": name}


def plans_shown(terms: DrillTerms) -> dict[str, Any]:
    """Return what the third step shows before anything is typed."""
    return {
        "plans": list(terms.plans),
        "finds_least": terms.finds_least,
        "finds_edge": terms.finds_edge,
        "half_width": terms.half_width,
        "most_days": terms.most_days or MOST_DAYS,
        "seed": terms.seed,
    }
