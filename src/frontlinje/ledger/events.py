"""What form does an event have? Rooms derive theirs from ``LedgerEvent``, in the past tense."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any, ClassVar
from uuid import UUID

COLUMNS: Mapping[str, Any] = {
    "contact_id": None,
    "agent_id": None,
    "customer_id": None,
    "channel": "",
    "queue": "",
    "from_state": "",
    "to_state": "",
    "reason": "",
}
"""Fields that many events share and that are looked up: they become columns, else empty."""

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
        """Return the values of ``COLUMNS``, in their order; what the event lacks is empty."""
        found = ((name, empty, getattr(self, name, None)) for name, empty in COLUMNS.items())
        return {name: empty if value is None else value for name, empty, value in found}

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
