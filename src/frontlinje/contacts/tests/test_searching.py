"""What was written is found: by its words, in its language, and only by who may read it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from frontlinje.base.errors import Invalid
from frontlinje.contacts.actions.cases import link_contact, open_case
from frontlinje.contacts.actions.customers import change_customer
from frontlinje.contacts.actions.notes import add_note
from frontlinje.contacts.actions.reading_for_search import read_changes
from frontlinje.contacts.models import Contact, Message, SearchChange, SearchText
from frontlinje.contacts.queries import (
    Search,
    found_contacts,
    found_notes,
    search_contacts,
    search_notes,
)
from frontlinje.contacts.queries import search as searching
from frontlinje.contacts.queries.search import PAGE, meaning_of
from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.contacts.tests.small_centre import NOON, arrive, customer, viewer
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def read_all() -> None:
    while read_changes(at=NOON):
        pass


def found(who: User, typed: str, **where: Any) -> set[Contact]:
    read_all()
    page = search_contacts(viewer(who), Search(typed=typed, **where), now=NOON)
    return set(page.contacts)


def shown(who: User, typed: str) -> list[str]:
    """Return what a search shows, hits in brackets."""
    page = search_contacts(viewer(who), Search(typed=typed), now=NOON)
    hits = found_contacts(page.contacts, page.meaning, own_language="nb", on=NOON.date())
    return [
        " | ".join(
            "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in part)
            for part in (hit.name, hit.subject, hit.text)
        )
        for hit in hits
    ]


@pytest.mark.parametrize(
    ("language", "text", "typed"),
    [
        ("nb", "Når kommer utbetalingene?", "utbetaling "),
        ("nb", "Søknaden er sendt til Bjørn Åsen", "soknad "),
        ("nb", "Søknaden er sendt til Bjørn Åsen", "bjoern aasen "),
        ("sv", "Var är mina utbetalningar?", "utbetalningarna "),
        ("en", "Where are my payments?", "payment "),
        ("", "Når kommer utbetalingene?", "utbetaling "),
        ("se", "Gos lea mu reive", "reive "),
        ("en", "Please call Hansen", "hansen "),
        ("nb", "Ring Hans i fjøset om oksen", "hans fjøs okser "),
        ("nb", "Hans er i et fjøs", "hans fjoset "),
        ("nb", "Jeg har betalt for fjøset", "jeg har betalt fjø"),
        ("nb", "Dette gjelder ny konto i banken", '"ny konto"'),
        ("nb", "Konto 1234.56.78903", "12345678903"),
        ("nb", "Konto 12345678903", "1234 56 78903 "),
        ("nb", "Vi har 12 kyr og 100 sauer i 2026", "2026 100"),
        ("nb", "Uttrykk med tegn: C++, 1e5, #hashtag", "1e5 hashtag"),
    ],
)
def test_a_contact_is_found_by_what_was_written(
    centre: Cast, language: str, text: str, typed: str
) -> None:
    contact = arrive(text=text, language=language)
    arrive(text="Noe helt annet: takk for sist", language="nb")
    assert found(centre.nina, typed) == {contact}


@pytest.mark.parametrize("typed", ["betaling -avslag", '"konto ny"', "zzz", "-hei", "'", "på zzz"])
def test_what_does_not_fit_is_not_found(centre: Cast, typed: str) -> None:
    arrive(text="Betalingen fikk avslaget sitt, ny konto", language="nb")
    arrive(text="Betalinga fikk avslag på engelsk", language="en")
    assert found(centre.nina, typed) == set()


def test_words_may_stand_in_subject_name_message_and_note(centre: Cast) -> None:
    kari = customer("Kari Prøvemo", centre.nina)
    contact = arrive(subject="Slakting", text="To okser", customer=kari, sender="k@gard.example")
    add_note(text="Ring fjøset", by=centre.nina, at=NOON, contact=contact)
    assert found(centre.nina, "prøvemo slaktinga okse fjøs gard") == {contact}
    assert found(centre.nina, contact.reference.lower().replace("-", " ")) == {contact}


def test_what_changes_is_found_by_its_new_words_only(centre: Cast) -> None:
    kari = customer("Kari Prøvemo", centre.nina)
    contact = arrive(text="gammelt")
    assert found(centre.nina, "prøvemo") == set()
    Contact.objects.filter(id=contact.id).update(customer=kari)
    assert found(centre.nina, "prøvemo") == {contact}
    change_customer(
        customer_id=kari.id, facts=CustomerFacts(name="Kari Eksempelli"), by=centre.nina, at=NOON
    )
    assert found(centre.nina, "prøvemo") == set()
    assert found(centre.nina, "eksempelli") == {contact}
    Message.objects.filter(contact=contact).update(text="", subject="")
    assert found(centre.nina, "gammelt") == set()


def test_a_message_that_goes_over_to_another_contact_is_found_there(centre: Cast) -> None:
    before, after = arrive(text="flyttbar"), arrive(text="annet")
    assert found(centre.nina, "flyttbar") == {before}
    Message.objects.filter(contact=before).update(contact=after)
    assert found(centre.nina, "flyttbar") == {after}


def test_changes_are_read_once_and_the_newest_first(centre: Cast) -> None:
    contact = arrive(text="ord")
    read_all()
    assert not SearchChange.objects.exists()
    written = SearchText.objects.get(contact=contact)
    case = open_case(title="Sak", by=centre.nina, at=NOON)
    link_contact(contact_id=contact.id, case_id=case.id, by=centre.nina, at=NOON)
    assert not SearchChange.objects.exists()
    assert read_changes(at=NOON) == 0
    assert SearchText.objects.get(contact=contact) == written


def test_only_who_may_read_a_contact_finds_it(centre: Cast) -> None:
    general, settlement = arrive("general", text="hemmelig"), arrive("settlement", text="hemmelig")
    assert found(centre.liv, "hemmelig") == {general, settlement}
    assert found(centre.nina, "hemmelig") == {general}
    assert found(centre.stig, "hemmelig") == {general, settlement}
    assert found(centre.pia, "hemmelig") == set()
    assert found(centre.nina, settlement.reference) == set()
    assert found(centre.stig, settlement.reference) == {settlement}


def test_an_identity_number_is_neither_found_nor_shown(centre: Cast) -> None:
    contact = arrive(text="Jeg heter Ola og er 13097248022. Ring meg.")
    assert found(centre.liv, "13097248022") == set()
    assert found(centre.liv, "ola") == {contact}
    assert shown(centre.liv, "ola 130972") == [
        " | Hei | Jeg heter [Ola] og er [130972]*****. Ring meg."
    ]


def test_hits_are_marked_as_they_were_written(centre: Cast) -> None:
    aase = customer("Åse Bjørnstad", centre.nina)
    contact = arrive(subject="Søknader", text="Hei!\n\nMin søknad er borte.", customer=aase)
    add_note(text="Åse ringte", by=centre.nina, at=NOON, contact=contact)
    read_all()
    assert shown(centre.nina, "ase bjornstad soknaden") == [
        "[Åse] [Bjørnstad] | [Søknader] | Hei! Min [søknad] er borte."
    ]
    assert shown(centre.nina, "ringte") == ["Åse Bjørnstad | Søknader | Åse [ringte]"]


def test_filters_narrow_what_is_found(centre: Cast) -> None:
    kari = customer("Kari", centre.nina)
    old = arrive(text="sau", at=NOON - timedelta(days=400), channel="web")
    mine = arrive(text="sau", customer=kari)
    Contact.objects.filter(id=mine.id).update(state="active", agent=centre.nina)
    archive = arrive("archive", text="sau")
    assert found(centre.nina, "sau") == {old, mine, archive}
    assert found(centre.nina, "sau", channel="web") == {old}
    assert found(centre.nina, "sau", queue="archive") == {archive}
    assert found(centre.nina, "sau", state="active") == {mine}
    assert found(centre.nina, "sau", agent=centre.nina.id) == {mine}
    assert found(centre.nina, "sau", customer=kari.id) == {mine}
    assert found(centre.nina, "sau", since=NOON - timedelta(days=1)) == {mine, archive}
    assert found(centre.nina, "sau", before=NOON - timedelta(days=1)) == {old}
    year = {"since": NOON - timedelta(days=800), "before": NOON}
    assert found(centre.nina, "sau", **year) == {old}


@pytest.mark.parametrize("most_walked", [3, 500])
def test_pages_follow_each_other_from_the_newest_to_the_oldest(
    centre: Cast, monkeypatch: pytest.MonkeyPatch, most_walked: int
) -> None:
    """Far enough apart that the first weeks, a quarter and all that came before take turns."""
    monkeypatch.setattr(searching, "MOST_WALKED", most_walked)
    ages = [timedelta(days=n**2 // 3) for n in range(2 * PAGE + 5)]
    contacts = [arrive(text="geit", at=NOON - age) for age in ages]
    read_all()
    seen: list[Contact] = []
    after = ""
    sizes = []
    while True:
        search = Search(typed="geit", after=after)
        page = search_contacts(viewer(centre.nina), search, now=NOON)
        seen += page.contacts
        sizes.append(len(page.contacts))
        if not (after := page.next):
            break
    newest = sorted(contacts, key=lambda c: (c.received_at, c.id), reverse=True)
    assert seen == newest
    assert sizes == [PAGE, PAGE, 5]


def test_a_page_that_was_made_up_is_refused(centre: Cast) -> None:
    with pytest.raises(Invalid, match=r"contacts\.bad_search_page"):
        search_contacts(viewer(centre.nina), Search(typed="x", after="!"), now=NOON)


def test_a_note_about_a_customer_alone_leads_to_the_customer(centre: Cast) -> None:
    kari = customer("Kari Prøvemo", centre.nina)
    note = add_note(text="Foretrekker brev på papir", by=centre.nina, at=NOON, customer=kari)
    read_all()
    meaning = meaning_of("papir")
    assert search_notes(meaning) == [kari]
    pieces = found_notes([kari.id], meaning, own_language="nb", on=NOON.date())[kari.id]
    assert [piece.text for piece in pieces if piece.is_hit] == ["papir"]
    assert found(centre.nina, "papir") == set()
    type(note).objects.filter(id=note.id).update(customer=None, contact=arrive(text="x"))
    read_all()
    assert search_notes(meaning) == []


@pytest.mark.parametrize(
    "text",
    ["\x01\x02 \x03", "a" * 5000, "漢字 " * 60_000, "e\u0301" * 900, "1e5." * 9000, "\u202e\ufeff"],
    ids=["signs", "endless", "many", "marks", "numbers", "unseen"],
)
def test_no_text_stops_the_reading(centre: Cast, text: str) -> None:
    hostile = arrive(text=f"{text} slutt")
    plain = arrive(text="vanlig slutt", at=datetime(2026, 3, 10, 12, 1, tzinfo=UTC))
    assert plain in found(centre.nina, "slutt")
    assert SearchText.objects.filter(contact=hostile).exists()
    shown(centre.nina, "slutt")
