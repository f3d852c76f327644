"""Does everybody get what is theirs to do, and is it known who did it?"""

import pytest

from frontlinje.base.errors import NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.continuity.actions.activating import activate_plan, end_activation
from frontlinje.continuity.actions.checklists import sign_off
from frontlinje.continuity.models import ChecklistItem
from frontlinje.continuity.queries.plans import checklist_of
from frontlinje.continuity.tests.small_plans import CALL_TREE, saved
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import NOON, after, centre, named

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
ANYBODY = {
    "kind": "checklist",
    "title": named("Vask"),
    "items": [{"text": named("Vask pultene")}],
}


def items(*measures: object) -> list[ChecklistItem]:
    saved(measures=list(measures))
    made = activate_plan(plan="phone-down", by=None, at=NOON, reason="test")
    return checklist_of([made.id])


def test_items_have_owners_and_deadlines_in_the_order_of_the_plan(cast: Cast) -> None:
    first, second, third = items(CALL_TREE, ANYBODY)
    assert (first.text["nb"], first.owner, first.due_at) == ("Ring laget", cast.liv, after(1800))
    assert (second.owner, second.owner_role, second.due_at) == (None, "centre_head", None)
    assert (third.list_title["sv"], third.owner, third.owner_role) == ("Vask", None, "")


def test_who_owns_an_item_signs_it_off_and_leaders_may_too(cast: Cast) -> None:
    call, supplier, wash = items(CALL_TREE, ANYBODY)
    for item in (call, supplier):
        with pytest.raises(NotAllowed, match=r"continuity\.not_your_item"):
            sign_off(item_id=item.id, by=cast.nina, at=NOON)
    with pytest.raises(NotAllowed, match=r"people\.missing_permission"):
        sign_off(item_id=wash.id, by=cast.tiril, at=NOON)
    sign_off(item_id=wash.id, by=cast.nina, at=NOON)
    sign_off(item_id=supplier.id, by=cast.liv, at=NOON)
    done = sign_off(item_id=call.id, by=cast.hedda, at=after(60), note="Alle svarte")
    assert (done.done_by, done.done_at, done.note) == (cast.hedda, after(60), "Alle svarte")


def test_signing_off_twice_keeps_the_first(cast: Cast) -> None:
    (item,) = items(ANYBODY)
    sign_off(item_id=item.id, by=cast.nina, at=NOON)
    again = sign_off(item_id=item.id, by=cast.omar, at=after(60), note="jeg også")
    assert (again.done_by, again.note) == (cast.nina, "")
    assert Event.objects.filter(kind="plan.signed_off").count() == 1


def test_what_was_handed_out_is_signed_off_after_the_plan_has_ended(cast: Cast) -> None:
    (item,) = items(ANYBODY)
    end_activation(activation_id=item.activation_id, by=None, at=after(60))
    assert sign_off(item_id=item.id, by=cast.nina, at=after(120)).done_at == after(120)
    with pytest.raises(NotFound, match=r"continuity\.no_such_item"):
        sign_off(item_id=uuid7(), by=cast.nina, at=after(120))
