"""What does a person declare, what do we measure, what is noted? Status, connection, a word."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from frontlinje.base.errors import Invalid
from frontlinje.centre.queries import effective_state
from frontlinje.ledger.actions import record, record_each
from frontlinje.ledger.models import Event
from frontlinje.people.models import Site, User
from frontlinje.presence.events import (
    ConnectionChanged,
    NoteLeft,
    RespondsAgain,
    ShiftOver,
    StatusDeclared,
    StoppedResponding,
)
from frontlinje.presence.models import Place, Presence, Status
from frontlinje.presence.queries import arranged_today, outlasted
from frontlinje.presence.rules.arranged import Arranged

PRESENCE = "presence"


def _topics(*users: UUID) -> list[str]:
    return [PRESENCE, *(f"agent:{user}" for user in users)]


def locked_presence(user_id: UUID, *, at: datetime) -> Presence:
    """Return the person's presence, made if there was none, locked until the transaction ends."""
    Presence.objects.bulk_create(
        [Presence(user_id=user_id, status_at=at, idle_since=at)], ignore_conflicts=True
    )
    return Presence.objects.select_for_update().get(user_id=user_id)


@transaction.atomic
def declare_status(
    *,
    user: User,
    status: Status,
    at: datetime,
    by: UUID,
    reason: str = "",
    place: str = "",
    site: Site | None = None,
    why: str = "",
) -> Presence:
    """Set what a person declares: ready, on pause or logged off, why and where.

    Going ready clears «not responding», and after the end of a shift says that one stays on.
    ``why`` is what a leader who does it for somebody tells them. Records ``StatusDeclared``;
    routing listens to it and takes back what was on offer to somebody who is no longer ready.

    Raises
    ------
    Invalid
        ``presence.reason_missing`` for a pause without a reason, ``presence.unknown_reason``;
        ``presence.place_is_arranged`` for another place than the one that has to be.
    """
    _check_reason(status, reason, at)
    if status == Status.READY:
        place, site = _arranged_place(user, place, site, at)
    presence = locked_presence(user.id, at=at)
    before = presence.status
    after_s = (at - presence.status_at).total_seconds()
    if before != status or presence.reason != reason or outlasted([user.id], now=at):
        presence.status_at = at
    if status == Status.READY:
        _answers_again(presence, at)
    presence.status = status
    presence.reason = reason
    if place or not presence.place:
        presence.place = place or Place.OFFICE
        presence.site = site if presence.place == Place.OFFICE else None
    presence.save()
    declared = StatusDeclared(
        agent_id=user.id,
        from_state=before,
        to_state=status,
        reason=reason,
        place=presence.place,
        site=presence.site.code if presence.site else "",
        after_s=after_s,
        why=why,
    )
    record(declared, at=at, by=by, topics=_topics(user.id))
    return presence


def _answers_again(presence: Presence, at: datetime) -> None:
    """Forget what was missed; who was not ready until now begins to be idle."""
    presence.is_not_responding = False
    presence.n_missed = 0
    if presence.status != Status.READY:
        presence.idle_since = at


def _arranged_place(
    user: User, place: str, site: Site | None, at: datetime
) -> tuple[str, Site | None]:
    """Return where the person is ready: as declared, but never elsewhere than must be."""
    arranged = arranged_today([user], effective_state(at), now=at).get(user.id, Arranged()).place
    if arranged is None or not arranged.is_binding:
        return place, site
    site_code = site.code if site is not None else None
    if place and (place != arranged.place or arranged.site not in (None, site_code)):
        raise Invalid("presence.place_is_arranged", field="place", place=arranged.place)
    if place or arranged.place is None:
        return place, site
    return arranged.place, Site.objects.filter(code=arranged.site).first()


def _check_reason(status: Status, reason: str, at: datetime) -> None:
    if status == Status.READY and reason:
        raise Invalid("presence.unknown_reason", field="reason", reason=reason)
    if status == Status.PAUSE and not reason:
        raise Invalid("presence.reason_missing", field="reason")
    if not reason:
        return
    document = effective_state(at).document
    known = document.pause_reasons if status == Status.PAUSE else document.absence_reasons
    if reason not in {one.code for one in known}:
        raise Invalid("presence.unknown_reason", field="reason", reason=reason)


@transaction.atomic
def leave_note(*, user: User, note: str, at: datetime) -> None:
    """Tell the team something short; an empty note takes it back."""
    presence = locked_presence(user.id, at=at)
    presence.note = note.strip()[:140]
    presence.note_at = at if presence.note else None
    presence.save(update_fields=["note", "note_at"])
    record(
        NoteLeft(agent_id=user.id, note=presence.note), at=at, by=user.id, topics=_topics(user.id)
    )


@transaction.atomic
def note_connections(user_ids: Collection[UUID], *, at: datetime) -> list[UUID]:
    """Note that these people's desks are there; return those who were not a moment ago."""
    if not user_ids:
        return []
    Presence.objects.bulk_create(
        (Presence(user_id=user_id, status_at=at, idle_since=at) for user_id in user_ids),
        ignore_conflicts=True,
    )
    rows = Presence.objects.select_for_update().filter(user_id__in=user_ids).order_by("user_id")
    back = [row.user_id for row in rows if not row.is_connected]
    Presence.objects.filter(user_id__in=user_ids).update(seen_at=at)
    Presence.objects.filter(user_id__in=back).update(is_connected=True, connection_at=at)
    _record_connections(back, "connected", at)
    return back


@transaction.atomic
def lose_connections(*, at: datetime, grace_s: float) -> list[UUID]:
    """Mark as lost every desk that has not been seen for ``grace_s`` seconds; return whose.

    They are lost since they were last seen: when we ourselves were away for a while, all are, and
    that is no fault that hit many just now.
    """
    silent = Presence.objects.select_for_update(skip_locked=True).filter(
        is_connected=True, seen_at__lt=at - timedelta(seconds=grace_s)
    )
    lost = list(silent.order_by("user_id").values_list("user_id", flat=True))
    gone = Presence.objects.filter(user_id__in=lost)
    gone.update(is_connected=False, connection_at=F("seen_at"))
    _record_connections(lost, "lost", at)
    return lost


def _record_connections(user_ids: Iterable[UUID], to_state: str, at: datetime) -> None:
    changes = [ConnectionChanged(agent_id=user_id, to_state=to_state) for user_id in user_ids]
    # Each with its own topics: all with those of all would be a million frames for a full house.
    record_each([(change, _topics(change.agent_id)) for change in changes], at=at, by=None)


def count_missed(presence: Presence, *, at: datetime, is_enough: bool) -> None:
    """Count an offer that a locked person let run out; when it ``is_enough`` they get no more."""
    presence.n_missed += 1
    if is_enough and not presence.is_not_responding:
        presence.is_not_responding = True
        record(
            StoppedResponding(agent_id=presence.user_id, n_missed=presence.n_missed),
            at=at,
            by=None,
            topics=_topics(presence.user_id),
        )
    presence.save(update_fields=["n_missed", "is_not_responding"])


@transaction.atomic
def respond_again(
    user_ids: Collection[UUID], *, at: datetime, by: UUID | None, reason: str
) -> None:
    """Let people who did not respond get offers again."""
    rows = Presence.objects.select_for_update().filter(user_id__in=user_ids, is_not_responding=True)
    changed = list(rows.order_by("user_id").values_list("user_id", flat=True))
    Presence.objects.filter(user_id__in=changed).update(
        is_not_responding=False, n_missed=0, idle_since=at
    )
    record(
        *(RespondsAgain(agent_id=user_id, reason=reason) for user_id in changed),
        at=at,
        by=by,
        topics=_topics(*changed),
    )


@transaction.atomic
def note_shifts_over(*, at: datetime) -> list[UUID]:
    """Tell everybody still logged on whose shift has ended, once; return whom.

    From that instant nothing more is offered to them (``queries.offerable``), told or not.
    """
    ended = outlasted(None, now=at)
    if not ended:
        return []
    since = min(ended.values())
    told = set(
        Event.objects.filter(
            kind=ShiftOver.kind, agent_id__in=ended, at__gte=since, at__lte=at
        ).values_list("agent_id", "body__ended_at")
    )
    new = [user for user, end in ended.items() if (user, end.isoformat()) not in told]
    record_each(
        [(ShiftOver(agent_id=user, ended_at=ended[user]), _topics(user)) for user in new],
        at=at,
        by=None,
    )
    return new
