"""Does the page on which plans are written lose nothing, and say at the field what is wrong?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.centre.models import Revision
from frontlinje.continuity.actions.plans import load_library
from frontlinje.continuity.models import PlanVersion
from frontlinje.continuity.queries.plans import document_of, latest_version
from frontlinje.continuity.tests.as_a_browser import answers_of
from frontlinje.continuity.tests.small_plans import TOLD, saved
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import centre, document, queue, save

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]

BrowserOf = Callable[[User], Client]
LANGUAGES = ("nb", "sv", "en")
NEW = reverse("continuity:plan-new")
ABOUT = {
    "code": "storm",
    "scenario": "storm",
    "label": "A",
    "expires_after_s": "8 h",
    **{f"{name}_{code}": f"{name} {code}" for name in ("name", "purpose") for code in LANGUAGES},
}


@pytest.fixture
def hedda(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.hedda)


@pytest.fixture
def plan(centre: Revision) -> PlanVersion:
    trigger = {"kind": "waiting_time", "over_s": 900, "queue": "general"}
    return saved(announcement=TOLD, triggers=[trigger], at=clock.now())


def press(client: Client, address: str, answer: Any, **pressed: str) -> Any:
    data = answers_of(answer)
    for name, value in pressed.items():
        data[name] = value
    return client.post(address, data.urlencode(), "application/x-www-form-urlencoded")


def kinds(answer: Any) -> list[str]:
    return [card.kind for card, _says in answer.context["measures"]]


def test_a_plan_is_written_on_cards(hedda: Client) -> None:
    answer = press(hedda, NEW, hedda.get(NEW), do="add:measure", **{"measure-kind": "say"}, **ABOUT)
    answer = press(hedda, NEW, answer, do="add:trigger", **{"trigger-kind": "few_ready"}, **ABOUT)
    answer = press(hedda, NEW, answer, **ABOUT)
    assert answer.status_code == 422
    card, _says = answer.context["measures"][0]
    assert set(card.form.errors) == {"body.nb", "body.sv", "body.en"}
    texts = {f"measure-0-body.{code}": f"Vi er nede ({code})" for code in LANGUAGES}
    assert press(hedda, NEW, answer, **ABOUT, **texts).status_code == 302
    storm = document_of(latest_version("storm"))
    assert [one.kind for one in storm.measures] == ["say"]
    assert [one.kind for one in storm.triggers] == ["few_ready"]
    assert storm.expires_after_s == 8 * 3600


def test_what_nobody_touched_is_saved_as_it_was(hedda: Client, plan: PlanVersion) -> None:
    queues = [queue("general", "north"), queue("follow-up", "north", channels=["mail"])]
    save(document(queues=queues))
    library = {version.plan_id: version for version in load_library(at=clock.now())}
    for version in [plan, library["cyberattack"], library["third-ill"]]:
        code = version.plan_id
        address = reverse("continuity:plan-edit", args=[code])
        assert press(hedda, address, hedda.get(address)).status_code == 302, code
        assert latest_version(code) == version, f"nothing of {code} has changed"


def test_measures_are_moved_and_removed(hedda: Client, plan: PlanVersion) -> None:
    address = reverse("continuity:plan-edit", args=["phone-down"])
    answer = press(hedda, address, hedda.get(address), do="down:measure-0")
    assert kinds(answer) == ["add_groups", "close_channels", "checklist"]
    answer = press(hedda, address, answer, do="remove:measure-1", name_nb="Nytt navn")
    assert kinds(answer) == ["close_channels", "checklist"]
    answer = press(hedda, address, answer, more="measure-2-items")
    assert "measure-2-items.3.text.nb" in answer.content.decode(), "one more row"
    press(hedda, address, answer)
    now = document_of(latest_version("phone-down"))
    assert [one.kind for one in now.measures] == ["close_channels", "checklist"]
    assert now.name.nb == "Nytt navn"


def test_what_does_not_fit_the_centre_is_said_on_the_card(hedda: Client, plan: PlanVersion) -> None:
    address = reverse("continuity:plan-edit", args=["phone-down"])
    wrong = {"measure-2-items.0.owner": "", "measure-1-queues.codes": "gone"}
    answer = press(hedda, address, hedda.get(address), **wrong)
    assert answer.status_code == 422
    wrong_cards = [card.key for card, _says in answer.context["measures"] if card.is_wrong]
    assert wrong_cards == ["measure-1"]


def test_a_plan_is_written_as_yaml_and_comes_back_to_the_form(
    hedda: Client, plan: PlanVersion
) -> None:
    address = reverse("continuity:plan-edit", args=["phone-down"])
    answer = press(hedda, address, hedda.get(address), do="yaml", name_nb="Nytt navn")
    text, based_on = answer.context["text"], plan.number
    assert "nb: Nytt navn" in text
    sent = {"yaml": text.replace("14400", "7200"), "based_on": based_on, "do": "form"}
    answer = hedda.post(address, sent)
    assert kinds(answer) == ["close_channels", "add_groups", "checklist"]
    assert answer.context["form"]["name_nb"].value() == "Nytt navn"
    assert press(hedda, address, answer, do="save").status_code == 302
    assert document_of(latest_version("phone-down")).expires_after_s == 7200


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("alternative: web", "alternativ: web", "alternative"),
        ("- general", "- genral", "general"),
        ("code: phone-down", "code: other", "phone-down"),
    ],
)
def test_what_is_wrong_in_yaml_is_said_with_its_line(
    hedda: Client, plan: PlanVersion, before: str, after: str, line: str
) -> None:
    address = reverse("continuity:plan-edit", args=["phone-down"])
    text: str = press(hedda, address, hedda.get(address), do="yaml").context["text"]
    answer = hedda.post(address, {"yaml": text.replace(before, after, 1), "do": "save"})
    assert answer.status_code == 422
    (problem,) = answer.context["problems"]
    number = text[: text.index(before)].count("\n") + 1
    assert str(number) in problem
    assert line in problem


def test_a_plan_that_somebody_else_changed_is_not_written_over(
    hedda: Client, plan: PlanVersion
) -> None:
    address = reverse("continuity:plan-edit", args=["phone-down"])
    shown = hedda.get(address)
    text: str = press(hedda, address, shown, do="yaml").context["text"]
    assert press(hedda, address, shown, name_nb="Først").status_code == 302
    assert press(hedda, address, shown, name_nb="Så").status_code == 422
    later = hedda.post(address, {"yaml": text + "review_on: 2030-01-01\n", "based_on": plan.number})
    assert later.status_code == 422
    assert document_of(latest_version("phone-down")).name.nb == "Først"
