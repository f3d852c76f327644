"""How do words get into the search? Triggers note whose words changed; these are read anew.

Not in the transaction that takes a contact in: folding, masking and the index cost more than the
contact itself, and nobody must wait for them. One process reads at a time, a service of the worker.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact, SearchText
from frontlinje.contacts.queries.searched import noted_about, said_in
from frontlinje.contacts.rules.search_text import (
    CUSTOMER_MARK,
    configuration_for,
    folded_text,
    week_mark,
)

AT_ONCE = 100

# What changed last is read first: after an upgrade the old contacts are caught up with meanwhile.
_TAKE = """
DELETE FROM contacts_searchchange
WHERE id IN (SELECT id FROM contacts_searchchange ORDER BY id DESC LIMIT %s)
RETURNING contact_id, customer_id
"""
_WRITE = """
INSERT INTO contacts_searchtext ({owner}, words)
SELECT owner, to_tsvector('simple', folded) || array_to_tsvector(ARRAY[mark])
    || CASE WHEN configuration = 'simple' THEN ''
        ELSE to_tsvector(configuration::regconfig, folded) END
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[])
    AS read (owner, configuration, folded, mark)
ON CONFLICT ({owner}) DO UPDATE SET words = EXCLUDED.words
"""

Row = tuple[UUID, str, str, str]
"""Whose words, how PostgreSQL reads them, the words, and the mark beside them."""


@transaction.atomic
def read_changes(*, at: datetime) -> int:
    """Read some of what changed into the search; return how many changes that were."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [AT_ONCE])
        taken: list[tuple[UUID | None, UUID | None]] = cursor.fetchall()
    if taken:
        own = effective_state(at).document.language
        _write("contact_id", _contacts({c for c, _ in taken if c is not None}, own, at))
        _write_customers({who for c, who in taken if c is None and who is not None}, own, at)
    return len(taken)


def _contacts(contact_ids: set[UUID], own_language: str, at: datetime) -> Iterable[Row]:
    contacts = Contact.objects.filter(id__in=contact_ids).select_related("customer")
    for said in said_in(contacts):
        contact = said.contact
        configuration = configuration_for(contact.language, own_language)
        words = folded_text(said.parts, at.date())
        yield contact.id, configuration, words, week_mark(contact.received_at)


def _write_customers(customer_ids: set[UUID], own_language: str, at: datetime) -> None:
    noted = noted_about(customer_ids)
    SearchText.objects.filter(customer__in=customer_ids - noted.keys()).delete()
    configuration = configuration_for(own_language)
    _write(
        "customer_id",
        (
            (customer_id, configuration, folded_text(texts, at.date()), CUSTOMER_MARK)
            for customer_id, texts in noted.items()
        ),
    )


def _write(owner: str, rows: Iterable[Row]) -> None:
    columns: Sequence[Sequence[object]] = list(zip(*rows, strict=True))
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE.format(owner=owner), [list(column) for column in columns])
