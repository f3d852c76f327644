"""Does a draft survive, does the latest save win, and does a sent one stay gone?"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontlinje.base.errors import Invalid, NotAllowed
from frontlinje.contacts.actions.drafts import MOST_TEXT, discard_draft, draft_of, save_draft
from frontlinje.contacts.models import Contact, Draft
from frontlinje.contacts.tests.small_centre import NOON, arrive
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def save(contact: Contact, user: User, text: str, sequence: int | None) -> bool:
    return save_draft(contact_id=contact.id, user=user, text=text, sequence=sequence, at=NOON)


def text_of(contact: Contact, user: User) -> str:
    draft = draft_of(contact_id=contact.id, user=user)
    return draft.text if draft else ""


@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.permutations(range(5)))
def test_the_latest_save_wins_whatever_arrives_last(centre: Cast, order: list[int]) -> None:
    contact = arrive()
    for sequence in order:
        save(contact, centre.nina, f"text {sequence}", sequence)
    assert text_of(contact, centre.nina) == "text 4"
    assert Draft.objects.filter(contact=contact).count() == 1


def test_a_save_says_whether_it_was_overtaken(centre: Cast) -> None:
    contact = arrive()
    assert save(contact, centre.nina, "new", 2)
    assert not save(contact, centre.nina, "old", 1)
    assert not save(contact, centre.nina, "same", 2)


def test_two_people_have_a_draft_each(centre: Cast) -> None:
    contact = arrive()
    save(contact, centre.nina, "Nina's", 1)
    save(contact, centre.omar, "Omar's", 1)
    assert text_of(contact, centre.nina) == "Nina's"
    assert text_of(contact, centre.omar) == "Omar's"


def test_a_discarded_draft_is_not_revived_by_a_late_save(centre: Cast) -> None:
    contact = arrive()
    milliseconds = int(NOON.timestamp() * 1000)
    save(contact, centre.nina, "Hei", milliseconds + 5)
    discard_draft(contact_id=contact.id, user=centre.nina, at=NOON)
    save(contact, centre.nina, "Hei igjen", milliseconds + 6)
    assert text_of(contact, centre.nina) == ""


def test_discarding_nothing_leaves_nothing(centre: Cast) -> None:
    contact = arrive()
    discard_draft(contact_id=contact.id, user=centre.nina, at=NOON)
    assert not Draft.objects.exists()


def test_without_a_number_the_time_counts(centre: Cast) -> None:
    contact = arrive()
    assert save(contact, centre.nina, "a\0b", None)
    assert text_of(contact, centre.nina) == "ab"


def test_a_draft_has_its_limits(centre: Cast) -> None:
    contact = arrive()
    with pytest.raises(Invalid, match=r"contacts\.too_long"):
        save(contact, centre.nina, "x" * (MOST_TEXT + 1), 1)
    with pytest.raises(NotAllowed):
        save(contact, centre.pia, "x", 1)
