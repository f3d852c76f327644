"""The page of a contact is for those who may read it, and its steps for those who may take them."""

from datetime import timedelta

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.base.ids import uuid7
from frontlinje.contacts.actions.notes import add_note
from frontlinje.desk.tests.floor import HTMX, came, in_hand, known_customer
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.actions.work import park_contact

pytestmark = pytest.mark.django_db


def page(browser: Client, contact_id: object) -> str:
    answer = browser.get(f"/desk/contacts/{contact_id}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_another_teams_contact_does_not_exist(nina: Client, liv: Client, stig: Client) -> None:
    contact = came("settlement")
    base = f"/desk/contacts/{contact.id}/"
    assert stig.get(base).status_code == 200
    assert liv.get(base).status_code == 200
    assert nina.get(base).status_code == 404
    for part in ("part/head/", "part/conversation/", "ask/finish/", "ask/answers/"):
        assert nina.get(base + part).status_code == 404
    steps = ("take", "finish", "park", "release", "transfer", "reply", "draft", "note", "merge")
    for step in steps:
        assert nina.post(f"{base}{step}/").status_code == 404
    assert nina.get(f"/desk/contacts/{uuid7()}/").status_code == 404


def test_who_has_it_in_hand_sees_every_step_and_the_editor(nina: Client, cast: Cast) -> None:
    shown = page(nina, in_hand(cast.nina).id)
    for step in ("finish", "transfer", "park", "schedule", "close"):
        assert f"/ask/{step}/" in shown
    assert "desk-reply-text" in shown
    assert "kari@example.org" in shown


def test_a_colleague_reads_but_does_not_act(liv: Client, nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.omar)
    shown = page(nina, contact.id)
    assert "Omar" in shown
    assert "/ask/finish/" not in shown
    assert "desk-reply-text" not in shown
    assert "/ask/transfer/" in page(liv, contact.id)


def test_a_waiting_contact_can_be_taken(nina: Client, cast: Cast) -> None:
    assert "/take/" in page(nina, came().id)
    parked = in_hand(cast.nina)
    park_contact(contact_id=parked.id, by=cast.nina, at=clock.now())
    assert "/take/" in page(nina, parked.id)


def test_messages_and_notes_stand_in_the_order_of_time(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina, came(text="Første beskjed", ago_s=60))
    add_note(text="Ring kona", by=cast.omar, at=clock.now(), contact=contact)
    shown = page(nina, contact.id)
    assert shown.index("Første beskjed") < shown.index("Ring kona")
    assert "Omar" in shown


def test_what_a_customer_writes_is_text_and_never_markup(nina: Client, cast: Cast) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    customer = known_customer(cast, name=attack)
    contact = in_hand(cast.nina, came(subject=attack, text=attack, customer=customer))
    for address in (f"/desk/contacts/{contact.id}/", "/desk/rail/", "/backlog/?state=active"):
        shown = nina.get(address).content.decode()
        assert "&lt;script&gt;" in shown
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


def test_the_desk_opens_what_is_in_hand(nina: Client, cast: Cast) -> None:
    assert "desk-idle" in nina.get("/desk/").content.decode()
    older = in_hand(cast.nina)
    in_hand(cast.nina)
    assert nina.get("/desk/")["Location"] == f"/desk/contacts/{older.id}/"


def test_the_rail_lists_what_is_mine_and_when_it_comes_back(nina: Client, cast: Cast) -> None:
    live, later = in_hand(cast.nina, subject="Lam"), in_hand(cast.nina, subject="Storfe")
    foreign = in_hand(cast.omar, subject="Fôr")
    tomorrow = clock.now() + timedelta(days=1)
    park_contact(contact_id=later.id, by=cast.nina, at=clock.now(), resume_at=tomorrow)
    shown = nina.get(f"/desk/rail/?open={live.id}").content.decode()
    assert f'href="/desk/contacts/{live.id}/" aria-current="page" data-key="1"' in shown
    assert "Storfe" in shown
    assert str(foreign.id) not in shown


def test_parts_refresh_without_the_page_around_them(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina, customer=known_customer(cast))
    for part in ("head", "conversation", "matter"):
        answer = nina.get(f"/desk/contacts/{contact.id}/part/{part}/", headers=HTMX)
        assert answer.status_code == 200
        assert "<html" not in answer.content.decode()
    assert nina.get(f"/desk/contacts/{contact.id}/part/nothing/").status_code == 404
