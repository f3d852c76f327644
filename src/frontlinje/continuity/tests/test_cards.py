"""Do the fields of a card hold everything that a measure or trigger can say?"""

import pytest
from django.http import QueryDict

from frontlinje.centre.forms.inputs import Choices
from frontlinje.centre.rules.fields import Section
from frontlinje.centre.rules.problems import Problem
from frontlinje.continuity.forms.cards import (
    ALL_MEASURES,
    ALL_TRIGGERS,
    Card,
    Catalogue,
    cards_of,
    cards_posted,
    new_card,
    rearranged,
)
from frontlinje.continuity.rules.triggers import TRIGGER
from frontlinje.continuity.tests.any_plan import MEASURES
from frontlinje.continuity.tests.as_a_browser import add_answers
from frontlinje.continuity.tests.test_library import PLANS

CHOICES: Choices = {
    "hours": [("main", "Åpent")],
    "queues": [("general", "Generelt"), ("settlement", "Oppgjør")],
    "groups": [("north", "Nord"), ("south", "Sør")],
    "skills": [("law", "Jus")],
    "teams": [],
    "sites": [("hill", "Haugen"), ("dale", "Dalen")],
    "probes": [("portal", "Min side")],
    "people": [("nina", "Nina"), ("lea", "Lea")],
}
TRIGGERS = [
    TRIGGER.validate_python(plain)
    for plain in (
        {"kind": "volume_ratio", "channel": "phone", "over": 1.75, "window_s": 5400},
        {"kind": "waiting_time", "queue": "general", "over_s": 900, "mode": "act"},
        {"kind": "share_absent", "over": 0.3, "team": "north"},
        {"kind": "few_ready", "fewer_than": 2},
        {"kind": "common_cause", "clear_after_s": 60},
        {
            "kind": "probe",
            "code": "portal",
            "escalate": [
                {"after_s": 0, "by": "desk", "to": "team_leader"},
                {"after_s": 300, "by": "sms", "to": "+47 900 00 123"},
            ],
        },
    )
]
EVERYTHING = [
    (ALL_MEASURES, [*MEASURES, *(one for plan in PLANS for one in plan.measures)]),
    (ALL_TRIGGERS, [*TRIGGERS, *(one for plan in PLANS for one in plan.triggers)]),
]


def sent(cards: list[Card]) -> QueryDict:
    data = QueryDict(mutable=True)
    for card in cards:
        data.appendlist(card.catalogue.name, card.token)
        add_answers(data, card.form)
    return data


def read_back(catalogue: Catalogue, cards: list[Card]) -> list[Card]:
    return cards_posted(sent(cards), catalogue, CHOICES, is_shown_again=False)


@pytest.mark.parametrize(("catalogue", "things"), EVERYTHING, ids=["measures", "triggers"])
def test_what_nobody_touched_comes_back_as_it_was(
    catalogue: Catalogue, things: list[Section]
) -> None:
    for begin in range(0, len(things), 90):
        some = things[begin : begin + 90]
        cards = read_back(catalogue, cards_of(some, catalogue, CHOICES))
        assert [card.thing for card in cards] == some


def test_a_crowd_of_people_is_written_by_username() -> None:
    crowd = {name: known for name, known in CHOICES.items() if name != "people"}
    called = [one for one in MEASURES if getattr(one, "usernames", ())][:1]
    (card,) = cards_of(called, ALL_MEASURES, crowd)
    assert 'rows="3"' in str(card.form["usernames"])
    assert (
        cards_posted(sent([card]), ALL_MEASURES, crowd, is_shown_again=False)[0].thing
        == (called[0])
    )


@pytest.mark.parametrize("catalogue", [ALL_MEASURES, ALL_TRIGGERS], ids=["measures", "triggers"])
def test_every_kind_has_a_name_and_a_card_with_labels(catalogue: Catalogue) -> None:
    assert set(catalogue.titles) == set(catalogue.forms)
    for kind in catalogue.forms:
        card = new_card(catalogue, kind, [], CHOICES)
        assert all(field.label for field in card.form), kind


def test_new_cards_ask_only_for_what_cannot_be_guessed() -> None:
    wanting = {
        kind
        for kind in ALL_MEASURES.forms
        for card in read_back(ALL_MEASURES, [new_card(ALL_MEASURES, kind, [], CHOICES)])
        if card.is_wrong
    }
    assert wanting == {
        "close_channels",
        "open_channels",
        "prioritise_channels",
        "shed_load",
        "manual_intake",
        "only_groups",
        "set_times",
        "say",
        "guide",
        "checklist",
    }


def test_what_is_wrong_stands_at_its_field() -> None:
    card = new_card(ALL_MEASURES, "shed_load", [], CHOICES)
    data = sent([card])
    data["measure-0-over"], data["measure-0-order.0"] = "1", "chat"
    (read,) = cards_posted(data, ALL_MEASURES, CHOICES, is_shown_again=False)
    assert list(read.form.errors) == ["__all__"], "the limits cross"
    data["measure-0-rest_s"], data["measure-0-over"] = "5 min", "mange"
    (read,) = cards_posted(data, ALL_MEASURES, CHOICES, is_shown_again=False)
    assert set(read.form.errors) == {"rest_s", "over"}
    read.tell(Problem("centre.unknown_channel", ("order", 1), {"given": "fax"}))
    assert "order.1" in read.form.errors


def test_a_row_of_a_checklist_needs_every_language() -> None:
    data = sent([new_card(ALL_MEASURES, "checklist", [], CHOICES)])
    for language in ("nb", "sv", "en"):
        data[f"measure-0-title.{language}"] = "Ring rundt"
    data["measure-0-items.0.text.nb"] = "Ring alle"
    (read,) = cards_posted(data, ALL_MEASURES, CHOICES, is_shown_again=False)
    assert set(read.form.errors) == {"items.0.text.sv", "items.0.text.en"}


def test_cards_keep_what_is_on_them_while_they_are_moved() -> None:
    data = sent([new_card(ALL_MEASURES, "board_meeting", [], CHOICES)])
    data["measure-0-at"] = "når som helst"
    cards = cards_posted(data, ALL_MEASURES, CHOICES, is_shown_again=True)
    cards.append(new_card(ALL_MEASURES, "follow_up", cards, CHOICES))
    moved = rearranged(cards, "down", "measure-0")
    assert [card.key for card in moved] == ["measure-1", "measure-0"]
    assert moved[1].form["at"].value() == "når som helst"
    assert [card.key for card in rearranged(moved, "remove", "measure-1")] == ["measure-0"]
    assert [card.key for card in rearranged(moved, "remove", "measure-9")] == ["measure-0"]
