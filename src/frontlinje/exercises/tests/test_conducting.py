"""Does an exercise start, go on by its clock, and end, without a real customer being left?"""

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from frontlinje.base.errors import Conflict, FrontlinjeError, Invalid, NotAllowed, NotFound
from frontlinje.centre.models import OverrideRow
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.continuity.actions.plans import load_library
from frontlinje.continuity.models import Activation, Capability
from frontlinje.exercises.actions.conducting import (
    LEASE,
    pause_exercise,
    resume_exercise,
    start_exercise,
    stop_exercise,
)
from frontlinje.exercises.actions.preparing import discard_exercise
from frontlinje.exercises.actions.ticking import tick
from frontlinje.exercises.actions.writing import (
    activate_in_exercise,
    add_decision,
    add_note,
    give_inject,
)
from frontlinje.exercises.models import Entry, Exercise
from frontlinje.exercises.rules.course import Kind, Stage, Stop
from frontlinje.exercises.tests.rehearsing import prepared, started
from frontlinje.people.models import ExerciseSeat, User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status
from frontlinje.presence.models import Status
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import accept_offer
from frontlinje.routing.tests.centre_of_two_queues import after, arrive, go_ready

pytestmark = pytest.mark.usefixtures("centre")


def _kinds(exercise: Exercise) -> list[str]:
    return list(exercise.entries.order_by("id").values_list("kind", flat=True))


def test_cards_are_given_by_the_clock_and_not_while_paused(cast: Cast) -> None:
    exercise = started(cast.liv, cast.nina, kind=Kind.DISCUSSION)
    tick(at=after(1))
    assert _kinds(exercise) == ["started", "inject"]
    pause_exercise(exercise_id=exercise.id, by=cast.liv, at=after(60))
    tick(at=after(1200))
    assert _kinds(exercise)[2:] == ["paused"]
    resume_exercise(exercise_id=exercise.id, by=cast.liv, at=after(1200))
    tick(at=after(1200 + 8 * 60 - 61))
    assert "inject" not in _kinds(exercise)[3:]
    tick(at=after(1200 + 8 * 60 - 59))  # eight minutes on its own clock
    assert _kinds(exercise)[3:] == ["resumed", "inject"]


def test_a_card_is_given_by_hand_once(cast: Cast) -> None:
    exercise = started(cast.liv, cast.nina, kind=Kind.DISCUSSION, is_by_clock=False)
    tick(at=after(1))
    assert _kinds(exercise) == ["started"]
    facts: dict[str, Any] = {"exercise_id": exercise.id, "inject": "queue-doubles", "by": cast.liv}
    give_inject(**facts, at=after(5))
    with pytest.raises(Conflict, match="card_is_given"):
        give_inject(**facts, at=after(6))
    with pytest.raises(NotFound, match="no_such_card"):
        give_inject(exercise_id=exercise.id, inject="x", by=cast.liv, at=after(7))


def test_it_ends_by_itself_when_its_time_is_up_and_the_channels_are_known_as_tried(
    cast: Cast,
) -> None:
    exercise = started(cast.liv, cast.nina, kind=Kind.DISCUSSION, lasts_s=600.0)
    tick(at=after(599))
    tick(at=after(600))
    exercise.refresh_from_db()
    assert (exercise.stage, exercise.stopped_by, exercise.ran_s) == (Stage.OVER, Stop.TIME, 600)
    assert exercise.incident is not None
    assert exercise.incident.is_exercise
    assert exercise.incident.over_at == after(600)
    tried = Capability.objects.filter(last_exercise_on=after(0).date())
    assert set(tried.values_list("channel", flat=True)) == {"phone", "mail", "web"}


def test_made_up_customers_come_to_who_takes_part_and_go_when_it_is_over(cast: Cast) -> None:
    go_ready(cast.nina, cast.omar)
    exercise = started(cast.liv, cast.nina)
    tick(at=after(600))
    came = Contact.objects.filter(is_exercise=True)
    assert came.count() > 3
    assert set(came.values_list("queue", "source")) == {("general", "exercise")}
    offers = dispatch(at=after(601))
    assert {offer.agent_id for offer in offers} == {cast.nina.id}
    held = accept_offer(offer_id=offers[0].id, by=cast.nina, at=after(602))
    stop_exercise(exercise_id=exercise.id, by=cast.liv, at=after(603))
    held.refresh_from_db()
    assert (held.state, held.closed_reason) == (State.CLOSED, "exercise_over")
    assert not came.exclude(state__in=[State.CLOSED, State.ABANDONED]).exists()
    assert not ExerciseSeat.objects.exists()


def test_made_up_callers_hang_up_when_their_patience_is_over(cast: Cast) -> None:
    exercise = started(cast.liv, cast.nina)
    tick(at=after(600))
    calls = Contact.objects.filter(is_exercise=True, channel="phone")
    assert calls.exists()
    pause_exercise(exercise_id=exercise.id, by=cast.liv, at=after(601))
    tick(at=after(779))
    assert not calls.filter(state=State.ABANDONED).exists()
    tick(at=after(780))
    assert set(calls.values_list("state", flat=True)) == {State.ABANDONED}
    letters = Contact.objects.filter(is_exercise=True).exclude(channel="phone")
    assert set(letters.values_list("state", flat=True)) == {State.QUEUED}


def test_it_stops_by_itself_when_real_customers_wait_past_their_promise(cast: Cast) -> None:
    exercise = started(cast.liv, cast.nina, may_be_late=1)
    arrive(at=after(10))
    tick(at=after(611))
    exercise.refresh_from_db()
    assert exercise.stage == Stage.RUNNING  # one may be late
    arrive(at=after(11))
    tick(at=after(612))
    exercise.refresh_from_db()
    assert (exercise.stage, exercise.stopped_by) == (Stage.OVER, Stop.SERVICE)
    assert not ExerciseSeat.objects.exists()
    assert not Capability.objects.exists()


def test_it_stops_by_itself_when_a_real_customer_has_nobody_else(cast: Cast) -> None:
    go_ready(cast.nina, cast.omar)
    exercise = started(cast.liv, cast.nina, takes_real=False, at=after(5))
    hers = arrive(at=after(20))
    tick(at=after(21))
    exercise.refresh_from_db()
    assert exercise.stage == Stage.RUNNING  # Omar can take it
    declare_status(user=cast.omar, status=Status.LOGGED_OFF, at=after(22), by=cast.omar.id)
    tick(at=after(23))
    exercise.refresh_from_db()
    assert (exercise.stage, exercise.stopped_by) == (Stage.OVER, Stop.SERVICE)
    (offer,) = dispatch(at=after(24))
    assert (offer.contact_id, offer.agent_id) == (hers.id, cast.nina.id)


def test_it_ends_even_when_its_conductor_may_lead_no_more(cast: Cast) -> None:
    exercise = started(cast.liv, cast.nina, lasts_s=600.0)
    User.objects.filter(id=cast.liv.id).update(roles=["agent"])
    tick(at=after(600))
    exercise.refresh_from_db()
    assert (exercise.stage, exercise.stopped_by) == (Stage.OVER, Stop.TIME)


def test_who_was_late_before_it_began_does_not_stop_it(cast: Cast) -> None:
    arrive(at=after(-700))
    exercise = started(cast.liv, cast.nina)
    tick(at=after(5))
    exercise.refresh_from_db()
    assert exercise.stage == Stage.RUNNING


def test_it_does_not_take_away_everybody_who_is_ready(cast: Cast) -> None:
    go_ready(cast.nina, cast.omar)
    alone = prepared(cast.liv, cast.nina, cast.omar, takes_real=False)
    with pytest.raises(Conflict, match="nobody_left"):
        start_exercise(exercise_id=alone.id, by=cast.liv, at=after(5))
    started(cast.liv, cast.nina, takes_real=False, at=after(5))
    real = arrive(at=after(6))
    (offer,) = dispatch(at=after(7), only=[real.id])
    assert offer.agent_id == cast.omar.id


def test_seats_run_out_when_nobody_watches_over_the_exercise(cast: Cast) -> None:
    go_ready(cast.nina, cast.omar)
    started(cast.liv, cast.nina, takes_real=False)
    tick(at=after(30))
    assert ExerciseSeat.objects.get().until == after(30) + LEASE
    go_ready(cast.nina)
    hers = arrive(at=after(31))
    type(cast.omar).objects.filter(id=cast.omar.id).update(is_active=False)
    assert dispatch(at=after(89), only=[hers.id]) == []
    (offer,) = dispatch(at=after(91), only=[hers.id])
    assert (offer.contact_id, offer.agent_id) == (hers.id, cast.nina.id)


def test_a_plan_in_an_exercise_lays_no_override_and_is_told_to_nobody_outside(cast: Cast) -> None:
    load_library(at=after(0))
    exercise = started(cast.hedda, cast.liv, cast.nina, kind=Kind.DISCUSSION)
    plan: dict[str, Any] = {
        "exercise_id": exercise.id,
        "plan": "portal-down",
        "reason": "Tre timer minst",
    }
    entry = activate_in_exercise(**plan, by=cast.liv, at=after(90))
    assert (entry.kind, entry.clock_s) == ("activation", 90)
    assert not Activation.objects.exists()
    assert not OverrideRow.objects.exists()
    with pytest.raises(Conflict, match="already_in_effect"):
        activate_in_exercise(**plan, by=cast.liv, at=after(91))
    with pytest.raises(NotAllowed):  # as for real
        activate_in_exercise(**plan, by=cast.nina, at=after(92))


def test_only_the_conductor_leads_and_only_who_takes_part_decides(cast: Cast) -> None:
    exercise = started(cast.liv, cast.nina, kind=Kind.DISCUSSION)
    one = exercise.id
    with pytest.raises(NotAllowed):
        add_note(exercise_id=one, text="Hei", by=cast.nina, at=after(1))
    with pytest.raises(NotAllowed, match="not_conductor"):
        pause_exercise(exercise_id=one, by=cast.hedda, at=after(1))
    with pytest.raises(NotFound):
        add_decision(exercise_id=one, text="Steng", by=cast.omar, at=after(1))
    add_decision(exercise_id=one, text="Vi ringer driften", by=cast.nina, at=after(2))
    with pytest.raises(Invalid, match="text_missing"):
        add_decision(exercise_id=one, text="  ", by=cast.nina, at=after(3))
    add_note(exercise_id=one, text="Rolig", by=cast.liv, at=after(3))
    stop_exercise(exercise_id=one, by=cast.liv, at=after(4))
    add_note(exercise_id=one, text="Etterpå", by=cast.liv, at=after(500))
    with pytest.raises(Conflict, match="not_running"):
        add_decision(exercise_id=one, text="For sent", by=cast.nina, at=after(501))
    assert list(exercise.entries.order_by("id").values_list("text", flat=True)) == [
        "",
        "Vi ringer driften",
        "Rolig",
        "conductor",
        "Etterpå",
    ]


def test_one_exercise_with_contacts_goes_on_at_a_time(cast: Cast) -> None:
    started(cast.liv, cast.nina)
    other = prepared(cast.hedda, cast.omar)
    with pytest.raises(Conflict, match="another_is_running"):
        start_exercise(exercise_id=other.id, by=cast.hedda, at=after(1))
    started(cast.hedda, cast.omar, kind=Kind.DISCUSSION)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "  "}, "title_missing"),
        ({"participants": ()}, "no_participants"),
        ({"scenario": "flood"}, "no_such_scenario"),
        ({"queues": ()}, "no_queue"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(FrontlinjeError, match=code):
        prepared(cast.liv, cast.nina, **changes)
    with pytest.raises(Invalid, match="conductor_takes_part"):
        prepared(cast.liv, cast.liv)


def test_what_is_prepared_can_be_thrown_away_what_has_begun_cannot(cast: Cast) -> None:
    exercise = prepared(cast.liv, cast.nina)
    discard_exercise(exercise_id=exercise.id, by=cast.liv, at=after(1))
    assert not Exercise.objects.exists()
    begun = started(cast.liv, cast.nina)
    with pytest.raises(Conflict, match="wrong_stage"):
        discard_exercise(exercise_id=begun.id, by=cast.liv, at=after(1))
    with pytest.raises(NotFound):
        discard_exercise(exercise_id=uuid4(), by=cast.liv, at=after(1))


def test_the_log_is_never_changed(cast: Cast) -> None:
    started(cast.liv, cast.nina, kind=Kind.DISCUSSION)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(text="noe annet")
