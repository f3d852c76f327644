"""Does a leader learn on any page of a report or a suggestion, once, until somebody takes it up?"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.continuity.actions.for_incident import activate_for_new_incident
from frontlinje.continuity.actions.incidents import add_entry, close_incident, report_incident
from frontlinje.continuity.models import Incident, Suggestion
from frontlinje.continuity.queries.attention import unanswered_reports, waiting_for_leaders
from frontlinje.continuity.rules.incident_log import Kind
from frontlinje.continuity.tests.small_plans import saved
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import NOON, after, centre

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]

BrowserOf = Callable[[User], Client]
ASKED = reverse("continuity:attention")


def told(answer: Any) -> str:
    trigger = json.loads(answer.headers.get("HX-Trigger", "{}"))
    text: str = trigger.get("fl:toast", {}).get("text", "")
    return text


def test_a_report_is_told_once_and_counted_until_somebody_takes_it_up(
    cast: Cast, browser_of: BrowserOf
) -> None:
    liv = browser_of(cast.liv)
    report_incident(text="Ingen tone", by=cast.nina, at=NOON)
    answer = liv.get(ASKED)
    assert told(answer) == "Melding: Ingen tone"
    assert 'hx-swap-oob="innerHTML:.fl-nav-count"' in answer.content.decode()
    seen = {"since": after(0).isoformat()}
    assert told(liv.get(ASKED, seen)) == ""
    profile = liv.get(reverse("people:profile")).content.decode()
    assert profile.count('<span class="fl-count" aria-hidden="true">1</span>') == 2, "both menus"
    report_incident(text="Enda en", by=cast.nina, at=after(60))
    assert told(liv.get(ASKED, seen)) == "Melding: Enda en"
    assert "Enda en" in liv.get(reverse("continuity:room")).content.decode()
    incident = Incident.objects.order_by("opened_at").first()
    assert incident is not None
    add_entry(incident_id=incident.id, kind=Kind.NOTE, text="Ser på", by=cast.liv, at=after(70))
    assert [one.text for one in unanswered_reports()] == ["Enda en"]
    other = Incident.objects.order_by("opened_at").last()
    assert other is not None
    close_incident(incident_id=other.id, over_at=after(80), by=cast.liv, at=after(80))
    assert waiting_for_leaders().n == 0


def test_a_report_is_taken_up_by_putting_a_plan_into_effect(cast: Cast) -> None:
    saved("phone-down")
    made = activate_for_new_incident(plan="phone-down", by=cast.liv, at=NOON, reason="Nede")
    report_incident(text="Hos meg også", by=cast.nina, at=after(1), incident_id=made.incident_id)
    assert len(unanswered_reports()) == 1
    made.activated_at = after(2)
    made.save()
    assert unanswered_reports() == []


def test_whoever_puts_the_suggested_plan_into_effect_has_answered_at_once(cast: Cast) -> None:
    plan = saved("phone-down").plan
    trigger = {"kind": "probe", "code": "switch", "down_for_s": 60}
    raised = {"plan": plan, "trigger": trigger, "trigger_key": "switch"}
    Suggestion.objects.create(**raised, raised_at=after(0))
    assert waiting_for_leaders().n == 1
    activate_for_new_incident(plan="phone-down", by=cast.liv, at=after(5), reason="Nede")
    assert waiting_for_leaders().n == 0
    Suggestion.objects.update(cleared_at=after(30))
    Suggestion.objects.create(**raised, raised_at=after(60))
    assert waiting_for_leaders().n == 1


def test_a_suggestion_is_told_again_when_it_is_passed_on(cast: Cast, browser_of: BrowserOf) -> None:
    plan = saved("phone-down", at=clock.now()).plan
    trigger = {"kind": "probe", "code": "switch", "down_for_s": 60}
    row = Suggestion.objects.create(
        plan=plan, trigger=trigger, trigger_key="switch", raised_at=after(0)
    )
    liv = browser_of(cast.liv)
    assert told(liv.get(ASKED)) == "Planen «Telefonen nede» er foreslått."
    assert told(liv.get(ASKED, {"since": after(1).isoformat()})) == ""
    row.n_escalated, row.escalated_at = 1, after(300)
    row.save()
    answer = liv.get(ASKED, {"since": after(1).isoformat()})
    assert told(answer).startswith("Ingen har svart ennå")
    assert told(liv.get(ASKED, {"since": "ikke en tid"})) != ""


def test_others_are_not_told(cast: Cast, browser_of: BrowserOf) -> None:
    report_incident(text="Ingen tone", by=cast.nina, at=NOON)
    nina = browser_of(cast.nina)
    assert nina.get(ASKED).status_code == 204
    assert "fl-nav-count" not in nina.get(reverse("people:profile")).content.decode()
