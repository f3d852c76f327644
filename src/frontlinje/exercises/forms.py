"""How is an exercise asked for? Scenario, people, length; queues and rates of one with contacts."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from frontlinje.centre.rules.state import CentreState
from frontlinje.exercises.actions.preparing import LONGEST_TITLE, Asked
from frontlinje.exercises.actions.writing import LONGEST_TEXT
from frontlinje.exercises.labels import KINDS
from frontlinje.exercises.rules.course import Kind
from frontlinje.exercises.rules.scenario import LONGEST_MIN, Scenario
from frontlinje.people.choices import offer
from frontlinje.people.models import User
from frontlinje.people.queries import has_access_at


class PrepareForm(forms.Form):
    """How an exercise is to be."""

    title = forms.CharField(label=_("Name of the exercise"), max_length=LONGEST_TITLE)
    kind = forms.ChoiceField(
        label=_("How"),
        choices=[(kind, KINDS[kind]) for kind in Kind],
        widget=forms.RadioSelect,
        help_text=_(
            "A discussion goes through the cards together. With contacts, made-up customers"
            " besides come to the participants at their own desks."
        ),
    )
    participants = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Who takes part"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You conduct, and do not take part yourself."),
    )
    lasts_min = forms.IntegerField(
        label=_("At most (minutes)"),
        min_value=5,
        max_value=int(LONGEST_MIN),
        help_text=_("Then it ends by itself."),
    )
    is_by_clock = forms.BooleanField(
        label=_("Give the cards by the clock"),
        help_text=_("You can always give one earlier by hand."),
        required=False,
        initial=True,
    )
    queues = forms.MultipleChoiceField(
        label=_("Queues"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("With contacts: where they come."),
    )
    factor = forms.FloatField(
        label=_("How busy"),
        min_value=0.1,
        max_value=10,
        initial=1,
        help_text=_("With contacts: 1 is as the scenario says, 2 is twice as many."),
    )
    takes_real = forms.BooleanField(
        label=_("Participants take real contacts as well"),
        required=False,
        help_text=_("A real customer always goes first."),
    )
    may_be_late = forms.IntegerField(
        label=_("Stop by itself when more real contacts than this become late"),
        min_value=0,
        max_value=1000,
        initial=0,
    )

    def __init__(
        self, scenario: Scenario, state: CentreState, by: User, now: datetime, sent: Any = None
    ) -> None:
        language = get_language() or "nb"
        begin = {
            "title": scenario.name.in_language(language),
            "kind": Kind.DISCUSSION,
            "lasts_min": int(scenario.lasts_min),
        }
        super().__init__(sent, initial=begin)
        self.scenario = scenario
        people = self.fields["participants"]
        assert isinstance(people, forms.ModelMultipleChoiceField)
        people.queryset = (
            User.objects.filter(has_access_at(now)).exclude(id=by.id).order_by("name", "id")
        )
        queues = ((code, queue.name.in_language(language)) for code, queue in state.queues.items())
        offer(self, "queues", queues)

    def asked(self) -> Asked:
        """Return what was filled in."""
        found = self.cleaned_data
        return Asked(
            kind=Kind(found["kind"]),
            scenario=self.scenario.code,
            title=found["title"],
            participants=list(found["participants"]),
            lasts_s=found["lasts_min"] * 60,
            is_by_clock=found["is_by_clock"],
            queues=tuple(found["queues"]),
            factor=found["factor"],
            takes_real=found["takes_real"],
            may_be_late=found["may_be_late"],
        )


class TextForm(forms.Form):
    """A line for the log."""

    text = forms.CharField(
        label=_("In words"), widget=forms.Textarea(attrs={"rows": 2}), max_length=LONGEST_TEXT
    )
