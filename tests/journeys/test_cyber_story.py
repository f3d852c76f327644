"""A cyberattack takes most systems: does the centre still answer, tell, write down and report?"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import conservation
from frontlinje.continuity.models import ChecklistItem
from tests.journeys import story
from tests.journeys.sample_centre import colleague, database_url
from tests.mail.live_worker import LiveWorker
from tests.mail.sink import Sink
from tests.mail.waiting import until
from tests.screens.browser import Visitor
from tests.screens.live import LiveCentre

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ATTACK = "Dataangrep"
TOLD = "Vi er rammet av en alvorlig datahendelse."
WHY = "Filene på fellesområdet er kryptert"


def test_a_cyberattack_is_answered_on_paper_and_reported_in_time(
    visitor: Visitor,
    live_centre: LiveCentre,
    sample: LiveWorker,
    outside: Sink,
) -> None:
    before = effective_state(clock.now())
    live_centre.kill()
    try:
        on_the_command_line("activate", "cyberattack", "--reason", WHY)
        customers_know_it_while_the_web_is_down(visitor(), sample, outside, live_centre)
    finally:
        live_centre.start()
    oddny = story.on_a_phone(visitor, colleague("oddny"), "/continuity/")
    expect(oddny.locator(".plan-live")).to_contain_text(WHY)
    astrid = visitor(colleague("astrid"), expected=("Failed to load resource",))
    whom_to_ring(oddny, astrid)
    written_on_paper(astrid)
    the_log_is_kept(oddny)
    checklists_are_signed_off(oddny)
    story.end_plan(oddny, ATTACK)
    expect(astrid.locator(story.BANNER)).to_have_count(0)
    assert effective_state(clock.now()) == before
    timeline = story.close_the_incident(oddny)
    for said in (ATTACK, WHY, "Vi slår av fellesområdet"):
        assert said in timeline
    assert all(one.holds for one in conservation())


def on_the_command_line(*words: str) -> None:
    """Ask for it where the database is, when no screen opens."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "frontlinje.config.settings",
    }
    command = [sys.executable, "-m", "frontlinje.config.cli", "plan", *words]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)


def customers_know_it_while_the_web_is_down(
    page: Page, sample: LiveWorker, outside: Sink, live_centre: LiveCentre
) -> None:
    until(lambda: TOLD in story.exported(live_centre))
    copy: Path = live_centre.status_folder.with_suffix(".sent") / "index.html"
    page.goto(copy.as_uri())
    expect(page.locator(".portal-banner")).to_contain_text(TOLD)
    expect(page.locator("main li").filter(has_text="Nettskjema")).to_contain_text("Stengt")
    story.write_to_us(sample, "kari@example.net")
    assert TOLD in story.answer_to(outside, "kari@example.net")
    greeting = effective_state(clock.now()).text_for("greeting", channel="phone")
    assert greeting is not None
    assert "Vi tar imot beskjeder" in greeting.body.nb


def whom_to_ring(leader: Page, agent: Page) -> None:
    leader.goto("/continuity/phone-tree/")
    expect(leader.locator("main")).to_contain_text("Bjarne Bringebær")
    refused = agent.goto("/continuity/phone-tree/")
    assert refused is not None
    assert refused.status == 403
    expect(agent.locator("body")).not_to_contain_text("Bjarne")


def written_on_paper(page: Page) -> None:
    page.goto("/desk/")
    expect(page.locator("main")).to_contain_text("Tavlemøte kl. 08:00")
    expect(page.locator("main")).to_contain_text("Noteres for hånd nå")
    story.note_by_hand(
        page, "Ti lam til fredag", channel="paper", queue="registrations", button="later"
    )
    until(lambda: Contact.objects.filter(queue="follow-up", state="queued").exists())
    waiting = Contact.objects.get(queue="follow-up")
    assert "Ti lam til fredag" in waiting.subject
    assert Contact.objects.filter(source="hand", state="closed").count() == 1


def the_log_is_kept(page: Page) -> None:
    """Decisions with their reasons, and the notices that the law asks for."""
    page.goto("/continuity/incidents/new/")
    page.locator("[name=title]").fill("Dataangrep")
    page.get_by_role("button", name="Åpne").click()
    page.wait_for_url(re.compile("/incidents/[0-9a-f-]{36}/"))
    page.locator("[name=kind]").select_option("decision")
    page.locator("[name=text]").fill("Vi slår av fellesområdet")
    page.locator("form.record-write summary").click()
    page.locator("[name=why]").fill("Så det ikke sprer seg")
    page.get_by_role("button", name="Skriv det i loggen").click()
    expect(page.locator(".record-log")).to_contain_text("Vi slår av fellesområdet")
    notices = page.locator("a[href*='notice-']")
    expect(notices).to_have_count(3)
    for place in range(3):
        link = f"a[href*='notice-'] >> nth={place}"
        assert story.taken_out(page, link).startswith(b"%PDF-")
    table = story.taken_out(page, "a[href$='log.csv']").decode()
    assert "Vi slår av fellesområdet" in table
    assert "Så det ikke sprer seg" in table


def checklists_are_signed_off(page: Page) -> None:
    page.goto("/continuity/")
    item = page.locator(".plan-list li").filter(has_text="Ring rundt etter telefonlisten")
    item.get_by_role("button", name=re.compile("Ferdig")).click()
    expect(item).to_contain_text("Oddny Ospeblad")
    assert ChecklistItem.objects.get(done_at__isnull=False).done_by == colleague("oddny")
