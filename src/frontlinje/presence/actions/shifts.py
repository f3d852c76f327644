"""What can be done to the plan? A shift entered, changed, taken off, put back; a week copied."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from frontlinje.base.errors import NotFound
from frontlinje.centre.queries import effective_state
from frontlinje.ledger.actions import record, record_each
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require
from frontlinje.presence.actions.status import PRESENCE
from frontlinje.presence.events import ShiftChanged, ShiftEntered, ShiftRemoved
from frontlinje.presence.models import Shift
from frontlinje.presence.rules.shifts import (
    LONGEST,
    Span,
    check_free,
    check_span,
    first_overlap,
    on_wall_days_later,
)

WEEK = timedelta(days=7)


def topics_of(user_id: UUID) -> list[str]:
    """Return whom a change of somebody's plan concerns."""
    return [PRESENCE, f"agent:{user_id}"]


def locked_people(user_ids: Iterable[UUID]) -> None:
    """Lock these people's plans until the transaction ends: two planners never overlap shifts."""
    rows = User.objects.select_for_update(no_key=True).filter(id__in=set(user_ids))
    list(rows.order_by("id").values_list("id", flat=True))


def spans_near(user_id: UUID, span: Span, *, but: UUID | None = None) -> list[Span]:
    """Return what a person is planned for around that time."""
    rows = Shift.objects.filter(
        user_id=user_id,
        starts_at__gt=span.starts_at - LONGEST,
        starts_at__lt=span.ends_at,
        ends_at__gt=span.starts_at,
    )
    if but is not None:
        rows = rows.exclude(id=but)
    return [Span(*row) for row in rows.values_list("starts_at", "ends_at")]


def zone_at(at: datetime) -> ZoneInfo:
    """Return the centre's time zone."""
    return ZoneInfo(effective_state(at).document.timezone)


@transaction.atomic
def enter_shift(
    *, user: User, span: Span, place: str = "", note: str = "", by: User, at: datetime
) -> Shift:
    """Plan that somebody works.

    Raises
    ------
    Invalid
        ``presence.shift_empty``, ``presence.shift_too_long``.
    Conflict
        ``presence.shift_overlaps`` when the person is planned for something else then.
    """
    require(by, Permission.SHIFT_EDIT)
    return _enter(user.id, span, place=place, note=note, by=by, at=at, source="hand")


def _enter(
    user_id: UUID, span: Span, *, place: str, note: str, by: User, at: datetime, source: str
) -> Shift:
    check_span(span)
    locked_people([user_id])
    check_free(span, spans_near(user_id, span), zone=zone_at(at))
    shift = Shift.objects.create(
        user_id=user_id, starts_at=span.starts_at, ends_at=span.ends_at, place=place, note=note
    )
    record(entered(shift, source), at=at, by=by.id, topics=topics_of(user_id))
    return shift


def entered(shift: Shift, source: str) -> ShiftEntered:
    """Return the event of a new shift."""
    return ShiftEntered(
        agent_id=shift.user_id,
        shift_id=shift.id,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        place=shift.place,
        note=shift.note,
        source=source,
    )


@transaction.atomic
def change_shift(
    *, shift_id: UUID, span: Span, place: str, note: str, by: User, at: datetime
) -> Shift:
    """Change when, where or with which note somebody works.

    Raises
    ------
    NotFound
        ``presence.no_such_shift``.
    Invalid, Conflict
        As ``enter_shift``.
    """
    require(by, Permission.SHIFT_EDIT)
    check_span(span)
    shift = _locked_shift(shift_id)
    check_free(span, spans_near(shift.user_id, span, but=shift.id), zone=zone_at(at))
    before = facts(shift)
    shift.starts_at, shift.ends_at = span.starts_at, span.ends_at
    shift.place, shift.note = place, note
    write_change(shift, before, by=by, at=at, source="hand")
    return shift


def facts(shift: Shift) -> dict[str, object]:
    """Return what of a shift can be changed, as its events tell it."""
    return {
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "place": shift.place,
        "note": shift.note,
    }


def write_change(
    shift: Shift, before: dict[str, object], *, by: User, at: datetime, source: str
) -> None:
    """Save a changed shift and say what changed; nothing when nothing did."""
    after = facts(shift)
    if before == after:
        return
    shift.save()
    names = [name for name in after if before[name] != after[name]]
    changed = ShiftChanged(
        agent_id=shift.user_id,
        shift_id=shift.id,
        before={name: before[name] for name in names},
        after={name: after[name] for name in names},
        source=source,
    )
    record(changed, at=at, by=by.id, topics=topics_of(shift.user_id))


def _locked_shift(shift_id: UUID) -> Shift:
    found = Shift.objects.filter(id=shift_id).values_list("user_id", flat=True).first()
    if found is not None:
        locked_people([found])
    shift = Shift.objects.select_related("user").filter(id=shift_id).first()
    if shift is None:
        raise NotFound("presence.no_such_shift", shift_id=shift_id)
    return shift


@transaction.atomic
def remove_shift(*, shift_id: UUID, by: User, at: datetime) -> Shift:
    """Take a shift off the plan; ``restore_shift`` puts it back.

    Raises
    ------
    NotFound
        ``presence.no_such_shift``.
    """
    require(by, Permission.SHIFT_EDIT)
    shift = _locked_shift(shift_id)
    removed = ShiftRemoved(
        agent_id=shift.user_id,
        shift_id=shift.id,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        place=shift.place,
        note=shift.note,
    )
    Shift.objects.filter(id=shift.id).delete()
    record(removed, at=at, by=by.id, topics=topics_of(shift.user_id))
    return shift


@transaction.atomic
def restore_shift(*, shift_id: UUID, by: User, at: datetime) -> Shift:
    """Undo a removal, from what the ledger keeps of it.

    Raises
    ------
    NotFound
        ``presence.no_such_shift`` when it was not removed.
    Conflict
        ``presence.shift_overlaps`` when something else was planned there meanwhile.
    """
    require(by, Permission.SHIFT_EDIT)
    removals = Event.objects.filter(kind=ShiftRemoved.kind, body__shift_id=str(shift_id))
    removal = removals.order_by("-id").first()
    if removal is None or removal.agent_id is None:
        raise NotFound("presence.no_such_shift", shift_id=shift_id)
    body = removal.body
    span = Span(datetime.fromisoformat(body["starts_at"]), datetime.fromisoformat(body["ends_at"]))
    return _enter(
        removal.agent_id,
        span,
        place=body["place"],
        note=body["note"],
        by=by,
        at=at,
        source="undo",
    )


@transaction.atomic
def copy_week(*, monday: date, users: Iterable[User], by: User, at: datetime) -> tuple[int, int]:
    """Plan these people in the week from ``monday`` on as in the week before it.

    Returns
    -------
    tuple of int
        How many shifts were copied, and how many were left out because something is planned there.
    """
    require(by, Permission.SHIFT_EDIT)
    zone = zone_at(at)
    ids = {user.id for user in users}
    locked_people(ids)
    last_week, this_week = (
        datetime.combine(day, time(), zone).astimezone(UTC) for day in (monday - WEEK, monday)
    )
    rows = Shift.objects.filter(
        user_id__in=ids, ends_at__gt=last_week, starts_at__lt=this_week + WEEK + LONGEST
    )
    planned: defaultdict[UUID, list[Span]] = defaultdict(list)
    for row in rows:
        planned[row.user_id].append(Span(row.starts_at, row.ends_at))
    copies, n_left = [], 0
    for model in rows:
        if not last_week <= model.starts_at < this_week:
            continue
        span = on_wall_days_later(Span(model.starts_at, model.ends_at), WEEK.days, zone)
        if first_overlap(span, planned[model.user_id]) is not None:
            n_left += 1
            continue
        planned[model.user_id].append(span)
        copies.append(_copy(model, span))
    Shift.objects.bulk_create(copies)
    told = [(entered(shift, "copy"), topics_of(shift.user_id)) for shift in copies]
    record_each(told, at=at, by=by.id)
    return len(copies), n_left


def _copy(model: Shift, span: Span) -> Shift:
    return Shift(
        user_id=model.user_id,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        place=model.place,
        note=model.note,
    )
