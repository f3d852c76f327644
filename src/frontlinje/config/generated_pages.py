"""What do the pages made from the code say: rights, events, the API? ``docs`` writes them."""

import inspect
import json
from dataclasses import fields
from importlib import import_module
from typing import get_type_hints

from django.utils import translation

from frontlinje.config.api import openapi
from frontlinje.config.docs import PACKAGE
from frontlinje.ledger.events import REGISTRY, LedgerEvent
from frontlinje.people.labels import PERMISSIONS, ROLES
from frontlinje.people.permissions import ROLE_PERMISSIONS, Employer, Permission, permissions_of

_RIGHTS = """# Who may do what

Every right of Frontlinje, from `people/permissions.py`. A view, an operation of the API or an
action names the right that it takes; an address that names none fails `tests/security`.
People may have several roles. Staff who are not our own (from an agency, lent, on work training)
never get the rights marked *own staff only*, whatever their roles, and their accounts have an end:
from that instant every request is refused.

Nobody gives a right that they do not have, or changes somebody who has more rights than they; the
one exception is the system owner, who lets everybody in. There is always a system owner of our own
staff without an end date.

This page is written by `frontlinje docs permissions`.
"""
_EVENTS = """# Events

What the ledger keeps, in `ledger_event`, for ever: each change with who (`by`), when (`at`) and the
fields below. `contact_id`, `agent_id`, `customer_id`, `channel`, `queue`, `from_state`, `to_state`
and `reason` are columns, the rest stands in `body`. The database refuses to change or delete them.

This page is written by `frontlinje docs events` from the classes in each room's `events.py`.
"""


def permissions_page() -> str:
    """Return the table of rights and roles, and where each right is asked for."""
    with translation.override("en"):
        head = ["right", "what it permits", *(str(name) for name in ROLES.values())]
        lines = [_row(head), _row(["---"] * len(head))]
        lines += [_row(_line(permission)) for permission in Permission]
    return "\n".join([_RIGHTS, *lines, ""])


def _line(permission: Permission) -> list[str]:
    narrow = permissions_of(ROLES, Employer.LENT)
    words = str(PERMISSIONS[permission])
    what = words if permission in narrow else f"{words} (*own staff only*)"
    marks = ["yes" if permission in ROLE_PERMISSIONS[role] else "" for role in ROLES]
    return [f"`{permission}`", what, *marks]


def events_page() -> str:
    """Return every kind of event with its fields, by room."""
    for path in sorted(PACKAGE.glob("**/events.py")):
        import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
    rooms: dict[str, list[type[LedgerEvent]]] = {}
    for event in REGISTRY.values():
        room = event.__module__.removeprefix("frontlinje.").removesuffix(".events")
        if ".tests" not in event.__module__:
            rooms.setdefault(room, []).append(event)
    lines: list[str] = []
    for room, events in sorted(rooms.items()):
        lines += [f"## {room}", "", "| kind | event | fields |", "| --- | --- | --- |"]
        lines += [_event(event) for event in sorted(events, key=lambda e: e.kind)]
        lines.append("")
    return "\n".join([_EVENTS, *lines])


def _event(event: type[LedgerEvent]) -> str:
    hints = get_type_hints(event)
    names = ", ".join(f"`{f.name}`: {_type(hints[f.name])}" for f in fields(event))
    says = inspect.cleandoc(event.__doc__ or "").replace("\n", " ")
    return _row([f"`{event.kind}`", f"**{event.__name__}**: {says}", names])


def _type(hint: object) -> str:
    name = hint.__name__ if isinstance(hint, type) and not hasattr(hint, "__args__") else str(hint)
    return name.replace("uuid.", "").replace("datetime.", "").replace(" | ", " or ")


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def openapi_page() -> str:
    """Return the description of the API."""
    return json.dumps(openapi(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
