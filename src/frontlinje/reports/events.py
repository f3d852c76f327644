"""What can happen to reports, as the ledger keeps it."""

from dataclasses import dataclass
from typing import ClassVar

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class ConservationBroken(LedgerEvent):
    """The sum of law 1 does not hold: rows and ledger say different things."""

    kind: ClassVar[str] = "reports.conservation_broken"
    gaps: dict[str, dict[str, int]]


@dataclass(frozen=True, kw_only=True)
class ConservationHolds(LedgerEvent):
    """The sum of law 1 holds again."""

    kind: ClassVar[str] = "reports.conservation_holds"


@dataclass(frozen=True, kw_only=True)
class ContactsExported(LedgerEvent):
    """Somebody took a list of contacts out as a file."""

    kind: ClassVar[str] = "reports.contacts_exported"
    first_day: str
    last_day: str
    n_rows: int
    has_customers: bool
    """Whether customers and subjects are in it."""
