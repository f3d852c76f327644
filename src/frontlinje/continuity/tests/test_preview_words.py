"""Is what a plan would do said in sentences that a team leader understands, in each language?"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from frontlinje.base import clock
from frontlinje.centre.models import Revision
from frontlinje.continuity.actions.activating import activate_plan
from frontlinje.continuity.queries.preview import preview_of
from frontlinje.continuity.rules.measures.measure import OWN_CODE
from frontlinje.continuity.tests.any_plan import MEASURES
from frontlinje.continuity.tests.small_plans import CLOSE_PHONE, TOLD, plan, saved
from frontlinje.continuity.views.foreseen import foreseen
from frontlinje.people.models import Skill, User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import (
    NOON,
    centre,
    document,
    named,
    queue,
    save,
)

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]

MACHINE = re.compile(rf"{OWN_CODE.pattern}|[{{}}_=]|\b(waited_s|widen|code|None|True|False)\b")
ASK_SOUTH = {"kind": "overflow", "when": {"waited_s": 20}, "queues": {"codes": ["general"]}}


def told(language: str = "en", **changes: Any) -> dict[str, Any]:
    with override(language):
        return foreseen(preview_of(plan(**changes), now=NOON), NOON)


def sentences(language: str = "en", **changes: Any) -> list[tuple[str, str]]:
    return [(one.about, one.says) for one in told(language, **changes)["effects"]]


@pytest.fixture
def demanding(centre: Revision) -> None:
    Skill.objects.create(code="law", names={"nb": "Jus", "sv": "Juridik", "en": "Law"})
    demands = [{"skill": "law", "level": 5}]
    queues = [queue("general", "north", demands=demands), queue("settlement", "south")]
    queues.append(queue("follow-up", "south", channels=["mail"]))
    save(document(queues=queues))


@pytest.mark.usefixtures("demanding")
@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_no_measure_speaks_like_a_machine(language: str) -> None:
    with override(language):
        for first in range(0, len(MEASURES), 12):
            measures = MEASURES[first : first + 12]
            said = foreseen(preview_of(plan(measures=measures), now=NOON), NOON)["effects"]
            assert said
            for one in said:
                assert not MACHINE.search(f"{one.about} {one.says}"), one


@pytest.mark.usefixtures("demanding")
@pytest.mark.parametrize(
    ("measure", "about", "says"),
    [
        (ASK_SOUTH, "General", "When somebody has waited 20 s: also answered by South"),
        (
            {"kind": "relax_skills", "by": 2},
            "General",
            "The skill Law is demanded at level 3 (now 5)",
        ),
        ({"kind": "relax_skills", "by": 9}, "General", "The skill Law is no longer demanded"),
        ({"kind": "add_groups", "groups": ["south"]}, "General", "Also answered by South"),
        ({"kind": "set_times", "offer_s": 45}, "All queues", "45 s to accept an offer (now 20 s)"),
        (
            {"kind": "minimum_staffing", "ready": 3, "queues": {"codes": ["settlement"]}},
            "Settlement",
            "At least 3 ready",
        ),
        ({"kind": "limit_hours", "hours": "10:00-14:00"}, None, "Open only 10:00-14:00"),
        ({"kind": "work_from", "place": "home"}, "Everybody", "From home"),
    ],
)
def test_a_setting_is_said_in_a_sentence(
    measure: dict[str, Any], about: str | None, says: str
) -> None:
    found = sentences(measures=[measure])
    assert says in [sentence for _, sentence in found]
    if about is not None:
        assert (about, says) in found


def test_where_everybody_answers_nobody_more_is_named() -> None:
    everyone = {"code": "everyone", "name": named("Alle"), "is_everyone": True}
    groups = [group.model_dump(mode="json") for group in document().groups]
    queues = [queue("general", "everyone"), queue("settlement", "south")]
    save(document(groups=[*groups, everyone], queues=queues))
    mixed = {"kind": "add_groups"}
    overflow = {"kind": "overflow", "when": {"waiting_more_than": 4}}
    assert sentences(measures=[mixed]) == [("Settlement", "Also answered by Alle")]
    assert sentences("nb", measures=[overflow]) == [
        ("Settlement", "Når flere enn 4 venter: besvares også av Alle")
    ]


def test_the_same_text_on_several_channels_is_shown_once(cast: Cast) -> None:
    shown = told("nb", announcement=TOLD)["texts"]
    (incident,) = [text for text in shown if text.situation == "incident"]
    assert incident.where == "alle kanaler"
    assert incident.begins == "Telefonen er nede – Bruk skjemaet på nettet."


def test_a_text_is_shown_as_customers_will_read_it() -> None:
    body = named("Referansen er {reference}. Hilsen {centre_name}")
    reply = {"kind": "say", "situation": "autoreply", "channels": ["mail"], "body": body}
    (text,) = told("sv", measures=[reply])["texts"]
    name = document().name
    assert text.begins == f"Referansen er [referensen]. Hilsen {name.sv}"
    versions = {language: new for language, _gone, new, _kept in text.versions}
    assert versions["en"] == [f"Referansen er [the reference]. Hilsen {name.en}"]


def test_what_matters_most_stands_before_what_is_asked(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    saved(measures=[CLOSE_PHONE, ASK_SOUTH], announcement=TOLD, at=clock.now())
    address = reverse("continuity:plan-preview", args=["phone-down"])
    page = browser_of(cast.liv).get(address).content.decode()
    places = ("seen-told", "seen-waiting", "seen-people", "seen-settings", 'name="reason"')
    found = [page.index(place) for place in places]
    assert found == sorted(found)
    assert "besvares også av" in page


def test_what_changes_nothing_here_and_what_is_in_effect_already_are_told(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    nobody = {"kind": "invite_people"}
    saved(measures=[CLOSE_PHONE, ASK_SOUTH, nobody], at=clock.now())
    before = told("en", measures=[CLOSE_PHONE, nobody])
    assert [says.en for says in before["idle"]] == ["Call in help (nobody is named yet)"]
    assert before["live_already"] == []
    activate_plan(plan="phone-down", by=cast.liv, at=clock.now(), reason="Brann", chosen=[0])
    address = reverse("continuity:plan-preview", args=["phone-down"])
    answer = browser_of(cast.liv).get(address)
    assert [says.en for says in answer.context["live_already"]] == [
        "Close phone; customers are referred to web form"
    ]
    assert "Allerede i kraft" in answer.content.decode()


def test_what_is_told_twice_is_not_said_to_be_told_no_longer() -> None:
    saved(announcement=TOLD)
    activate_plan(plan="phone-down", by=None, at=NOON, reason="test")
    (text,) = told("nb", announcement=TOLD)["texts"]
    assert text.begins.startswith("Telefonen er nede")


def test_what_is_told_already_and_stays_is_neither_new_nor_gone() -> None:
    saved(announcement=TOLD)
    activate_plan(plan="phone-down", by=None, at=NOON, reason="test")
    other = {"title": named("Stengt i dag"), "body": named("Vi har allmøte.")}
    (text,) = told("nb", announcement=other)["texts"]
    assert text.begins == "Stengt i dag – Vi har allmøte."
    assert text.versions[0] == (
        "nb",
        [],
        ["Stengt i dag\n\nVi har allmøte."],
        ["Telefonen er nede\n\nBruk skjemaet på nettet."],
    )


def test_what_another_plan_says_otherwise_is_told_with_what_holds_now() -> None:
    saved("early", measures=[{"kind": "board_meeting", "at": "08:30"}])
    activate_plan(plan="early", by=None, at=NOON, reason="test")
    (clash,) = told("en", measures=[{"kind": "board_meeting", "at": "09:00"}])["clashes"]
    assert [one.says for one in clash.effects] == ["Every day at 09:00 (now 08:30)"]
