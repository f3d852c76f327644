"""Can a plan be entered, changed, put back and copied, by whoever may, and never twice at once?"""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from frontlinje.base.errors import Conflict, FrontlinjeError, Invalid, NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.centre.actions import begin_centre
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import (
    change_shift,
    copy_week,
    enter_shift,
    remove_shift,
    restore_shift,
)
from frontlinje.presence.models import Shift
from frontlinje.presence.tests.days import MORNING, THURSDAY, hours, plan

ENTERED, CHANGED, REMOVED = (f"presence.shift_{what}" for what in ("entered", "changed", "removed"))
MONDAY = THURSDAY - timedelta(days=3)


@pytest.mark.usefixtures("centre")
def test_a_shift_is_entered_and_told(cast: Cast) -> None:
    shift = plan(cast.nina, 8, 16, by=cast.pia)
    event = Event.objects.get(kind=ENTERED)
    assert (event.agent_id, event.by) == (cast.nina.id, cast.pia.id)
    assert event.body["shift_id"] == str(shift.id)
    assert set(event.topics) == {"presence", f"agent:{cast.nina.id}"}


@pytest.mark.usefixtures("centre")
def test_only_who_may_plan_plans(cast: Cast) -> None:
    shift = plan(cast.nina, 8, 16, by=cast.pia)
    span = hours(9, 17)
    with pytest.raises(NotAllowed):
        enter_shift(user=cast.nina, span=span, by=cast.nina, at=MORNING)
    with pytest.raises(NotAllowed):
        change_shift(shift_id=shift.id, span=span, place="", note="", by=cast.nina, at=MORNING)
    with pytest.raises(NotAllowed):
        remove_shift(shift_id=shift.id, by=cast.nina, at=MORNING)
    with pytest.raises(NotAllowed):
        copy_week(monday=MONDAY, users=[cast.nina], by=cast.nina, at=MORNING)


@pytest.mark.usefixtures("centre")
def test_an_overlap_is_refused_and_named(cast: Cast) -> None:
    plan(cast.nina, 8, 16, by=cast.pia)
    plan(cast.nina, 16, 18, by=cast.pia)
    plan(cast.omar, 9, 17, by=cast.pia)
    with pytest.raises(Conflict, match="shift_overlaps"):
        plan(cast.nina, 15, 19, by=cast.pia)
    assert Shift.objects.count() == 3


@pytest.mark.usefixtures("centre")
def test_a_shift_is_changed_and_what_changed_is_told(cast: Cast) -> None:
    shift = plan(cast.nina, 8, 16, by=cast.pia)
    change_shift(
        shift_id=shift.id, span=hours(8, 14), place="home", note="", by=cast.liv, at=MORNING
    )
    event = Event.objects.get(kind=CHANGED)
    assert event.body["after"] == {"ends_at": hours(8, 14).ends_at.isoformat(), "place": "home"}
    change_shift(
        shift_id=shift.id, span=hours(8, 14), place="home", note="", by=cast.liv, at=MORNING
    )
    assert Event.objects.filter(kind=CHANGED).count() == 1  # nothing changed the second time


@pytest.mark.usefixtures("centre")
def test_a_shift_cannot_be_moved_onto_another(cast: Cast) -> None:
    first = plan(cast.nina, 8, 12, by=cast.pia)
    plan(cast.nina, 13, 16, by=cast.pia)
    with pytest.raises(Conflict, match="shift_overlaps"):
        change_shift(
            shift_id=first.id, span=hours(8, 14), place="", note="", by=cast.pia, at=MORNING
        )
    with pytest.raises(Invalid, match="shift_empty"):
        change_shift(
            shift_id=first.id,
            span=type(hours(1, 2))(hours(9, 10).ends_at, hours(9, 10).starts_at),
            place="",
            note="",
            by=cast.pia,
            at=MORNING,
        )


@pytest.mark.usefixtures("centre")
def test_a_removed_shift_can_be_put_back_unless_its_time_is_taken(cast: Cast) -> None:
    shift = enter_shift(
        user=cast.nina, span=hours(8, 16), place="home", note="bak", by=cast.pia, at=MORNING
    )
    remove_shift(shift_id=shift.id, by=cast.pia, at=MORNING)
    assert Event.objects.get(kind=REMOVED).body["note"] == "bak"
    with pytest.raises(NotFound):
        remove_shift(shift_id=shift.id, by=cast.pia, at=MORNING)
    back = restore_shift(shift_id=shift.id, by=cast.pia, at=MORNING)
    assert (back.user, back.place, back.note) == (cast.nina, "home", "bak")
    with pytest.raises(Conflict, match="shift_overlaps"):
        restore_shift(shift_id=shift.id, by=cast.pia, at=MORNING)
    with pytest.raises(NotFound):
        restore_shift(shift_id=uuid7(), by=cast.pia, at=MORNING)


@pytest.mark.usefixtures("centre")
def test_last_week_is_copied_without_doubles(cast: Cast) -> None:
    for days in range(5):
        plan(cast.nina, 8, 16, by=cast.pia, day=MONDAY + timedelta(days=days - 7))
    plan(cast.omar, 8, 16, by=cast.pia, day=MONDAY - timedelta(days=7))
    plan(cast.nina, 12, 20, by=cast.pia, day=MONDAY)
    everybody = [cast.nina, cast.stig]
    assert copy_week(monday=MONDAY, users=everybody, by=cast.pia, at=MORNING) == (4, 1)
    assert copy_week(monday=MONDAY, users=everybody, by=cast.pia, at=MORNING) == (0, 5)
    assert Shift.objects.filter(user=cast.omar).count() == 1
    copied = Event.objects.filter(kind=ENTERED, body__source="copy")
    assert copied.count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_planners_at_once_never_overlap_shifts(cast: Cast) -> None:
    begin_centre(at=MORNING, by=None)
    together = Barrier(2)
    refused: list[str] = []

    def enter(begins: int, by: User) -> None:
        together.wait()
        try:
            plan(cast.nina, begins, begins + 4, by=by)
        except FrontlinjeError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=enter, args=(8, cast.pia)), Thread(target=enter, args=(9, cast.liv))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["presence.shift_overlaps"]
    assert Shift.objects.count() == 1
