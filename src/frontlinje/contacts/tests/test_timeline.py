"""Does the timeline show everything, once, newest first, and nothing that is not for the reader?"""

from datetime import timedelta

import pytest

from frontlinje.base.errors import Invalid
from frontlinje.contacts.actions.notes import add_note
from frontlinje.contacts.models import Message, Note
from frontlinje.contacts.queries import Entry, EntryKind, timeline
from frontlinje.contacts.tests.small_centre import NOON, arrive, customer, viewer
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def all_pages(customer_id: object, user: User, most: int) -> list[Entry]:
    entries: list[Entry] = []
    after = ""
    while True:
        page = timeline(customer_id, viewer(user), after=after, most=most)  # type: ignore[arg-type]
        entries += page.entries
        if not page.next:
            return entries
        assert len(page.entries) == most
        after = page.next


@pytest.mark.parametrize("most", [1, 2, 3, 7, 100])
def test_pages_hold_everything_once_newest_first(centre: Cast, most: int) -> None:
    ola = customer("Ola", centre.nina)
    for hours in range(4):
        # Several things at the very same instant must not slip between two pages.
        at = NOON + timedelta(hours=hours // 2)
        contact = arrive(channel="phone", at=at, customer=ola)
        add_note(text="Husk", by=centre.nina, at=at, contact=contact)
    add_note(text="Om kunden", by=centre.nina, at=NOON, customer=ola)
    entries = all_pages(ola.id, centre.nina, most)
    assert len(entries) == len({entry.id for entry in entries}) == 13
    places = [(entry.at, entry.id) for entry in entries]
    assert places == sorted(places, reverse=True)


def test_what_the_reader_may_not_open_is_named_without_content(centre: Cast) -> None:
    ola = customer("Ola", centre.nina)
    hidden = arrive("settlement", "mail", subject="Hemmelig", customer=ola)
    add_note(text="Hemmelig", by=centre.stig, at=NOON, contact=hidden)
    page = timeline(ola.id, viewer(centre.nina))
    assert [(entry.kind, entry.channel, entry.row) for entry in page.entries] == [
        (EntryKind.HIDDEN_CONTACT, "mail", None)
    ]
    open_page = timeline(ola.id, viewer(centre.stig))
    assert {entry.kind for entry in open_page.entries} == {
        EntryKind.CONTACT,
        EntryKind.MESSAGE,
        EntryKind.NOTE,
    }


def test_only_this_customer_is_shown(centre: Cast) -> None:
    ola, kari = customer("Ola", centre.nina), customer("Kari", centre.nina)
    arrive(customer=kari)
    assert timeline(ola.id, viewer(centre.nina)).entries == ()
    assert Message.objects.count() == 1
    assert not Note.objects.exists()


@pytest.mark.parametrize("after", ["x", "AAAA", "é", "MjAyNi0wMy0xMCBh", "=" * 300])
def test_a_page_that_never_was_is_refused(centre: Cast, after: str) -> None:
    ola = customer("Ola", centre.nina)
    with pytest.raises(Invalid, match=r"contacts\.bad_page"):
        timeline(ola.id, viewer(centre.nina), after=after)
