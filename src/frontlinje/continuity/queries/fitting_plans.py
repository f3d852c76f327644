"""Which plans fit the day as its shifts tell it? For the page of the morning board."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from frontlinje.continuity.queries.keep_open import Today
from frontlinje.continuity.queries.plans import PlanNow, plans
from frontlinje.continuity.rules.fitting import Outlook, Reason, reasons


@dataclass(frozen=True, slots=True)
class Fitting:
    """A plan that fits, and why."""

    plan: PlanNow
    reasons: list[Reason]


def fitting_plans(today: Today, *, now: datetime) -> list[Fitting]:
    """Return the plans that are not in effect and fit, with the most reasons first."""
    outlook = outlook_of(today)
    found = [
        Fitting(plan, why)
        for plan in plans(now)
        if not plan.live and (why := reasons(plan.document.triggers, outlook))
    ]
    return sorted(found, key=lambda one: -len(one.reasons))


def outlook_of(today: Today) -> Outlook:
    """Return what the day's shifts promise, as triggers measure it."""
    teams: defaultdict[str, list[bool]] = defaultdict(list)
    for person in today.planned:
        if person.user.team is not None:
            teams[person.user.team.code].append(person.is_absent)
    fewest = {
        row.queue.code: min(hour.n_people for hour in row.hours if hour is not None)
        for row in today.queues
        if any(row.hours)
    }
    return Outlook(
        share_absent=today.share_absent,
        absent_by_team={team: sum(away) / len(away) for team, away in teams.items()},
        fewest=fewest,
    )
