"""How does an answer survive a closed browser? Saved while it is written; the latest wins."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from frontlinje.base.errors import Invalid
from frontlinje.contacts.models import Draft
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

MOST_TEXT = 100_000

# One statement, so that two saves that race cannot pass each other.
_SAVE = """
INSERT INTO contacts_draft (contact_id, user_id, text, sequence, saved_at)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (contact_id, user_id) DO UPDATE
SET text = excluded.text, sequence = excluded.sequence, saved_at = excluded.saved_at
WHERE contacts_draft.sequence < excluded.sequence
"""


@transaction.atomic
def save_draft(
    *, contact_id: UUID, user: User, text: str, sequence: int | None, at: datetime
) -> bool:
    """Save what somebody is writing, and say whether this was the latest.

    A save that was overtaken (``sequence`` not above what is stored) changes nothing. The caller
    has found the contact through a query that knows who asks. Nothing is recorded: nothing has
    happened to the contact yet.

    Parameters
    ----------
    sequence : int or None
        Counted up by the browser, for example its milliseconds; without it, those of ``at``.

    Raises
    ------
    Invalid
        ``contacts.too_long``.
    """
    require(user, Permission.DESK_USE)
    if len(text) > MOST_TEXT:
        raise Invalid("contacts.too_long", field="text", most=MOST_TEXT)
    number = int(at.timestamp() * 1000) if sequence is None else sequence
    # PostgreSQL has no place for NUL in a text.
    values: Any = [contact_id, user.id, text.replace("\0", ""), number, at]
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, values)
        return bool(cursor.rowcount)


def discard_draft(*, contact_id: UUID, user: User, at: datetime) -> None:
    """Forget what somebody was writing, because it was sent or thrown away.

    The emptied row outlives it with a number above all before, so that a save still on its way
    does not bring the text back.
    """
    newest = (
        Draft.objects.filter(contact=contact_id, user=user)
        .values_list("sequence", flat=True)
        .first()
    )
    if newest is None:
        return
    number = max(newest + 1, int(at.timestamp() * 1000))
    save_draft(contact_id=contact_id, user=user, text="", sequence=number, at=at)


def draft_of(*, contact_id: UUID, user: User) -> Draft | None:
    """Return what somebody was writing, or nothing."""
    return Draft.objects.filter(contact=contact_id, user=user).exclude(text="").first()
