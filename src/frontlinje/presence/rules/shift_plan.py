"""What would a file of shifts do to the plan? New, changed, the same, or in the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from frontlinje.presence.rules.shift_file import WrongRow
from frontlinje.presence.rules.shifts import Span, first_overlap, on_paper

Key = tuple[UUID, datetime]
"""Whose shift, and when it begins."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A shift that a row of a file asks for."""

    line: int
    cells: tuple[str, ...]
    user_id: UUID
    span: Span
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A shift that is planned already."""

    id: UUID
    user_id: UUID
    span: Span
    place: str
    note: str


@dataclass(slots=True)
class ShiftPlan:
    """What the file does."""

    new: list[Wanted] = field(default_factory=list)
    changed: list[tuple[Planned, Wanted]] = field(default_factory=list)
    n_unchanged: int = 0
    wrong: list[WrongRow] = field(default_factory=list)
    taken: set[Key] = field(default_factory=set)
    """The shifts that will be as some row of the file says."""

    def refuse(self, wanted: Wanted, code: str, **params: object) -> None:
        """Note a row that cannot be done."""
        self.wrong.append(WrongRow(wanted.line, wanted.cells, code, params))

    def take(self, wanted: Wanted, known: Planned | None) -> None:
        """Note a row that can be done."""
        self.taken.add(_key(wanted))
        if known is None:
            self.new.append(wanted)
        elif _facts(known) == _facts(wanted):
            self.n_unchanged += 1
        else:
            self.changed.append((known, wanted))


def plan_shifts(
    wanted: Sequence[Wanted], planned: Iterable[Planned], *, zone: ZoneInfo
) -> ShiftPlan:
    """Return what a file does: a person's shift is known again by when it begins.

    Parameters
    ----------
    wanted : sequence of Wanted
        In the order of the file.
    planned : iterable of Planned
        Every shift of these people that touches the days of the file.
    zone : ZoneInfo
        In which errors name the times.

    Returns
    -------
    ShiftPlan
        What it does overlaps nothing; what would stands in ``wrong``, with the code
        ``presence.shift_overlaps`` or ``presence.row_twice``.

    Notes
    -----
    A row that renews a shift makes its old times free. If that row is refused for another reason
    the old times are taken after all, so the rows are gone through again: at most once for each.
    """
    known = {(shift.user_id, shift.span.starts_at): shift for shift in planned}
    renewed = {_key(one) for one in wanted} & known.keys()
    while True:
        plan = _plan(wanted, known, renewed, zone)
        if renewed <= plan.taken:
            return plan
        renewed &= plan.taken


def _plan(
    wanted: Sequence[Wanted], known: Mapping[Key, Planned], renewed: Set[Key], zone: ZoneInfo
) -> ShiftPlan:
    plan = ShiftPlan()
    taken: defaultdict[UUID, list[Span]] = defaultdict(list)
    for key, shift in known.items():
        if key not in renewed:
            taken[shift.user_id].append(shift.span)
    seen: defaultdict[UUID, list[Wanted]] = defaultdict(list)
    for one in wanted:
        twice = next((w for w in seen[one.user_id] if w.span.overlaps(one.span)), None)
        in_the_way = first_overlap(one.span, taken[one.user_id])
        if twice is not None:
            plan.refuse(one, "presence.row_twice", earlier=twice.line)
        elif in_the_way is not None:
            plan.refuse(one, "presence.shift_overlaps", **on_paper(in_the_way, zone))
        else:
            seen[one.user_id].append(one)
            plan.take(one, known.get(_key(one)))
    return plan


def _key(shift: Wanted) -> Key:
    return shift.user_id, shift.span.starts_at


def _facts(shift: Planned | Wanted) -> tuple[object, ...]:
    return shift.span.ends_at, shift.place, shift.note
