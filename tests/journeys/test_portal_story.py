"""The portal is down: is everybody helped all the same, and is all as before when it is over?"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import conservation
from frontlinje.continuity.models import Activation
from frontlinje.continuity.tests.outside_servers import web_site
from tests.journeys import story
from tests.journeys.sample_centre import colleague, plan_file
from tests.mail.live_worker import LiveWorker
from tests.mail.sink import Sink
from tests.mail.waiting import until
from tests.screens.browser import Visitor
from tests.screens.live import LiveCentre

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIGN_IN = b"Logg inn"
TOLD = "Min side virker ikke nå."
CALL = "Melde inn ti lam"
SCRIPT = "Spør om medlemsnummer, og les alt tilbake."
LENT = {
    "kind": "invite_people",
    "usernames": ["nora"],
    "script": {"nb": SCRIPT, "sv": "Fråga efter medlemsnummer.", "en": "Ask for the number."},
}
PROBED = [{"kind": "probe", "code": "portal", "down_for_s": 0}]


def test_the_portal_is_down_and_everybody_is_helped(
    visitor: Visitor,
    live_centre: LiveCentre,
    sample: LiveWorker,
    outside: Sink,
    tmp_path: Path,
) -> None:
    sigrid, astrid = visitor(colleague("sigrid")), visitor(colleague("astrid"))
    story.import_plan(sigrid, plan_file(tmp_path, "portal-down", more=[LENT], triggers=PROBED))
    with web_site(body=SIGN_IN) as port:
        owner = visitor(colleague("tormod"))
        probe_the_portal(owner, port)
    # From here on nobody answers on the portal's port.
    before = effective_state(clock.now())
    oddny = story.on_a_phone(visitor, colleague("oddny"), "/team/")
    story.report(astrid, "Medlemmer ringer: de kommer ikke inn på Min side")
    astrid.goto("/desk/")
    owner.get_by_role("button", name="Prøv nå").click()
    story.in_three_taps(oddny, "Min side er nede")
    expect(astrid.locator(story.BANNER)).to_contain_text("Min side er nede")

    customers_see_and_hear_it(visitor(), sample, outside, live_centre)
    lent_advisers_answer(visitor, astrid)
    extended(oddny)
    story.end_plan(oddny, "Min side er nede")
    with web_site(body=SIGN_IN, port=port):
        owner.get_by_role("button", name="Prøv nå").click()
        expect(owner.locator("#probe-now .ds-tag")).to_have_text("Svarer")
    expect(astrid.locator(story.BANNER)).to_have_count(0)
    assert effective_state(clock.now()) == before
    until(lambda: TOLD not in story.exported(live_centre))
    timeline = story.close_the_incident(oddny)
    for said in ("Medlemmer ringer", "Min side er nede", "Oddny Ospeblad", "Ikke over ennå"):
        assert said in timeline
    assert all(one.holds for one in conservation())


def probe_the_portal(page: Page, port: int) -> None:
    page.goto("/continuity/probes/new/http/")
    given = {
        "name": "Min side",
        "code": "portal",
        "target": f"http://127.0.0.1:{port}/",
        "contains": SIGN_IN.decode(),
        "every_s": "1 t",
        "in_a_row": "1",
    }
    for name, value in given.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("form.fl-form button").click()
    expect(page.locator("#probe-now .ds-tag")).to_have_text("Svarer")


def customers_see_and_hear_it(
    customer: Page, sample: LiveWorker, outside: Sink, live_centre: LiveCentre
) -> None:
    customer.goto("/contact/")
    expect(customer.locator("h1")).to_have_text("Skjemaet er stengt")
    expect(customer.locator(".portal-banner")).to_contain_text(TOLD)
    expect(customer.locator("main")).to_contain_text("Bruk dette i stedet: Telefon")
    customer.goto("/status/")
    expect(customer.locator(".portal-banner")).to_contain_text(TOLD)
    until(lambda: TOLD in story.exported(live_centre))
    story.write_to_us(sample, "kari@example.net")
    assert TOLD in story.answer_to(outside, "kari@example.net")
    state = effective_state(clock.now())
    (spoken,) = state.texts_for("incident", channel="phone")
    waiting = state.text_for("waiting", channel="phone")
    assert TOLD in spoken.body.nb
    assert waiting is not None
    assert "Vi hjelper deg her i stedet" in waiting.body.nb


def lent_advisers_answer(visitor: Visitor, astrid: Page) -> None:
    nora = visitor(expected=("Failed to load resource",))
    story.sign_in(nora, "nora")
    expect(nora.locator(".fl-nav")).not_to_contain_text("Beredskap")
    refused = nora.goto("/continuity/")
    assert refused is not None
    assert refused.status == 403
    nora.goto("/desk/")
    story.note_by_hand(astrid, CALL, channel="phone", queue="general", button="no")
    mail = Contact.objects.get(queue="general", channel="mail", state="queued")
    story.go_ready(nora)
    offer = nora.locator("#desk-offer")
    # The mail in the same queue has waited longer, but the plan puts calls first.
    expect(offer).to_contain_text(CALL)
    mail.refresh_from_db()
    assert mail.state == "queued"
    nora.keyboard.press("Enter")
    nora.wait_for_url(re.compile("/desk/contacts/"))
    expect(nora.locator(".desk-script").filter(has_text=SCRIPT)).to_be_visible()
    nora.keyboard.press("f")
    nora.locator("#desk-catch-up").check()
    nora.keyboard.press("Control+Enter")
    until(lambda: Contact.objects.filter(queue="follow-up", state="queued").exists())


def extended(page: Page) -> None:
    row = Activation.objects.get()
    page.goto("/continuity/")
    page.locator(".plan-longer > summary").click()
    page.locator("[name=longer_h][value='24']").click()
    expect(page.locator("#fl-messages .ds-alert")).to_be_visible()
    assert Activation.objects.get().until_at > row.until_at
