"""Is a measure met where contacts are routed? Each changes who gets what, and its end ends it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact
from frontlinje.continuity.actions.activating import activate_plan
from frontlinje.continuity.tests.measures_at_work import begin, end, offered_to
from frontlinje.continuity.tests.small_plans import saved
from frontlinje.ledger.models import Event
from frontlinje.people.models import Site, Skill, User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.models import Shift
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import accept_offer
from frontlinje.routing.actions.work import finish_contact
from frontlinje.routing.live_rows import agents_on_duty
from frontlinje.routing.models import Offer
from frontlinje.routing.queries import people_now
from frontlinje.routing.tests.centre_of_two_queues import (
    NOON,
    after,
    arrive,
    centre,
    document,
    go_ready,
    queue,
    save,
)

__all__ = ["centre"]
pytestmark = pytest.mark.usefixtures("centre")
LONG_WAIT = {"waited_s": 5}


def test_a_channel_taken_first_goes_before_what_waited_longer(cast: Cast) -> None:
    mail, call = arrive(channel="mail"), arrive(channel="phone", at=after(200))
    begin({"kind": "prioritise_channels", "order": ["phone"]})
    go_ready(cast.nina, at=after(299))
    assert offered_to(call, seconds=300) == ["nina"]
    assert offered_to(mail, seconds=300) == []


def test_without_the_plan_what_waited_longer_goes_first(cast: Cast) -> None:
    mail, call = arrive(channel="mail"), arrive(channel="phone", at=after(200))
    go_ready(cast.nina, at=after(299))
    assert offered_to(mail, seconds=300) == ["nina"]
    assert offered_to(call, seconds=300) == []


def test_more_groups_answer_while_the_plan_lasts_and_no_longer(cast: Cast) -> None:
    made = begin({"kind": "add_groups"})
    go_ready(cast.stig)
    assert offered_to(arrive("general")) == ["stig"]
    Offer.objects.all().delete()
    end(made, 12)
    assert offered_to(arrive("general"), seconds=14) == []


def test_only_the_groups_named_answer(cast: Cast) -> None:
    begin({"kind": "only_groups", "groups": ["south"], "queues": {"codes": ["general"]}})
    go_ready(cast.nina)
    contact = arrive("general")
    assert offered_to(contact) == []
    go_ready(cast.stig)
    assert offered_to(contact) == ["stig"]


def test_a_skill_that_nobody_holds_is_no_longer_demanded(cast: Cast, skilled: None) -> None:
    contact = arrive("general")
    go_ready(cast.nina)
    assert offered_to(contact) == []
    begin({"kind": "relax_skills", "by": 9})
    assert offered_to(contact, seconds=20) == ["nina"]


@pytest.fixture
def skilled(cast: Cast) -> None:
    Skill.objects.create(code="law", names={"nb": "Jus"})
    demands = [{"skill": "law", "level": 5}]
    save(document(queues=[queue("general", "north", demands=demands)]))


def test_an_offer_and_its_wrap_up_last_as_long_as_the_plan_says(cast: Cast) -> None:
    begin({"kind": "set_times", "offer_s": 45, "wrap_up_s": 90})
    go_ready(cast.nina)
    (offer,) = dispatch(at=after(1), only=[arrive("general").id])
    assert offer.deadline_at == after(46)
    accept_offer(offer_id=offer.id, by=cast.nina, at=after(2))
    finished = finish_contact(contact_id=offer.contact_id, by=cast.nina, at=after(10))
    assert finished.wrap_up_until == after(100)


@pytest.mark.parametrize(("usual_s", "then_at"), [(0, None), (15, after(25)), (60, after(30))])
def test_a_plan_that_gains_time_never_gives_more_than_there_was(
    cast: Cast, usual_s: float, then_at: datetime | None
) -> None:
    save(document(queues=[queue("general", "north", wrap_up_s=usual_s)]))
    begin({"kind": "set_times", "offer_s": 30, "wrap_up_s": 20, "is_at_most": True})
    go_ready(cast.nina)
    (offer,) = dispatch(at=after(1), only=[arrive("general").id])
    assert offer.deadline_at == after(21), "the queue gives 20 s, and the plan no more"
    accept_offer(offer_id=offer.id, by=cast.nina, at=after(2))
    finished = finish_contact(contact_id=offer.contact_id, by=cast.nina, at=after(10))
    assert finished.wrap_up_until == then_at


@pytest.mark.parametrize(
    ("below_s", "then_s"), [(180, 20), (10, 10)], ids=["longer", "shorter already"]
)
def test_time_is_gained_on_top_of_what_another_plan_gives(below_s: float, then_s: float) -> None:
    saved("below", measures=[{"kind": "set_times", "wrap_up_s": below_s}])
    activate_plan(plan="below", by=None, at=NOON, reason="Prøve")
    begin({"kind": "set_times", "wrap_up_s": 20, "is_at_most": True})
    assert effective_state(NOON).queues["general"].wrap_up_s == then_s


@pytest.mark.parametrize(
    "helper", [{"groups": ["south"]}, {"site": "hill"}, {}], ids=["groups", "site", "everybody"]
)
def test_overflow_asks_other_people_once_its_condition_holds(
    cast: Cast, helper: dict[str, Any]
) -> None:
    _at_site(cast.stig, "hill")
    begin({"kind": "overflow", "when": LONG_WAIT, "queues": {"codes": ["general"]}, **helper})
    go_ready(cast.stig)
    contact = arrive("general")
    assert offered_to(contact, seconds=4) == []
    assert offered_to(contact, seconds=6) == ["stig"]


def _at_site(user: User, code: str) -> None:
    user.site = Site.objects.create(code=code, name=code.capitalize())
    user.save(update_fields=["site"])


def test_overflow_sends_contacts_to_another_queue() -> None:
    begin(
        {
            "kind": "overflow",
            "when": LONG_WAIT,
            "queue": "settlement",
            "queues": {"codes": ["general"]},
        }
    )
    contact = arrive("general")
    offered_to(contact)
    assert Contact.objects.get().queue == "settlement"


def test_overflow_to_a_number_is_told_to_whoever_forwards_calls() -> None:
    begin({"kind": "overflow", "when": LONG_WAIT, "number": "+47 22 33 44 55"})
    offered_to(arrive("general", "phone"))
    told = Event.objects.get(kind="routing.overflow_applied")
    assert told.body["effects"] == ["send_number=+47 22 33 44 55"]


def test_lent_people_get_contacts_while_they_are_invited(cast: Cast) -> None:
    contact = arrive("settlement")
    go_ready(cast.lea)
    assert offered_to(contact) == []
    made = begin({"kind": "invite_people", "usernames": ["Lea"], "group": "south"})
    assert offered_to(contact, seconds=20) == ["lea"]
    Offer.objects.all().delete()
    end(made, 21)
    assert offered_to(arrive("settlement"), seconds=22) == []


def test_work_to_catch_up_waits_until_the_plan_is_over(cast: Cast) -> None:
    save(document(queues=[queue("general", "north"), queue("follow-up", "north")]))
    made = begin({"kind": "follow_up"})
    go_ready(cast.nina)
    contact = arrive("follow-up")
    assert offered_to(contact) == []
    assert not Event.objects.filter(kind="routing.nobody_can_take").exists()
    end(made, 12)
    assert offered_to(contact, seconds=14) == ["nina"]


def test_a_planned_shift_becomes_the_one_of_the_persons_half(cast: Cast) -> None:
    for user in (cast.nina, cast.omar, cast.liv, cast.tiril):
        Shift.objects.create(user=user, starts_at=after(-4 * 3600), ends_at=after(4 * 3600))
    begin({"kind": "shift_pattern", "first": "08:00-14:00", "second": "10:00-16:00"})
    people = people_now(effective_state(after(1)), now=after(1))
    shifts = {(one.shift.starts_at, one.shift.ends_at) for one in people if one.shift is not None}
    # In March noon in UTC is 13 in Oslo: 09-17 was planned.
    early = (after(-4 * 3600), after(3600))
    late = (after(-3 * 3600), after(3 * 3600))
    assert shifts == {early, late}


def test_whoever_has_worked_the_shift_of_their_half_is_offered_nothing_more(cast: Cast) -> None:
    team = [cast.nina, cast.omar, cast.liv, cast.tiril, cast.lea]
    for user in team:
        Shift.objects.create(user=user, starts_at=after(-4 * 3600), ends_at=after(4 * 3600))
        go_ready(user)

    def on_duty(seconds: float) -> set[UUID]:
        state = effective_state(after(seconds))
        return {agent.user_id for agent in agents_on_duty(state, after(seconds))}

    everybody = {user.id for user in team}
    made = begin({"kind": "shift_pattern", "first": "08:00-14:00", "second": "10:00-16:00"})
    now = after(3600)
    late = {
        one.user.id
        for one in people_now(effective_state(now), now=now)
        if one.shift is not None and one.shift.ends_at > now
    }
    assert 0 < len(late) < len(team)
    assert on_duty(3599) == everybody
    assert on_duty(3600) == late
    assert on_duty(3 * 3600) == set()
    end(made, 3 * 3600 + 1)
    assert on_duty(3 * 3600 + 1) == everybody
