"""Do cases open, rename, link, close and reopen, and do notes and reveals leave their trace?"""

import pytest

from frontlinje.base.errors import Conflict, Invalid, NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.contacts.actions.cases import (
    close_case,
    link_contact,
    open_case,
    rename_case,
    reopen_case,
)
from frontlinje.contacts.actions.notes import add_note, reveal_message, reveal_note
from frontlinje.contacts.models import Case, Note
from frontlinje.contacts.tests.small_centre import NOON, arrive, customer
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def reasons(kind: str) -> list[str]:
    return list(Event.objects.filter(kind=kind).order_by("id").values_list("reason", flat=True))


def test_a_case_opens_out_of_a_contact_for_its_customer(centre: Cast) -> None:
    ola = customer("Ola", centre.nina)
    contact = arrive(customer=ola)
    case = open_case(title=" Feil  oppgjør ", contact_id=contact.id, by=centre.nina, at=NOON)
    contact.refresh_from_db()
    assert (contact.case, case.customer, case.title) == (case, ola, "Feil oppgjør")
    assert Event.objects.get(kind="case.opened").customer_id == ola.id
    assert reasons("contact.changed") == ["case_linked"]


def test_a_case_is_renamed_closed_and_opened_again(centre: Cast) -> None:
    ola = customer("Ola", centre.nina)
    case = open_case(title="Én", customer_id=ola.id, by=centre.nina, at=NOON)
    rename_case(case_id=case.id, title="To", by=centre.nina, at=NOON)
    rename_case(case_id=case.id, title="To", by=centre.nina, at=NOON)
    close_case(case_id=case.id, by=centre.nina, at=NOON)
    with pytest.raises(Conflict, match=r"contacts\.case_closed"):
        close_case(case_id=case.id, by=centre.nina, at=NOON)
    reopen_case(case_id=case.id, by=centre.nina, at=NOON)
    reopen_case(case_id=case.id, by=centre.nina, at=NOON)
    case.refresh_from_db()
    assert (case.title, case.closed_at) == ("To", None)
    assert reasons("case.changed") == ["renamed", "closed", "reopened"]


def test_a_contact_is_linked_and_unlinked_once_each(centre: Cast) -> None:
    case = open_case(title="Sak", by=centre.nina, at=NOON)
    contact = arrive()
    for case_id in (case.id, case.id, None, None):
        link_contact(contact_id=contact.id, case_id=case_id, by=centre.nina, at=NOON)
    assert reasons("contact.changed") == ["case_linked", "case_unlinked"]


def test_nothing_is_linked_to_a_closed_case(centre: Cast) -> None:
    case = open_case(title="Sak", by=centre.nina, at=NOON)
    close_case(case_id=case.id, by=centre.nina, at=NOON)
    with pytest.raises(Conflict, match=r"contacts\.case_closed"):
        link_contact(contact_id=arrive().id, case_id=case.id, by=centre.nina, at=NOON)


def test_a_case_needs_a_title_and_a_right(centre: Cast) -> None:
    for title, code in (("  ", "title_missing"), ("x" * 201, "too_long")):
        with pytest.raises(Invalid, match=code):
            open_case(title=title, by=centre.nina, at=NOON)
    with pytest.raises(NotAllowed):
        open_case(title="Sak", by=centre.pia, at=NOON)
    with pytest.raises(NotFound):
        close_case(case_id=uuid7(), by=centre.nina, at=NOON)
    assert not Case.objects.exists()


def test_a_note_on_a_contact_is_also_on_its_customer(centre: Cast) -> None:
    ola = customer("Ola", centre.nina)
    contact = arrive(customer=ola)
    note = add_note(text=" Ring etter tolv ", contact=contact, by=centre.nina, at=NOON)
    assert (note.customer_id, note.text) == (ola.id, "Ring etter tolv")
    event = Event.objects.get(kind="contact.note_added")
    assert (event.contact_id, event.customer_id) == (contact.id, ola.id)
    assert f"customer:{ola.id}" in event.topics


def test_a_note_needs_words_and_a_subject(centre: Cast) -> None:
    for text, code in (("  ", "note_empty"), ("x" * 10_001, "too_long")):
        with pytest.raises(Invalid, match=code):
            add_note(text=text, contact=arrive(), by=centre.nina, at=NOON)
    with pytest.raises(ValueError, match="about a contact or a customer"):
        add_note(text="Hei", by=centre.nina, at=NOON)
    assert not Note.objects.exists()


def test_looking_behind_the_mask_is_recorded_without_the_number(centre: Cast) -> None:
    contact = arrive(text="Jeg er 010190 00083")
    message = contact.messages.get()
    seen = reveal_message(message_id=message.id, contact=contact, by=centre.nina, at=NOON)
    assert "00083" in seen.text
    event = Event.objects.get(kind="customer.national_id_revealed")
    assert (event.by, event.contact_id) == (centre.nina.id, contact.id)
    assert event.body == {"message_id": str(message.id), "note_id": None}


def test_looking_behind_the_mask_of_a_note_is_recorded(centre: Cast) -> None:
    note = add_note(text="010190 00083", contact=arrive(), by=centre.nina, at=NOON)
    assert reveal_note(note=note, by=centre.nina, at=NOON) == note
    assert Event.objects.get(kind="customer.national_id_revealed").body["note_id"] == str(note.id)


def test_trainees_and_lent_staff_do_not_look_behind_the_mask(centre: Cast) -> None:
    contact = arrive(text="Jeg er 010190 00083")
    message = contact.messages.get()
    for stranger in (centre.tiril, centre.lea):
        with pytest.raises(NotAllowed):
            reveal_message(message_id=message.id, contact=contact, by=stranger, at=NOON)


def test_a_message_of_another_contact_is_not_revealed(centre: Cast) -> None:
    message = arrive().messages.get()
    with pytest.raises(NotFound):
        reveal_message(message_id=message.id, contact=arrive(), by=centre.nina, at=NOON)
