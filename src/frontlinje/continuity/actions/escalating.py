"""Who is called when nobody answers a suggestion, and how is it answered?"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.continuity.events import (
    SuggestionAcknowledged,
    SuggestionDismissed,
    SuggestionEscalated,
)
from frontlinje.continuity.models import Suggestion
from frontlinje.continuity.rules.triggers import TRIGGER, EscalationStep
from frontlinje.continuity.tasks import call_by_mail, call_by_sms
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require
from frontlinje.people.queries import has_access_at

TOPICS = ("centre",)
_ROOM_FOR_REASON = 400


def escalate_due(*, at: datetime) -> None:
    """Take every step that is due for what nobody has answered."""
    waiting = Suggestion.objects.filter(cleared_at__isnull=True, acknowledged_at__isnull=True)
    for suggestion in waiting.exclude(trigger__escalate=[]):
        steps = _steps(suggestion)
        for number, step in enumerate(steps[suggestion.n_escalated :], suggestion.n_escalated + 1):
            if suggestion.raised_at + timedelta(seconds=step.after_s) > at:
                break
            _escalate(suggestion.id, number, step, at=at)


def _steps(suggestion: Suggestion) -> list[EscalationStep]:
    trigger = TRIGGER.validate_python(suggestion.trigger)
    return sorted(trigger.escalate, key=lambda step: step.after_s)


@transaction.atomic
def _escalate(suggestion_id: UUID, number: int, step: EscalationStep, *, at: datetime) -> None:
    suggestion = Suggestion.objects.select_for_update().get(id=suggestion_id)
    is_open = suggestion.cleared_at is None and suggestion.acknowledged_at is None
    if not is_open or suggestion.n_escalated >= number:
        return
    suggestion.n_escalated, suggestion.escalated_at = number, at
    suggestion.save(update_fields=["n_escalated", "escalated_at"])
    people = called(step.to, at=at)
    topics = [*TOPICS, *(f"agent:{person.id}" for person in people)]
    reached: Iterable[str] = [str(person.id) for person in people]
    if step.by == "mail":
        reached = {step.to} if "@" in step.to else {p.email for p in people if p.email}
        for address in sorted(reached):
            call_by_mail.defer(suggestion_id=str(suggestion.id), to=address)
    elif step.by == "sms":
        reached = {step.to} if _is_number(step.to) else {p.phone for p in people if p.phone}
        for number_called in sorted(reached):
            call_by_sms.defer(suggestion_id=str(suggestion.id), to=number_called)
    event = SuggestionEscalated(
        suggestion_id=suggestion.id,
        plan=suggestion.plan_id,
        step=number,
        way=step.by,
        to=step.to,
        n_called=len(list(reached)),
    )
    record(event, at=at, by=None, topics=topics)


def called(to: str, *, at: datetime) -> list[User]:
    """Return the people whom a role or a username stands for, if their access is open."""
    who = Q(username__iexact=to) | Q(roles__contains=[to])
    return list(User.objects.filter(has_access_at(at)).filter(who).order_by("id"))


def _is_number(to: str) -> bool:
    return to.lstrip("+").replace(" ", "").isdigit()


@transaction.atomic
def acknowledge_suggestion(*, suggestion_id: UUID, by: User, at: datetime) -> Suggestion:
    """Say that one has seen it and takes care; nobody else is called. Once is enough.

    Records ``SuggestionAcknowledged``.

    Raises
    ------
    NotAllowed
        Without ``PLAN_ACTIVATE``.
    NotFound
        ``continuity.no_such_suggestion``.
    """
    require(by, Permission.PLAN_ACTIVATE)
    suggestion = _found(suggestion_id, is_locked=True)
    if suggestion.acknowledged_at is None and suggestion.cleared_at is None:
        suggestion.acknowledged_at, suggestion.acknowledged_by = at, by
        suggestion.save(update_fields=["acknowledged_at", "acknowledged_by"])
        event = SuggestionAcknowledged(suggestion_id=suggestion.id, plan=suggestion.plan_id)
        record(event, at=at, by=by.id, topics=TOPICS)
    return suggestion


@transaction.atomic
def dismiss_suggestion(*, suggestion_id: UUID, by: User, at: datetime, reason: str) -> Suggestion:
    """Decide against a suggested plan; it is not suggested again until the cause was gone.

    Records ``SuggestionDismissed``.

    Raises
    ------
    NotAllowed
        Without ``PLAN_ACTIVATE``.
    NotFound
        ``continuity.no_such_suggestion``.
    Invalid
        ``continuity.no_reason``.
    Conflict
        ``continuity.suggestion_is_over`` when the cause is gone, the plan is in effect, or
        somebody has dismissed it.
    """
    require(by, Permission.PLAN_ACTIVATE)
    suggestion = _found(suggestion_id, is_locked=True)
    reason = reason.strip()[:_ROOM_FOR_REASON]
    if not reason:
        raise Invalid("continuity.no_reason", field="reason")
    is_over = suggestion.cleared_at is not None or suggestion.activation_id is not None
    if is_over or suggestion.dismissed_reason:
        raise Conflict("continuity.suggestion_is_over")
    suggestion.acknowledged_at, suggestion.acknowledged_by = at, by
    suggestion.dismissed_reason = reason
    suggestion.save(update_fields=["acknowledged_at", "acknowledged_by", "dismissed_reason"])
    event = SuggestionDismissed(suggestion_id=suggestion.id, plan=suggestion.plan_id, reason=reason)
    record(event, at=at, by=by.id, topics=TOPICS)
    return suggestion


def _found(suggestion_id: UUID, *, is_locked: bool = False) -> Suggestion:
    rows = Suggestion.objects.select_for_update() if is_locked else Suggestion.objects.all()
    found = rows.filter(id=suggestion_id).first()
    if found is None:
        raise NotFound("continuity.no_such_suggestion")
    return found
