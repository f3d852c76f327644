"""Do the pages of plans show, and change, what they should, for those who may?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import effective_state
from frontlinje.continuity.actions.activating import activate_plan, extend_activation
from frontlinje.continuity.actions.plans import save_plan
from frontlinje.continuity.actions.sweeping import sweep_activations
from frontlinje.continuity.models import (
    Activation,
    ChecklistItem,
    Incident,
    PlanVersion,
    Suggestion,
)
from frontlinje.continuity.queries.plans import document_of, latest_version
from frontlinje.continuity.tests.small_plans import CALL_TREE, TOLD, saved
from frontlinje.continuity.tests.small_plans import plan as small_plan
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import arrive, centre, named

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]

BrowserOf = Callable[[User], Client]
ROOM = "/continuity/"


@pytest.fixture
def plan(centre: Revision) -> PlanVersion:
    return saved(announcement=TOLD, at=clock.now())


def in_effect() -> Activation:
    return activate_plan(plan="phone-down", by=None, at=clock.now(), reason="Sentralen er nede")


def page(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_room_says_what_to_do(cast: Cast, browser_of: BrowserOf) -> None:
    assert reverse("continuity:plan-new") in page(browser_of(cast.hedda), ROOM)
    assert reverse("continuity:plan-new") not in page(browser_of(cast.nina), ROOM)


def test_alternatives_of_a_scenario_stand_together(cast: Cast, browser_of: BrowserOf) -> None:
    saved("phone-down", label="A")
    saved("phone-down-b", label="B")
    saved("alone", scenario="other")
    scenarios = browser_of(cast.liv).get(ROOM).context["scenarios"]
    assert [[one.now.plan.code for one in plans] for _, plans in scenarios] == [
        ["phone-down", "phone-down-b"],
        ["alone"],
    ]


@pytest.mark.usefixtures("plan")
def test_agents_read_and_have_no_buttons(cast: Cast, browser_of: BrowserOf) -> None:
    live = in_effect()
    nina = browser_of(cast.nina)
    room = page(nina, ROOM)
    assert "Sentralen er nede" in room
    assert reverse("continuity:activation-end", args=[live.id]) not in room
    preview = page(nina, reverse("continuity:plan-preview", args=["phone-down"]))
    assert 'data-size="lg"' not in preview
    answer = nina.post(reverse("continuity:plan-activate", args=["phone-down"]))
    assert answer.status_code == 403


@pytest.mark.usefixtures("plan")
def test_a_preview_says_what_customers_meet_and_what_moves(
    cast: Cast, browser_of: BrowserOf
) -> None:
    arrive(channel="phone", at=clock.now())
    text = page(browser_of(cast.liv), reverse("continuity:plan-preview", args=["phone-down"]))
    assert "Bruk skjemaet på nettet." in text
    assert 'value="Telefonen nede"' in text, "the reason is filled in"
    assert not Activation.objects.exists()


@pytest.mark.usefixtures("plan")
def test_a_preview_shows_only_the_chosen_measures(cast: Cast, browser_of: BrowserOf) -> None:
    address = reverse("continuity:plan-preview", args=["phone-down"])
    asked = {"asked": "1", "measures": ["1"], "until_at": "2099-01-01T12:00", "reason": "x"}
    answer = browser_of(cast.liv).get(address, asked)
    assert not answer.context["doors"]
    assert answer.context["people"]
    assert "seen" not in browser_of(cast.liv).get(address, {"asked": "1"}).context


@pytest.mark.usefixtures("plan")
def test_a_plan_is_put_into_effect_extended_ended_and_put_back(
    cast: Cast, browser_of: BrowserOf
) -> None:
    liv = browser_of(cast.liv)
    until = clock.now() + timedelta(hours=2)
    asked = {"measures": ["0", "2"], "until_at": f"{until:%Y-%m-%dT%H:%M}", "reason": "Brann"}
    answer = liv.post(reverse("continuity:plan-activate", args=["phone-down"]), asked)
    assert answer.status_code == 302
    row = Activation.objects.get()
    assert (row.reason, row.is_partial, row.announcement) == ("Brann", True, None)
    extend = reverse("continuity:activation-extend", args=[row.id])
    liv.post(extend, {"reason": "Fortsatt nede", "longer_h": "4"})
    later = Activation.objects.get()
    assert later.until_at == row.until_at + timedelta(hours=4)
    liv.post(extend, {"reason": "", "longer_h": "4"})
    assert Activation.objects.get().until_at == later.until_at, "nothing without a reason"
    answer = liv.post(reverse("continuity:activation-end", args=[row.id]), follow=True)
    assert effective_state(clock.now()).is_channel_open("phone", clock.now())
    again = reverse("continuity:activation-again", args=[row.id])
    assert answer.content.decode().count(again) == 2, "in the message, and after it is gone"
    assert again not in page(browser_of(cast.nina), ROOM)
    liv.post(again)
    assert again not in page(liv, ROOM)
    assert Activation.objects.get(ended_at=None).source == "again"
    assert not effective_state(clock.now()).is_channel_open("phone", clock.now())
    assert Activation.objects.get(ended_at=None).until_at == later.until_at


@pytest.mark.usefixtures("plan")
def test_a_plan_is_put_into_effect_for_an_incident(cast: Cast, browser_of: BrowserOf) -> None:
    liv, address = browser_of(cast.liv), reverse("continuity:plan-preview", args=["phone-down"])
    assert liv.get(address).context["form"]["incident"].value() == ""
    asked = {"measures": ["1"], "until_at": "2099-01-01T12:00", "reason": "Brann"}
    activate = reverse("continuity:plan-activate", args=["phone-down"])
    assert liv.post(activate, {**asked, "incident": "new"}).status_code == 302
    incident = Incident.objects.get()
    assert (incident.title, incident.activations.count()) == ("Brann", 1)
    assert "Brann" in page(liv, ROOM)
    assert liv.get(address).context["form"]["incident"].value() == str(incident.id)
    asked["measures"] = ["0"]
    assert liv.post(activate, {**asked, "incident": str(incident.id)}).status_code == 302
    assert incident.activations.count() == 2


@pytest.mark.usefixtures("plan")
def test_what_cannot_be_done_is_said_in_the_preview(cast: Cast, browser_of: BrowserOf) -> None:
    liv = browser_of(cast.liv)
    address = reverse("continuity:plan-activate", args=["phone-down"])
    asked = {"measures": ["0"], "until_at": "2020-01-01T12:00", "reason": "Brann"}
    answer = liv.post(address, asked)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["until_at"]
    answer = liv.post(address, {**asked, "until_at": "2099-01-01T12:00", "measures": []})
    assert list(answer.context["form"].errors) == ["measures"]
    in_effect()
    answer = liv.post(address, {**asked, "until_at": "2099-01-01T12:00"})
    assert answer.status_code == 422


@pytest.mark.usefixtures("plan")
def test_a_checklist_is_signed_off_by_whose_it_is(cast: Cast, browser_of: BrowserOf) -> None:
    in_effect()
    item = ChecklistItem.objects.order_by("order").first()
    assert item is not None
    done = reverse("continuity:item-done", args=[item.id])
    assert done not in page(browser_of(cast.nina), ROOM)
    assert done in page(browser_of(cast.liv), ROOM)
    browser_of(cast.liv).post(done, {"note": "Alle svarte"})
    item.refresh_from_db()
    assert (item.done_by, item.note) == (cast.liv, "Alle svarte")


@pytest.mark.usefixtures("plan")
def test_every_page_says_what_is_in_effect(cast: Cast, browser_of: BrowserOf) -> None:
    banner = 'plan-banner" data-now'
    assert banner not in page(browser_of(cast.tiril), "/desk/")
    in_effect()
    for person in (cast.tiril, cast.nina, cast.olav):
        assert banner in page(browser_of(person), reverse("people:profile"))
    assert ROOM not in page(browser_of(cast.tiril), reverse("continuity:banner"))


@pytest.mark.usefixtures("plan")
def test_every_page_says_that_a_plan_ends_soon(cast: Cast, browser_of: BrowserOf) -> None:
    live = in_effect()
    profile = reverse("people:profile")
    assert "slutter snart" not in page(browser_of(cast.nina), profile)
    soon = clock.now() + timedelta(minutes=5)
    extend_activation(
        activation_id=live.id, until_at=soon, by=cast.liv, at=clock.now(), reason="Snart over"
    )
    sweep_activations(at=clock.now())
    assert "slutter snart" in page(browser_of(cast.nina), profile)
    assert "Slutter snart" in page(browser_of(cast.liv), ROOM)


def test_plans_are_compared_in_words(cast: Cast, browser_of: BrowserOf) -> None:
    say = {"kind": "say", "situation": "closed", "body": named("Stengt")}
    probe = {"kind": "probe", "code": "switch", "down_for_s": 60}
    items = [{"text": named("Ring alle"), "owner_role": "team_leader"}]
    saved("phone-down", measures=[say, CALL_TREE], triggers=[probe])
    saved(
        "phone-down-b",
        measures=[say | {"situation": "greeting"}, CALL_TREE | {"items": items}],
        triggers=[probe | {"down_for_s": 120}],
    )
    compare = reverse("continuity:plan-compare", args=["phone-down"])
    text = page(browser_of(cast.nina), f"{compare}?with=phone-down-b")
    for said in ("Hilsen", "Et system svarer ikke", "• Ring alle (Teamleder)"):
        assert said in text, said
    for code in ("greeting", "owner_role", "team_leader", "› probe"):
        assert code not in text, code


def test_a_plan_is_shown_without_its_codes(cast: Cast, browser_of: BrowserOf) -> None:
    saved("phone-down", scenario="switch-gone", at=clock.now())
    shown = page(browser_of(cast.nina), reverse("continuity:plan", args=["phone-down"]))
    assert "switch-gone" not in shown


def test_a_suggestion_leads_to_its_plan_with_the_reason(
    cast: Cast, browser_of: BrowserOf, plan: PlanVersion
) -> None:
    trigger = {"kind": "probe", "code": "switch", "down_for_s": 60}
    made = Suggestion.objects.create(
        plan=plan.plan, trigger=trigger, trigger_key="switch", raised_at=clock.now()
    )
    address = f"{reverse('continuity:plan-preview', args=['phone-down'])}?suggestion={made.id}"
    assert address in page(browser_of(cast.liv), ROOM)
    assert "switch" in browser_of(cast.liv).get(address).context["form"]["reason"].value()
    in_effect()
    assert address not in page(browser_of(cast.liv), ROOM)


def test_versions_are_compared_and_a_plan_is_copied_out_and_in(
    cast: Cast, browser_of: BrowserOf, plan: PlanVersion
) -> None:
    hedda = browser_of(cast.hedda)
    export = hedda.get(reverse("continuity:plan-export", args=["phone-down"]))
    text = export.content.decode().replace("14400", "7200")
    hedda.post(
        reverse("continuity:plan-import"), {"file": SimpleUploadedFile("p.yaml", text.encode())}
    )
    assert latest_version("phone-down").number == 2
    compared = page(hedda, reverse("continuity:plan-compare", args=["phone-down"]) + "?from=2&to=1")
    assert "4" in compared
    hedda.post(
        reverse("continuity:plan-copy", args=["phone-down"]), {"code": "other", "label": "B"}
    )
    assert document_of(latest_version("other")).label == "B"
    bad = SimpleUploadedFile("p.yaml", b"code: x\nnome: y\n")
    answer = hedda.post(reverse("continuity:plan-import"), {"file": bad})
    assert answer.status_code == 422
    hedda.post(reverse("continuity:plan-retire", args=["other"]))
    assert "other/preview" not in page(hedda, ROOM)
    hedda.post(reverse("continuity:plan-restore", args=["other"]))
    assert "other/preview" in page(hedda, ROOM)


def test_a_plan_leads_to_its_alternatives_and_to_what_changed(
    cast: Cast, browser_of: BrowserOf, plan: PlanVersion
) -> None:
    saved("phone-down-b", label="B", expires_after_s=7200)
    saved("alone", scenario="other")
    nina, shown = browser_of(cast.nina), reverse("continuity:plan", args=["phone-down"])
    compare = reverse("continuity:plan-compare", args=["phone-down"])
    text = page(nina, shown)
    assert f"{compare}?with=phone-down-b" in text
    assert f"{compare}?with=alone" not in text
    assert "2 t" in page(nina, f"{compare}?with=phone-down-b")
    save_plan(document=small_plan(label="A"), by=None, at=clock.now(), based_on=1)
    assert f"{compare}?from=1&amp;to=2" in page(nina, shown)


def test_only_who_may_sees_the_phone_tree(cast: Cast, browser_of: BrowserOf) -> None:
    User.objects.filter(id__in=[cast.omar.id, cast.edvard.id]).update(phone="+4740000123")
    tree = reverse("continuity:phone-tree")
    assert tree in page(browser_of(cast.liv), ROOM)
    listed = page(browser_of(cast.liv), tree)
    assert "tel:+4740000123" in listed
    assert cast.edvard.name not in listed, "whose access is over is not rung"
    assert tree not in page(browser_of(cast.nina), ROOM)
    assert browser_of(cast.nina).get(tree).status_code == 403
