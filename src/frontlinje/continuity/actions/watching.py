"""What do triggers do? They suggest plans, put some into effect, and let go when the cause is gone.

Called by the worker's watch every few seconds; what is remembered stands in the rows, so a worker
that died leaves nothing undone.
"""

import logging
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import translation

from frontlinje.base.errors import FrontlinjeError, Unavailable
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.actions.activating import activate_plan
from frontlinje.continuity.actions.escalating import escalate_due
from frontlinje.continuity.events import SuggestionCleared, SuggestionRaised, TriggerCouldNotAct
from frontlinje.continuity.models import Probe, Suggestion, TriggerWatch
from frontlinje.continuity.queries.figures import Figures
from frontlinje.continuity.queries.plans import PlanNow, plans
from frontlinje.continuity.rules.triggers import ProbeDown, Trigger
from frontlinje.continuity.rules.watching import Reading, Verdict, Watch, is_met, key_of, look
from frontlinje.continuity.watching_words import measured
from frontlinje.ledger.actions import record

TOPICS = ("centre",)

log = logging.getLogger(__name__)

Key = tuple[str, str]
"""The code of a plan and the key of one of its triggers."""


def sweep_triggers(*, at: datetime) -> None:
    """Look at every trigger of every plan; safe to call at any time, as often as one likes."""
    try:
        state = effective_state(at)
    except Unavailable:
        return
    _Look(state, at).at_all()
    escalate_due(at=at)


class _Look:
    """One look at everything, with what is known from the looks before."""

    def __init__(self, state: CentreState, at: datetime) -> None:
        self.state, self.at = state, at
        self.figures = Figures(state, at)
        rows = Suggestion.objects.filter(cleared_at__isnull=True).select_related("activation")
        self.live: dict[Key, Suggestion] = {(s.plan_id, s.trigger_key): s for s in rows}
        self.turning: dict[Key, datetime] = {
            (watch.plan_id, watch.trigger_key): watch.turning_since
            for watch in TriggerWatch.objects.all()
        }

    def at_all(self) -> None:
        """Look at what there is, and let go of what is no more."""
        seen: set[Key] = set()
        for plan in plans(self.at):
            for trigger in plan.document.triggers:
                key = (plan.plan.code, key_of(trigger))
                if key in seen:
                    continue
                seen.add(key)
                try:
                    self._at_one(plan, trigger, key)
                except DatabaseError:
                    raise
                except Exception:  # one trigger that cannot be read must not stop the others
                    log.exception("trigger_not_read", extra={"plan": key[0], "trigger": key[1]})
        for key, suggestion in self.live.items():
            if key not in seen:
                self._clear(suggestion)
        for key in self.turning.keys() - seen:
            self._remember(key, None)

    def _at_one(self, plan: PlanNow, trigger: Trigger, key: Key) -> None:
        suggestion = self.live.get(key)
        if suggestion is not None and self._is_used_up(suggestion, plan):
            self._remember(key, None)
            self._clear(suggestion)
            return
        if suggestion is None and plan.live:
            self._remember(key, None)
            return
        reading = self.figures.read(trigger)
        watch = Watch(suggestion is not None, self.turning.get(key))
        verdict, after = look(watch, trigger, is_met(trigger, reading), self.at)
        self._remember(key, after.turning_since)
        if verdict is Verdict.RAISE:
            self._raise(plan, trigger, reading)
        elif verdict is Verdict.CLEAR and suggestion is not None:
            self._clear(suggestion)

    def _is_used_up(self, suggestion: Suggestion, plan: PlanNow) -> bool:
        """Say whether the plan ended because its time was over: if the cause lasts, say so anew.

        A plan that somebody ended before is not suggested again for the same cause.
        """
        if plan.live and suggestion.activation is None:
            made = plan.live[-1]
            suggestion.activation = made
            suggestion.acknowledged_at = suggestion.acknowledged_at or self.at
            suggestion.acknowledged_by = suggestion.acknowledged_by or made.activated_by
            suggestion.save(update_fields=["activation", "acknowledged_at", "acknowledged_by"])
        made_before = suggestion.activation
        if plan.live or made_before is None or made_before.ended_at is None:
            return False
        return made_before.ended_at >= made_before.until_at

    def _remember(self, key: Key, turning_since: datetime | None) -> None:
        if turning_since == self.turning.get(key):
            return
        watches = TriggerWatch.objects.filter(plan=key[0], trigger_key=key[1])
        if turning_since is None:
            watches.delete()
        else:
            TriggerWatch.objects.update_or_create(
                plan_id=key[0], trigger_key=key[1], defaults={"turning_since": turning_since}
            )

    @transaction.atomic
    def _raise(self, plan: PlanNow, trigger: Trigger, reading: Reading) -> None:
        made = Suggestion.objects.create(
            plan=plan.plan,
            trigger=plain_form(trigger),
            trigger_key=key_of(trigger),
            figures=_figures(trigger, reading),
            raised_at=self.at,
        )
        event = SuggestionRaised(
            suggestion_id=made.id,
            plan=plan.plan.code,
            trigger=made.trigger,
            figures=made.figures,
        )
        record(event, at=self.at, by=None, topics=TOPICS)
        if trigger.mode == "act":
            self._act(made, trigger)

    def _act(self, suggestion: Suggestion, trigger: Trigger) -> None:
        """Put the plan into effect; if that cannot be, the suggestion stands for people to see."""
        document = self.state.document
        with translation.override(document.language):
            reason = measured(trigger, suggestion.figures, document)
        try:
            with transaction.atomic():
                suggestion.activation = activate_plan(
                    plan=suggestion.plan_id,
                    by=None,
                    at=self.at,
                    reason=reason,
                    source="trigger",
                )
        except FrontlinjeError as error:
            event = TriggerCouldNotAct(
                suggestion_id=suggestion.id, plan=suggestion.plan_id, reason=error.code
            )
            record(event, at=self.at, by=None, topics=TOPICS)
        else:
            suggestion.save(update_fields=["activation"])

    @transaction.atomic
    def _clear(self, suggestion: Suggestion) -> None:
        rows = Suggestion.objects.filter(id=suggestion.id, cleared_at__isnull=True)
        if rows.update(cleared_at=self.at):
            event = SuggestionCleared(suggestion_id=suggestion.id, plan=suggestion.plan_id)
            record(event, at=self.at, by=None, topics=TOPICS)


def _figures(trigger: Trigger, reading: Reading) -> dict[str, Any]:
    """Return what was measured, as a row can hold it; of a probe also what it found."""
    figures = {name: value for name, value in asdict(reading).items() if value not in (None, "")}
    if isinstance(trigger, ProbeDown):
        probe = Probe.objects.filter(code=trigger.code).first()
        last = probe.results.order_by("-at", "-id").first() if probe is not None else None
        if probe is not None:
            figures["name"] = probe.name
        if last is not None and last.code:
            figures |= {"found": last.code, "detail": last.detail}
    return figures
