"""Do the query that knows who asks and the rule on one page give the same answer? Always."""

import random

import pytest

from frontlinje.base.errors import NotFound
from frontlinje.base.ids import uuid7
from frontlinje.contacts.actions.lifecycle import move_contact
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import get_contact, visible_contacts
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.tests.small_centre import NOON, arrive, viewer
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def take(contact: Contact, agent: User) -> None:
    move_contact(contact, to=State.ACTIVE, at=NOON, by=agent.id, agent=agent)


def give_back(contact: Contact) -> None:
    move_contact(contact, to=State.QUEUED, at=NOON, by=None)


def offer(contact: Contact, agent: User) -> None:
    move_contact(contact, to=State.OFFERED, at=NOON, by=None, agent_id=agent.id)


def sees(user: User, contact: Contact) -> bool:
    return visible_contacts(viewer(user)).filter(id=contact.id).exists()


def test_own_staff_see_queues_that_are_open_to_all(centre: Cast) -> None:
    contact = arrive("general")
    assert sees(centre.nina, contact)
    assert sees(centre.stig, contact)


def test_a_queue_kept_to_a_team_is_seen_by_those_who_serve_it(centre: Cast) -> None:
    contact = arrive("settlement")
    assert sees(centre.stig, contact)
    assert not sees(centre.nina, contact)


def test_lent_staff_see_only_the_queues_they_serve(centre: Cast) -> None:
    assert sees(centre.lea, arrive("general"))
    centre.lea.team = centre.stig.team
    assert not sees(centre.lea, arrive("general"))


def test_whoever_had_a_contact_goes_on_seeing_it(centre: Cast) -> None:
    contact = arrive("settlement")
    take(contact, centre.nina)
    assert sees(centre.nina, contact)
    give_back(contact)
    assert sees(centre.nina, contact)


def test_an_offer_is_seen_while_it_stands_and_no_longer(centre: Cast) -> None:
    contact = arrive("settlement")
    offer(contact, centre.nina)
    assert sees(centre.nina, contact)
    give_back(contact)
    assert not sees(centre.nina, contact)
    offer(contact, centre.omar)
    assert not sees(centre.nina, contact)


def test_a_contact_kept_for_somebody_is_seen_by_them(centre: Cast) -> None:
    contact = arrive("settlement")
    Contact.objects.filter(id=contact.id).update(reserved_for=centre.nina)
    assert sees(centre.nina, contact)


def test_a_leader_sees_all_and_a_planner_nothing(centre: Cast) -> None:
    contact = arrive("settlement")
    assert sees(centre.liv, contact)
    assert not sees(centre.pia, contact)


def test_a_queue_that_is_gone_is_open_to_nobody_but_leaders(centre: Cast) -> None:
    contact = arrive("general")
    Contact.objects.filter(id=contact.id).update(queue="removed")
    assert not sees(centre.nina, contact)
    assert sees(centre.liv, contact)


def test_what_is_not_seen_is_not_found(centre: Cast) -> None:
    contact = arrive("settlement")
    assert get_contact(viewer(centre.stig), contact.id) == contact
    for stranger, contact_id in ((centre.nina, contact.id), (centre.stig, uuid7())):
        with pytest.raises(NotFound, match=r"contacts\.no_such_contact"):
            get_contact(viewer(stranger), contact_id)


@pytest.mark.parametrize("seed", range(5))
def test_the_query_and_the_rule_agree_on_every_contact_and_person(centre: Cast, seed: int) -> None:
    draw = random.Random(seed)
    agents = [centre.nina, centre.omar, centre.stig, centre.lea, centre.tiril]
    theirs: dict[Contact, set[str]] = {}
    for _ in range(12):
        contact = arrive(draw.choice(["general", "settlement", "archive"]))
        had: set[str] = set()
        offered_to = ""
        for _ in range(draw.randrange(5)):
            agent = draw.choice(agents)
            if contact.state == State.ACTIVE or (offered_to and draw.random() < 0.3):
                give_back(contact)
                offered_to = ""
            elif offered_to or draw.random() < 0.5:
                taker = next((a for a in agents if str(a.id) == offered_to), agent)
                take(contact, taker)
                had.add(str(taker.id))
                offered_to = ""
            else:
                offer(contact, agent)
                offered_to = str(agent.id)
        theirs[contact] = had | ({offered_to} if offered_to else set())
    for user in centre.everybody():
        who = viewer(user)
        found = set(visible_contacts(who))
        allowed = {c for c, ids in theirs.items() if who.may_see(c.queue, frozenset(ids))}
        assert found == allowed, user.name
