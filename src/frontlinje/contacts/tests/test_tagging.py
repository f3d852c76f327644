"""Tags mark contacts; a dissatisfied writer demands the skill, when the centre wants that."""

from datetime import timedelta
from typing import Any

import pytest

from frontlinje.base.errors import Invalid
from frontlinje.centre.actions import save_revision
from frontlinje.centre.queries import base_document, latest_revision
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.contacts.actions.tagging import tag_contact
from frontlinje.contacts.models import Case
from frontlinje.contacts.tests.small_centre import NOON, arrive
from frontlinje.ledger.models import Event
from frontlinje.people.models import Skill
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def changed(**sections: Any) -> None:
    """Change parts of the small centre."""
    document = CentreDocument.model_validate({**plain_form(base_document()), **sections})
    latest = latest_revision().id
    later = NOON + timedelta(seconds=1)
    save_revision(document=document, by=None, reason="", based_on=latest, at=later)


@pytest.fixture
def tagged(centre: Cast) -> Cast:
    """Give the centre two tags."""
    codes = ("flood", "campaign")
    changed(
        tags=[{"code": code, "name": dict.fromkeys(("nb", "sv", "en"), code)} for code in codes]
    )
    return centre


def test_tags_come_and_go_and_the_ledger_knows(tagged: Cast) -> None:
    contact = arrive(at=NOON)
    at = NOON + timedelta(minutes=1)
    for _again in range(2):
        contact = tag_contact(
            contact_id=contact.id, add=["flood", "campaign"], by=tagged.nina, at=at
        )
    assert contact.tags == ["campaign", "flood"]
    contact = tag_contact(contact_id=contact.id, remove=["flood", "never"], by=tagged.nina, at=at)
    assert contact.tags == ["campaign"]
    told = Event.objects.filter(contact_id=contact.id, reason="tagged").order_by("id")
    assert [event.body["after"] for event in told] == [
        {"tags": ["campaign", "flood"]},
        {"tags": ["campaign"]},
    ]


def test_a_tag_that_the_centre_does_not_have_is_refused(tagged: Cast) -> None:
    contact = arrive(at=NOON)
    with pytest.raises(Invalid, match=r"contacts\.no_such_tag"):
        tag_contact(contact_id=contact.id, add=["storm"], by=tagged.nina, at=NOON)


def test_who_sounds_dissatisfied_demands_the_skill_only_where_it_is_switched_on(
    centre: Cast,
) -> None:
    Skill.objects.create(code="difficult", names={"nb": "Vanskelige samtaler"})
    at = NOON + timedelta(minutes=1)
    changed(dissatisfied={"skill": "difficult", "level": 4})
    assert arrive(at=at, text="Dette er uakseptabelt").demands == []
    changed(dissatisfied={"is_demanded": True, "skill": "difficult", "level": 4})
    assert arrive(at=at, text="Dette er uakseptabelt").demands == [
        {"skill": "difficult", "level": 4}
    ]
    assert arrive(at=at, text="Takk for hjelpen").demands == []


def test_whoever_dealt_with_a_major_incident_is_not_preferred_for_all_its_customers(
    centre: Cast,
) -> None:
    case = Case.objects.create(reference="K-1", title="Strømbrudd", opened_at=NOON, is_major=True)
    first = arrive(case=case)
    first.last_agent = centre.nina
    first.save(update_fields=["last_agent"])
    assert arrive(case=case).last_agent is None
