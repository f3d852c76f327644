"""Does the monitor show what is so, cheaply, to whoever may look, with its alarms and formulas?"""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.models import AnswersStop
from frontlinje.contacts.models import Contact, Customer
from frontlinje.ledger.actions import record
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status, leave_note
from frontlinje.presence.models import Shift, Status
from frontlinje.reports import actions, tasks
from frontlinje.reports.events import ConservationBroken, ConservationHolds
from frontlinje.reports.kept import KeptForAMoment
from frontlinje.reports.models import ConservationCheck
from frontlinje.reports.queries.board import Stranded, board_now, forget_board
from frontlinje.reports.queries.queues import start_of_day
from frontlinje.reports.rules.groups import GROUPS, group_of
from frontlinje.routing.actions import work
from frontlinje.routing.actions.alarms import NOBODY_FITS, NOBODY_ON_DUTY
from frontlinje.routing.events import CommonCauseSuspected
from frontlinje.routing.rules.routing_state import REASONS
from frontlinje.routing.tests.centre_of_two_queues import NOON, after, arrive, document, go_ready
from frontlinje.routing.tests.centre_of_two_queues import save as save_centre

pytestmark = pytest.mark.usefixtures("centre")

Browser = Callable[[User], Client]


def test_every_reason_of_routing_has_a_heading() -> None:
    assert {group_of(why, "late") for why in REASONS} <= set(GROUPS)
    assert group_of("logged_off", "no_plan") == "away"


def test_monitors_that_ask_in_the_same_second_cost_one_set_of_queries(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    go_ready(cast.nina, cast.omar)
    arrive("settlement")
    board_now(after(1))
    forget_board()
    with django_assert_num_queries(16):
        board_now(after(10))
    with django_assert_num_queries(0):
        board_now(after(10.9))
    with django_assert_num_queries(11):  # what nobody can take is looked for every five seconds
        board_now(after(11))


def test_what_is_kept_is_worked_out_anew_when_clocks_go_back() -> None:
    kept = KeptForAMoment[float](lasts_s=1.0)
    assert kept.get(after(10), lambda at: at.timestamp()) == after(10).timestamp()
    assert kept.get(after(9.5), lambda at: at.timestamp()) == after(10).timestamp()
    assert kept.get(after(5), lambda at: at.timestamp()) == after(5).timestamp()


def test_what_nobody_can_take_is_an_alarm_per_queue_and_reason(cast: Cast) -> None:
    arrive(at=after(-300))
    arrive()
    assert board_now(after(1)).alarms.stranded == [
        Stranded("general", NOBODY_ON_DUTY, n=2, oldest_at=after(-300))
    ]
    go_ready(cast.stig)
    forget_board()
    assert [line.reason for line in board_now(after(2)).alarms.stranded] == [NOBODY_FITS]
    go_ready(cast.nina)
    forget_board()
    assert board_now(after(3)).alarms.is_quiet


def test_one_fault_for_many_is_told(cast: Cast) -> None:
    record(CommonCauseSuspected(agents=[], n_on_duty=4), at=after(5), by=None)
    assert board_now(after(6)).alarms.suspected_at == after(5)


def test_that_automatic_answers_are_stopped_is_told(cast: Cast) -> None:
    AnswersStop.objects.create(at=after(5), n=101)
    alarms = board_now(after(6)).alarms
    assert (alarms.answers_stopped_at, alarms.is_quiet) == (after(5), False)


def test_people_stand_under_their_headings(cast: Cast) -> None:
    go_ready(cast.nina, cast.omar)
    declare_status(
        user=cast.omar, status=Status.PAUSE, reason="lunch", at=after(2), by=cast.omar.id
    )
    Shift.objects.create(user=cast.tiril, starts_at=after(-3600), ends_at=after(3600))
    groups = board_now(after(3)).groups
    assert list(groups) == list(GROUPS)
    shown = {group: [person.user for person in people] for group, people in groups.items()}
    assert shown["ready"] == [cast.nina]
    assert shown["pause"] == [cast.omar]
    assert shown["expected"] == [cast.tiril]
    assert cast.stig in shown["away"]


def test_only_lively_channels_are_among_the_lines(cast: Cast) -> None:
    general, settlement = board_now(after(1)).queues
    assert general.channels == []
    assert settlement.is_open
    arrive(channel="web")
    forget_board()
    assert [line.channel for line in board_now(after(2)).queues[0].channels] == ["web"]


def test_a_queue_whose_channels_are_closed_is_said_to_be(cast: Cast) -> None:
    closed = {"code": "always", "name": {"nb": "A", "sv": "A", "en": "A"}, "week": {}}
    save_centre(document(hours=[closed]))
    assert not board_now(after(1)).queues[0].is_open


# -- the sum of law 1 ------------------------------------------------------------------------------


def test_a_gap_in_the_sum_is_kept_told_once_and_shown(cast: Cast) -> None:
    arrive()
    tasks.check_conservation(0)
    assert ConservationCheck.objects.get().gaps == {}
    Contact.objects.update(state="parked", agent=cast.nina)  # behind the ledger's back
    actions.check_conservation(at=after(60))
    actions.check_conservation(at=after(120))
    gaps = {"mail": {"queued": -1, "parked": 1}}
    assert Event.objects.get(kind=ConservationBroken.kind).body == {"gaps": gaps}
    alarms = board_now(after(121)).alarms
    assert (alarms.gaps, alarms.checked_at) == (gaps, after(120))

    Contact.objects.update(state="queued", agent=None)
    actions.check_conservation(at=after(180))
    assert Event.objects.filter(kind=ConservationHolds.kind).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_sum_is_worked_out_from_one_picture(cast: Cast) -> None:
    arrive()
    assert actions.check_conservation(at=after(1)).gaps == {}


# -- the pages -------------------------------------------------------------------------------------


@pytest.fixture
def lively(cast: Cast, centre: Revision) -> None:
    """Let something wait, somebody be ready and somebody be on pause, at this moment."""
    now = clock.now()
    go_ready(cast.nina, cast.omar, at=now - timedelta(minutes=10))
    declare_status(user=cast.omar, status=Status.PAUSE, reason="lunch", at=now, by=cast.omar.id)
    leave_note(user=cast.omar, note="<b>kaffe</b>", at=now)
    first = arrive("general", at=now - timedelta(minutes=5))
    arrive("general", at=now - timedelta(minutes=4))
    work.take_contact(contact_id=first.id, by=cast.nina, at=now)


@pytest.mark.usefixtures("lively")
def test_the_monitor_shows_queues_people_and_formulas(cast: Cast, browser_of: Browser) -> None:
    page = browser_of(cast.tiril).get("/board/").content.decode()
    assert 'data-sum="1 / (1 + 0 + 0) = 100 %"' in page
    assert "Lunch" in page
    assert "&lt;b&gt;kaffe" in page
    assert "<b>kaffe" not in page
    assert page.count('id="formula-service_level"') == 1


@pytest.mark.usefixtures("lively")
def test_htmx_is_given_what_moves_and_no_more(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.nina)
    for address in ("/board/", "/board/wall/"):
        whole = browser.get(address).content.decode()
        part = browser.get(address, headers={"HX-Request": "true"}).content.decode()
        assert "<html" in whole
        assert "<html" not in part
        assert "General" in part


@pytest.mark.usefixtures("lively")
def test_an_absence_reason_is_nobodys_business_here(cast: Cast, browser_of: Browser) -> None:
    now = clock.now()
    declare_status(user=cast.omar, status=Status.LOGGED_OFF, reason="ill", at=now, by=cast.omar.id)
    forget_board()
    for address in ("/board/", "/board/wall/", "/api/v1/board"):
        assert "Ill" not in browser_of(cast.nina).get(address).content.decode()


@pytest.mark.usefixtures("lively")
def test_programs_get_the_same_answer(cast: Cast, browser_of: Browser) -> None:
    told = browser_of(cast.nina).get("/api/v1/board").json()
    general = told["queues"][0]
    assert general["code"] == "general"
    assert (general["total"]["waiting"], general["total"]["service_level"]) == (1, 1.0)
    omar = next(person for person in told["people"] if person["id"] == str(cast.omar.id))
    assert (omar["why"], omar["pause_reason"]) == ("pause", "Lunch")


def rows_of(answer: Any) -> list[list[str]]:
    assert answer["Content-Type"].startswith("text/csv")
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.mark.usefixtures("lively")
def test_figures_are_taken_out_with_their_formulas(cast: Cast, browser_of: Browser) -> None:
    headings, general, *_ = rows_of(browser_of(cast.pia).get("/board/figures.csv"))
    assert "/" in headings[-1]
    assert "/" in headings[-2]
    line = dict(zip(headings, general, strict=True))
    assert list(line.values())[2:] == ["1", "0", "1", "1", "2", "1", "1", "0", "100", "100"]


@pytest.mark.usefixtures("lively")
def test_no_cell_of_a_list_is_a_formula(cast: Cast, browser_of: Browser) -> None:
    customer = Customer.objects.create(name="=1+1", created_at=NOON)
    Contact.objects.update(subject="@SUM(A1) 01010112345", customer=customer)
    rows = rows_of(browser_of(cast.liv).get("/board/contacts.csv"))
    assert len(rows) == 3
    assert rows[1][-2:] == ["'=1+1", "'@SUM(A1) 01010112345"] or rows[1][-2] == "'=1+1"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.usefixtures("lively")
def test_who_may_not_read_all_contacts_gets_no_customers(cast: Cast, browser_of: Browser) -> None:
    Contact.objects.update(subject="hemmelig")
    answer = browser_of(cast.pia).get("/board/contacts.csv")
    assert len(rows_of(answer)) == 3
    assert "hemmelig" not in answer.content.decode()
    event = Event.objects.get(kind="reports.contacts_exported")
    assert (event.by, event.body["n_rows"], event.body["has_customers"]) == (
        cast.pia.id,
        2,
        False,
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("first=2026-03-01&last=2026-03-31", 200),
        ("first=2026-03-31&last=2026-03-01", 422),
        ("first=2026-01-01&last=2026-12-31", 422),
        ("first=soon", 422),
    ],
)
def test_a_list_is_of_some_days(cast: Cast, browser_of: Browser, query: str, status: int) -> None:
    assert browser_of(cast.pia).get(f"/board/contacts.csv?{query}").status_code == status


def test_whoever_may_not_is_refused(cast: Cast, browser_of: Browser) -> None:
    for address in ("/board/figures.csv", "/board/contacts.csv"):
        assert browser_of(cast.nina).get(address).status_code == 403


def test_the_days_figures_begin_at_midnight_by_the_clock_on_the_wall(cast: Cast) -> None:
    assert start_of_day(effective_state(NOON), NOON).isoformat() == "2026-03-10T00:00:00+01:00"
