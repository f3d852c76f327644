"""Which drills are there, and what do their rows say?"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from frontlinje.base.errors import NotFound
from frontlinje.drills.models import Drill
from frontlinje.drills.rules.asked import Asked
from frontlinje.drills.rules.terms import DrillTerms

_LONG = ("asked", "results")
"""Columns that lists leave out."""


def drills(*, words: str = "", is_archived: bool = False) -> QuerySet[Drill]:
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
