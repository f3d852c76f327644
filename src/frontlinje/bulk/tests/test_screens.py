"""From ticking in the backlog to undoing: the pages of a run, as a leader meets them."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.bulk.actions import preparing
from frontlinje.bulk.models import BulkRun, Deed, ItemState, RunState
from frontlinje.bulk.tests.running import CLOSE, answer, done, prepared, work_through
from frontlinje.contacts.actions.tagging import tag_contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.tests.floor import HTMX, came, known_customer, state_of
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_who_leads_ticks_contacts_in_the_backlog_and_others_do_not(
    liv: Client, nina: Client
) -> None:
    contact = came()
    box = f'name="contact" value="{contact.id}" form="desk-bulk"'
    assert box in liv.get("/backlog/").content.decode()
    assert box not in nina.get("/backlog/").content.decode()
    assert nina.post("/bulk/new/", {"deed": "close", "contact": contact.id}).status_code == 403


def test_all_that_fit_the_filter_are_chosen(liv: Client) -> None:
    mail, form = came(), came("forms", "web")
    asked = urlencode({"queue": "general", "sort": "oldest"})
    listed = liv.get(f"/backlog/?{asked}", headers=HTMX).content.decode()
    shown = re.search(r'name="filter" form="desk-bulk" value="([^"]*)"', listed)
    assert shown is not None
    assert shown[1].replace("&amp;", "&") == asked
    liv.post("/bulk/new/", {"deed": "close", "all": "1", "filter": asked})
    run = BulkRun.objects.get()
    assert [item.contact for item in run.items.all()] == [mail]
    liv.post("/bulk/new/", {"deed": "close", "contact": [form.id]})
    assert BulkRun.objects.exclude(id=run.id).get().items.get().contact == form


def test_a_run_is_said_how_previewed_left_out_of_and_started(liv: Client, cast: Cast) -> None:
    kari = came(customer=known_customer(cast, "Kari Eksempel", emails=("kari@example.org",)))
    ola = came(customer=known_customer(cast, "Ola Eksempel"))
    unknown = came()
    chosen = [kari.id, ola.id, unknown.id]
    page = liv.post("/bulk/new/", {"deed": "answer", "contact": chosen}, follow=True)
    run = BulkRun.objects.get()
    here = f"/bulk/{run.id}/"
    assert "text_nb" in page.content.decode()
    begun = liv.get(f"{here}?answer=hello").content.decode()
    assert "Hei {customer_name}, saken er {reference}" in begun
    refused = liv.post(f"{here}terms/", {"text_nb": "Hei {weather}"})
    assert refused.status_code == 422
    assert "{weather}" in refused.content.decode()
    answered = liv.post(f"{here}terms/", {"text_nb": "Hei {customer_name}"}, follow=True)
    preview = answered.content.decode()
    assert "Hei Kari Eksempel" in preview
    assert "kari@example.org" in preview
    assert preview.count("bulk-obstacle") == 1
    item = run.items.get(contact=ola)
    row = liv.post(f"{here}items/{item.id}/", {"out": "1"}, headers=HTMX).content.decode()
    assert 'data-out="yes"' in row
    assert liv.post(f"{here}start/").status_code == 302
    run.refresh_from_db()
    assert run.state == RunState.RUNNING
    assert "<progress" in liv.get(here, headers=HTMX).content.decode()
    work_through(run)
    assert "bulk-obstacle" in liv.get(here).content.decode()
    assert run.items.get(contact=kari).state == ItemState.DONE
    assert state_of(ola) == State.QUEUED


@pytest.mark.parametrize(
    ("deed", "terms"),
    [
        ("close", {"reason": "spam"}),
        ("move", {"queue": "settlement"}),
        ("tag", {"add": "flood"}),
        ("gather", {"case_title": "Flom i elva"}),
    ],
)
def test_every_deed_asks_what_it_needs(liv: Client, deed: str, terms: dict[str, str]) -> None:
    contact = came()
    liv.post("/bulk/new/", {"deed": deed, "contact": contact.id})
    run = BulkRun.objects.get()
    assert liv.post(f"/bulk/{run.id}/terms/", {}).status_code == 422
    assert liv.post(f"/bulk/{run.id}/terms/", terms).status_code == 302
    liv.post(f"/bulk/{run.id}/start/")
    run.refresh_from_db()
    assert work_through(run).items.get().state == ItemState.DONE


def test_a_run_is_stopped_gone_on_with_and_undone_from_its_page(liv: Client, cast: Cast) -> None:
    contact = came()
    run = prepared(Deed.CLOSE, CLOSE, [contact], cast.liv)
    here = f"/bulk/{run.id}/"
    for step, state in (
        ("start", RunState.RUNNING),
        ("stop", RunState.STOPPED),
        ("resume", RunState.RUNNING),
    ):
        assert liv.post(f"{here}{step}/").status_code == 302
        run.refresh_from_db()
        assert run.state == state
    work_through(run)
    assert f"{here}undo/" in liv.get(here).content.decode()
    liv.post(f"{here}undo/")
    run.refresh_from_db()
    assert run.state == RunState.UNDOING
    assert str(run.id) in liv.get("/bulk/").content.decode()


def test_the_list_of_runs_says_what_to_do_while_it_is_empty(liv: Client) -> None:
    assert "fl-empty" in liv.get("/bulk/").content.decode()


def test_an_impossible_choice_is_refused(liv: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [came().id, came().id]
    assert liv.post("/bulk/new/", {"deed": "explode"}).status_code == 422
    assert liv.post("/bulk/new/", {"deed": "close", "contact": "x"}).status_code == 422
    assert liv.post("/bulk/new/", {"deed": "close"}).status_code == 422
    monkeypatch.setattr(preparing, "MOST_CONTACTS", 1)
    assert liv.post("/bulk/new/", {"deed": "close", "contact": many}).status_code == 422


def test_the_backlog_is_narrowed_to_a_tag(liv: Client, cast: Cast) -> None:
    marked, plain = came(), came()
    tag_contact(contact_id=marked.id, add=["flood"], by=cast.liv, at=clock.now())
    listed = liv.get("/backlog/?tag=flood", headers=HTMX).content.decode()
    assert str(marked.id) in listed
    assert str(plain.id) not in listed
    assert str(plain.id) in liv.get("/backlog/?tag=unheard-of", headers=HTMX).content.decode()


def test_answers_go_to_each_in_a_language_they_read(liv: Client, cast: Cast) -> None:
    contact = came(customer=known_customer(cast, "Sven", language="sv"))
    run = done(Deed.ANSWER, answer("Hei", texts={"sv": "Hej {customer_name}"}), [contact], cast.liv)
    assert run.items.get().state == ItemState.DONE
    assert "Hej Sven" in liv.get(f"/desk/contacts/{contact.id}/").content.decode()
