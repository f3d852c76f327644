"""Is a plan wholly in effect, for those who may, until it ends, and is nothing left of it then?"""

from datetime import datetime
from typing import Any

import pytest

from frontlinje.base.errors import Conflict, Invalid, NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.centre.models import OverrideRow, Revision
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact
from frontlinje.continuity.actions.activating import (
    activate_plan,
    end_activation,
    extend_activation,
)
from frontlinje.continuity.actions.plans import retire_plan
from frontlinje.continuity.actions.sweeping import sweep_activations
from frontlinje.continuity.models import Activation, Announcement
from frontlinje.continuity.queries.plans import live_activations, plans
from frontlinje.continuity.tests.small_plans import CLOSE_PHONE, HOUR_S, MIX_TEAMS, TOLD, saved
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import NOON, after, arrive, centre

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
HOUR = after(HOUR_S)


def activate(
    plan: str = "phone-down", *, by: User | None = None, at: datetime = NOON, **facts: Any
) -> Activation:
    return activate_plan(plan=plan, by=by, at=at, reason="Sentralen svarer ikke", **facts)


def kinds() -> list[str]:
    return list(
        Event.objects.filter(kind__startswith="plan.").order_by("id").values_list("kind", flat=True)
    )


def test_a_plan_changes_everything_at_once_and_its_end_leaves_nothing(cast: Cast) -> None:
    saved(announcement=TOLD)
    before = effective_state(NOON)
    made = activate(by=cast.liv)
    during = effective_state(NOON)
    assert not during.is_channel_open("phone", NOON)
    assert set(during.queues["general"].groups) == {"north", "south"}
    assert "Bruk skjemaet" in during.texts_for("incident", channel="web")[0].body.nb
    assert made.until_at == after(4 * HOUR_S)
    assert not made.is_partial
    ended = end_activation(activation_id=made.id, by=cast.hedda, at=HOUR, reason="Oppe igjen")
    assert effective_state(HOUR) == before
    assert (ended.ended_by, ended.end_reason) == (cast.hedda, "Oppe igjen")
    assert live_activations(HOUR) == []
    assert kinds() == ["plan.saved", "plan.activated", "plan.ended"]
    assert Announcement.objects.get().withdrawn_at == HOUR


def test_only_chosen_measures_are_put_into_effect() -> None:
    saved()
    made = activate(chosen=[1])
    state = effective_state(NOON)
    assert made.is_partial
    assert state.is_channel_open("phone", NOON)
    assert set(state.queues["general"].groups) == {"north", "south"}
    activate(chosen=[0])
    assert not effective_state(NOON).is_channel_open("phone", NOON)


def test_a_button_pressed_twice_is_pressed_once() -> None:
    saved()
    activate()
    with pytest.raises(Conflict, match=r"continuity\.already_in_effect"):
        activate(chosen=[0])
    assert Activation.objects.count() == 1
    later = after(5 * HOUR_S)
    assert activate(at=later).activated_at == later


def test_plans_lie_on_each_other_and_end_in_any_order() -> None:
    saved("a", measures=[CLOSE_PHONE])
    saved("b", measures=[CLOSE_PHONE, MIX_TEAMS])
    base = effective_state(NOON)
    lower, upper = activate("a"), activate("b")
    assert [live.id for live in live_activations(NOON)] == [lower.id, upper.id]
    end_activation(activation_id=lower.id, by=None, at=HOUR)
    state = effective_state(HOUR)
    assert not state.is_channel_open("phone", HOUR)
    assert set(state.queues["general"].groups) == {"north", "south"}
    end_activation(activation_id=upper.id, by=None, at=HOUR)
    assert effective_state(HOUR) == base


def test_it_ends_by_itself_and_warns_before(cast: Cast) -> None:
    saved()
    made = activate(until_at=HOUR)
    sweep_activations(at=after(HOUR_S - 901))
    assert "plan.ends_soon" not in kinds()
    sweep_activations(at=after(HOUR_S - 900))
    sweep_activations(at=after(HOUR_S - 899))
    assert kinds().count("plan.ends_soon") == 1
    assert not effective_state(after(HOUR_S - 1)).is_channel_open("phone", NOON)
    assert effective_state(HOUR).is_channel_open("phone", HOUR)
    sweep_activations(at=after(HOUR_S + 30))
    made.refresh_from_db()
    assert (made.ended_at, made.ended_by) == (HOUR, None)
    assert Event.objects.get(kind="plan.ended").body["has_expired"] is True


def test_an_extension_moves_the_end_of_everything_and_warns_anew(cast: Cast) -> None:
    saved(announcement=TOLD)
    made = activate(until_at=HOUR)
    sweep_activations(at=after(HOUR_S - 10))
    until_at = after(2 * HOUR_S)
    extended = extend_activation(
        activation_id=made.id, until_at=until_at, by=cast.liv, at=NOON, reason="Varer lenger"
    )
    assert (extended.until_at, extended.warned_at) == (until_at, None)
    assert not effective_state(HOUR).is_channel_open("phone", HOUR)
    assert effective_state(HOUR).texts_for("incident", channel="mail")
    assert effective_state(until_at).is_channel_open("phone", until_at)
    assert not effective_state(until_at).texts_for("incident", channel="mail")


def test_what_is_over_cannot_be_extended_and_ends_only_once() -> None:
    saved()
    made = activate(until_at=HOUR)
    first = end_activation(activation_id=made.id, by=None, at=after(60))
    again = end_activation(activation_id=made.id, by=None, at=after(120))
    assert again.ended_at == first.ended_at == after(60)
    with pytest.raises(Conflict, match=r"continuity\.no_longer_in_effect"):
        extend_activation(
            activation_id=made.id, until_at=HOUR, by=None, at=after(180), reason="igjen"
        )


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"until_at": NOON}, "ends_in_the_past"),
        ({"chosen": []}, "nothing_chosen"),
        ({"chosen": [3]}, "no_such_measure"),
        ({"reason": "  "}, "no_reason"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_happens(facts: dict[str, Any], code: str) -> None:
    saved()
    with pytest.raises(Invalid, match=rf"continuity\.{code}"):
        activate_plan(**{"plan": "phone-down", "by": None, "at": NOON, "reason": "test", **facts})
    assert not OverrideRow.objects.exists()
    assert not Activation.objects.exists()


def test_a_plan_put_away_or_unknown_is_refused() -> None:
    with pytest.raises(NotFound, match=r"continuity\.no_such_plan"):
        activate("gone")
    saved()
    retire_plan(plan="phone-down", by=None, at=NOON)
    assert plans(NOON) == []
    with pytest.raises(Conflict, match=r"continuity\.plan_retired"):
        activate()


def test_team_leaders_and_the_head_may_and_others_may_not(cast: Cast) -> None:
    saved()
    for user in (cast.nina, cast.pia, cast.olav, cast.aksel, cast.tiril, cast.lea):
        with pytest.raises(NotAllowed):
            activate(by=user)
    made = activate(by=cast.liv)
    for user in (cast.nina, cast.olav):
        with pytest.raises(NotAllowed):
            end_activation(activation_id=made.id, by=user, at=NOON)
        with pytest.raises(NotAllowed):
            extend_activation(
                activation_id=made.id, until_at=HOUR, by=user, at=NOON, reason="lenger"
            )
    with pytest.raises(NotFound):
        end_activation(activation_id=uuid7(), by=cast.liv, at=NOON)


def test_a_plan_may_be_kept_for_the_head(cast: Cast) -> None:
    saved(may_activate=["centre_head"])
    with pytest.raises(NotAllowed, match=r"continuity\.not_for_your_role"):
        activate(by=cast.liv)
    assert activate(by=cast.hedda).activated_by == cast.hedda


def test_what_was_renamed_since_does_not_stop_the_rest(centre: Revision) -> None:
    saved(measures=[CLOSE_PHONE, MIX_TEAMS | {"groups": ["north"]}])
    version = plans(NOON)[0].version
    gone = MIX_TEAMS | {"groups": ["renamed-since"]}
    type(version).objects.create(
        plan=version.plan,
        number=2,
        document=version.document | {"measures": [CLOSE_PHONE, gone]},
        made_at=NOON,
    )
    activate()
    assert not effective_state(NOON).is_channel_open("phone", NOON)


def test_what_waits_in_a_queue_that_is_no_more_waits_in_the_channels_own() -> None:
    contact = arrive("settlement", "mail")
    Contact.objects.filter(id=contact.id).update(queue="gone")
    sweep_activations(at=HOUR)
    contact.refresh_from_db()
    assert (contact.state, contact.queue) == ("queued", "general")
    assert contact.due_at == after(600)
    moved = Event.objects.filter(contact_id=contact.id, kind="contact.moved").order_by("id").last()
    assert moved is not None
    assert (moved.reason, moved.queue) == ("queue_gone", "general")
