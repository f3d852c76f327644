"""Which plans can be tried in a drill? The centre's own, and the others of the library."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from frontlinje.continuity.actions.plans import LIBRARY
from frontlinje.continuity.models import Plan
from frontlinje.continuity.queries.plans import plans
from frontlinje.continuity.rules.plan import PlanDocument, read_plan


@dataclass(frozen=True, slots=True)
class PlanToTry:
    """A plan, and whether it is the centre's own or comes with the product."""

    document: PlanDocument
    is_kept: bool

    @property
    def code(self) -> str:
        """Return what it is called in a drill."""
        return self.document.code


def plans_to_try(now: datetime) -> list[PlanToTry]:
    """Return the centre's plans by scenario, then those of the library that it does not have."""
    kept = [PlanToTry(plan.document, True) for plan in plans(now)]
    known = set(Plan.objects.values_list("code", flat=True))
    others = [PlanToTry(plan, False) for code, plan in library().items() if code not in known]
    return [*kept, *others]


@cache
def library() -> Mapping[str, PlanDocument]:
    """Return the plans that come with the product, by code."""
    read = [read_plan(path.read_bytes()) for path in sorted(LIBRARY.glob("*.yaml"))]
    return {plan.code: plan for plan in read}
