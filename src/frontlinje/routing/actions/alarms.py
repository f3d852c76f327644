"""Which contacts can nobody on duty take? They stay queued, and this says so, once for each."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.actions.lifecycle import locked_contact, topics_of
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.actions import record
from frontlinje.routing.events import NobodyCanTake
from frontlinje.routing.live_rows import WaitingRow, waiting_rows
from frontlinje.routing.rules.eligibility import UNFIT, fit
from frontlinje.routing.snapshot import Snapshot, is_offered_from, read_snapshot

NOBODY_ON_DUTY = "nobody_on_duty"
NOBODY_FITS = "nobody_fits"
NO_SUCH_QUEUE = "no_such_queue"


def raise_alarms(*, at: datetime) -> None:
    """Raise the alarm for every waiting contact, in open hours, that nobody on duty may take."""
    state = effective_state(at)
    for contact_id, reason in stranded(state, at).items():
        _raise(contact_id, reason, at)


def stranded(state: CentreState, at: datetime) -> dict[UUID, str]:
    """Return which of the oldest waiting contacts nobody on duty may take, and why.

    A contact whose channel is closed just now waits for opening, and one in a queue on hold until
    it opens: neither is an alarm. Nor is what an exercise made up.
    """
    rows = [row for row in waiting_rows(state, at)[0] if not row.is_exercise]
    found = {row.id: NO_SUCH_QUEUE for row in rows if row.queue not in state.queues}
    open_rows = [
        row
        for row in rows
        if is_offered_from(state, row.queue) and state.is_channel_open(row.channel, at, row.queue)
    ]
    if not open_rows:
        return found
    snapshot = read_snapshot(state, at, open_rows)
    if snapshot is None:
        return {**found, **{row.id: NOBODY_ON_DUTY for row in open_rows}}
    return {**found, **_unfit(snapshot, open_rows, at)}


def _unfit(snapshot: Snapshot, rows: Sequence[WaitingRow], at: datetime) -> dict[UUID, str]:
    position = {contact_id: i for i, contact_id in enumerate(snapshot.contact_ids)}
    held = {contact for contact, _ in snapshot.reserved}
    now_s = at.timestamp()
    found = {}
    for row in rows:
        contact = position.get(row.id)
        if contact is None or contact in held:
            continue
        if all(
            fit(agent, contact, now_s, snapshot.agents, snapshot.lanes, snapshot.waiting) == UNFIT
            for agent in range(len(snapshot.agent_ids))
        ):
            found[row.id] = NOBODY_FITS
    return found


@transaction.atomic
def _raise(contact_id: UUID, reason: str, at: datetime) -> None:
    contact = locked_contact(contact_id)
    if contact.state != State.QUEUED or contact.overflow.get("alarm") == reason:
        return
    contact.overflow = {**contact.overflow, "alarm": reason}
    contact.save(update_fields=["overflow"])
    alarm = NobodyCanTake(
        contact_id=contact.id, channel=contact.channel, queue=contact.queue, reason=reason
    )
    record(alarm, at=at, by=None, topics=topics_of(contact))
