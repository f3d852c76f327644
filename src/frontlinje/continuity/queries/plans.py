"""Which plans are there, which are in effect, and what do they ask of people?"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from frontlinje.base.errors import NotFound
from frontlinje.continuity.models import Activation, ChecklistItem, Plan, PlanVersion
from frontlinje.continuity.rules.plan import PlanDocument

PUT_BACK_WITHIN: Final = timedelta(minutes=15)
"""For how long what somebody ended can be put back into effect with one click."""


@dataclass(frozen=True, slots=True)
class PlanNow:
    """A plan with its latest version, and the activation that is in effect, if any."""

    plan: Plan
    version: PlanVersion
    document: PlanDocument
    live: tuple[Activation, ...]
    """The oldest first; a plan can be in effect in parts."""


def plans(now: datetime, *, with_retired: bool = False) -> list[PlanNow]:
    """Return the plans by scenario, alternatives beside each other."""
    latest = PlanVersion.objects.order_by("plan_id", "-number").distinct("plan_id")
    versions = latest.select_related("plan", "made_by")
    if not with_retired:
        versions = versions.filter(plan__retired_at__isnull=True)
    live: dict[str, list[Activation]] = {}
    for activation in live_activations(now):
        live.setdefault(activation.version.plan_id, []).append(activation)
    found = [PlanNow(v.plan, v, document_of(v), tuple(live.get(v.plan_id, ()))) for v in versions]
    return sorted(found, key=lambda p: (p.document.scenario, p.document.label, p.plan.code))


def found_plan(code: str, *, is_locked: bool = False) -> Plan:
    """Return a plan.

    Raises
    ------
    NotFound
        ``continuity.no_such_plan``.
    """
    rows = Plan.objects.select_for_update() if is_locked else Plan.objects.all()
    with suppress(Plan.DoesNotExist):
        return rows.get(code=code)
    raise NotFound("continuity.no_such_plan", plan=code)


def plan_version(code: str, number: int | None = None) -> PlanVersion:
    """Return a version of a plan, the latest without ``number``.

    Raises
    ------
    NotFound
        ``continuity.no_such_plan`` or ``continuity.no_such_version``.
    """
    if number is None:
        return latest_version(code)
    with suppress(PlanVersion.DoesNotExist):
        return _versions().get(plan=code, number=number)
    raise NotFound("continuity.no_such_version", plan=code, version=number)


def latest_version(code: str) -> PlanVersion:
    """Return what a plan says now.

    Raises
    ------
    NotFound
        ``continuity.no_such_plan``.
    """
    latest = _versions().filter(plan=code).order_by("-number").first()
    if latest is None:
        raise NotFound("continuity.no_such_plan", plan=code)
    return latest


def versions_of(code: str) -> list[PlanVersion]:
    """Return every version of a plan, the latest first."""
    return list(_versions().filter(plan=code).order_by("-number"))


def _versions() -> QuerySet[PlanVersion]:
    return PlanVersion.objects.select_related("plan", "made_by")


def document_of(version: PlanVersion) -> PlanDocument:
    """Return the plan that a version holds."""
    return PlanDocument.model_validate(version.document)


def live_activations(now: datetime) -> list[Activation]:
    """Return what is in effect, the lowest first: what comes later lies on top."""
    return list(
        _activations()
        .filter(ended_at__isnull=True, until_at__gt=now)
        .order_by("activated_at", "id")
    )


def ended_lately(now: datetime) -> list[Activation]:
    """Return what somebody ended a moment ago, the latest first; not what is in effect again."""
    live = [one.version.plan_id for one in live_activations(now)]
    ended = _activations().filter(ended_at__gt=now - PUT_BACK_WITHIN, until_at__gt=now)
    return list(ended.exclude(version__plan__in=live).order_by("-ended_at"))


def activation(activation_id: UUID, *, is_locked: bool = False) -> Activation:
    """Return a plan in effect, or one that was.

    Raises
    ------
    NotFound
        ``continuity.no_such_activation``.
    """
    rows = Activation.objects.select_for_update(of=("self",)) if is_locked else _activations()
    with suppress(Activation.DoesNotExist):
        return rows.select_related("version").get(id=activation_id)
    raise NotFound("continuity.no_such_activation")


def _activations() -> QuerySet[Activation]:
    return Activation.objects.select_related("version__plan", "activated_by", "ended_by")


def checklist_of(activation_ids: Iterable[UUID]) -> list[ChecklistItem]:
    """Return what activations ask of people, in the order of their plans."""
    items = ChecklistItem.objects.filter(activation__in=list(activation_ids))
    return list(
        items.select_related("owner", "done_by", "activation__version").order_by(
            "activation__activated_at", "activation_id", "order"
        )
    )
