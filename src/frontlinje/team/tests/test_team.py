"""Can a leader see who is on and lend a hand, and does the colleague learn of it?"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.base.errors import Conflict, Invalid, NotAllowed
from frontlinje.base.ids import uuid7
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact, Note
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.permissions import Role
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status, leave_note, note_connections
from frontlinje.presence.models import Presence, Shift, Status
from frontlinje.routing.actions import work
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.models import Offer
from frontlinje.routing.tests.centre_of_two_queues import NOON, after, arrive, go_ready
from frontlinje.team.actions import move_contact_on, steer_colleague, take_back_offer
from frontlinje.team.queries.day import bounds_of, days_of
from frontlinje.team.queries.now import Member, TeamNow, team_now

pytestmark = pytest.mark.usefixtures("centre")

Browser = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def now_at(cast: Cast, seconds: float, *, viewer: User | None = None, team: str = "") -> TeamNow:
    state = effective_state(after(seconds))
    return team_now(viewer or cast.liv, state, team=team, now=after(seconds))


def member(cast: Cast, name: str, seconds: float, **options: Any) -> Member:
    found = now_at(cast, seconds, **options)
    return next(one for one in found.members if one.now.user == getattr(cast, name))


def in_hands_of(user: User, *, queue: str = "general", at: float = 1) -> Contact:
    contact = arrive(queue, at=after(0))
    return work.take_contact(contact_id=contact.id, by=user, at=after(at))


# -- who is on now ---------------------------------------------------------------------------------


def test_planned_against_actual_is_told_in_numbers_and_under_headings(cast: Cast) -> None:
    for user in (cast.nina, cast.omar, cast.tiril, cast.stig):
        Shift.objects.create(user=user, starts_at=after(-3600), ends_at=after(3600))
    Shift.objects.create(user=cast.aksel, starts_at=after(7200), ends_at=after(9000))
    go_ready(cast.nina, cast.stig, cast.lea)
    declare_status(
        user=cast.stig, status=Status.LOGGED_OFF, reason="ill", at=after(60), by=cast.stig.id
    )
    found = now_at(cast, 120)
    assert found.counts == {
        "planned": 4, "on": 2, "late": 2, "left": 1, "unplanned": 1, "stays": 0,
    }  # fmt: skip
    headings = {heading: {one.now.user for one in members} for heading, members in found.headings}
    assert headings["expected"] == {cast.omar, cast.tiril, cast.stig}
    assert headings["ready"] == {cast.nina, cast.lea}
    assert headings["later"] == {cast.aksel}


def test_whoever_needs_a_look_comes_first(cast: Cast) -> None:
    go_ready(cast.nina, cast.omar)
    Presence.objects.filter(user=cast.omar).update(is_connected=False)
    found = now_at(cast, 5)
    assert found.headings[0][0] == "look"
    assert found.headings[0][1][0].now.user == cast.omar


def test_a_team_is_shown_alone(cast: Cast) -> None:
    assert cast.stig not in {one.now.user for one in now_at(cast, 1, team="north").members}
    assert cast.stig in {one.now.user for one in now_at(cast, 1, team="south").members}


def test_what_somebody_has_is_told_but_its_contents_only_to_who_may_read_it(cast: Cast) -> None:
    contact = in_hands_of(cast.stig, queue="settlement")
    parked = in_hands_of(cast.stig, queue="settlement")
    work.park_contact(contact_id=parked.id, by=cast.stig, at=after(2))
    leader = member(cast, "stig", 5)
    assert [one.contact for one in leader.live] == [contact]
    assert [one.contact for one in leader.later] == [parked]
    assert leader.live[0].is_visible
    assert leader.live[0].since_at == after(1)
    planner = member(cast, "stig", 5, viewer=cast.pia)
    assert not planner.live[0].is_visible


def test_the_team_takes_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    go_ready(cast.nina, cast.omar, cast.lea)
    in_hands_of(cast.nina)
    now_at(cast, 2)
    with django_assert_max_num_queries(11):
        now_at(cast, 5)


# -- a hand where it is needed ---------------------------------------------------------------------


def steer(
    cast: Cast, status: Status, *, reason: str = "", why: str = "", by: User | None = None
) -> None:
    steer_colleague(
        colleague=cast.nina,
        status=status,
        reason=reason,
        why=why,
        by=by or cast.liv,
        at=after(30),
    )


def test_a_colleague_learns_who_set_their_status_and_why(cast: Cast) -> None:
    go_ready(cast.nina)
    steer(cast, Status.PAUSE, reason="lunch", why="  Kom og  spis ")
    assert Presence.objects.get(user=cast.nina).status == Status.PAUSE
    event = Event.objects.filter(kind="presence.declared").latest("id")
    assert (event.by, event.agent_id, event.body["why"]) == (
        cast.liv.id,
        cast.nina.id,
        "Kom og spis",
    )
    assert f"agent:{cast.nina.id}" in event.topics
    found = member(cast, "nina", 40).set_by
    assert found is not None
    assert (found.name, found.why) == (cast.liv.name, "Kom og spis")

    declare_status(user=cast.nina, status=Status.READY, at=after(50), by=cast.nina.id)
    assert member(cast, "nina", 55).set_by is None


def test_a_status_is_set_with_a_reason_or_not_at_all(cast: Cast) -> None:
    with pytest.raises(Invalid, match="why_missing"):
        steer(cast, Status.LOGGED_OFF, why="  ")
    with pytest.raises(Invalid, match="reason_missing"):
        steer(cast, Status.PAUSE, why="uten grunn")
    with pytest.raises(Invalid, match="unknown_reason"):
        steer(cast, Status.PAUSE, reason="golf")
    steer(cast, Status.LOGGED_OFF, reason="ill")
    steer(cast, Status.READY, why="Du er tilbake")


def test_only_who_may_steer_steers(cast: Cast) -> None:
    contact = in_hands_of(cast.nina)
    for stranger in (cast.omar, cast.pia, cast.aksel):
        with pytest.raises(NotAllowed):
            steer(cast, Status.LOGGED_OFF, why="x", by=stranger)
        with pytest.raises(NotAllowed):
            take_back_offer(colleague=cast.nina, by=stranger, at=after(31))
        with pytest.raises(NotAllowed):
            move_contact_on(contact=contact, to=None, word="", by=stranger, at=after(31))


def test_an_offer_is_taken_back(cast: Cast) -> None:
    go_ready(cast.nina)
    arrive()
    dispatch(at=after(1))
    assert member(cast, "nina", 2).offer is not None
    assert take_back_offer(colleague=cast.nina, by=cast.liv, at=after(3)) == 1
    offer = Offer.objects.get()
    assert (offer.outcome, offer.reason) == ("withdrawn", "by_leader")
    assert take_back_offer(colleague=cast.nina, by=cast.liv, at=after(4)) == 0


def test_a_contact_goes_back_to_its_queue_with_a_word(cast: Cast) -> None:
    contact = in_hands_of(cast.nina)
    move_contact_on(contact=contact, to=None, word="Nina er syk", by=cast.liv, at=after(20))
    contact.refresh_from_db()
    assert (contact.state, contact.agent, contact.received_at) == (State.QUEUED, None, NOON)
    assert Note.objects.get().text == "Nina er syk"
    moved = Event.objects.filter(kind="contact.moved").latest("id")
    assert (moved.by, moved.reason) == (cast.liv.id, "by_leader")


def test_a_contact_goes_to_another_queue_or_to_a_colleague_who_is_there(cast: Cast) -> None:
    contact = in_hands_of(cast.nina)
    move_contact_on(contact=contact, to="settlement", word="", by=cast.liv, at=after(20))
    contact.refresh_from_db()
    assert (contact.queue, contact.state) == ("settlement", State.QUEUED)
    other = in_hands_of(cast.nina)
    with pytest.raises(Conflict, match="not_there"):
        move_contact_on(contact=other, to=cast.omar, word="husk", by=cast.liv, at=after(21))
    assert not Note.objects.exists()  # the word is kept only with the move
    go_ready(cast.omar, at=after(22))
    move_contact_on(contact=other, to=cast.omar, word="", by=cast.liv, at=after(23))
    other.refresh_from_db()
    assert other.reserved_for == cast.omar


# -- a day -----------------------------------------------------------------------------------------


def test_a_day_is_told_from_the_ledger(cast: Cast) -> None:
    state = effective_state(NOON)
    day = bounds_of(NOON.date(), ZoneInfo(state.document.timezone))
    Shift.objects.create(user=cast.nina, starts_at=after(-3600), ends_at=after(3600))
    go_ready(cast.nina)
    leave_note(user=cast.nina, note="Søl på tastaturet", at=after(100))
    steer(cast, Status.PAUSE, reason="lunch", why="Ta en pause")
    note_connections([cast.nina.id], at=after(31))
    (found,) = days_of([cast.nina], day=day, now=after(600))
    assert [one.declared.status for one in found.stretches] == ["logged_off", "ready", "pause"]
    last = found.stretches[-1]
    assert (last.declared.by, last.declared.why, last.length) == (
        cast.liv.id,
        "Ta en pause",
        timedelta(seconds=570),
    )
    assert [(one.kind, one.note) for one in found.moments] == [("note", "Søl på tastaturet")]
    assert found.sums.late == timedelta(hours=1)
    assert not found.is_empty
    (omar,) = days_of([cast.omar], day=day, now=after(600))
    assert omar.is_empty


def test_a_team_s_day_takes_as_many_queries_as_one_person_s(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    go_ready(cast.nina, cast.omar, cast.stig)
    day = bounds_of(NOON.date(), ZoneInfo("Europe/Oslo"))
    with django_assert_num_queries(4):
        days_of([cast.nina, cast.omar, cast.stig, cast.lea], day=day, now=after(60))


# -- the pages -------------------------------------------------------------------------------------


@pytest.fixture
def today(cast: Cast, centre: Revision) -> Contact:
    """Let Nina be ready with a contact, and Omar on pause, at this moment."""
    now = clock.now()
    go_ready(cast.nina, cast.omar, at=now - timedelta(minutes=10))
    declare_status(user=cast.omar, status=Status.PAUSE, reason="lunch", at=now, by=cast.omar.id)
    Shift.objects.create(
        user=cast.nina, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1)
    )
    contact = arrive(at=now - timedelta(minutes=5))
    return work.take_contact(contact_id=contact.id, by=cast.nina, at=now)


@pytest.mark.usefixtures("today")
def test_the_page_shows_the_team_to_leaders_and_planners(cast: Cast, browser_of: Browser) -> None:
    leader = browser_of(cast.liv).get("/team/").content.decode()
    assert "Lunch" in leader
    assert f"/team/people/{cast.nina.id}/status/" in leader
    planner = browser_of(cast.pia).get("/team/").content.decode()
    assert "Nina Prøve" in planner
    assert "/status/" not in planner
    assert "/move/" not in planner
    part = browser_of(cast.liv).get("/team/?team=north", headers=HTMX).content.decode()
    assert "<html" not in part


def test_a_status_is_set_from_the_page(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.liv)
    address = f"/team/people/{cast.nina.id}/status/"
    assert "Lunch" in browser.get(address, headers=HTMX).content.decode()
    answer = browser.post(address, {"status": "pause:lunch", "why": ""}, headers=HTMX)
    assert "presence:done" in json.loads(answer["HX-Trigger"])
    assert Presence.objects.get(user=cast.nina).reason == "lunch"
    refused = browser.post(address, {"status": "asleep"}, headers=HTMX)
    assert refused.status_code == 422
    plain = browser.post(address, {"status": "logged_off", "why": "Du glemte det"})
    assert plain.status_code == 302
    assert browser.get(f"/team/people/{uuid7()}/status/").status_code == 404


def test_a_contact_is_moved_from_the_page(cast: Cast, browser_of: Browser, today: Contact) -> None:
    browser = browser_of(cast.liv)
    address = f"/team/contacts/{today.id}/move/"
    asked = browser.get(address, headers=HTMX).content.decode()
    assert "queue:settlement" in asked
    assert browser.post(address, {"to": ""}, headers=HTMX).status_code == 422
    assert browser.post(address, {"to": "agent:x"}, headers=HTMX).status_code == 404
    assert browser.post(address, {"to": f"agent:{cast.omar.id}"}, headers=HTMX).status_code == 409
    assert browser.post(address, {"to": "back:"}, headers=HTMX).status_code == 200
    today.refresh_from_db()
    assert today.state != State.ACTIVE


def test_who_may_not_read_a_contact_cannot_move_it(cast: Cast, browser_of: Browser) -> None:
    hidden = in_hands_of(cast.stig, queue="settlement")
    User.objects.filter(id=cast.lea.id).update(roles=[Role.TEAM_LEADER.value])
    lent_leader = browser_of(User.objects.get(id=cast.lea.id))
    address = f"/team/contacts/{hidden.id}/move/"
    assert lent_leader.get(address).status_code == 404
    assert lent_leader.post(address, {"to": "back:"}).status_code == 404
    assert hidden.reference not in lent_leader.get("/team/?team=all").content.decode()


@pytest.mark.usefixtures("today")
def test_everybody_sees_their_own_day_and_leaders_everybody_s(
    cast: Cast, browser_of: Browser
) -> None:
    mine = f"/team/people/{cast.nina.id}/"
    assert browser_of(cast.nina).get(mine).status_code == 200
    assert browser_of(cast.liv).get(mine).status_code == 200
    assert browser_of(cast.omar).get(mine).status_code == 404
    assert browser_of(cast.liv).get(f"/team/people/{uuid7()}/").status_code == 404


@pytest.mark.usefixtures("today")
def test_the_day_of_a_team_is_a_table(cast: Cast, browser_of: Browser) -> None:
    page = browser_of(cast.pia).get("/team/day/?team=all").content.decode()
    assert page.count("<svg class") or page.count("<svg viewBox")
    assert "style=" not in page
    assert "Omar Prøve" in page
    assert browser_of(cast.pia).get("/team/day/?day=2020-01-01").status_code == 200
    assert browser_of(cast.pia).get("/team/day/?day=soon").status_code == 404
    assert browser_of(cast.nina).get("/team/day/").status_code == 403
