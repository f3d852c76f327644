"""What form does an event have? Rooms derive theirs from ``LedgerEvent``, in the past tense."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any, ClassVar
from uuid import UUID

COLUMNS = frozenset(
    {
        "contact_id",
        "agent_id",
        "customer_id",
        "channel",
        "queue",
        "from_state",
        "to_state",
        "reason",
    }
)
"""Fields that many events share and that are looked up: they become columns of their own."""

REGISTRY: dict[str, type["LedgerEvent"]] = {}
"""Every kind of event that exists, by its name."""


@dataclass(frozen=True, kw_only=True)
class LedgerEvent:
    """One change. Subclasses name their ``kind`` (``room.happened``) and what they carry."""

    kind: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.kind:
            if cls.kind in REGISTRY:
                raise TypeError(f"two events are called {cls.kind}")
            REGISTRY[cls.kind] = cls

    def columns(self) -> dict[str, Any]:
        """Return the values that have a column of their own."""
        return {
            field.name: value
            for field in fields(self)
            if field.name in COLUMNS and (value := getattr(self, field.name)) is not None
        }

    def body(self) -> dict[str, Any]:
        """Return the remaining values in a form that JSON can carry."""
        return {
            field.name: plain(getattr(self, field.name))
            for field in fields(self)
            if field.name not in COLUMNS
        }


def plain(value: Any) -> Any:
    """Return ``value`` with ids, instants and sets turned into what JSON has."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    return value
