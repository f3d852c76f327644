"""What can each channel stand, and what of it has grown old? For the capability page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max

from frontlinje.base.last_backup import BACKUP_EVERY, last_backup
from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.models import Capability, PlanVersion
from frontlinje.continuity.rules.capability import (
    EXERCISE_MONTHS,
    REVIEW_MONTHS,
    TEST_CALL_MONTHS,
    is_overdue,
)
from frontlinje.people.models import User

SPOKEN_CHANNELS = frozenset({"phone"})
"""Channels on which a test call can be made."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Something that grows old: when it was done last, and whether that is too long ago."""

    on: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ChannelStanding:
    """One channel on the capability page."""

    channel: str
    row: Capability | None
    """None where nobody has written anything yet."""
    exercise: Checked
    test_call: Checked | None
    """None on channels that nobody calls."""
    review: Checked
    changed_by: User | None = None


@dataclass(frozen=True, slots=True)
class PlanToReview:
    """A plan whose review is overdue."""

    code: str
    names: dict[str, str]
    review_on: date


@dataclass(frozen=True, slots=True)
class BackupAge:
    """When the last backup was made, and whether that is too long ago."""

    at: datetime | None
    is_old: bool


def standings(state: CentreState, *, now: datetime) -> list[ChannelStanding]:
    """Return the channels of the centre in its order, with what is known of each."""
    today = now.astimezone(ZoneInfo(state.document.timezone)).date()
    rows = {row.channel: row for row in Capability.objects.select_related("changed_by")}
    return [_standing(channel, rows.get(channel), today) for channel in state.channels]


def _standing(channel: str, row: Capability | None, today: date) -> ChannelStanding:
    def checked(on: date | None, months: int) -> Checked:
        return Checked(on, is_overdue(on, months, today))

    return ChannelStanding(
        channel=channel,
        row=row,
        exercise=checked(row.last_exercise_on if row else None, EXERCISE_MONTHS),
        test_call=checked(row.last_test_call_on if row else None, TEST_CALL_MONTHS)
        if channel in SPOKEN_CHANNELS
        else None,
        review=checked(row.reviewed_on if row else None, REVIEW_MONTHS),
        changed_by=row.changed_by if row else None,
    )


def last_exercise(now: datetime) -> Checked:
    """Return when any channel was tried in an exercise last, and whether that is too long ago."""
    on = Capability.objects.aggregate(latest=Max("last_exercise_on"))["latest"]
    today = now.astimezone(ZoneInfo(base_document().timezone)).date()
    return Checked(on, is_overdue(on, EXERCISE_MONTHS, today))


def plans_to_review(state: CentreState, *, now: datetime) -> list[PlanToReview]:
    """Return the plans whose day of review has passed, the longest overdue first."""
    today = now.astimezone(ZoneInfo(state.document.timezone)).date()
    versions = PlanVersion.objects.filter(plan__retired_at__isnull=True)
    latest: Iterable[tuple[str, dict[str, Any]]] = (
        versions.order_by("plan_id", "-number").distinct("plan_id")
    ).values_list("plan_id", "document")
    found = [
        PlanToReview(code, document["name"], date.fromisoformat(document["review_on"]))
        for code, document in latest
        if document.get("review_on")
    ]
    return sorted((p for p in found if p.review_on < today), key=lambda plan: plan.review_on)


def backup_age(*, now: datetime) -> BackupAge:
    """Return how old the last backup is."""
    last = last_backup(Path(settings.HOME))
    at = last.at if last else None
    return BackupAge(at, at is None or now - at > BACKUP_EVERY)
