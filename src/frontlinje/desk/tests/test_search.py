"""The search page: what was written is found by who may read it, with its hits marked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.contacts.actions.notes import add_note
from frontlinje.contacts.actions.reading_for_search import read_changes
from frontlinje.contacts.models import Contact, SearchChange
from frontlinje.contacts.queries.search import PAGE
from frontlinje.desk.tests.floor import HTMX, came, known_customer
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db

URL = "/search/"


def read_all() -> None:
    while read_changes(at=clock.now()):
        pass


def test_hits_are_marked_and_lead_to_their_contacts(nina: Client) -> None:
    contact = came(text="Søknaden min er <b>borte</b>")
    came(text="Noe annet")
    read_all()
    page = nina.get(URL, {"q": "soknad"}).content.decode()
    assert "<mark>Søknaden</mark> min er &lt;b&gt;borte&lt;/b&gt;" in page
    assert page.count('class="search-contact"') == 1
    assert reverse("desk:contact", args=[contact.id]) in page


def test_other_teams_contacts_are_not_found(nina: Client, stig: Client) -> None:
    secret = came("settlement", text="hemmelighet")
    read_all()
    for typed in ("hemmelighet", secret.reference):
        assert "search-contact" not in _hits(nina, q=typed)
        assert "search-contact" in _hits(stig, q=typed)


def _hits(client: Client, **asked: str) -> str:
    return client.get(URL, asked, headers=HTMX).content.decode()


def test_customers_are_found_beside_contacts_and_by_what_was_noted_about_them(
    nina: Client, cast: Cast
) -> None:
    kari = known_customer(cast)
    add_note(text="Vil ha brev", by=cast.nina, at=clock.now(), customer=kari)
    came(text="Det gjelder fjøset", customer=kari)
    read_all()
    found = _hits(nina, q=kari.name)
    assert reverse("contacts:customer", args=[kari.id]) in found
    assert found.count('class="search-contact"') == 1
    assert "Vil ha <mark>brev</mark>" in _hits(nina, q="brev")


def test_filters_narrow_and_nonsense_in_them_counts_as_not_asked(nina: Client, cast: Cast) -> None:
    old = came(text="sauer", ago_s=40 * 86400)
    kari = known_customer(cast)
    new = came("forms", "web", text="sauer", customer=kari)
    Contact.objects.filter(id=old.id).update(last_agent=cast.omar)
    read_all()
    today = f"{clock.now() - timedelta(days=2):%Y-%m-%d}"
    both = {str(old.id), str(new.id)}
    for asked, expected in (
        ({"queue": "forms"}, {str(new.id)}),
        ({"channel": "web"}, {str(new.id)}),
        ({"state": "closed"}, set()),
        ({"agent": str(cast.omar.id)}, {str(old.id)}),
        ({"customer": str(kari.id)}, {str(new.id)}),
        ({"from": today}, {str(new.id)}),
        ({"to": today}, {str(old.id)}),
        ({"queue": "x", "state": "x", "agent": "x", "from": "x", "customer": "\0"}, both),
    ):
        found = _hits(nina, q="sau", **asked)
        assert {one for one in both if one in found} == expected, asked


def test_pages_follow_each_other(nina: Client) -> None:
    for n in range(PAGE + 2):
        came(text="geiter", ago_s=n * 3600)
    read_all()
    first = nina.get(URL, {"q": "geit"}, headers=HTMX)
    assert first.content.decode().count('class="search-contact"') == PAGE
    second = nina.get(first.context["next"], headers=HTMX).content.decode()
    assert second.count('class="search-contact"') == 2
    assert "fl-empty" not in second
    assert nina.get(URL, {"q": "geit", "after": "x"}, headers=HTMX).status_code == 422


def test_the_page_says_when_something_is_not_read_in_yet(nina: Client) -> None:
    came(text="nytt")
    assert "ds-alert" not in _hits(nina, q="nytt")
    SearchChange.objects.update(at=clock.now() - timedelta(minutes=5))
    assert "ds-alert" in _hits(nina, q="nytt")


def test_programs_search_as_the_signed_in_person(
    nina: Client, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    contact = came(text="Søknaden er borte")
    came("settlement", text="Søknaden er hemmelig")
    read_all()
    answer = nina.get("/api/v1/contacts/search", {"q": "søknad"}).json()
    assert [hit["id"] for hit in answer["contacts"]] == [str(contact.id)]
    assert {"text": "Søknaden", "is_hit": True} in answer["contacts"][0]["text"]
    assert answer["next"] == ""
    assert browser_of(cast.pia).get("/api/v1/contacts/search", {"q": "x"}).status_code == 403
