"""What must people do because a plan is in effect, and who did it?"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Lower

from frontlinje.base.errors import NotAllowed, NotFound
from frontlinje.continuity.actions.plans import TOPICS
from frontlinje.continuity.events import ItemSignedOff
from frontlinje.continuity.models import Activation, ChecklistItem
from frontlinje.continuity.rules.measures import Measure
from frontlinje.continuity.rules.measures.tasks import Checklist
from frontlinje.ledger.actions import record
from frontlinje.people.actions.rights import actor_id
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may, require


def write_checklists(made: Activation, measures: Sequence[Measure], *, at: datetime) -> None:
    """Write down what an activation asks of people; runs in its transaction."""
    items = list(_items(made, measures, at))
    wanted = {username.lower() for _, username in items}
    named = User.objects.annotate(lower=Lower("username")).filter(lower__in=wanted)
    owners = {user.username.lower(): user for user in named}
    for item, username in items:
        item.owner = owners.get(username.lower())
    ChecklistItem.objects.bulk_create(item for item, _ in items)


def _items(
    made: Activation, measures: Sequence[Measure], at: datetime
) -> Iterator[tuple[ChecklistItem, str]]:
    """Yield each item with the username of its owner."""
    lists = [measure for measure in measures if isinstance(measure, Checklist)]
    order = 0
    for one in lists:
        for item in one.items:
            order += 1
            due_at = at + timedelta(minutes=item.due_min) if item.due_min is not None else None
            row = ChecklistItem(
                activation=made,
                list_title=one.title.model_dump(),
                text=item.text.model_dump(),
                order=order,
                owner_role=item.owner_role or "",
                due_at=due_at,
            )
            yield row, item.owner or ""


@transaction.atomic
def sign_off(*, item_id: UUID, by: User, at: datetime, note: str = "") -> ChecklistItem:
    """Say that an item is done; one that is done stays as it is. Records ``ItemSignedOff``.

    Also after the plan has ended: what was handed out must come back.

    Raises
    ------
    NotAllowed
        Without ``PLAN_READ``; ``continuity.not_your_item`` when it is somebody else's.
    NotFound
        ``continuity.no_such_item``.
    """
    require(by, Permission.PLAN_READ)
    item = ChecklistItem.objects.select_for_update().filter(id=item_id).first()
    if item is None:
        raise NotFound("continuity.no_such_item")
    if not may_sign_off(by, item):
        raise NotAllowed("continuity.not_your_item")
    if item.done_at is None:
        item.done_at, item.done_by, item.note = at, by, note.strip()[:400]
        item.save(update_fields=["done_at", "done_by", "note"])
        event = ItemSignedOff(activation_id=item.activation_id, item_id=item.id, note=item.note)
        record(event, at=at, by=actor_id(by), topics=TOPICS)
    return item


def may_sign_off(by: User, item: ChecklistItem) -> bool:
    """Say whether an item is this person's: by name, by role, or nobody's; leaders do them all."""
    if may(by, Permission.PLAN_ACTIVATE) or item.owner_id == by.id:
        return True
    return item.owner_id is None and item.owner_role in ("", *by.roles)
