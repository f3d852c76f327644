"""What can happen to exercises, as the ledger keeps it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class ExercisePrepared(LedgerEvent):
    """Somebody prepared an exercise."""

    kind: ClassVar[str] = "exercise.prepared"
    exercise_id: UUID
    scenario: str
    exercise_kind: str
    participants: list[UUID]


@dataclass(frozen=True, kw_only=True)
class ExerciseDiscarded(LedgerEvent):
    """An exercise that had been prepared was thrown away."""

    kind: ClassVar[str] = "exercise.discarded"
    exercise_id: UUID


@dataclass(frozen=True, kw_only=True)
class ExerciseMoved(LedgerEvent):
    """An exercise was started, paused, resumed or stopped; ``reason`` says why it stopped."""

    kind: ClassVar[str] = "exercise.moved"
    exercise_id: UUID
    from_state: str
    to_state: str
    reason: str
    n_late: int = 0
    """Real contacts past their promise, when it stopped because of them."""


@dataclass(frozen=True, kw_only=True)
class ExerciseTold(LedgerEvent):
    """Something was written into the log of an exercise: a card, a note, a decision, a plan."""

    kind: ClassVar[str] = "exercise.told"
    exercise_id: UUID
    entry_id: int
    entry_kind: str
    inject: str = ""
    plan: str = ""
