"""Can everything that plans lay on top also be read and set in the settings?"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre, save_revision
from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

PAGE = reverse("centre:page", args=["bad-day"])
LOAD = {"shedding.order.0": "chat", "shedding.order.1": "web", "shedding.over": "4"}
IN_THREE = {"nb": "Hjemme", "sv": "Hemma", "en": "At home"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def hedda(cast: Cast, browser_of: Any) -> Client:
    begin_centre(at=clock.now(), by=None)
    client: Client = browser_of(cast.hedda)
    return client


def post(client: Client, page: str, **answers: str) -> Any:
    form = client.get(page).context["form"]
    data = {"based_on": form["based_on"].value(), **answers}
    return client.post(page, data)


def in_three(name: str) -> dict[str, str]:
    return {f"{name}.{language}": text for language, text in IN_THREE.items()}


def test_load_meeting_and_work_to_catch_up_are_set_and_taken_away(hedda: Client) -> None:
    asked = {**LOAD, "shedding.under": "1,5", "board_meeting": "09:15", "follow_up": "follow-up"}
    assert post(hedda, PAGE, **asked).status_code == 302
    document = base_document()
    assert document.shedding is not None
    assert (document.shedding.order, document.shedding.under) == (("chat", "web"), 1.5)
    assert (document.board_meeting, document.follow_up) == ("09:15", "follow-up")
    shown = hedda.get(PAGE).content.decode()
    assert 'value="09:15"' in shown
    assert post(hedda, PAGE).status_code == 302
    document = base_document()
    assert (document.shedding, document.board_meeting, document.follow_up) == (None, None, None)


def test_limits_that_cross_are_told(hedda: Client) -> None:
    answer = post(hedda, PAGE, **LOAD, **{"shedding.under": "9"})
    assert answer.context["form"].errors
    assert base_document().shedding is None
    answer = post(hedda, PAGE, **LOAD)
    assert list(answer.context["form"].errors) == ["shedding.under"]


def test_an_arrangement_and_a_guide_are_written_in_three_languages(hedda: Client) -> None:
    page = reverse("centre:part-new", args=["arrangements"])
    where = {"place": "home", "weeks": "odd", "cohort": "1", "members": "nina"}
    assert post(hedda, page, **in_three("name"), **where, is_binding="on").status_code == 302
    (arrangement,) = base_document().arrangements
    assert (arrangement.place, arrangement.cohort, arrangement.members) == ("home", 1, ("nina",))
    listed = hedda.get(reverse("centre:shelf", args=["arrangements"])).content.decode()
    assert "nina" in listed
    edit = reverse("centre:part-edit", args=["arrangements", arrangement.code])
    answer = post(hedda, edit, **in_three("name"), weeks="all")
    assert answer.context["form"].errors, "it must arrange something"
    page = reverse("centre:part-new", args=["scripts"])
    guide = {**in_three("title"), **in_three("body"), "groups": "everyone"}
    assert post(hedda, page, **guide).status_code == 302
    (script,) = base_document().scripts
    assert (script.body.sv, script.groups) == ("Hemma", ("everyone",))
    assert hedda.get(reverse("centre:part-edit", args=["scripts", script.code])).status_code == 200


def test_the_queue_for_work_to_catch_up_is_made_with_one_click(
    hedda: Client, cast: Cast, browser_of: Any
) -> None:
    make = reverse("centre:follow-up-add")
    assert make not in hedda.get(PAGE).content.decode()
    plain = plain_form(base_document())
    plain["queues"] = [queue for queue in plain["queues"] if queue["code"] != "follow-up"]
    without = CentreDocument.model_validate(plain)
    based_on = hedda.get(PAGE).context["revision"].id
    save_revision(document=without, by=None, reason="", based_on=based_on, at=clock.now())
    assert make in hedda.get(PAGE).content.decode()
    assert make not in browser_of(cast.liv).get(PAGE).content.decode()
    assert browser_of(cast.liv).post(make).status_code == 403
    assert hedda.post(make, {"back": "https://example.org/"})["Location"] == PAGE
    hedda.post(make)
    made = [queue for queue in base_document().queues if queue.code == "follow-up"]
    assert [(list(one.channels), one.groups) for one in made] == [(["paper"], ("everyone",))]


def test_whoever_may_look_sees_them_and_changes_nothing(cast: Cast, browser_of: Any) -> None:
    begin_centre(at=clock.now(), by=None)
    user: User = cast.liv
    client: Client = browser_of(user)
    for address in (PAGE, reverse("centre:shelf", args=["scripts"])):
        assert client.get(address).status_code == 200
    assert client.post(PAGE, {"board_meeting": "10:00"}).status_code in (200, 403)
    assert base_document().board_meeting is None
