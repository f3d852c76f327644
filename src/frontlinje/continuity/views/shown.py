"""What do the room's pages show of plans and of what is in effect? Rows, ready for templates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.timezone import localtime

from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.fields import Name
from frontlinje.continuity.actions.checklists import may_sign_off
from frontlinje.continuity.actions.may import may_activate
from frontlinje.continuity.models import Activation, ChecklistItem, Suggestion
from frontlinje.continuity.queries.plans import PlanNow, checklist_of, document_of
from frontlinje.continuity.rules.measures import MEASURE
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.continuity.rules.triggers import TRIGGER
from frontlinje.continuity.watching_words import measured
from frontlinje.people.models import User


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item of a checklist."""

    item: ChecklistItem
    may_sign_off: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class ListShown:
    """A checklist of what is in effect."""

    title: dict[str, str]
    items: list[ItemShown]

    @property
    def n_done(self) -> int:
        """Return how many items are done."""
        return sum(one.item.done_at is not None for one in self.items)


@dataclass(frozen=True, slots=True)
class ActivationShown:
    """A plan in effect."""

    activation: Activation
    plan: PlanDocument
    measures: list[Name]
    lists: list[ListShown]
    may_act: bool
    ends_soon: bool


@dataclass(frozen=True, slots=True)
class EndedShown:
    """A plan that somebody ended a moment ago."""

    activation: Activation
    plan: PlanDocument
    may_act: bool


@dataclass(frozen=True, slots=True)
class SuggestionShown:
    """A plan that a trigger suggests, and why."""

    suggestion: Suggestion
    plan: PlanDocument
    why: str
    may_activate: bool


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan in the list."""

    now: PlanNow
    measures: list[Name]
    may_activate: bool
    is_overdue: bool
    """Its review should have been done."""


def activations_shown(
    live: Sequence[Activation], *, by: User, now: datetime
) -> list[ActivationShown]:
    """Return what is in effect, the latest first, with its checklists."""
    base = base_document()
    items = checklist_of([activation.id for activation in live])
    shown = []
    for activation in reversed(live):
        plan = document_of(activation.version)
        measures = [MEASURE.validate_python(plain) for plain in activation.measures]
        own = [item for item in items if item.activation_id == activation.id]
        shown.append(
            ActivationShown(
                activation=activation,
                plan=plan,
                measures=[measure.describe(base) for measure in measures],
                lists=list(_lists(own, by, now)),
                may_act=may_activate(by, plan),
                ends_soon=activation.warned_at is not None,
            )
        )
    return shown


def ended_shown(ended: Sequence[Activation], *, by: User) -> list[EndedShown]:
    """Return what was ended lately, and can be put back by whoever may."""
    shown = []
    for activation in ended:
        plan = document_of(activation.version)
        shown.append(EndedShown(activation, plan, may_activate(by, plan)))
    return shown


def _lists(items: Sequence[ChecklistItem], by: User, now: datetime) -> Iterator[ListShown]:
    for _, rows in groupby(items, key=lambda item: sorted(item.list_title.items())):
        shown = [
            ItemShown(
                item=item,
                may_sign_off=item.done_at is None and may_sign_off(by, item),
                is_late=item.done_at is None and item.due_at is not None and item.due_at < now,
            )
            for item in rows
        ]
        yield ListShown(shown[0].item.list_title, shown)


def suggestions_shown(
    found: Sequence[Suggestion], known: Sequence[PlanNow], *, by: User
) -> list[SuggestionShown]:
    """Return suggestions with their plans."""
    base, documents = base_document(), {plan.plan.code: plan.document for plan in known}
    return [
        SuggestionShown(
            suggestion=one,
            plan=documents[one.plan_id],
            why=why_suggested(one, base),
            may_activate=may_activate(by, documents[one.plan_id]),
        )
        for one in found
        if one.plan_id in documents
    ]


def why_suggested(found: Suggestion, base: CentreDocument) -> str:
    """Return what the trigger of a suggestion measured."""
    return measured(TRIGGER.validate_python(found.trigger), found.figures, base)


def scenarios_shown(
    known: Sequence[PlanNow], *, by: User, now: datetime
) -> list[tuple[str, list[PlanShown]]]:
    """Return the plans by scenario, those with alternatives first."""
    base = base_document()
    groups = [
        (scenario, [plan_shown(plan, base, by=by, now=now) for plan in alternatives])
        for scenario, alternatives in groupby(known, key=lambda plan: plan.document.scenario)
    ]
    return sorted(groups, key=lambda group: len(group[1]) == 1)


def plan_shown(plan: PlanNow, base: CentreDocument, *, by: User, now: datetime) -> PlanShown:
    """Return a plan with its measures in plain language."""
    review_on = plan.document.review_on
    return PlanShown(
        now=plan,
        measures=[measure.describe(base) for measure in plan.document.measures],
        may_activate=plan.plan.retired_at is None and may_activate(by, plan.document),
        is_overdue=review_on is not None and review_on < localtime(now).date(),
    )
