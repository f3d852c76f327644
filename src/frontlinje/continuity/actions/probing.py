"""What is probed, by whose order, and what is believed of it after each try?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Min, Q
from django.db.models.functions import Coalesce
from procrastinate.contrib.django.models import ProcrastinateEvent

from frontlinje.base.errors import Conflict, NotFound
from frontlinje.continuity.actions.may import require_edit
from frontlinje.continuity.events import ProbeRemoved, ProbeSaved, ProbeTurned
from frontlinje.continuity.models import Probe, ProbeResult
from frontlinje.continuity.rules.probes import (
    ProbeKind,
    ProbeSettings,
    ProbeState,
    Tried,
    after_result,
    read_target,
)
from frontlinje.ledger.actions import record
from frontlinje.people.actions.rights import actor_id
from frontlinje.people.models import User

KEPT = timedelta(days=30)
"""How long results are kept."""

TOPICS = ("centre",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeFacts:
    """What somebody writes down of a probe."""

    name: str
    kind: ProbeKind
    target: str = ""
    settings: ProbeSettings = field(default_factory=ProbeSettings)
    every_s: int = 60
    is_on: bool = True

    def plain(self) -> dict[str, Any]:
        """Return it as rows and the ledger hold it."""
        return {
            "name": self.name,
            "kind": self.kind.value,
            "target": self.target,
            "settings": self.settings.model_dump(exclude_defaults=True),
            "every_s": self.every_s,
            "is_on": self.is_on,
        }


def facts_of(probe: Probe) -> ProbeFacts:
    """Return what was written down of a probe."""
    return ProbeFacts(
        name=probe.name,
        kind=ProbeKind(probe.kind),
        target=probe.target,
        settings=ProbeSettings.model_validate(probe.settings),
        every_s=probe.every_s,
        is_on=probe.is_on,
    )


@transaction.atomic
def save_probe(
    *, code: str, facts: ProbeFacts, by: User | None, at: datetime, is_new: bool = False
) -> Probe:
    """Write down what is to be probed and how. Records ``ProbeSaved``.

    What is tried otherwise than before is believed anew from the first result.

    Raises
    ------
    NotAllowed
        Without ``PLAN_EDIT``: nobody else says where Frontlinje knocks.
    NotFound
        ``continuity.no_such_probe``.
    Conflict
        ``continuity.probe_code_taken`` when it should be new.
    Invalid
        As ``read_target``.
    """
    require_edit(by)
    read_target(facts.kind, facts.target, facts.settings)
    before = Probe.objects.select_for_update().filter(code=code).first()
    if is_new and before is not None:
        raise Conflict("continuity.probe_code_taken", field="code", probe=code)
    if not is_new and before is None:
        raise NotFound("continuity.no_such_probe")
    was: Mapping[str, Any] = facts_of(before).plain() if before is not None else {}
    probe, will = before or Probe(code=code), facts.plain()
    if any(was.get(name) != will[name] for name in ("kind", "target", "settings", "is_on")):
        probe.is_ok, probe.since, probe.n_in_a_row, probe.tried_at = None, None, 0, None
    for name, value in will.items():
        setattr(probe, name, value)
    probe.save()
    event = ProbeSaved(probe=code, before=dict(was), after=will)
    record(event, at=at, by=actor_id(by), topics=TOPICS)
    return probe


@transaction.atomic
def remove_probe(*, code: str, by: User | None, at: datetime) -> None:
    """Probe it no more, and forget its results. Records ``ProbeRemoved``.

    Raises
    ------
    NotAllowed
        Without ``PLAN_EDIT``.
    NotFound
        ``continuity.no_such_probe``.
    """
    require_edit(by)
    _locked(code).delete()
    record(ProbeRemoved(probe=code), at=at, by=actor_id(by), topics=TOPICS)


def ask_probe(*, code: str, by: User | None) -> Probe:
    """Let the worker try it at its next look, within a second or two.

    Raises
    ------
    NotAllowed
        Without ``PLAN_EDIT``.
    NotFound
        ``continuity.no_such_probe``.
    """
    require_edit(by)
    with transaction.atomic():
        probe = _locked(code)
        probe.tried_at = None
        probe.save(update_fields=["tried_at"])
    return probe


@transaction.atomic
def claim_due_probes(*, at: datetime, at_most: int, besides: Collection[str] = ()) -> list[Probe]:
    """Return probes that are due and that nobody else is trying, and note that they are tried."""
    rows = Probe.objects.select_for_update(skip_locked=True).filter(is_on=True)
    longest_ago_first = rows.exclude(code__in=besides).order_by(F("tried_at").asc(nulls_first=True))
    claimed = [probe for probe in longest_ago_first if _is_due(probe, at)][:at_most]
    Probe.objects.filter(code__in=[probe.code for probe in claimed]).update(tried_at=at)
    return claimed


def _is_due(probe: Probe, at: datetime) -> bool:
    return probe.tried_at is None or probe.tried_at + timedelta(seconds=probe.every_s) <= at


@transaction.atomic
def note_result(*, probe: Probe, tried: Tried, at: datetime) -> None:
    """Keep what a try came to. Records ``ProbeTurned`` when the state changes by it.

    What was tried as it was written before a change, or is gone, counts for nothing.
    """
    row = Probe.objects.select_for_update().filter(code=probe.code, is_on=True).first()
    if row is None or facts_of(row) != facts_of(probe):
        return
    row.results.create(
        at=at,
        is_ok=tried.is_ok,
        took_ms=None if tried.took_s is None else round(tried.took_s * 1000, 1),
        code=tried.code,
        detail=tried.detail,
    )
    row.results.filter(at__lt=at - KEPT).delete()
    in_a_row = ProbeSettings.model_validate(row.settings).in_a_row
    state = after_result(ProbeState(row.is_ok, row.n_in_a_row), tried.is_ok, in_a_row)
    if state.is_ok != row.is_ok:
        row.since = _first_of_run(row, 1 if row.is_ok is None else in_a_row)
        _tell(row, tried, at)
    row.is_ok, row.n_in_a_row = state.is_ok, state.n_in_a_row
    row.save(update_fields=["is_ok", "n_in_a_row", "since"])


def _first_of_run(row: Probe, n: int) -> datetime:
    """Return when the first of the last results was, which all said the same."""
    lately = ProbeResult.objects.filter(probe=row).order_by("-at", "-id")
    return list(lately.values_list("at", flat=True)[:n])[-1]


def _tell(row: Probe, tried: Tried, at: datetime) -> None:
    if row.is_ok is None and tried.is_ok:
        return
    event = ProbeTurned(
        probe=row.code,
        is_ok=tried.is_ok,
        since=row.since or at,
        reason=tried.code,
        detail=tried.detail,
    )
    record(event, at=at, by=None, topics=TOPICS)


def try_jobs(settings: ProbeSettings, *, at: datetime) -> Tried:
    """Say whether work that was put off is done in time; asks the database, not a server."""
    due = Q(job__scheduled_at__isnull=True) | Q(job__scheduled_at__lte=at)
    waiting = ProcrastinateEvent.objects.filter(due, job__status="todo")
    since = waiting.aggregate(first=Min(Coalesce("job__scheduled_at", "at")))["first"]
    wait_s = (at - since).total_seconds() if since is not None else 0.0
    if wait_s <= settings.longest_wait_s:
        return Tried(True)
    return Tried(False, code="continuity.probe_jobs_wait", detail=str(int(wait_s // 60)))


def _locked(code: str) -> Probe:
    probe = Probe.objects.select_for_update().filter(code=code).first()
    if probe is None:
        raise NotFound("continuity.no_such_probe")
    return probe
