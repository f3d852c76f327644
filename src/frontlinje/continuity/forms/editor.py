"""What does somebody have before them who writes a plan? The form, and cards of two kinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontlinje.base import clock
from frontlinje.centre.forms.inputs import Choices
from frontlinje.centre.pointed_at import choices_in, people_to_choose
from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.problems import Problem
from frontlinje.continuity.forms.cards import (
    ALL_MEASURES,
    ALL_TRIGGERS,
    Card,
    Catalogue,
    cards_of,
    cards_posted,
    new_card,
    rearranged,
)
from frontlinje.continuity.forms.plan_form import PlanForm, initial_of
from frontlinje.continuity.models import Probe
from frontlinje.continuity.rules.plan import PlanDocument

_SEVERAL = frozenset({"may_activate", "channels"})
"""Fields of the form that have several answers."""


def plan_choices() -> Choices:
    """Return what measures and triggers can point at."""
    found = choices_in(plain_form(base_document()), get_language() or "en")
    probes = list(Probe.objects.order_by("name").values_list("code", "name"))
    return {**found, **people_to_choose(clock.now()), "probes": probes}


@dataclass(slots=True)
class Editor:
    """A plan as it is being written."""

    form: PlanForm
    measures: list[Card]
    triggers: list[Card]
    choices: Choices

    @classmethod
    def of(cls, plan: PlanDocument | None, initial: dict[str, Any], *, is_new: bool) -> Self:
        """Return the editor of a plan as it is, or of a new one."""
        choices = plan_choices()
        shown = {**(initial_of(plan) if plan is not None else {}), **initial}
        return cls(
            PlanForm(initial=shown, is_new=is_new),
            cards_of(plan.measures if plan is not None else (), ALL_MEASURES, choices),
            cards_of(plan.triggers if plan is not None else (), ALL_TRIGGERS, choices),
            choices,
        )

    @classmethod
    def posted(cls, data: QueryDict, *, is_new: bool, is_shown_again: bool) -> Self:
        """Return what a page sends, judged or as it was written so far."""
        choices = plan_choices()
        if is_shown_again:
            written = {n: data.getlist(n) if n in _SEVERAL else data[n] for n in data}
            form = PlanForm(initial=written, is_new=is_new)
        else:
            form = PlanForm(data, is_new=is_new)
        measures, triggers = (
            cards_posted(data, catalogue, choices, is_shown_again=is_shown_again)
            for catalogue in (ALL_MEASURES, ALL_TRIGGERS)
        )
        return cls(form, measures, triggers, choices)

    def change(self, do: str, data: QueryDict) -> None:
        """Do what a button says: ``add:measure``, or ``up:measure-2``, ``down:…``, ``remove:…``."""
        what, _colon, which = do.partition(":")
        for catalogue, cards in ((ALL_MEASURES, self.measures), (ALL_TRIGGERS, self.triggers)):
            if what == "add" and which == catalogue.name:
                self._add(catalogue, cards, data.get(f"{catalogue.name}-kind", ""))
            elif what != "add":
                cards[:] = rearranged(cards, what, which)

    def _add(self, catalogue: Catalogue, cards: list[Card], kind: str) -> None:
        if kind in catalogue.forms:
            cards.append(new_card(catalogue, kind, cards, self.choices))

    def is_valid(self) -> bool:
        """Say whether every field and card could be read; what could not says so itself."""
        is_valid = self.form.is_valid()
        if not self.measures:
            self.form.add_error(None, _("A plan needs at least one measure. Add one below."))
        cards = [*self.measures, *self.triggers]
        return is_valid and bool(self.measures) and not any(card.is_wrong for card in cards)

    def plain(self) -> dict[str, Any]:
        """Return the plan as plain data, without its code; only of what is valid."""
        return {
            **self.form.plain(),
            "measures": [plain_form(card.thing) for card in self.measures],
            "triggers": [plain_form(card.thing) for card in self.triggers],
        }

    def tell(self, problems: Sequence[Problem]) -> None:
        """Say at fields and on cards what stands in the way."""
        for problem in problems:
            match problem.path:
                case ("measures", int(place), *inside) if place < len(self.measures):
                    self.measures[place].tell(Problem(problem.code, (*inside,), problem.params))
                case ("triggers", int(place), *inside) if place < len(self.triggers):
                    self.triggers[place].tell(Problem(problem.code, (*inside,), problem.params))
                case _:
                    self.form.tell(problem)
