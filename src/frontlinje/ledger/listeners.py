"""Who wants to know of an event after its commit? ``config.wiring`` says so, once, at start-up.

A listener runs in the process that recorded the event. It is an accelerator, never a promise:
if the process dies first, the worker's sweeping clock finds the same work in the rows.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from frontlinje.ledger.events import LedgerEvent

log = logging.getLogger(__name__)

Listener = Callable[[Sequence[LedgerEvent]], None]

_listeners: dict[Listener, tuple[type[LedgerEvent], ...]] = {}
_gathered: ContextVar[list[LedgerEvent] | None] = ContextVar("gathered", default=None)


def listen(listener: Listener, *kinds: type[LedgerEvent]) -> None:
    """Call ``listener`` after each commit with those recorded events that are of these kinds."""
    _listeners[listener] = kinds


def is_heard(event: LedgerEvent) -> bool:
    """Say whether any listener wants this event."""
    return any(isinstance(event, kinds) for kinds in _listeners.values())


@contextmanager
def gathered() -> Iterator[None]:
    """Hand listeners the events of all transactions in this block at once, when it is over."""
    events: list[LedgerEvent] = []
    token = _gathered.set(events)
    try:
        yield
    finally:
        _gathered.reset(token)
        deliver(events)


def deliver(events: Sequence[LedgerEvent]) -> None:
    """Hand events that are committed to their listeners; one listener's failure stops no other."""
    waiting = _gathered.get()
    if waiting is not None:
        waiting += events
        return
    for listener, kinds in list(_listeners.items()):
        wanted = [event for event in events if isinstance(event, kinds)]
        if wanted:
            try:
                listener(wanted)
            except Exception:
                log.exception("listener_failed", extra={"listener": listener.__qualname__})
