"""Which drills are there, and what do their rows say?"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from frontlinje.base.errors import NotFound
from frontlinje.drills.models import DayModelVersion, Drill
from frontlinje.drills.rules.asked import Asked
from frontlinje.drills.rules.terms import DrillTerms

_LONG = ("asked", "results")
"""Columns that lists leave out."""


def drills_listed(*, words: str = "", is_archived: bool = False) -> QuerySet[Drill]:
    """Return drills whose name holds the words, the latest first, without their figures."""
    found = Drill.objects.filter(archived_at__isnull=not is_archived).defer(*_LONG)
    for word in words.split():
        found = found.filter(name__icontains=word)
    return found.select_related("by", "version__day_model").order_by("-made_at", "-id")


def found_drill(drill_id: UUID) -> Drill:
    """Return a drill, whole.

    Raises
    ------
    NotFound
        ``drills.no_such_drill``.
    """
    rows = Drill.objects.select_related("by", "version__day_model", "again")
    drill = rows.filter(id=drill_id).first()
    if drill is None:
        raise NotFound("drills.no_such_drill")
    return drill


def drills_with_figures(drill_ids: Iterable[UUID]) -> list[Drill]:
    """Return those of these drills that have figures, in the order in which they were made."""
    found = Drill.objects.filter(id__in=list(drill_ids), results__isnull=False)
    return list(found.order_by("made_at", "id"))


def terms_of(drill: Drill) -> DrillTerms:
    """Return what was chosen for a drill."""
    return DrillTerms.model_validate(drill.terms)


def asked_of(drill: Drill) -> Asked:
    """Return what exactly is played, once it was asked for."""
    return Asked.model_validate(drill.asked)


def latest_versions(*, and_one: UUID | None = None) -> list[DayModelVersion]:
    """Return the latest version of each day model by name, and one more that a drill has."""
    latest = DayModelVersion.objects.filter(day_model__archived_at=None)
    latest = latest.order_by("day_model_id", "-number").distinct("day_model_id")
    chosen = Q(id__in=latest.values("id")) | Q(id=and_one)
    found = DayModelVersion.objects.filter(chosen).select_related("day_model")
    return list(found.order_by("day_model__name", "-number"))
