"""Somebody goes ready, pauses, logs off and leaves a word, from the header of any page."""

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.desk.tests.floor import HTMX, in_hand, later
from frontlinje.people.models import Site
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status
from frontlinje.presence.models import Presence, Shift, Status

pytestmark = pytest.mark.django_db


def presence(cast: Cast) -> Presence:
    return Presence.objects.select_related("site").get(user=cast.nina)


def test_ready_at_a_site(nina: Client, cast: Cast, office: Site) -> None:
    answer = nina.post("/desk/status/set/ready/", {"place": "office:office"}, headers=HTMX)
    assert answer.status_code == 200
    assert answer["HX-Trigger"] == "desk:done"
    now = presence(cast)
    assert (now.status, now.place, now.site) == ("ready", "office", office)


def test_back_from_a_pause_one_is_where_one_was(nina: Client, cast: Cast, office: Site) -> None:
    nina.post("/desk/status/set/ready/", {"place": "office:office"})
    nina.post("/desk/status/set/pause/", {"reason": "lunch"})
    nina.post("/desk/status/set/ready/")
    now = presence(cast)
    assert (now.status, now.place, now.site) == ("ready", "office", office)


def test_a_place_that_does_not_exist_is_refused(nina: Client) -> None:
    for place in ("beach", "office:moon"):
        assert nina.post("/desk/status/set/ready/", {"place": place}).status_code == 422
    assert not Presence.objects.exists()


def test_a_pause_needs_its_reason(nina: Client, cast: Cast) -> None:
    nina.post("/desk/status/set/ready/", {"place": "home"})
    assert nina.post("/desk/status/set/pause/").status_code == 422
    assert presence(cast).status == "ready"
    nina.post("/desk/status/set/pause/", {"reason": "lunch"})
    assert presence(cast).reason == "lunch"
    assert "Lunch" in nina.get("/desk/slot/").content.decode()


def test_logging_off_may_say_why(nina: Client, cast: Cast) -> None:
    nina.post("/desk/status/set/ready/", {"place": "home"})
    nina.post("/desk/status/set/off/", {"reason": "ill"})
    assert (presence(cast).status, presence(cast).reason) == ("logged_off", "ill")


def test_logging_off_tells_what_is_still_in_hand(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    assert f"/desk/contacts/{contact.id}/" in nina.get("/desk/status/off/").content.decode()


def test_a_word_to_the_team_reaches_the_team(nina: Client, stig: Client, liv: Client) -> None:
    nina.post("/desk/status/set/note/", {"note": "Kaffe over tastaturet"})
    assert "Kaffe over tastaturet" in liv.get("/desk/rail/").content.decode()
    assert "Kaffe" not in stig.get("/desk/rail/").content.decode()
    nina.post("/desk/status/set/note/", {"note": ""})
    assert "Kaffe" not in liv.get("/desk/rail/").content.decode()


def test_the_planned_place_is_the_likely_one(nina: Client, cast: Cast, office: Site) -> None:
    Shift.objects.create(user=cast.nina, starts_at=later(-60), ends_at=later(3600), place="home")
    asked = nina.get("/desk/status/ready/").content.decode()
    likely = next(line for line in asked.splitlines() if "autofocus" in line)
    assert 'value="home"' in likely


def test_who_does_not_respond_is_told_and_comes_back_with_one_key(nina: Client, cast: Cast) -> None:
    nina.post("/desk/status/set/ready/", {"place": "home"})
    Presence.objects.filter(user=cast.nina).update(is_not_responding=True)
    shown = nina.get("/desk/slot/").content.decode()
    assert 'data-state="not_responding"' in shown
    assert 'data-key="r"' in shown
    nina.post("/desk/status/set/ready/")
    assert not presence(cast).is_not_responding


def test_somebody_who_never_declared_anything_is_logged_off(nina: Client) -> None:
    assert 'data-state="logged_off"' in nina.get("/desk/slot/").content.decode()
    assert "Nina" in nina.get("/desk/").content.decode()


@pytest.mark.parametrize("choice", ["all", "ready", "pause", "off", "note"])
def test_each_question_is_also_a_page_of_its_own(nina: Client, choice: str) -> None:
    assert "<html" in nina.get(f"/desk/status/{choice}/").content.decode()
    assert "<html" not in nina.get(f"/desk/status/{choice}/", headers=HTMX).content.decode()


def test_an_unknown_question_does_not_exist(nina: Client) -> None:
    assert nina.get("/desk/status/nap/").status_code == 404


def test_after_the_shift_the_desk_says_that_nothing_more_comes(nina: Client, cast: Cast) -> None:
    nina.post("/desk/status/set/ready/", {"place": "home"})
    Shift.objects.create(user=cast.nina, starts_at=later(-4 * 60), ends_at=later(0))
    Presence.objects.update(status_at=later(-60))
    assert 'data-state="shift_over"' in nina.get("/desk/slot/").content.decode()
    assert 'data-standing="shift_over"' in nina.get("/desk/rail/").content.decode()
    nina.post("/desk/status/set/ready/")
    assert 'data-state="ready"' in nina.get("/desk/slot/").content.decode()


def test_whose_status_a_leader_set_is_told_who_and_why(nina: Client, cast: Cast) -> None:
    declare_status(
        user=cast.nina,
        status=Status.PAUSE,
        reason="lunch",
        why="Kom og <spis>",
        at=clock.now(),
        by=cast.liv.id,
    )
    rail = nina.get("/desk/rail/").content.decode()
    assert cast.liv.name in rail
    assert "Kom og &lt;spis&gt;" in rail
    nina.post("/desk/status/set/ready/", {"place": "home"})
    assert cast.liv.name not in nina.get("/desk/rail/").content.decode()
