"""Are overrides laid on, kept, and taken off again? And does every process see it at once?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from frontlinje.base.errors import Invalid, NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.centre.actions import begin_centre, end_override, place_override, save_revision
from frontlinje.centre.actions.overrides import keep_on_until, lay_on, take_off
from frontlinje.centre.models import OverrideRow, Revision
from frontlinje.centre.queries import (
    LONGEST_STEADY,
    base_document,
    effective_state,
    steady_state,
)
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.overrides import EDIT
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.tests.samples import name, plain_document
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
CLOSE_PHONE = {"kind": "set_channel_open", "channel": "phone", "is_open": False}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base(db: None) -> Revision:
    return begin_centre(at=AT, by=None)


def place(
    edit: dict[str, Any] = CLOSE_PHONE,
    *,
    starts_at: datetime = AT,
    until_at: datetime | None = None,
    by: User | None = None,
) -> OverrideRow:
    return place_override(
        edit=EDIT.validate_python(edit),
        starts_at=starts_at,
        until_at=until_at,
        by=by,
        reason="storm",
        at=AT,
    )


def test_what_is_laid_on_holds_until_it_is_ended(cast: Cast) -> None:
    before = effective_state(AT)
    row = place(by=cast.hedda)
    assert not effective_state(AT).is_channel_open("phone", AT)
    end_override(row.id, by=cast.olav, reason="over", at=AT + HOUR)
    after = effective_state(AT + HOUR)
    assert after.is_channel_open("phone", AT + HOUR)
    assert after == before
    kinds = Event.objects.filter(kind__startswith="centre.override").order_by("id")
    assert [(event.kind, event.by) for event in kinds] == [
        ("centre.override_placed", cast.hedda.id),
        ("centre.override_ended", cast.olav.id),
    ]
    assert all(event.topics == ["centre"] for event in kinds)


def test_what_has_an_end_ends_by_itself() -> None:
    place(until_at=AT + HOUR)
    assert not effective_state(AT).is_channel_open("phone", AT)
    assert effective_state(AT + HOUR).is_channel_open("phone", AT + HOUR)


def test_much_of_one_kind_asks_once_a_second_and_not_for_longer() -> None:
    with steady_state(), CaptureQueriesContext(connection) as asked:
        assert effective_state(AT).is_channel_open("phone", AT)
        place()
        n_asked = len(asked)
        assert effective_state(AT + LONGEST_STEADY / 2).is_channel_open("phone", AT)
        assert len(asked) == n_asked
        assert not effective_state(AT + LONGEST_STEADY).is_channel_open("phone", AT)
    assert not effective_state(AT).is_channel_open("phone", AT)


def test_what_starts_later_starts_later() -> None:
    place(starts_at=AT + HOUR)
    assert effective_state(AT).is_channel_open("phone", AT)
    assert not effective_state(AT + HOUR).is_channel_open("phone", AT + HOUR)


def test_ending_twice_is_ending_once() -> None:
    row = place()
    first = end_override(row.id, by=None, reason="", at=AT + HOUR)
    second = end_override(row.id, by=None, reason="", at=AT + 2 * HOUR)
    assert first.ended_at == second.ended_at
    assert Event.objects.filter(kind="centre.override_ended").count() == 1


def test_an_edit_without_a_target_is_refused() -> None:
    with pytest.raises(Invalid, match=r"centre\.no_such_target"):
        place({"kind": "set_hours", "calendar": "gone", "hours": "closed"})


def test_an_edit_that_breaks_the_state_is_refused() -> None:
    groups = {"kind": "change_queue", "queue": "general", "changes": {"groups": []}}
    with pytest.raises(InvalidDocument) as caught:
        place(groups)
    assert caught.value.problems[0].code == "centre.queue_without_group"


@pytest.mark.parametrize(
    ("starts", "until", "code"), [(1, 1, "ends_before_it_starts"), (-2, -1, "ends_in_the_past")]
)
def test_an_end_must_make_sense(starts: int, until: int, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        place(starts_at=AT + starts * HOUR, until_at=AT + until * HOUR)


def test_only_those_with_the_right_may_lay_on_and_take_off(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        place(by=cast.liv)
    row = place()
    with pytest.raises(NotAllowed):
        end_override(row.id, by=cast.nina, reason="", at=AT)


def test_what_does_not_exist_cannot_be_ended() -> None:
    with pytest.raises(NotFound, match=r"centre\.no_such_override"):
        end_override(uuid7(), by=None, reason="", at=AT)


def test_the_base_cannot_lose_what_an_override_in_force_relies_on(base: Revision) -> None:
    given = plain_document()
    given["groups"].append({"code": "extra", "name": name(), "is_everyone": True})
    document = CentreDocument.model_validate(given)
    saved = save_revision(document=document, by=None, reason="", based_on=base.id, at=AT)
    changes = {"groups": ["extra"]}
    row = place({"kind": "change_queue", "queue": "general", "changes": changes})
    without = CentreDocument.model_validate(plain_document())
    with pytest.raises(InvalidDocument):
        save_revision(document=without, by=None, reason="", based_on=saved.id, at=AT)
    end_override(row.id, by=None, reason="", at=AT)
    save_revision(document=without, by=None, reason="", based_on=saved.id, at=AT)
    assert base_document() == without


def test_a_state_already_worked_out_costs_one_query() -> None:
    place(until_at=AT + HOUR)
    first = effective_state(AT)
    with CaptureQueriesContext(connection) as queries:
        assert effective_state(AT + HOUR / 2) is first
    assert len(queries) == 1
    assert effective_state(AT + HOUR) is not first


def test_a_state_worked_out_for_later_is_not_used_for_earlier() -> None:
    row = place()
    end_override(row.id, by=None, reason="", at=AT + HOUR)
    assert effective_state(AT + HOUR).is_channel_open("phone", AT + HOUR)
    assert not effective_state(AT).is_channel_open("phone", AT)


CLOSE_MAIL = {"kind": "set_channel_open", "channel": "mail", "is_open": False}


def lay(*edits: dict[str, Any], until_at: datetime | None = None) -> list[OverrideRow]:
    read = [EDIT.validate_python(edit) for edit in edits]
    return lay_on(read, starts_at=AT, until_at=until_at, by=None, reason="storm", at=AT)


def test_several_are_laid_on_in_order_and_taken_off_at_once() -> None:
    before = effective_state(AT)
    opened = CLOSE_PHONE | {"is_open": True}
    rows = lay(CLOSE_PHONE, CLOSE_MAIL, opened)
    during = effective_state(AT)
    assert during.is_channel_open("phone", AT)
    assert not during.is_channel_open("mail", AT)
    taken = take_off([row.id for row in rows], by=None, reason="over", at=AT + HOUR)
    assert [row.ended_at for row in taken] == [AT + HOUR] * 3
    assert effective_state(AT + HOUR) == before


def test_one_that_does_not_fit_keeps_all_off() -> None:
    with pytest.raises(Invalid, match=r"centre\.no_such_target"):
        lay(CLOSE_PHONE, {"kind": "set_hours", "calendar": "gone", "hours": "closed"})
    assert not OverrideRow.objects.exists()
    assert effective_state(AT).is_channel_open("phone", AT)


def test_what_gets_another_end_is_seen_at_once_and_stays_where_it_lies() -> None:
    rows = lay(CLOSE_PHONE, until_at=AT + HOUR)
    on_top = lay(CLOSE_PHONE | {"is_open": True}, until_at=AT + HOUR)
    assert effective_state(AT + 2 * HOUR).is_channel_open("phone", AT + 2 * HOUR)
    keep_on_until([rows[0].id], AT + 3 * HOUR, by=None, reason="", at=AT)
    assert effective_state(AT).is_channel_open("phone", AT)
    assert not effective_state(AT + 2 * HOUR).is_channel_open("phone", AT + 2 * HOUR)
    assert OverrideRow.objects.get(id=rows[0].id).order < on_top[0].order


def test_a_change_that_was_rolled_back_leaves_no_state_behind() -> None:
    with transaction.atomic():
        lay(CLOSE_PHONE)
        assert not effective_state(AT).is_channel_open("phone", AT)
        transaction.set_rollback(True)
    lay(CLOSE_MAIL)
    assert effective_state(AT).is_channel_open("phone", AT)
    assert not effective_state(AT).is_channel_open("mail", AT)
