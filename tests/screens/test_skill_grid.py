"""Can a leader fill the skill grid with the keyboard alone, saved as they write?"""

import pytest
from playwright.sync_api import expect

from frontlinje.people.models import Skill, SkillHeld
from frontlinje.people.tests.cast import Cast
from tests.screens.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(autouse=True)
def skills(cast: Cast) -> None:
    for code in ("beef", "grain"):
        Skill.objects.create(code=code, names={"nb": code})


def _held(name: str) -> dict[str, int]:
    rows = SkillHeld.objects.filter(user__username=name)
    return dict(rows.values_list("skill__code", "level"))


def test_levels_are_saved_while_one_walks(visitor: Visitor, cast: Cast) -> None:
    page = visitor(cast.liv)
    page.goto("/people/skills/grid/")
    page.get_by_label("Nina Prøve, beef").focus()
    page.keyboard.press("8")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Nina Prøve, beef")).to_have_attribute("data-state", "saved")
    expect(page.get_by_label("Omar Prøve, beef")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Omar Prøve, grain")).to_have_attribute("data-state", "saved")
    assert (_held("nina"), _held("omar")) == ({"beef": 8}, {"grain": 3})


def test_what_is_no_level_is_told_and_not_saved(visitor: Visitor, cast: Cast) -> None:
    page = visitor(cast.liv, expected=("422",))
    page.goto("/people/skills/grid/")
    cell = page.get_by_label("Nina Prøve, beef")
    cell.focus()
    page.keyboard.press("x")
    page.keyboard.press("Tab")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("alert")).to_be_visible()
    assert _held("nina") == {}
