"""Do the customers' pages show, take and refuse what they should?"""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.contacts.actions.cases import open_case
from frontlinje.contacts.actions.notes import add_note
from frontlinje.contacts.models import Case, Customer, CustomerMerge, Draft, Note
from frontlinje.contacts.queries import facts_of_customer
from frontlinje.contacts.tests.small_centre import NOON, arrive, customer
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db

Browser = Callable[[User], Client]


def page(client: Client, where: str, *args: object, **query: str) -> str:
    response = client.get(reverse(f"contacts:{where}", args=args), query)
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()


def post(client: Client, where: str, *args: object, **data: object) -> int:
    return client.post(reverse(f"contacts:{where}", args=args), data).status_code


def test_the_search_page_says_what_to_do(centre: Cast, browser_of: Browser) -> None:
    nina = browser_of(centre.nina)
    assert "Registeret er tomt" in page(nina, "customers")
    ola = customer("Ola Nordmann", centre.nina, phones=("+4722334455",))
    assert "Hvem ringte?" in page(nina, "customers")
    hits = page(nina, "customers", q="nordm")
    assert reverse("contacts:customer", args=[ola.id]) in hits
    assert "+47 22 33 44 55" in hits
    assert "Ingen treff" in page(nina, "customers", q="kari")


def test_htmx_gets_the_hits_alone(centre: Cast, browser_of: Browser) -> None:
    customer("Ola Nordmann", centre.nina)
    nina = browser_of(centre.nina)
    url = reverse("contacts:customers")
    hits = nina.get(url, {"q": "ola"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in hits
    assert "Ola Nordmann" in hits
    options = page(nina, "customer-picker", q="ola")
    assert 'role="option"' in options
    assert 'data-name="Ola Nordmann"' in options


def test_names_are_shown_as_text_never_as_markup(centre: Cast, browser_of: Browser) -> None:
    bad = customer('<script>alert("x")</script>', centre.nina)
    for shown in (
        page(browser_of(centre.nina), "customer", bad.id),
        page(browser_of(centre.nina), "customer-picker", q="script"),
    ):
        assert "<script>alert" not in shown


def test_a_customer_is_added_and_changed_by_form(centre: Cast, browser_of: Browser) -> None:
    nina = browser_of(centre.nina)
    typed = {"name": "Ola", "phones": "22 33 44 55\n98765432", "flags": "a, b", "weight": "0"}
    assert post(nina, "customer-create", **typed) == 302
    ola = Customer.objects.get()
    facts = facts_of_customer(ola)
    assert (facts.phones, facts.flags) == (("+4722334455", "+4798765432"), ("a", "b"))
    form = page(nina, "customer-change", ola.id)
    expected = re.search(r'name="expected" value="(\w+)"', form)
    assert expected
    changed = {**typed, "name": "Ola N", "expected": expected[1]}
    assert post(nina, "customer-change", ola.id, **changed) == 302
    response = nina.post(reverse("contacts:customer-change", args=[ola.id]), changed)
    assert "endret denne kunden" in response.content.decode()


def test_a_mistake_in_the_form_is_told_at_its_field(centre: Cast, browser_of: Browser) -> None:
    nina = browser_of(centre.nina)
    typed = {"name": "Ola", "phones": "tolv", "weight": "0"}
    response = nina.post(reverse("contacts:customer-create"), typed)
    assert "«tolv»" in response.content.decode()
    assert not Customer.objects.exists()


def test_the_page_of_a_customer_shows_what_there_is(centre: Cast, browser_of: Browser) -> None:
    ola = customer("Ola", centre.nina, phones=("+4722334455",), place="Moss", language="sv")
    customer("Ola N", centre.nina, phones=("+4722334455",))
    contact = arrive(customer=ola, subject="Oppgjør", text="Jeg er 010190 00083")
    add_note(text="Ring etter tolv", contact=contact, by=centre.nina, at=NOON)
    open_case(title="Feil vekt", contact_id=contact.id, by=centre.nina, at=NOON)
    shown = page(browser_of(centre.nina), "customer", ola.id)
    for words in ("+47 22 33 44 55", "Moss", "svensk", "Oppgjør", "Ring etter tolv", "Feil vekt"):
        assert words.casefold() in shown.casefold()
    assert "010190 *****" in shown
    assert "00083" not in shown
    assert "Muligens samme kunde" in shown


def test_a_number_is_revealed_on_a_click_and_recorded(centre: Cast, browser_of: Browser) -> None:
    ola = customer("Ola", centre.nina)
    contact = arrive(customer=ola, text="Jeg er 010190 00083")
    note = add_note(text="Sa 010190 00083", contact=contact, by=centre.nina, at=NOON)
    nina = browser_of(centre.nina)
    for name, row in (("message-reveal", contact.messages.get()), ("note-reveal", note)):
        url = reverse(f"contacts:{name}", args=[row.id])
        assert url in page(nina, "customer", ola.id)
        assert nina.get(url).status_code == 405
        assert "00083" in nina.post(url).content.decode()
        assert browser_of(centre.tiril).post(url).status_code == 403
    assert Event.objects.filter(kind="customer.national_id_revealed").count() == 2
    assert "(dette loggføres)" not in page(browser_of(centre.tiril), "customer", ola.id)


def test_what_is_not_to_be_read_is_not_revealed(centre: Cast, browser_of: Browser) -> None:
    ola = customer("Ola", centre.nina)
    contact = arrive("settlement", customer=ola, text="010190 00083", subject="Hemmelig")
    note = add_note(text="010190 00083", contact=contact, by=centre.stig, at=NOON)
    nina = browser_of(centre.nina)
    assert post(nina, "message-reveal", contact.messages.get().id) == 404
    assert post(nina, "note-reveal", note.id) == 404
    shown = page(nina, "customer", ola.id)
    assert "Hemmelig" not in shown
    assert "en henvendelse i en annen kø" in shown


def test_notes_and_cases_are_written_on_the_page(centre: Cast, browser_of: Browser) -> None:
    ola = customer("Ola", centre.nina)
    nina = browser_of(centre.nina)
    assert post(nina, "customer-note", ola.id, text="Hei") == 302
    assert post(nina, "customer-note", ola.id, text=" ") == 302
    assert post(nina, "case-open", ola.id, title="Sak") == 302
    assert post(nina, "case-open", ola.id, title="") == 302
    assert Note.objects.get().customer == ola
    case = Case.objects.get()
    assert post(nina, "case-rename", case.id, title="Ny sak") == 302
    assert post(nina, "case-close", case.id) == 302
    assert post(nina, "case-reopen", case.id) == 302
    case.refresh_from_db()
    assert (case.title, case.closed_at) == ("Ny sak", None)


def test_customers_are_compared_merged_and_parted(centre: Cast, browser_of: Browser) -> None:
    ola, other = customer("Ola", centre.nina), customer("Ola N", centre.nina, place="Moss")
    nina = browser_of(centre.nina)
    assert "Hvem er samme kunde?" in page(nina, "customer-merge", ola.id)
    assert "Moss" in page(nina, "customer-merge", ola.id, other=str(other.id))
    assert post(nina, "customer-merge", ola.id, other=other.id) == 302
    merge = CustomerMerge.objects.get()
    undo = reverse("contacts:merge-undo", args=[merge.id])
    assert undo in page(nina, "customer", ola.id)
    redirected = nina.get(reverse("contacts:customer", args=[other.id]))
    assert redirected.headers["Location"] == reverse("contacts:customer", args=[ola.id])
    assert nina.post(undo).status_code == 302
    assert page(nina, "customer", other.id)
    assert post(nina, "customer-merge", ola.id, other="nonsense") == 404


def test_older_entries_are_fetched_when_asked_for(centre: Cast, browser_of: Browser) -> None:
    ola = customer("Ola", centre.nina)
    for _ in range(20):
        arrive(customer=ola)
    nina = browser_of(centre.nina)
    first = page(nina, "customer-timeline", ola.id)
    further = re.search(r"\?after=([\w-]+)", first)
    assert further
    second = page(nina, "customer-timeline", ola.id, after=further[1])
    assert first.count("<time") + second.count("<time") == 40
    assert "?after=" not in second


def test_programs_look_customers_up(centre: Cast, browser_of: Browser) -> None:
    ola = customer("Ola Nordmann", centre.nina, number="47")
    found = browser_of(centre.nina).get("/api/v1/customers", {"q": "nordm"}).json()
    assert [(each["id"], each["number"]) for each in found] == [(str(ola.id), "47")]
    assert browser_of(centre.pia).get("/api/v1/customers", {"q": "nordm"}).status_code == 403


def test_a_draft_is_put_by_programs(centre: Cast, browser_of: Browser) -> None:
    nina = browser_of(centre.nina)
    url = f"/api/v1/contacts/{arrive().id}/draft"

    def put(text: str, sequence: int) -> bool:
        data = {"text": text, "sequence": sequence}
        answer = nina.put(url, data, content_type="application/json")
        assert answer.status_code == 200
        return bool(answer.json()["is_latest"])

    assert put("to", 2)
    assert not put("en", 1)
    assert Draft.objects.get().text == "to"
    hidden = f"/api/v1/contacts/{arrive('settlement').id}/draft"
    answer = nina.put(hidden, {"text": "x"}, content_type="application/json")
    assert answer.status_code == 404
