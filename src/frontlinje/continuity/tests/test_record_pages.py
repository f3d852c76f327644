"""Do the pages of the record show it, write it and hand it over, and to nobody else?"""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.continuity.actions.follow_ups import add_follow_up
from frontlinje.continuity.actions.incidents import add_entry, open_incident
from frontlinje.continuity.models import Capability, FollowUp, Incident, IncidentEntry
from frontlinje.continuity.rules.incident_log import Kind
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status
from frontlinje.presence.models import Shift, Status
from frontlinje.routing.actions import work
from frontlinje.routing.tests.centre_of_two_queues import arrive, centre, go_ready

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
Browser = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def incident(cast: Cast) -> Incident:
    now = clock.now()
    began = now - timedelta(hours=2)
    return open_incident(title="Telefonen er nede", began_at=began, by=cast.liv, at=now)


def page_of(incident: Incident, name: str = "incident", **kwargs: object) -> str:
    return reverse(f"continuity:{name}", kwargs={"incident_id": incident.id, **kwargs})


def test_a_report_from_the_desk_leads_back_to_the_desk(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.tiril)
    page = reverse("continuity:incident-report")
    shown = browser.get(page, headers={"Referer": "http://testserver/desk/?x=1"}).content.decode()
    assert 'value="http://testserver/desk/?x=1"' in shown
    sent = {"text": "Ingen ringer inn", "back": "/desk/"}
    assert browser.post(page, sent)["Location"] == "/desk/"
    assert browser.post(page, {**sent, "back": "https://evil.example/"})["Location"] == "/"
    assert browser.post(page, {"text": ""}).status_code == 422
    assert Incident.objects.count() == 2


def test_the_menu_of_every_page_leads_to_the_report(cast: Cast, browser_of: Browser) -> None:
    address = reverse("continuity:incident-report")
    for who in (cast.tiril, cast.pia, cast.olav, cast.lea):
        assert (
            f'href="{address}"' in browser_of(who).get("/people/me/", follow=True).content.decode()
        )


def test_a_report_may_be_about_what_is_known(
    cast: Cast, browser_of: Browser, incident: Incident
) -> None:
    browser = browser_of(cast.nina)
    page = reverse("continuity:incident-report")
    assert "Telefonen er nede" in browser.get(page).content.decode()
    browser.post(page, {"text": "Fortsatt", "incident": str(incident.id)})
    assert incident.entries.get().text == "Fortsatt"


def test_a_line_is_written_and_shown_as_text(
    cast: Cast, browser_of: Browser, incident: Incident
) -> None:
    browser, page = browser_of(cast.liv), page_of(incident)
    sent = {"kind": "decision", "text": "<b>Vi stenger</b>", "why": "Ingen tone"}
    assert browser.post(page, {**sent, "why": ""}).status_code == 422
    assert browser.post(page, sent).status_code == 302
    shown = browser.get(page).content.decode()
    assert "&lt;b&gt;Vi stenger" in shown
    assert "Ingen tone" in shown
    part = browser.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "Vi stenger" in part
    assert "<html" not in part


def test_a_file_comes_back_as_a_download_that_no_browser_runs(
    cast: Cast, browser_of: Browser, incident: Incident
) -> None:
    browser = browser_of(cast.liv)
    file = SimpleUploadedFile("side.html", b"<script>alert(1)</script>", "text/html")
    browser.post(page_of(incident), {"kind": "note", "file": file})
    entry = IncidentEntry.objects.get()
    assert entry.kind == Kind.FILE
    answer = browser.get(page_of(incident, "incident-file", entry_id=entry.id))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer) == b"<script>alert(1)</script>"
    other = open_incident(title="x", began_at=clock.now(), by=cast.liv, at=clock.now())
    assert browser.get(page_of(other, "incident-file", entry_id=entry.id)).status_code == 404


def test_figures_are_written_down_as_they_are(
    cast: Cast, browser_of: Browser, incident: Incident
) -> None:
    arrive("general", at=clock.now() - timedelta(minutes=12))
    browser_of(cast.liv).post(page_of(incident, "incident-figures-write"))
    assert "12 min" in incident.entries.get().text


def test_the_log_as_csv_has_seconds_and_no_formulas(
    cast: Cast, browser_of: Browser, incident: Incident
) -> None:
    add_entry(incident_id=incident.id, kind=Kind.NOTE, text="=1+1", by=cast.liv, at=clock.now())
    answer = browser_of(cast.liv).get(page_of(incident, "incident-log-export"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[-1][4] == "'=1+1"
    assert len(rows[-1][0]) == len("2026-11-22 10:39:00")


@pytest.mark.parametrize("form", ["24h", "72h", "month", "report"])
def test_what_is_taken_out_is_a_pdf_and_kept_by_its_hash(
    cast: Cast, browser_of: Browser, incident: Incident, form: str
) -> None:
    text = '#panic("no") \\ $x$ *fet* @her [å]'
    add_entry(incident_id=incident.id, kind=Kind.NOTE, text=text, by=cast.liv, at=clock.now())
    if form == "report":
        page = page_of(incident, "incident-after-export")
    else:
        page = page_of(incident, "incident-notice", notice=form)
    answer = browser_of(cast.liv).get(page)
    assert answer.content.startswith(b"%PDF-")
    event = Event.objects.get(kind="incident.exported")
    assert event.body["form"] == form
    assert len(event.body["sha256"]) == 64


def test_there_is_no_notice_of_another_kind(
    cast: Cast, browser_of: Browser, incident: Incident
) -> None:
    page = page_of(incident, "incident-notice", notice="48h")
    assert browser_of(cast.liv).get(page).status_code == 404


def test_closing_leads_to_the_report_and_can_be_undone(
    cast: Cast, browser_of: Browser, incident: Incident
) -> None:
    browser = browser_of(cast.liv)
    later = f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M:%S}"
    assert browser.post(page_of(incident, "incident-close"), {"over_at": later}).status_code == 422
    now = f"{clock.now() - timedelta(hours=1):%Y-%m-%dT%H:%M:%S}+00:00"
    shown = browser.post(page_of(incident, "incident-close"), {"over_at": now}, follow=True)
    undo = page_of(incident, "incident-reopen")
    assert f'action="{undo}"' in shown.content.decode()
    browser.post(undo)
    incident.refresh_from_db()
    assert incident.over_at is None


def test_the_report_counts_contacts_and_hours_beyond_the_plan(
    cast: Cast, browser_of: Browser, incident: Incident
) -> None:
    now = clock.now()
    go_ready(cast.nina, at=now - timedelta(minutes=90))
    contact = arrive("general", at=now - timedelta(minutes=80))
    arrive("general", at=now - timedelta(days=7, minutes=60))
    work.take_contact(contact_id=contact.id, by=cast.nina, at=now - timedelta(minutes=79))
    shown = browser_of(cast.liv).get(page_of(incident, "incident-after"))
    found = shown.context["found"]
    (general, everything) = found.rows
    assert (general.before.received, general.during.received, general.after) == (1, 1, None)
    assert (everything.during.answered, everything.during.in_time) == (1, 1)
    ((who, length),) = found.extra
    assert who == cast.nina
    assert timedelta(minutes=89) < length < timedelta(minutes=91)


def test_hours_beyond_the_plan_add_up_as_they_are_shown(
    cast: Cast, browser_of: Browser, incident: Incident
) -> None:
    at = clock.now() - timedelta(minutes=10, seconds=20)
    go_ready(cast.nina, cast.omar, cast.stig, at=at)
    shown = browser_of(cast.liv).get(page_of(incident, "incident-after"))
    found = shown.context["found"]
    assert [length for _, length in found.extra] == [timedelta(minutes=10)] * 3
    assert found.extra_in_all == timedelta(minutes=30)


def test_an_owner_sees_and_closes_their_own_follow_ups_alone(
    cast: Cast, browser_of: Browser, incident: Incident
) -> None:
    for owner in (cast.nina, cast.omar):
        add_follow_up(
            incident_id=incident.id,
            text=f"Ring {owner.username}",
            owner=owner,
            due_on=date(2026, 1, 1),
            by=cast.liv,
            at=clock.now(),
        )
    mine, others = FollowUp.objects.get(owner=cast.nina), FollowUp.objects.get(owner=cast.omar)
    browser = browser_of(cast.nina)
    shown = browser.get(reverse("continuity:follow-ups")).content.decode()
    assert "Ring nina" in shown
    assert "Ring omar" not in shown
    assert browser.post(_closing(others), {"outcome": "x"}).status_code == 403
    assert browser.post(_closing(mine), {"outcome": "Ringt"}).status_code == 302
    leader = browser_of(cast.liv).get(reverse("continuity:follow-ups")).content.decode()
    assert "Ring nina" not in leader
    assert "Ring omar" in leader


def _closing(follow_up: FollowUp) -> str:
    return reverse("continuity:follow-up-close", args=[follow_up.id])


def test_what_channels_can_stand_is_read_by_agents_and_written_by_the_head(
    cast: Cast, browser_of: Browser
) -> None:
    page = reverse("continuity:capability")
    change = reverse("continuity:capability-change", args=["phone"])
    sent = {"longest_outage_h": "4", "target_back_h": "1", "depends_on": "Strøm\n\nLinjen"}
    assert browser_of(cast.hedda).post(change, sent).status_code == 302
    assert Capability.objects.get().depends_on == ["Strøm", "Linjen"]
    shown = browser_of(cast.nina).get(page).content.decode()
    assert "Linjen" in shown
    assert f'href="{change}"' not in shown
    assert browser_of(cast.hedda).post(change, {**sent, "target_back_h": "9"}).status_code == 422
    other = reverse("continuity:capability-change", args=["pigeon"])
    assert browser_of(cast.hedda).get(other).status_code == 404


# -- today -----------------------------------------------------------------------------------------


def test_the_page_of_the_day_names_who_is_away_and_not_why(cast: Cast, browser_of: Browser) -> None:
    now = clock.now()
    for user in (cast.nina, cast.omar):
        ends_at = now + timedelta(hours=5)
        Shift.objects.create(user=user, starts_at=now - timedelta(hours=1), ends_at=ends_at)
    declare_status(user=cast.omar, status=Status.LOGGED_OFF, reason="ill", at=now, by=cast.omar.id)
    page = browser_of(cast.liv).get(reverse("continuity:today"))
    shown = page.content.decode()
    assert "Omar Prøve" in shown
    assert "Ill" not in shown
    assert not page.context["today"].knows_volume


def test_the_sheet_for_the_board_is_a_pdf(cast: Cast, browser_of: Browser) -> None:
    answer = browser_of(cast.pia).get(reverse("continuity:today-export"))
    assert answer.content.startswith(b"%PDF-")
