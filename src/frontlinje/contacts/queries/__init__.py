"""What do others want to know of contacts and customers? Reads across the tables."""

from frontlinje.contacts.queries.conserved import Conservation, conservation
from frontlinje.contacts.queries.customers import (
    FoundCustomer,
    customer_by_number,
    customer_by_phone,
    customers_by_email,
    customers_by_emails,
    customers_by_phone,
    get_customer,
    possible_duplicates,
    search_customers,
)
from frontlinje.contacts.queries.excerpts import FoundContact, found_contacts, found_notes
from frontlinje.contacts.queries.facts import facts_of, facts_of_customer
from frontlinje.contacts.queries.search import (
    Search,
    SearchPage,
    is_behind,
    search_contacts,
    search_notes,
)
from frontlinje.contacts.queries.seeing import get_contact, viewer_of, visible_contacts
from frontlinje.contacts.queries.timeline import Entry, EntryKind, TimelinePage, timeline

__all__ = [
    "Conservation",
    "Entry",
    "EntryKind",
    "FoundContact",
    "FoundCustomer",
    "Search",
    "SearchPage",
    "TimelinePage",
    "conservation",
    "customer_by_number",
    "customer_by_phone",
    "customers_by_email",
    "customers_by_emails",
    "customers_by_phone",
    "facts_of",
    "facts_of_customer",
    "found_contacts",
    "found_notes",
    "get_contact",
    "get_customer",
    "is_behind",
    "possible_duplicates",
    "search_contacts",
    "search_customers",
    "search_notes",
    "timeline",
    "viewer_of",
    "visible_contacts",
]
