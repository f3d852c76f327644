"""Is it one fault that hit many? Watches time-outs and lost desks, and freezes automatic pauses.

Whether pauses are frozen stands in the ledger: the last of «suspected» and «over».
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from frontlinje.ledger.actions import record
from frontlinje.ledger.models import Event
from frontlinje.presence.actions import respond_again
from frontlinje.presence.models import Presence, Status
from frontlinje.routing.events import CommonCauseOver, CommonCauseSuspected
from frontlinje.routing.models import Offer, Outcome
from frontlinje.routing.rules.common_cause import NEVER_S, WINDOW_S, is_common_cause

_KINDS = (CommonCauseSuspected.kind, CommonCauseOver.kind)


def suspected_since() -> datetime | None:
    """Return since when a common cause is suspected; None while there is none."""
    told = Event.objects.filter(kind__in=_KINDS).order_by("-at", "-id")
    last = told.values_list("kind", "at").first()
    return last[1] if last and last[0] == CommonCauseSuspected.kind else None


@transaction.atomic
def watch_common_cause(*, at: datetime) -> bool:
    """Look at the last minute, and say whether automatic pauses are frozen from now on.

    When a common cause begins, whoever was taken out by it within the minute gets offers again.
    """
    since = suspected_since()
    faults = _last_faults(at)
    if not faults and since is None:
        return False
    on_duty = set(Presence.objects.filter(status=Status.READY).values_list("user_id", flat=True))
    fault_s = [faults[u].timestamp() if u in faults else NEVER_S for u in on_duty]
    is_frozen = is_common_cause(fault_s, len(on_duty), at.timestamp(), since is not None)
    if is_frozen and since is None:
        hit = sorted(set(faults) & on_duty)
        suspected = CommonCauseSuspected(agents=[str(u) for u in hit], n_on_duty=len(on_duty))
        record(suspected, at=at, by=None, topics=["board", "presence"])
        respond_again(hit, at=at, by=None, reason="common_cause")
    elif since is not None and not is_frozen:
        over = CommonCauseOver(after_s=(at - since).total_seconds())
        record(over, at=at, by=None, topics=["board", "presence"])
    return is_frozen


def _last_faults(at: datetime) -> dict[UUID, datetime]:
    """Return who timed out or was lost within the window, and when last; exercises apart."""
    recent = at - timedelta(seconds=WINDOW_S)
    timed_out = (
        Offer.objects.filter(
            outcome=Outcome.TIMED_OUT, ended_at__gt=recent, contact__is_exercise=False
        )
        .values_list("agent_id")
        .annotate(Max("ended_at"))
    )
    faults = dict(timed_out)
    lost = Presence.objects.filter(
        status=Status.READY, is_connected=False, connection_at__gt=recent
    ).values_list("user_id", "connection_at")
    for user_id, lost_at in lost:
        if lost_at is not None:
            faults[user_id] = max(lost_at, faults.get(user_id, lost_at))
    return faults
