"""What can happen to suggestions, as the ledger keeps it."""

from dataclasses import dataclass
from typing import ClassVar

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class SuggestionsLearnt(LedgerEvent):
    """A model was learnt from history, and is used or not."""

    kind: ClassVar[str] = "suggestions.learnt"
    aim: str
    verdict: str
    n_learnt: int
    n_held_back: int
    hit_rate: float
    majority_rate: float
    sha256: str
