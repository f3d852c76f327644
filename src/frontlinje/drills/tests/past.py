"""Which past do the tests of day models have? Four weeks of a small centre whose truth is known."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from frontlinje.base.ids import uuid7
from frontlinje.centre.rules import state as rule
from frontlinje.centre.rules.fields import Interval
from frontlinje.centre.rules.starter import starter_document
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.rules.reference import reference_of
from frontlinje.drills.rules.recorded import Came, Colleague, History, There
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.presence.models import Shift
from frontlinje.routing.models import Offer, Outcome

OSLO = ZoneInfo("Europe/Oslo")
TODAY = date(2026, 3, 16)
"""A Monday without a holiday near."""
NOW = datetime(2026, 3, 16, 6, 0, tzinfo=UTC)
PHONE = ("general", "phone", "")
PER_DAY = 40
HANDLING_S = 200.0
PATIENCE_S = 100.0


def state() -> CentreState:
    """Return the state of a new centre."""
    return rule.effective_state(starter_document(), (), NOW)


def at(day: date, minute: float) -> datetime:
    """Return an instant of a local date."""
    return datetime.combine(day, time(), OSLO) + timedelta(minutes=minute)


def calls(day: date, chance: Random, *, n: int = PER_DAY) -> Iterator[Came]:
    """Yield the calls of a day: half of them in the first hour, patience as said above."""
    for k in range(n):
        came_at = at(day, 480 + (chance.random() * 60 if k % 2 else 60 + chance.random() * 360))
        patience, wait = chance.expovariate(1 / PATIENCE_S), chance.expovariate(1 / 60.0)
        end = came_at + timedelta(seconds=min(patience, wait))
        if patience < wait:
            yield Came(lane=PHONE, at=came_at, gave_up_at=end, ended_at=end)
        else:
            took = HANDLING_S * chance.uniform(0.5, 1.5)
            yield Came(
                lane=PHONE,
                at=came_at,
                answered_at=end,
                ended_at=end + timedelta(seconds=took),
                handling_s=took,
                wrap_up_s=20.0,
                crew="north",
            )


def history(days: Sequence[date], **changes: Any) -> History:
    """Return what was recorded on some days, by two people."""
    chance = Random(7)
    there = [
        There(
            username=name,
            planned=(Interval(480, 960),),
            ready=(Interval(480, 720), Interval(750, 960)),
            ready_s=450 * 60.0,
            pause_s=30 * 60.0,
        )
        for name in ("nina", "omar")
    ]
    facts: dict[str, Any] = {
        "zone": OSLO,
        "first": TODAY - timedelta(days=28),
        "last": TODAY - timedelta(days=1),
        "came": sorted((c for day in days for c in calls(day, chance)), key=lambda c: c.at),
        "there": dict.fromkeys(days, there),
        "colleagues": {n: Colleague(username=n, team="north") for n in ("nina", "omar")},
    }
    return History(**facts | changes)


def mondays(n: int = 4) -> list[date]:
    """Return the Mondays before today."""
    return [TODAY - timedelta(days=7 * k) for k in range(n, 0, -1)]


def write_past(people: Sequence[User], days: Sequence[date], *, n: int = PER_DAY) -> None:
    """Write such days into the tables: calls with their events, statuses, shifts and offers."""
    chance = Random(7)
    for day in days:
        for number, one in enumerate(calls(day, chance, n=n)):
            _write_call(one, people[number % len(people)])
        for person in people:
            _declare(person, day, 480, "logged_off", "ready")
            _declare(person, day, 720, "ready", "pause")
            _declare(person, day, 750, "pause", "ready")
            _declare(person, day, 960, "ready", "logged_off")
            Shift.objects.create(user=person, starts_at=at(day, 480), ends_at=at(day, 960))


def _declare(person: User, day: date, minute: int, before: str, after: str) -> None:
    Event.objects.create(
        kind="presence.declared",
        at=at(day, minute),
        agent_id=person.id,
        from_state=before,
        to_state=after,
    )


def _write_call(one: Came, agent: User) -> Contact:
    identifier = uuid7()
    assert one.ended_at is not None
    is_answered = one.answered_at is not None
    contact = Contact.objects.create(
        id=identifier,
        reference=reference_of(identifier),
        channel="phone",
        queue="general",
        state=State.CLOSED if is_answered else State.ABANDONED,
        state_at=one.ended_at,
        received_at=one.at,
        recorded_at=one.at,
        queued_at=one.at,
        answered_at=one.answered_at,
        closed_at=one.ended_at,
        closed_reason="handled" if is_answered else "gave_up",
        source="test",
    )
    if one.answered_at is not None:
        for moved_at, after in ((one.answered_at, "active"), (one.ended_at, "closed")):
            Event.objects.create(
                kind="contact.moved",
                at=moved_at,
                contact_id=contact.id,
                agent_id=agent.id,
                to_state=after,
            )
        Offer.objects.create(
            contact=contact,
            agent=agent,
            made_at=one.answered_at - timedelta(seconds=4),
            deadline_at=one.answered_at + timedelta(seconds=20),
            outcome=Outcome.ACCEPTED,
            ended_at=one.answered_at,
        )
    return contact
