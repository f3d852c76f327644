"""Which plans are in effect, in a line? Every page of a signed-in person asks."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from frontlinje.continuity.models import Activation
from frontlinje.ledger.kept_statement import KeptStatement


@dataclass(frozen=True, slots=True)
class InEffect:
    """What the line above every page says of one plan."""

    id: UUID
    """Of the activation."""
    name: dict[str, str]
    """By language."""
    until_at: datetime
    is_ending: bool
    """Whether the end is near enough to be warned of."""


def _live(now: datetime) -> QuerySet[Any, Any]:
    return (
        Activation.objects.filter(ended_at__isnull=True, until_at__gt=now)
        .order_by("activated_at", "id")
        .values_list("id", "version__document__name", "until_at", "warned_at")
    )


_LIVE = KeptStatement(_live)


def plans_in_effect(now: datetime) -> list[InEffect]:
    """Return what is in effect, the lowest first: what comes later lies on top."""
    return [
        InEffect(activation_id, json.loads(name), until_at, warned_at is not None)
        for activation_id, name, until_at, warned_at in _LIVE.rows(now)
    ]
