"""How does the base change, and who is told?"""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from frontlinje.base.errors import Conflict, Invalid, NotAllowed, NotFound, Unavailable
from frontlinje.centre.actions import begin_centre, demand_for_tone, save_revision, undo_revision
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import base_document, effective_state, latest_revision, plain_of
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.tests.samples import plain_document
from frontlinje.ledger.models import Event
from frontlinje.people.models import Skill, User
from frontlinje.people.tests.cast import Cast

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def save(given: dict[str, Any], by: User | None = None, based_on: int | None = None) -> Revision:
    latest = Revision.objects.order_by("-id").first()
    return save_revision(
        document=CentreDocument.model_validate(given),
        by=by,
        reason="because",
        based_on=based_on or (latest.id if latest else None),
        at=AT,
    )


def changed(given: dict[str, Any], **fields: Any) -> dict[str, Any]:
    given["queues"][0].update(fields)
    return given


def test_there_is_no_state_before_it_is_begun() -> None:
    with pytest.raises(Unavailable, match=r"centre\.not_begun"):
        effective_state(AT)
    assert not Revision.objects.exists()


def test_a_centre_is_begun_once() -> None:
    first = begin_centre(at=AT, by=None)
    assert begin_centre(at=AT, by=None) == first
    assert list(effective_state(AT).queues) == ["general", "follow-up"]


def test_a_saved_document_is_the_base_and_its_change_is_told(cast: Cast) -> None:
    save(plain_document())
    saved = save(changed(plain_document(), weight=2), by=cast.hedda)
    assert base_document().queues[0].weight == 2
    event = Event.objects.filter(kind="centre.changed").latest("id")
    assert (event.by, event.topics, event.reason) == (cast.hedda.id, ["centre"], "because")
    assert event.body["revision"] == saved.id
    assert event.body["changes"] == [{"path": "queues.general.weight", "before": 0.0, "after": 2.0}]


def test_nothing_changed_is_not_saved() -> None:
    first = save(plain_document())
    assert save(plain_document()) == first
    assert Event.objects.filter(kind="centre.changed").count() == 1


def test_who_saw_an_older_version_is_told_what_changed_meanwhile(cast: Cast) -> None:
    first = save(plain_document())
    save(changed(plain_document(), weight=2), by=cast.hedda)
    with pytest.raises(Conflict) as caught:
        save(changed(plain_document(), offer_s=30), by=cast.olav, based_on=first.id)
    assert caught.value.code == "centre.changed_meanwhile"
    assert caught.value.params["by"] == cast.hedda.name
    assert caught.value.params["paths"] == "queues.general.weight"
    assert base_document().queues[0].offer_s != 30


def test_a_document_that_does_not_fit_is_not_saved() -> None:
    save(plain_document())
    with pytest.raises(InvalidDocument) as caught:
        save(changed(plain_document(), groups=["gone"]))
    assert caught.value.problems[0].place == "queues.0.groups.0"
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("who", ["nina", "liv", "pia"])
def test_only_those_with_the_right_may_save(cast: Cast, who: str) -> None:
    save(plain_document())
    with pytest.raises(NotAllowed):
        save(changed(plain_document(), weight=2), by=getattr(cast, who))


def test_the_database_refuses_to_change_or_delete_a_revision() -> None:
    saved = save(plain_document())
    for harm in (
        lambda: Revision.objects.filter(id=saved.id).update(reason="other"),
        lambda: Revision.objects.filter(id=saved.id).delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            harm()


def test_taking_back_a_revision_leaves_later_changes() -> None:
    save(plain_document())
    middle = save(changed(plain_document(), weight=2))
    save(changed(plain_document(), weight=2, offer_s=30))
    undone = undo_revision(middle.id, by=None, reason="wrong", at=AT)
    assert undone.undo_of == middle
    assert (base_document().queues[0].weight, base_document().queues[0].offer_s) == (0, 30)


def test_what_was_changed_again_cannot_be_taken_back() -> None:
    save(plain_document())
    middle = save(changed(plain_document(), weight=2))
    save(changed(plain_document(), weight=3))
    with pytest.raises(Conflict) as caught:
        undo_revision(middle.id, by=None, reason="", at=AT)
    assert caught.value.params["paths"] == "queues.general.weight"


def test_an_undo_can_be_undone() -> None:
    save(plain_document())
    change = save(changed(plain_document(), weight=2))
    undone = undo_revision(change.id, by=None, reason="", at=AT)
    undo_revision(undone.id, by=None, reason="", at=AT)
    assert plain_of(latest_revision()) == plain_of(change)


def test_the_first_revision_cannot_be_taken_back_and_others_must_exist() -> None:
    first = save(plain_document())
    with pytest.raises(Invalid, match=r"centre\.first_revision"):
        undo_revision(first.id, by=None, reason="", at=AT)
    with pytest.raises(NotFound, match=r"centre\.no_such_revision"):
        undo_revision(first.id + 1000, by=None, reason="", at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_refused() -> None:
    first = save(plain_document())
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def writer(weight: int) -> None:
        gate.wait()
        try:
            save(changed(plain_document(), weight=weight), based_on=first.id)
            outcomes.append("saved")
        except Conflict as conflict:
            outcomes.append(conflict.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=writer, args=(weight,)) for weight in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["centre.changed_meanwhile", "saved"]


def test_a_leader_decides_alone_whether_tone_demands_a_skill(cast: Cast) -> None:
    Skill.objects.create(code="difficult", names={"nb": "Krevende samtaler"})
    begin_centre(at=AT, by=None)
    with pytest.raises(Invalid, match=r"centre\.no_skill_for_tone"):
        demand_for_tone(is_demanded=True, by=cast.liv, at=AT)
    given = plain_of(latest_revision())
    given["dissatisfied"] = {"skill": "difficult", "level": 5}
    save(given)
    with pytest.raises(NotAllowed):
        demand_for_tone(is_demanded=True, by=cast.nina, at=AT)
    for is_demanded in (True, False):
        demand_for_tone(is_demanded=is_demanded, by=cast.liv, at=AT)
        assert base_document().dissatisfied.is_demanded == is_demanded
        assert base_document().dissatisfied.skill == "difficult"
    assert latest_revision().made_by == cast.liv
