"""Why was this contact found? Its name, its subject and a piece of what was said, hits marked.

PostgreSQL says which words it found, in the folded text; they are marked in the text as it was
written. Numbers that are kept secret are starred out before anything else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries.search import Meaning
from frontlinje.contacts.queries.searched import noted_about, said_in
from frontlinje.contacts.rules.excerpt import Piece, Word, excerpt, placed_words, plain_text
from frontlinje.contacts.rules.national_id import masked
from frontlinje.contacts.rules.search_text import configuration_for

MOST_MARKED = 20_000
"""Characters of a contact in which hits are marked; whoever reads on opens it."""
_HIT, _END = "\x02", "\x03"
_MARK = """
SELECT ts_headline(configuration::regconfig, folded, %s::tsquery, %s)
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS shown (configuration, folded, place)
ORDER BY place
"""
_OPTIONS = f"HighlightAll=true, StartSel={_HIT}, StopSel={_END}"


@dataclass(frozen=True, slots=True)
class FoundContact:
    """A contact as a list of hits shows it."""

    contact: Contact
    name: tuple[Piece, ...]
    """Of the customer; empty when nobody knows who it is."""
    subject: tuple[Piece, ...]
    text: tuple[Piece, ...]


def found_contacts(
    contacts: Sequence[Contact], meaning: Meaning, *, own_language: str, on: date
) -> list[FoundContact]:
    """Return contacts with what of them to show, in the same order."""
    shown = []
    for said in said_in(contacts):
        name = said.contact.customer.name if said.contact.customer else ""
        shown.append([name, *_as_shown([said.contact.subject, *said.texts], on)])
    configurations = [configuration_for(contact.language, own_language) for contact in contacts]
    hits = _hits(shown, configurations, meaning)
    return [
        FoundContact(
            contact,
            excerpt(texts[0], found[0]) if texts[0] else (),
            excerpt(texts[1], found[1]) if texts[1] else (),
            _best(texts[2:], found[2:]),
        )
        for contact, texts, found in zip(contacts, shown, hits, strict=True)
    ]


def found_notes(
    customer_ids: Sequence[UUID], meaning: Meaning, *, own_language: str, on: date
) -> dict[UUID, tuple[Piece, ...]]:
    """Return the pieces of notes about customers that show why they were found."""
    noted = noted_about(customer_ids)
    shown = [_as_shown(noted.get(customer_id, []), on) for customer_id in customer_ids]
    hits = _hits(shown, [configuration_for(own_language)] * len(shown), meaning)
    return {
        customer_id: _best(texts, found)
        for customer_id, texts, found in zip(customer_ids, shown, hits, strict=True)
    }


def _as_shown(texts: Iterable[str], on: date) -> list[str]:
    return [plain_text(masked(text[:MOST_MARKED], on)) for text in texts]


def _best(texts: Sequence[str], hits: Sequence[Sequence[Word]]) -> tuple[Piece, ...]:
    """Return the excerpt of the text that holds most of what was looked for, else of the first."""
    if not texts:
        return ()
    kinds = [len({word.folded for word in words}) for words in hits]
    best = max(range(len(texts)), key=lambda number: (kinds[number], -number))
    return excerpt(texts[best], hits[best])


def _hits(
    shown: Sequence[Sequence[str]], configurations: Sequence[str], meaning: Meaning
) -> list[list[list[Word]]]:
    """Return the words that were looked for, of each text of each contact."""
    places = [[placed_words(text) for text in texts] for texts in shown]
    if not (meaning.wanted and shown):
        return [[[] for _text in texts] for texts in shown]
    folded = [" ".join(word.folded for words in texts for word in words) for texts in places]
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [meaning.wanted, _OPTIONS, list(configurations), folded])
        marked = [iter(row[0].split(" ")) for row in cursor.fetchall()]
    return [
        [[word for word in words if _HIT in next(said, "")] for words in texts]
        for texts, said in zip(places, marked, strict=True)
    ]
