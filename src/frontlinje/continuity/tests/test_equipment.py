"""Is it written down by leaders who lacks what at home, and told by the preview?"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.base.errors import Invalid, NotAllowed
from frontlinje.continuity.actions.equipment import write_equipment
from frontlinje.continuity.models import HomeEquipment
from frontlinje.continuity.queries.preview import preview_of
from frontlinje.continuity.rules.equipment import EQUIPMENT, lacked
from frontlinje.continuity.tests.small_plans import plan, saved
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import NOON, centre

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]

PAGE = reverse("continuity:equipment")
HOME = {"kind": "work_from", "place": "home"}


def test_the_preview_names_what_each_lacks(cast: Cast) -> None:
    write_equipment(user_id=cast.nina.id, has=["pc"], by=cast.liv, at=NOON)
    assert write_equipment(user_id=cast.omar.id, has=EQUIPMENT, by=cast.liv, at=NOON)
    assert not write_equipment(user_id=cast.omar.id, has=EQUIPMENT, by=cast.liv, at=NOON), "no news"
    people = {one.user_id: one for one in preview_of(plan(measures=[HOME]), now=NOON).people}
    nina, omar, stig = (people[user.id] for user in (cast.nina, cast.omar, cast.stig))
    assert (nina.lacks_things, nina.lacks_equipment) == (("headset", "vpn", "phone"), False)
    assert (omar.lacks_things, omar.lacks_equipment) == ((), False)
    assert (stig.lacks_things, stig.lacks_equipment) == ((), True), "nobody has asked him"
    office = {"kind": "work_from", "place": "office"}
    people = {one.user_id: one for one in preview_of(plan(measures=[office]), now=NOON).people}
    assert people[cast.nina.id].lacks_things == ()


def test_only_leaders_write_and_only_what_is_on_the_list(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        write_equipment(user_id=cast.nina.id, has=["pc"], by=cast.nina, at=NOON)
    with pytest.raises(Invalid):
        write_equipment(user_id=cast.nina.id, has=["boat"], by=cast.liv, at=NOON)
    assert lacked([]) == EQUIPMENT


def test_a_leader_ticks_off_a_team(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    liv = browser_of(cast.liv)
    shown = liv.get(PAGE).content.decode()
    assert cast.nina.name in shown
    assert cast.stig.name not in shown, "of another team"
    assert cast.stig.name in liv.get(PAGE, {"team": "all"}).content.decode()
    asked = {
        f"has-{cast.nina.id}": ["pc", "headset"],
        f"asked-{cast.omar.id}": "on",
        f"has-{cast.stig.id}": ["pc"],
    }
    liv.post(PAGE, asked)
    known = dict(HomeEquipment.objects.values_list("user", "has"))
    assert known == {cast.nina.id: ["pc", "headset"], cast.omar.id: []}
    event = Event.objects.filter(kind="equipment.checked", agent_id=cast.nina.id).get()
    assert (event.by, event.body["after"]) == (cast.liv.id, ["pc", "headset"])
    saved("home", measures=[HOME])
    preview = liv.get(reverse("continuity:plan-preview", args=["home"])).content.decode()
    assert "VPN" in preview
    assert browser_of(cast.nina).get(PAGE).status_code == 403
