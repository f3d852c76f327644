"""Hints and tags on a contact: shown, followed with one click, and never acting by themselves."""

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.contacts.models import Contact
from frontlinje.desk.actions.answering import finish_seen
from frontlinje.desk.queries import hints
from frontlinje.desk.tests.floor import HTMX, came, in_hand
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast
from frontlinje.suggestions.models import Aim, Learning
from frontlinje.suggestions.queries import Guess

pytestmark = pytest.mark.django_db


@pytest.fixture
def guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what was learnt see lambs, for the queue «forms», in every mail."""
    learning = Learning(hit_rate=0.81, at=clock.now())
    found = [Guess(Aim.TOPIC, "lambs", 0.9, learning), Guess(Aim.QUEUE, "forms", 0.7, learning)]
    monkeypatch.setattr(hints, "guesses_for", lambda subject, text: found)


def page_of(browser: Client, contact: Contact) -> str:
    """Return the head of a contact's page."""
    address = f"/desk/contacts/{contact.id}/part/head/"
    return browser.get(address, headers=HTMX).content.decode()


def test_a_suggested_topic_is_followed_with_one_click_and_kept(
    guessed: None, nina: Client, cast: Cast
) -> None:
    contact = in_hand(cast.nina)
    assert 'value="lambs"' in page_of(nina, contact)
    assert "81" in page_of(nina, contact)
    contact.refresh_from_db()
    assert contact.wrap_up_code == ""
    answer = nina.post(
        f"/desk/contacts/{contact.id}/topic/", {"wrap_up_code": "lambs"}, headers=HTMX
    )
    assert "desk-hint-topic" not in answer.content.decode()
    finish_seen(contact_id=contact.id, by=cast.nina, at=clock.now())
    contact.refresh_from_db()
    assert (contact.state, contact.wrap_up_code) == ("wrap_up", "lambs")
    assert Event.objects.filter(contact_id=contact.id, reason="topic_chosen").count() == 1


def test_a_suggested_queue_is_another_one_and_takes_a_click(
    guessed: None, nina: Client, cast: Cast
) -> None:
    web = in_hand(cast.nina, channel="web")
    assert 'value="queue:forms"' in page_of(nina, web)
    there = in_hand(cast.omar, queue="forms", channel="web")
    assert "queue:forms" not in page_of(nina, there)
    nina.post(f"/desk/contacts/{web.id}/transfer/", {"to": "queue:forms"})
    web.refresh_from_db()
    assert (web.queue, web.state) == ("forms", "queued")


def test_only_who_can_act_on_a_hint_sees_it(guessed: None, nina: Client, cast: Cast) -> None:
    assert "desk-hint-topic" not in page_of(nina, in_hand(cast.omar))
    assert "desk-hint-topic" not in page_of(nina, in_hand(cast.nina, channel="phone"))


def test_how_a_writer_sounds_is_told_with_the_words_that_tell_it(nina: Client) -> None:
    angry = came(text="Dette er uakseptabelt")
    assert "uakseptabelt" in page_of(nina, angry)
    assert "desk-suggested" not in page_of(nina, came(text="Takk for hjelpen"))


def test_tags_are_ticked_and_unticked_on_the_contact(nina: Client) -> None:
    contact = came()
    here = f"/desk/contacts/{contact.id}/"
    assert 'value="flood"' in nina.get(f"{here}ask/tags/", headers=HTMX).content.decode()
    head = nina.post(f"{here}tags/", {"tag": ["flood"]}, headers=HTMX).content.decode()
    assert "desk-tags" in head
    assert nina.post(f"{here}tags/", {"tag": ["unheard-of"]}).status_code == 422
    nina.post(f"{here}tags/", {})
    contact.refresh_from_db()
    assert contact.tags == []
