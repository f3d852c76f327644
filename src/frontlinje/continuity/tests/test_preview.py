"""Does the preview say what will happen: to those who wait, those who work, and customers?"""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from frontlinje.centre.rules.fields import format_day
from frontlinje.contacts.models import Contact
from frontlinje.continuity.actions.activating import activate_plan
from frontlinje.continuity.models import Activation
from frontlinje.continuity.queries.preview import Preview, preview_of
from frontlinje.continuity.queries.previewing.gaps import Gap
from frontlinje.continuity.tests.small_plans import (
    CALL_TREE,
    CLOSE_PHONE,
    MIX_TEAMS,
    TOLD,
    plan,
    saved,
)
from frontlinje.ledger.models import Event
from frontlinje.people.models import Site, Skill
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status
from frontlinje.presence.models import Shift, Status
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.sweeping import sweep
from frontlinje.routing.tests.centre_of_two_queues import (
    NOON,
    after,
    arrive,
    centre,
    document,
    go_ready,
    hold,
    named,
    queue,
    save,
)

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]


def preview(**changes: Any) -> Preview:
    return preview_of(plan(**changes), now=NOON)


def test_a_preview_writes_nothing(cast: Cast) -> None:
    go_ready(cast.stig)
    arrive("general", "mail")
    n_events = Event.objects.count()
    preview(announcement=TOLD)
    assert Event.objects.count() == n_events
    assert not Activation.objects.exists()


def test_both_states_stand_side_by_side() -> None:
    seen = preview(announcement=TOLD)
    changed = {change.path: (change.before, change.after) for change in seen.changes}
    assert changed["channels.phone.is_open"] == (True, False)
    assert changed["queues.general.groups"] == (["north"], ["north", "south"])
    assert seen.measures[0].says.en.startswith("Close phone")
    assert not any(measure.is_without_effect for measure in seen.measures)
    assert seen.problems == ()


def test_what_customers_meet_is_told_per_channel() -> None:
    closed = {"kind": "say", "situation": "closed", "channels": ["phone"], "body": named("Stengt")}
    seen = preview(measures=[CLOSE_PHONE, closed], announcement=TOLD)
    (door,) = seen.doors
    assert (door.channel, door.was_open, door.is_open) == ("phone", True, False)
    said = {(told.channel, told.situation): told.after[0].nb for told in seen.texts}
    assert said["phone", "closed"] == "Stengt"
    assert said["web", "incident"] == "Telefonen er nede\n\nBruk skjemaet på nettet."
    assert all(told.before == () for told in seen.texts)
    assert all(told.queue == "" for told in seen.texts)


def test_only_chosen_measures_are_shown_at_work() -> None:
    seen = preview_of(plan(), now=NOON, chosen=[1])
    assert [measure.is_chosen for measure in seen.measures] == [False, True, False]
    assert seen.doors == ()


def test_the_preview_is_the_outcome(cast: Cast) -> None:
    send = {"code": "closed", "when": {"is_closed": True}, "then": [{"do": "send", "queue": "b"}]}
    queues = [queue("general", "north", overflow=[send]), queue("b", "south")]
    save(document(queues=queues))
    go_ready(cast.stig)
    waiting = [arrive("general", "mail", at=after(-60 * n)) for n in (4, 3, 2, 1)]
    waiting += [arrive("general", "phone", at=after(-n)) for n in (3, 2)]
    measures = [CLOSE_PHONE, MIX_TEAMS]
    seen = preview(measures=measures)
    foreseen = {
        contact_id: (move.kind, move.to) for move in seen.moves for contact_id in move.contact_ids
    }
    saved(measures=measures)
    activate_plan(plan="phone-down", by=None, at=NOON, reason="test")
    dispatch(at=NOON)
    sweep(at=NOON)
    outcome: dict[Any, tuple[str, str]] = {}
    for contact in Contact.objects.filter(id__in=[one.id for one in waiting]):
        if contact.state == "offered":
            outcome[contact.id] = ("offered", "")
        elif contact.queue != "general":
            outcome[contact.id] = ("sent", contact.queue)
    assert foreseen == outcome
    assert Counter(kind for kind, _ in outcome.values()) == {"offered": 1, "sent": 2}


def test_more_people_are_told_of_with_what_they_lack(cast: Cast) -> None:
    demand = {"skill": "settlements", "level": 4}
    save_with_skill(demand)
    hold(cast.stig, "settlements", 2)
    go_ready(cast.stig, cast.nina)
    hold(cast.nina, "settlements", 5)
    arrive("general", "mail")
    seen = preview()
    stig = next(person for person in seen.people if person.user_id == cast.stig.id)
    assert (stig.is_there, stig.gains, stig.loses) == (True, ("general",), ())
    (lack,) = stig.skills_lacked
    assert (lack.skill, lack.wanted, lack.held) == ("settlements", 4, 2)
    assert cast.nina.id not in {person.user_id for person in seen.people}
    (reach,) = seen.reach
    assert (reach.queue, reach.n_waiting, reach.n_before, reach.n_after) == ("general", 1, 1, 2)


def save_with_skill(demand: dict[str, Any]) -> None:
    Skill.objects.get_or_create(code=demand["skill"], defaults={"names": named("Oppgjør")})
    save(document(queues=[queue("general", "north", demands=[demand]), queue("b", "south")]))


def test_what_nobody_covers_is_told(cast: Cast) -> None:
    save_with_skill({"skill": "settlements", "level": 4})
    for user in (cast.nina, cast.stig):
        Shift.objects.create(user=user, starts_at=NOON, ends_at=NOON + timedelta(hours=4))
    arrive("general", "phone")
    seen = preview()
    assert Gap(kind="closed_with_waiting", queue="general", channel="phone", n=1) in seen.gaps
    missing = Gap(kind="skill_missing", queue="general", skill="settlements", level=4)
    assert missing in seen.older_gaps
    only_south = {"kind": "only_groups", "queues": {"codes": ["general"]}, "groups": ["south"]}
    Shift.objects.filter(user=cast.stig).delete()
    assert Gap(kind="nobody_there", queue="general") in preview(measures=[only_south]).gaps


def test_who_is_sent_home_without_ever_having_worked_there_is_told(cast: Cast) -> None:
    declare_status(user=cast.omar, status=Status.READY, at=NOON, by=cast.omar.id, place="home")
    home = {"kind": "work_from", "place": "home"}
    shifts = {"kind": "shift_pattern", "first": "08:00-14:00", "second": "10:00-16:00"}
    seen = {person.user_id: person for person in preview(measures=[home, shifts]).people}
    nina, omar = seen[cast.nina.id], seen[cast.omar.id]
    assert (nina.place, nina.lacks_equipment) == ("home", True)
    assert (omar.place, omar.lacks_equipment) == ("home", False)
    halves = {format_day(person.hours) for person in seen.values()}
    assert halves == {"08:00-14:00", "10:00-16:00"}
    assert preview(measures=[CLOSE_PHONE]).people == ()


def test_a_site_without_a_skill_is_told(cast: Cast, office: Site) -> None:
    save_with_skill({"skill": "settlements", "level": 4})
    hold(cast.nina, "settlements", 5)
    Site.objects.create(code="annex", name="Annex")
    for user in (cast.nina, cast.omar):
        Shift.objects.create(user=user, starts_at=NOON, ends_at=NOON + timedelta(hours=4))
    office_day = {"kind": "work_from", "place": "office"}
    apart = [
        office_day | {"site": "office", "usernames": ["nina"]},
        office_day | {"site": "annex", "usernames": ["omar"]},
    ]
    (gap,) = preview(measures=apart).gaps
    assert (gap.kind, gap.skill, gap.site) == ("skill_missing_at_site", "settlements", "annex")
    as_they_are = preview(measures=[CLOSE_PHONE])
    assert not [gap for gap in as_they_are.older_gaps if gap.queue == "general"]


def test_plans_in_effect_that_say_otherwise_are_named() -> None:
    only = {"kind": "only_groups", "queues": {"codes": ["general"]}, "groups": ["south"]}
    saved("split", measures=[only])
    live = activate_plan(plan="split", by=None, at=NOON, reason="test")
    other = {"kind": "only_groups", "queues": {"codes": ["general"]}, "groups": ["north"]}
    (clash,) = preview(measures=[other]).clashes
    assert (clash.activation_id, clash.plan) == (live.id, "split")
    (change,) = clash.changes
    assert (change.path, change.before, change.after) == (
        "queues.general.groups",
        ["south"],
        ["north"],
    )
    assert preview(measures=[CLOSE_PHONE]).clashes == ()


def test_plans_that_add_up_do_not_clash() -> None:
    everyone = {"code": "everyone", "name": named("Alle"), "is_everyone": True}
    groups = [group.model_dump(mode="json") for group in document().groups]
    save(document(groups=[*groups, everyone]))
    saved("mix", measures=[MIX_TEAMS])
    activate_plan(plan="mix", by=None, at=NOON, reason="test")
    assert preview(measures=[MIX_TEAMS | {"groups": ["everyone"]}, CALL_TREE]).clashes == ()


def test_a_measure_without_effect_is_marked() -> None:
    saved()
    activate_plan(plan="phone-down", by=None, at=NOON, reason="test")
    first, second, third = preview().measures
    assert first.is_without_effect
    assert second.is_without_effect
    assert not third.is_without_effect
    assert first.is_in_effect
