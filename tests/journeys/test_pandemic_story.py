"""A third are ill, then all go home, then the office is halved: do people and customers know it?"""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.queries import conservation
from frontlinje.continuity.models import ChecklistItem
from frontlinje.people.models import User
from frontlinje.presence.actions import declare_status
from frontlinje.presence.models import Shift, Status
from frontlinje.presence.queries.arranged import arranged_today
from tests.journeys import story
from tests.journeys.sample_centre import colleague, plan_file, plan_the_day
from tests.mail.live_worker import LiveWorker
from tests.mail.sink import Sink
from tests.mail.waiting import until
from tests.screens.browser import Visitor
from tests.screens.live import LiveCentre

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TIME_ZONE = "Europe/Oslo"
ILL = ("cecilie", "gunnar", "hedvig", "kare", "magne")
LAST_TO_FALL_ILL = "bjarne"
THIRD_ILL, FROM_HOME, COHORTS = "En tredel er syke", "Alle jobber hjemmefra", "Kontoret delt"
LONGER = "svar på e-post kan ta lengre tid"
SHORTER = re.compile("08:00–14:00|10:00–16:00")


def test_a_pandemic_from_the_first_cough_to_two_cohorts_and_back(
    visitor: Visitor,
    live_centre: LiveCentre,
    sample: LiveWorker,
    outside: Sink,
    tmp_path: Path,
) -> None:
    most_come_to_work()
    sigrid, astrid = visitor(colleague("sigrid")), visitor(colleague("astrid"))
    story.import_plan(sigrid, with_quarantine(tmp_path))
    before = effective_state(clock.now())
    oddny = story.on_a_phone(visitor, colleague("oddny"), "/team/")
    expect(oddny.locator("#watch-bar")).not_to_contain_text(THIRD_ILL)
    ill = visitor(colleague(LAST_TO_FALL_ILL))
    falls_ill(ill)
    story.report(astrid, "Mange er syke i dag")
    story.in_three_taps(oddny, THIRD_ILL)
    customers_know_it(visitor(), sample, outside, live_centre)

    lacking = "Har aldri arbeidet hjemmefra"
    story.put_into_effect(sigrid, "everybody-from-home", "Kommunen stenger", seen=lacking)
    everybody_goes_home(astrid, ill)
    equipment_is_handed_out(visitor(colleague("tormod")))
    a_day_is(sigrid, SHORTER)

    back = "Halve senteret får komme tilbake"
    story.put_into_effect(sigrid, "two-cohorts", back, seen="Sier noe annet enn det som er i kraft")
    the_halves_never_meet()
    ill.goto("/desk/")
    expect(places_of(ill)).to_have_count(1)
    for plan in (FROM_HOME, THIRD_ILL, COHORTS):
        story.end_plan(sigrid, plan)
    assert effective_state(clock.now()) == before
    a_day_is(sigrid, re.compile("08:00–16:00"))
    timeline = story.close_the_incident(sigrid)
    for said in (THIRD_ILL, FROM_HOME, COHORTS, "Kommunen stenger"):
        assert said in timeline
    assert all(one.holds for one in conservation())


def most_come_to_work() -> None:
    """Sit down first, and have a shift then: the watch looks at any instant."""
    now = clock.now()
    for user in User.objects.exclude(username__in=ILL):
        declare_status(user=user, status=Status.READY, at=now, by=user.id, place="office")
    for seen in map(colleague, ("astrid", "oddny", "sigrid", "tormod")):
        # An offer in the middle of it would lie above what they are about to press.
        declare_status(user=seen, status=Status.PAUSE, reason="meeting", at=now, by=seen.id)
    plan_the_day()
    eight = clock.now().astimezone(ZoneInfo(TIME_ZONE)).replace(hour=8, minute=0, second=0)
    hers = Shift.objects.filter(user=colleague("cecilie"))
    hers.update(starts_at=eight, ends_at=eight + timedelta(hours=8))


def with_quarantine(folder: Path) -> Path:
    """Let whoever fell ill stay at home for ten days, whatever the others do."""
    last_day = (clock.now() + timedelta(days=10)).date().isoformat()
    measure: dict[str, Any] = {"kind": "work_from", "place": "home", "is_binding": True}
    quarantine = measure | {"usernames": [LAST_TO_FALL_ILL], "last_day": last_day}
    return plan_file(folder, "everybody-from-home", more=[quarantine])


def falls_ill(page: Page) -> None:
    page.goto("/desk/")
    page.locator("#desk-status").click()
    dialog = page.locator("#desk-dialog")
    dialog.locator("[data-key=o]").click()
    dialog.locator("[name=reason][value=sick]").click()
    expect(page.locator("#desk-status")).to_have_attribute("data-state", "logged_off")


def customers_know_it(
    page: Page, sample: LiveWorker, outside: Sink, live_centre: LiveCentre
) -> None:
    page.goto("/status/")
    expect(page.locator(".portal-banner")).to_contain_text(LONGER)
    page.goto("/contact/")
    expect(page.locator(".portal-banner")).to_contain_text(LONGER)
    until(lambda: LONGER in story.exported(live_centre))
    story.write_to_us(sample, "kari@example.net")
    answer = story.answer_to(outside, "kari@example.net")
    assert LONGER in answer
    assert "Du trenger ikke å skrive på nytt" in answer
    waiting = effective_state(clock.now()).text_for("waiting", channel="phone")
    assert waiting is not None
    assert "Mange hos oss er syke" in waiting.body.nb


def everybody_goes_home(astrid: Page, in_quarantine: Page) -> None:
    astrid.goto("/desk/")
    expect(astrid.locator(story.BANNER).filter(has_text=FROM_HOME)).to_be_visible()
    expect(astrid.locator("main")).to_contain_text("Tavlemøte kl. 09:00")
    likely = places_of(astrid).filter(has=astrid.locator("xpath=self::*[@data-variant='primary']"))
    expect(likely).to_have_attribute("value", "home")
    expect(places_of(astrid)).not_to_have_count(1)
    in_quarantine.goto("/desk/")
    expect(places_of(in_quarantine)).to_have_count(1)
    expect(places_of(in_quarantine)).to_have_attribute("value", "home")


def places_of(page: Page) -> Locator:
    dialog = page.locator("#desk-dialog")
    if not dialog.is_visible():
        page.locator("#desk-status").click()
        dialog.locator("[data-key=r]").click()
        expect(dialog.locator("[name=place]").first).to_be_visible()
    return dialog.locator("[name=place]")


def a_day_is(page: Page, hours: re.Pattern[str]) -> None:
    """Look at somebody's planned day, whose shift is from eight to four as long as no plan is."""
    page.goto(f"/team/people/{colleague('cecilie').id}/")
    expect(page.locator("main")).to_contain_text(hours)
    if hours is SHORTER:
        expect(page.locator("main")).not_to_contain_text("08:00–16:00")


def equipment_is_handed_out(page: Page) -> None:
    page.goto("/continuity/")
    item = page.locator(".plan-list li").filter(has_text="bærbare PC-er")
    item.get_by_role("button", name=re.compile("Ferdig")).click()
    expect(item).to_contain_text("Tormod Timotei")
    done = ChecklistItem.objects.get(done_at__isnull=False)
    assert done.done_by == colleague("tormod")


def the_halves_never_meet() -> None:
    """Where does each work this week? Half of every team at the office, the others at home."""
    now = clock.now()
    team = User.objects.filter(team__code="dyr").exclude(username=LAST_TO_FALL_ILL)
    arranged = arranged_today(team, effective_state(now), now=now)
    places = {one.place.place for one in arranged.values() if one.place is not None}
    assert places == {"home", "office"}
