"""How does something get into the ledger? ``record`` writes events, ``once`` keeps receipts."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from frontlinje.base.errors import Conflict
from frontlinje.ledger import listeners
from frontlinje.ledger.events import LedgerEvent, plain
from frontlinje.ledger.models import Event, Receipt
from frontlinje.ledger.rows import insert_rows


def record(
    *events: LedgerEvent,
    at: datetime,
    by: UUID | None,
    topics: Iterable[str] = (),
) -> None:
    """Write events in the caller's transaction, in one statement.

    Open screens that follow one of ``topics`` learn of it when (and only if) the transaction
    commits; so do the listeners of this process. ``by`` is nobody when the system acted itself.
    """
    concerned = tuple(topics)
    record_each([(event, concerned) for event in events], at=at, by=by)


def record_each(
    events: Sequence[tuple[LedgerEvent, Iterable[str]]], *, at: datetime, by: UUID | None
) -> None:
    """Write events that concern different screens, each with its topics, in one statement."""
    insert_rows(
        [
            Event(
                kind=event.kind,
                at=at,
                by=by,
                topics=sorted(set(topics)),
                body=event.body(),
                **event.columns(),
            )
            for event, topics in events
        ]
    )
    heard = [event for event, _ in events if listeners.is_heard(event)]
    if heard:
        transaction.on_commit(partial(listeners.deliver, heard))


def once(
    command_id: UUID, kind: str, body: Mapping[str, Any], perform: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Perform a command unless it was performed before; return its answer either way.

    The receipt is written in the same transaction as the effect, so a command is done wholly and
    once, or not at all.

    Raises
    ------
    Conflict
        ``ledger.other_body``: the same id came with another kind or body.
    """
    digest = hashlib.sha256(json.dumps([kind, plain(dict(body))], sort_keys=True).encode()).digest()
    try:
        with transaction.atomic():
            receipt = Receipt(command_id=command_id, kind=kind, body_sha256=digest)
            receipt.save(force_insert=True)
            answer: dict[str, Any] = plain(perform())
            receipt.answer = answer
            receipt.save(update_fields=["answer"])
            return answer
    except IntegrityError:
        earlier = Receipt.objects.filter(command_id=command_id).first()
        if earlier is None:
            raise
    if bytes(earlier.body_sha256) != digest:
        raise Conflict("ledger.other_body", command_id=command_id)
    earlier_answer: dict[str, Any] = earlier.answer
    return earlier_answer
