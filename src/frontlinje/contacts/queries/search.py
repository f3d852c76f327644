"""What was written about this? Contacts found by words, the newest first, a page at a time.

Words that many contacts hold fill a page from the newest few alone. For all others the index is
asked; weeks are marked in it, so it is asked further and further back while a page is not full.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from frontlinje.base.errors import Invalid
from frontlinje.contacts.models import Contact, Customer, SearchChange, SearchText
from frontlinje.contacts.queries.seeing import visible_contacts
from frontlinje.contacts.rules.access import ContactViewer
from frontlinje.contacts.rules.place import Place, read_place, write_place
from frontlinje.contacts.rules.reference import read_reference
from frontlinje.contacts.rules.search_query import asked_of, read_search
from frontlinje.contacts.rules.search_text import (
    CUSTOMER_MARK,
    EVERY_CONFIGURATION,
    PLAIN,
    weeks_between,
)

PAGE = 20
MOST_WALKED = 500
MOST_NOTED = 5
SPANS = (timedelta(weeks=2), timedelta(weeks=13))
"""How far back is looked first; after these, everywhere."""

BEHIND_AFTER = timedelta(minutes=1)

# Before a statement about contacts: it then is about the newest few of them.
_OF_THE_NEWEST = """
WITH contacts_contact AS (
    SELECT * FROM contacts_contact WHERE received_at <= %s
    ORDER BY received_at DESC, id DESC LIMIT %s
)
"""
# Not the plain column: the database would walk back in time through everything that does not fit.
_BY_ARRIVAL = Func(F("received_at"), template="(%(expressions)s + interval '0')")

# A word is looked for with every ending that one of the languages knows, several as they stand;
# what a half-typed word begins are words as they stand.
_READ = """
SELECT ARRAY(
    SELECT DISTINCT to_tsquery(configuration::regconfig,
        CASE configuration WHEN 'simple' THEN asked ELSE rtrim(asked, ':*') END)::text
    FROM unnest(%s::text[]) AS configuration WHERE is_word OR configuration = %s
)
FROM unnest(%s::text[], %s::boolean[]) WITH ORDINALITY AS term (asked, is_word, place)
ORDER BY place
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What somebody looks for, and where."""

    typed: str = ""
    channel: str = ""
    queue: str = ""
    state: str = ""
    agent: UUID | None = None
    """Who has it, or had it last."""
    customer: UUID | None = None
    since: datetime | None = None
    before: datetime | None = None
    after: str = ""
    """Where the page before ended."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A search as PostgreSQL reads it, with every ending."""

    wanted: str = ""
    unwanted: str = ""

    @property
    def text(self) -> str:
        """Return both together; empty when there is nothing to look for."""
        return f"({self.wanted}) & !({self.unwanted})" if self.unwanted else self.wanted


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Contacts that were found, and where the next page begins ('' at the end)."""

    contacts: list[Contact]
    next: str
    meaning: Meaning


def meaning_of(typed: str) -> Meaning:
    """Return what was typed as a query; empty when there is nothing in it to look for."""
    terms = read_search(typed)
    if not terms:
        return Meaning()
    asked, are_words = zip(*((asked_of(t), len(t.words) == 1) for t in terms), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_READ, [list(EVERY_CONFIGURATION), PLAIN, list(asked), list(are_words)])
        forms = [_any_of(row[0]) for row in cursor.fetchall()]
    both = list(zip(terms, forms, strict=True))
    return Meaning(
        " & ".join(form for term, form in both if not term.is_excluded),
        " | ".join(form for term, form in both if term.is_excluded),
    )


def _any_of(forms: list[str]) -> str:
    return f"({' | '.join(filter(None, forms))})"


def search_contacts(viewer: ContactViewer, search: Search, *, now: datetime) -> SearchPage:
    """Return one page of the contacts in which this was written, as far as this person may read.

    Raises
    ------
    Invalid
        ``contacts.bad_search_page`` when ``search.after`` did not come from ``SearchPage.next``.
    """
    place = read_place(search.after) if search.after else None
    if search.after and place is None:
        raise Invalid("contacts.bad_search_page", field="after")
    readable = _narrowed(visible_contacts(viewer), search, place)
    if reference := read_reference(search.typed):
        named = list(readable.filter(reference=reference).select_related("customer", "agent"))
        if named:
            return SearchPage(named, "", Meaning())
    meaning = meaning_of(search.typed)
    ids = _newest(readable, search, place, meaning, now) if meaning.text else []
    page = list(
        readable.model.objects.filter(id__in=ids[:PAGE]).select_related("customer", "agent")
    )
    page.sort(key=_place_of, reverse=True)
    return SearchPage(page, write_place(_place_of(page[-1])) if len(ids) > PAGE else "", meaning)


def _newest(
    readable: "QuerySet[Contact]",
    search: Search,
    place: Place | None,
    meaning: Meaning,
    now: datetime,
) -> list[UUID]:
    """Return the ids of the newest contacts that fit; the statement is worked out once."""
    fitting = readable.filter(_matches("search_text__words", meaning)).values_list("id")
    try:
        sql, values = fitting[: PAGE + 1].query.sql_with_params()
    except EmptyResultSet:  # whoever asks may read nothing
        return []
    with connection.cursor() as cursor:
        cursor.execute(_OF_THE_NEWEST + sql, (_end(search, place, now), MOST_WALKED, *values))
        found = cursor.fetchall()
        spans = _spans(search, place, now)
        while len(found) <= PAGE and (marks := next(spans, None)) is not None:
            marked = _with_marks(meaning, marks)
            cursor.execute(sql, [marked if value == meaning.text else value for value in values])
            found = cursor.fetchall()
    return [row[0] for row in found]


def _place_of(contact: Contact) -> Place:
    return contact.received_at, contact.id


def is_behind(now: datetime) -> bool:
    """Say whether something was written a while ago and is not found yet."""
    oldest = SearchChange.objects.order_by("id").values_list("at", flat=True).first()
    return oldest is not None and now - oldest > BEHIND_AFTER


def search_notes(meaning: Meaning) -> list[Customer]:
    """Return customers about whom this was noted, apart from any contact."""
    if not meaning.text:
        return []
    rows = SearchText.objects.filter(
        _matches("words", meaning, (CUSTOMER_MARK,)), customer__isnull=False
    )
    noted = rows.values("customer")
    return list(Customer.objects.filter(id__in=noted).order_by("name", "id")[:MOST_NOTED])


def _narrowed(
    contacts: "QuerySet[Contact]", search: Search, place: Place | None
) -> "QuerySet[Contact]":
    exactly = {
        name: value
        for name in ("channel", "queue", "state", "customer")
        if (value := getattr(search, name))
    }
    contacts = contacts.filter(**exactly)
    if search.agent:
        contacts = contacts.filter(Q(agent=search.agent) | Q(last_agent=search.agent))
    if search.since:
        contacts = contacts.filter(received_at__gte=search.since)
    if search.before:
        contacts = contacts.filter(received_at__lt=search.before)
    if place is not None:
        at, row_id = place
        contacts = contacts.filter(
            Q(received_at__lt=at) | Q(received_at=at, id__lt=row_id), received_at__lte=at
        )
    return contacts.order_by(_BY_ARRIVAL.desc(), "-id")


def _spans(search: Search, place: Place | None, now: datetime) -> Iterator[tuple[str, ...]]:
    """Yield the weeks to look in, more each time; at last none, for everywhere."""
    end = _end(search, place, now).astimezone(UTC)
    for span in SPANS:
        if search.since is None or end - span > search.since:
            yield weeks_between(end - span, end)
    if search.since is not None:
        yield weeks_between(search.since.astimezone(UTC), end)
    else:
        yield ()


def _end(search: Search, place: Place | None, now: datetime) -> datetime:
    return min([now, *filter(None, (search.before, place[0] if place else None))])


def _matches(column: str, meaning: Meaning, marks: tuple[str, ...] = ()) -> Func:
    query = Func(Value(_with_marks(meaning, marks)), template="%(expressions)s::tsquery")
    return Func(
        F(column),
        query,
        template="(%(expressions)s)",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def _with_marks(meaning: Meaning, marks: tuple[str, ...]) -> str:
    if not marks:
        return meaning.text
    one_of = " | ".join(f"'{mark}'" for mark in marks)
    return f"({meaning.text}) & ({one_of})"
