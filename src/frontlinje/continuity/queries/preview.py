"""What would a plan do if it were put into effect now? Everything that can be told beforehand.

The same pure functions that will decide are asked with the edits of the plan laid on top; nothing
is written. Codes, numbers and the plan's own words only: screens put them into sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from frontlinje.base.ids import uuid7
from frontlinje.centre.models import OverrideRow
from frontlinje.centre.queries import base_document, known_people, override_of, overrides_at
from frontlinje.centre.rules.changes import Change, changes_between
from frontlinje.centre.rules.checks import problems_of as problems_of_centre
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.edits.said import SetText
from frontlinje.centre.rules.fields import Name
from frontlinje.centre.rules.overrides import Edit, Override
from frontlinje.centre.rules.problems import Problem
from frontlinje.centre.rules.state import CentreState, effective_state
from frontlinje.continuity.models import Activation
from frontlinje.continuity.queries.plans import document_of, live_activations
from frontlinje.continuity.queries.previewing.gaps import (
    Gap,
    closed_on_waiting,
    gaps_in,
    people_there,
)
from frontlinje.continuity.queries.previewing.moves import Move, Reach, moves_of, reach_of
from frontlinje.continuity.queries.previewing.people import PersonAffected, people_affected
from frontlinje.continuity.rules.clashes import clashes_between
from frontlinje.continuity.rules.laying import announced_by, edits_of, laid_on, measures_chosen
from frontlinje.continuity.rules.measures import Measure
from frontlinje.continuity.rules.measures.tasks import Checklist
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.continuity.rules.told import DoorSeen, Told, doors_seen, texts_told
from frontlinje.continuity.rules.wording import text_of

_TEXTS = "texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSeen:
    """A measure of the plan, in its own words."""

    position: int
    """From 0, as ``chosen`` counts."""
    says: Name
    is_chosen: bool
    is_without_effect: bool
    """It would change the operating state, but what it concerns is not there or is so already."""
    is_in_effect: bool
    """By an activation of the same plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Something that a plan in effect says otherwise; this plan would lie on top."""

    activation_id: UUID
    plan: str
    name: Name
    changes: tuple[Change, ...]
    """``before`` is what the plan in effect says, ``after`` what will hold."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What putting a plan into effect would do."""

    plan: PlanDocument
    until_at: datetime
    measures: tuple[MeasureSeen, ...]
    before: CentreState
    after: CentreState
    doors: tuple[DoorSeen, ...]
    """Where customers find it open or closed otherwise."""
    texts: tuple[Told, ...]
    """What customers read and hear otherwise."""
    moves: tuple[Move, ...]
    reach: tuple[Reach, ...]
    people: tuple[PersonAffected, ...]
    clashes: tuple[Clash, ...]
    gaps: tuple[Gap, ...]
    """What nobody would cover, and somebody covers now."""
    older_gaps: tuple[Gap, ...]
    """What nobody would cover, and nobody covers now either."""
    problems: tuple[Problem, ...]
    """Why it cannot be put into effect: parts of the operating state would not fit together."""

    @cached_property
    def plain_before(self) -> dict[str, Any]:
        """Return the document as it is, as ``centre.wording.change_line`` wants it."""
        return plain_form(self.before.document)

    @cached_property
    def plain_after(self) -> dict[str, Any]:
        """Return the document as it would be."""
        return plain_form(self.after.document)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Return every difference in the operating state, apart from texts to customers."""
        found = changes_between(self.plain_before, self.plain_after)
        return tuple(change for change in found if change.path.split(".")[0] != _TEXTS)


def preview_of(
    document: PlanDocument,
    *,
    now: datetime,
    chosen: Sequence[int] | None = None,
    until_at: datetime | None = None,
    is_announced: bool = True,
) -> Preview:
    """Return what putting a plan, or the measures chosen from it, into effect would do.

    Raises
    ------
    Invalid
        ``continuity.nothing_chosen`` or ``continuity.no_such_measure``.
    """
    until_at = until_at or now + timedelta(seconds=document.expires_after_s)
    measures = measures_chosen(document, chosen)
    base, laid, live = base_document(), overrides_at(now), live_activations(now)
    edits = [*edits_of(measures, base), *_announcing(document, base, until_at, is_announced)]
    before = effective_state(base, laid, now)
    after = effective_state(base, [*laid, *_on_top(edits, laid, now, until_at)], now)
    there = people_there(now, until_at)
    earlier = gaps_in(before, there, now)
    gaps = [*closed_on_waiting(before, after, now), *gaps_in(after, there, now)]
    return Preview(
        plan=document,
        until_at=until_at,
        measures=_measures_seen(document, measures, base, before.document, live),
        before=before,
        after=after,
        doors=tuple(doors_seen(before, after, now)),
        texts=tuple(texts_told(before, after)),
        moves=tuple(moves_of(after, now)),
        reach=tuple(reach_of(before, after, now)),
        people=tuple(people_affected(before, after, there, now)),
        clashes=tuple(_clashes(edits, base, live, now)),
        gaps=tuple(gap for gap in gaps if gap not in earlier),
        older_gaps=tuple(gap for gap in gaps if gap in earlier),
        problems=tuple(_problems(before, after)),
    )


def _announcing(
    document: PlanDocument, base: CentreDocument, until_at: datetime, is_announced: bool
) -> list[Edit]:
    wording = announced_by(document, until_at) if is_announced else None
    if wording is None:
        return []
    return [SetText(text=text_of(uuid7(), wording, own=base.language))]


def _on_top(
    edits: Sequence[Edit], laid: Sequence[Override], now: datetime, until_at: datetime
) -> list[Override]:
    first = max((override.order for override in laid), default=0) + 1
    return [
        Override(id=uuid7(), order=first + n, edit=edit, starts_at=now, until_at=until_at)
        for n, edit in enumerate(edits)
    ]


def _measures_seen(
    document: PlanDocument,
    chosen: Sequence[Measure],
    base: CentreDocument,
    effective: CentreDocument,
    live: Sequence[Activation],
) -> tuple[MeasureSeen, ...]:
    in_effect = [
        measure
        for activation in live
        if activation.version.plan_id == document.code
        for measure in activation.measures
    ]
    seen = []
    for position, measure in enumerate(document.measures):
        edits = edits_of([measure], base)
        then = laid_on(edits, effective)
        seen.append(
            MeasureSeen(
                position=position,
                says=measure.describe(base),
                is_chosen=measure in chosen,
                is_without_effect=then == effective and not isinstance(measure, Checklist),
                is_in_effect=plain_form(measure) in in_effect,
            )
        )
        base, effective = laid_on(edits, base), then
    return tuple(seen)


def _clashes(
    edits: Sequence[Edit], base: CentreDocument, live: Sequence[Activation], now: datetime
) -> list[Clash]:
    found = []
    for activation in live:
        rows = OverrideRow.objects.filter(id__in=activation.override_ids).order_by("order")
        lower = [one.edit for one in map(override_of, rows) if one.holds_at(now)]
        changes = tuple(clashes_between(lower, edits, base))
        if changes:
            other = document_of(activation.version)
            found.append(
                Clash(
                    activation_id=activation.id, plan=other.code, name=other.name, changes=changes
                )
            )
    return found


def _problems(before: CentreState, after: CentreState) -> list[Problem]:
    known = known_people()
    earlier = problems_of_centre(before.document, known)
    return [p for p in problems_of_centre(after.document, known) if p not in earlier]
