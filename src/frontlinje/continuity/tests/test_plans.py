"""Are plans kept with every version, written by those who may, and not lost to a colleague?"""

import pytest
from django.db import DatabaseError, transaction

from frontlinje.base.errors import Conflict, NotAllowed, NotFound
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.continuity.actions.activating import activate_plan, end_activation
from frontlinje.continuity.actions.plans import (
    copy_plan,
    import_plan,
    load_library,
    restore_plan,
    retire_plan,
    save_plan,
)
from frontlinje.continuity.models import Activation, Plan, PlanVersion
from frontlinje.continuity.queries.plans import document_of, plan_version, plans, versions_of
from frontlinje.continuity.rules.plan import written
from frontlinje.continuity.tests.small_plans import CLOSE_PHONE, MIX_TEAMS, plan, saved
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import NOON, after, centre, named

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]


def test_every_wording_is_kept_and_the_ledger_says_what_changed(cast: Cast) -> None:
    first = saved()
    shorter = plan(expires_after_s=3600)
    second = save_plan(document=shorter, by=cast.hedda, at=after(60), reason="kortere", based_on=1)
    assert [version.number for version in versions_of("phone-down")] == [2, 1]
    assert document_of(plan_version("phone-down", 1)) == plan()
    assert document_of(plan_version("phone-down")) == shorter
    assert second.made_by == cast.hedda
    event = Event.objects.filter(kind="plan.saved").latest("id")
    assert event.body["changes"] == [
        {"path": "expires_after_s", "before": 14400.0, "after": 3600.0}
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanVersion.objects.filter(id=first.id).update(number=7)


def test_saving_what_stands_already_changes_nothing() -> None:
    first = saved()
    assert save_plan(document=plan(), by=None, at=after(60), based_on=1) == first
    assert PlanVersion.objects.count() == 1


def test_two_authors_do_not_overwrite_each_other(cast: Cast) -> None:
    saved()
    save_plan(document=plan(label="A"), by=cast.hedda, at=NOON, based_on=1)
    with pytest.raises(Conflict, match=r"continuity\.plan_changed_meanwhile") as caught:
        save_plan(document=plan(label="B"), by=cast.olav, at=NOON, based_on=1)
    assert caught.value.params["by"] == cast.hedda.name
    with pytest.raises(Conflict, match=r"continuity\.code_taken"):
        save_plan(document=plan(label="B"), by=cast.olav, at=NOON)


def test_a_plan_that_names_what_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidDocument) as caught:
        saved(measures=[MIX_TEAMS | {"groups": ["suth"]}])
    assert caught.value.problems[0].params["nearest"] == "south"
    assert not Plan.objects.exists()


def test_heads_and_owners_write_plans_and_leaders_do_not(cast: Cast) -> None:
    for user in (cast.liv, cast.nina, cast.pia, cast.lea):
        with pytest.raises(NotAllowed):
            save_plan(document=plan(), by=user, at=NOON)
        with pytest.raises(NotAllowed):
            import_plan(written(plan()), by=user, at=NOON)
    save_plan(document=plan(), by=cast.hedda, at=NOON)
    with pytest.raises(NotAllowed):
        retire_plan(plan="phone-down", by=cast.liv, at=NOON)
    with pytest.raises(NotAllowed):
        copy_plan(plan="phone-down", code="copy", by=cast.liv, at=NOON)


def test_a_file_is_a_new_version_of_the_plan_with_its_code() -> None:
    saved()
    text = written(plan(label="A"))
    assert import_plan(text, by=None, at=NOON).number == 2
    assert import_plan(text, by=None, at=NOON).number == 2


def test_a_copy_is_an_alternative_beside_its_original() -> None:
    saved(label="A")
    copy_plan(plan="phone-down", code="phone-down-b", by=None, at=NOON, label="B")
    assert [found.document.label for found in plans(NOON)] == ["A", "B"]
    with pytest.raises(Conflict, match=r"continuity\.code_taken"):
        copy_plan(plan="phone-down", code="phone-down-b", by=None, at=NOON)
    with pytest.raises(NotFound, match=r"continuity\.no_such_plan"):
        copy_plan(plan="gone", code="copy", by=None, at=NOON)


def test_what_is_in_effect_stays_as_it_was_when_its_plan_is_rewritten_or_put_away() -> None:
    saved(measures=[CLOSE_PHONE])
    made = activate_plan(plan="phone-down", by=None, at=NOON, reason="test")
    save_plan(document=plan(), by=None, at=NOON, based_on=1)
    retire_plan(plan="phone-down", by=None, at=NOON)
    assert plans(NOON) == []
    (found,) = plans(NOON, with_retired=True)
    assert found.live == (Activation.objects.get(),)
    assert made.version.number == 1
    end_activation(activation_id=made.id, by=None, at=after(60))
    restore_plan(plan="phone-down", by=None, at=after(60))
    assert [found.plan.code for found in plans(after(60))] == ["phone-down"]


def test_the_library_is_taken_over_once_and_what_was_changed_stays() -> None:
    first = load_library(at=NOON)
    assert len(first) >= 12
    assert load_library(at=after(60)) == []
    assert {version.number for version in first} <= {1}
    assert {found.plan.code for found in plans(NOON)} == {v.plan_id for v in first}
    for version in first:
        retire_plan(plan=version.plan_id, by=None, at=NOON)
    assert load_library(at=after(60)) == []
    assert plans(NOON) == []


def test_unknown_versions_are_not_found() -> None:
    saved(name=named("Noe annet"))
    with pytest.raises(NotFound, match=r"continuity\.no_such_version"):
        plan_version("phone-down", 2)
