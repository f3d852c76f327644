"""What can each channel stand? Somebody writes it down; the ledger keeps what was there before."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from frontlinje.base.errors import Invalid, NotFound
from frontlinje.centre.queries import effective_state
from frontlinje.continuity.events import CapabilityChanged
from frontlinje.continuity.models import Capability
from frontlinje.ledger.actions import record
from frontlinje.ledger.events import plain
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a channel can stand, and when that was last tried."""

    longest_outage_h: float | None = None
    target_back_h: float | None = None
    minimum_service: str = ""
    depends_on: tuple[str, ...] = ()
    last_exercise_on: date | None = None
    last_test_call_on: date | None = None
    reviewed_on: date | None = None


def standing_of(row: Capability | None) -> Standing:
    """Return what is written down of a channel; nothing where nobody wrote."""
    if row is None:
        return Standing()
    facts = {name: getattr(row, name) for name in Standing.__dataclass_fields__}
    return Standing(**{**facts, "depends_on": tuple(row.depends_on)})


@transaction.atomic
def write_capability(*, channel: str, standing: Standing, by: User, at: datetime) -> Capability:
    """Write down what a channel can stand. Records ``CapabilityChanged``.

    Raises
    ------
    NotAllowed
        Without ``PLAN_EDIT``.
    NotFound
        ``continuity.no_such_channel``.
    Invalid
        ``continuity.back_too_late`` when it would be back later than can be stood, and
        ``continuity.day_to_come`` for what was not done yet.
    """
    require(by, Permission.PLAN_EDIT)
    state = effective_state(at)
    if channel not in state.channels:
        raise NotFound("continuity.no_such_channel")
    longest, target = standing.longest_outage_h, standing.target_back_h
    if longest is not None and target is not None and target > longest:
        raise Invalid("continuity.back_too_late", field="target_back_h")
    today = at.astimezone(ZoneInfo(state.document.timezone)).date()
    for name in ("last_exercise_on", "last_test_call_on", "reviewed_on"):
        day = getattr(standing, name)
        if day is not None and day > today:
            raise Invalid("continuity.day_to_come", field=name)
    return _write(channel, standing, by=by, at=at)


@transaction.atomic
def note_exercise(*, channels: Iterable[str], by: User, at: datetime) -> None:
    """Note that channels were tried in an exercise today; whoever calls has held it.

    Records ``CapabilityChanged`` for each that the centre has.
    """
    state = effective_state(at)
    today = at.astimezone(ZoneInfo(state.document.timezone)).date()
    for channel in sorted(set(channels) & set(state.channels)):
        row = Capability.objects.filter(channel=channel).first()
        _write(channel, replace(standing_of(row), last_exercise_on=today), by=by, at=at)


def _write(channel: str, standing: Standing, *, by: User, at: datetime) -> Capability:
    earlier = Capability.objects.select_for_update().filter(channel=channel).first()
    facts = asdict(standing)
    row = Capability(
        channel=channel,
        changed_at=at,
        changed_by=by,
        **{**facts, "depends_on": list(standing.depends_on)},
    )
    row.save()
    before = plain(asdict(standing_of(earlier)))
    record(CapabilityChanged(channel=channel, before=before, after=plain(facts)), at=at, by=by.id)
    return row
