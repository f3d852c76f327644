"""Can a leader lend a hand, and a planner plan, from the keyboard, and be told what is wrong?"""

import pytest
from playwright.sync_api import expect

from frontlinje.contacts.models import Contact
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.models import Presence, Shift
from tests.screens.conftest import Visitor
from tests.screens.lively_day import let_it_live
from tests.screens.looking import complain_of_axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_leader_sets_a_status_and_the_colleague_learns_why(visitor: Visitor, cast: Cast) -> None:
    let_it_live(cast)
    leader = visitor(cast.liv, expected=("Failed to load resource", "Response Status Error"))
    leader.goto("/team/")
    leader.locator(f"#steer-{cast.nina.id}").focus()
    leader.keyboard.press("Enter")
    dialog = leader.locator("#presence-dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator("#team-status")).to_be_focused()
    complain_of_axe(leader, "the dialog of a status")
    dialog.locator("#team-status").select_option("logged_off")
    leader.keyboard.press("Control+Enter")
    expect(dialog.locator("[data-refused]")).to_contain_text("hvorfor")
    dialog.locator("#team-why").fill("Du glemte å logge av")
    leader.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(leader.locator(".fl-toast")).to_contain_text("Nina Prøve")
    row = leader.locator(".team-member", has_text="Nina Prøve")
    expect(row).to_contain_text("Du glemte å logge av")
    assert Presence.objects.get(user=cast.nina).status == "logged_off"

    nina = visitor(cast.nina)
    nina.goto("/desk/")
    expect(nina.locator(".desk-plan")).to_contain_text("Liv Prøve")
    expect(nina.locator(".desk-plan")).to_contain_text("Du glemte å logge av")


def test_a_leader_moves_a_contact_back_to_its_queue(visitor: Visitor, cast: Cast) -> None:
    let_it_live(cast)
    held = Contact.objects.filter(agent=cast.nina, state="active").first()
    assert held is not None
    page = visitor(cast.liv)
    page.goto("/team/")
    page.locator(f"#move-{held.id}").click()
    dialog = page.locator("#presence-dialog")
    dialog.locator("#team-word").fill("Nina går for dagen")
    dialog.get_by_role("button", name="Flytt").click()
    expect(page.locator(f"#move-{held.id}")).to_have_count(0)
    held.refresh_from_db()
    assert held.agent is None
    assert held.notes.get().text == "Nina går for dagen"


def test_a_planner_plans_changes_and_takes_back(visitor: Visitor, cast: Cast) -> None:
    page = visitor(cast.pia, expected=("Failed to load resource", "Response Status Error"))
    page.goto("/shifts/?team=north&week=2027-03-01")
    page.locator(f"#add-{cast.nina.id}-2027-03-02").focus()
    page.keyboard.press("Enter")
    dialog = page.locator("#presence-dialog")
    expect(dialog.locator("#shift-hours")).to_be_focused()
    page.keyboard.type("8-8")
    page.keyboard.press("Enter")
    expect(dialog.locator("[data-refused]")).to_be_visible()
    dialog.locator("#shift-hours").fill("8-16")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    planned = page.locator(".shifts-one", has_text="08:00–16:00")
    expect(planned).to_have_count(1)

    planned.click()
    complain_of_axe(page, "the dialog of a shift")
    dialog.get_by_role("button", name="Fjern vakten").click()
    expect(planned).to_have_count(0)
    page.locator(".fl-toast", has_text="ikke lenger").get_by_role("button").first.click()
    expect(planned).to_have_count(1)
    assert Shift.objects.get().user == cast.nina


def test_the_week_before_is_copied_at_a_press(visitor: Visitor, cast: Cast) -> None:
    page = visitor(cast.pia)
    page.goto("/shifts/?team=north&week=2027-03-01")
    page.locator(f"#add-{cast.nina.id}-2027-03-02").click()
    page.locator("#shift-hours").fill("8-16")
    page.keyboard.press("Enter")
    expect(page.locator(".shifts-one")).to_have_count(1)
    page.goto("/shifts/?team=north&week=2027-03-08")
    page.get_by_role("button", name="Kopier uken før").click()
    expect(page.locator(".shifts-one", has_text="08:00–16:00")).to_have_count(1)
    expect(page.locator(".fl-toast")).to_contain_text("1 vakt")
