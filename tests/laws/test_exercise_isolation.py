"""An exercise over every channel's adapter: no row reaches a customer or a figure.

Real contacts stand beside the made-up ones, and one real answer is sent: had the exercise changed
a sum, or a mail of it left, it would be seen beside them.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.doors import send_one
from frontlinje.channels.mail.models import OutgoingMail, OutgoingState
from frontlinje.channels.registry import CHANNELS
from frontlinje.contacts.models import Case, Contact, Customer
from frontlinje.contacts.queries import conservation, viewer_of, visible_contacts
from frontlinje.contacts.rules.lifecycle import Channel, State
from frontlinje.continuity.queries.figures import Figures
from frontlinje.continuity.queries.previewing.moves import moves_of
from frontlinje.continuity.queries.usual_work import handling_times, usual_volume, waiting_now
from frontlinje.desk.queries.backlog import Wanted, backlog
from frontlinje.exercises.actions.conducting import start_exercise, stop_exercise
from frontlinje.exercises.actions.ticking import tick
from frontlinje.exercises.models import Exercise
from frontlinje.exercises.queries.happening import made_up_now
from frontlinje.exercises.tests.rehearsing import prepared
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status
from frontlinje.presence.models import Status
from frontlinje.reports.exports import contacts_csv
from frontlinje.reports.queries.board import board_now, forget_board
from frontlinje.reports.queries.contact_list import Days, contacts_of_days
from frontlinje.reports.queries.queues import figures_since, queue_lines
from frontlinje.routing.actions.alarms import stranded
from frontlinje.routing.actions.common_cause import suspected_since
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import accept_offer
from frontlinje.routing.actions.sweeping import sweep
from frontlinje.routing.actions.work import close_contact, finish_contact
from frontlinje.routing.models import Offer
from frontlinje.routing.tests.centre_of_two_queues import (
    NOON,
    after,
    arrive,
    document,
    go_ready,
    queue,
    save,
)
from frontlinje.suggestions.models import Aim
from frontlinje.suggestions.queries import lessons_for
from tests.mail.live_worker import free_port
from tests.mail.sink import Sink

pytestmark = pytest.mark.django_db

EVERY = [channel.value for channel in Channel]
LATER = after(1530)
"""When everything is counted: seats still hold, and who takes part is free."""


@pytest.fixture
def outside(settings: Any) -> Iterator[Sink]:
    sink = Sink(free_port())
    sink.start()
    settings.MAIL_OUT_URL = f"smtp://127.0.0.1:{sink.port}?starttls=never"
    yield sink
    sink.stop()


@pytest.fixture
def open_on_every_channel(cast: Cast) -> None:
    """Open a centre that takes every channel there is, with an address of its own."""
    channels = [{"code": code, "hours": "always", "units": 30} for code in EVERY]
    general = queue(
        "general", "north", channels=EVERY, addresses=["post@example.org"], promise_s=86400
    )
    save(document(channels=channels, queues=[general]))


def _exercise_on_every_channel(cast: Cast) -> Exercise:
    exercise = prepared(cast.liv, cast.nina, scenario="storm")
    plain = exercise.scenario
    plain["arrivals"] = [{"channel": code, "per_h": 30, "patience_s": 600} for code in EVERY]
    for one in plain["made_up"]:
        one["channels"] = EVERY
    exercise.save(update_fields=["scenario"])
    return start_exercise(exercise_id=exercise.id, by=cast.liv, at=after(5))


def _statistics(leader: User, agent: User, now: datetime) -> dict[str, Any]:
    """Return every figure and list that must not know of an exercise."""
    state = effective_state(now)
    zone = ZoneInfo(state.document.timezone)
    day = now.astimezone(zone).date()
    listed = contacts_of_days(Days(day, day), zone=zone)
    forget_board()
    return {
        "monitor": [list(lines) for lines in queue_lines(state, [], now=now).values()],
        "received": figures_since(NOON, now=now),
        "monitor's alarms": (stranded(state, now), board_now(now).alarms.stranded),
        "what each has in hand": [p.in_hand for p in board_now(now).people],
        "list": contacts_csv(listed, state=state, language="nb", has_customers=True, today=day),
        "conservation": conservation(),
        "common cause": suspected_since(),
        "triggers": (Figures(state, now).n_waiting, waiting_now()),
        "usual": (usual_volume(state, now, zone), handling_times(now)),
        "preview": moves_of(state, now),
        "backlog": [
            backlog(viewer_of(user, state), Wanted(state=one), state=state, now=now).rows
            for user in (leader, agent)
            for one in State
        ],
        "readable": [visible_contacts(viewer_of(user, state)).count() for user in (leader, agent)],
        "lessons": [lessons_for(aim, state) for aim in Aim],
        "register": (Customer.objects.count(), Case.objects.count()),
    }


def _answer_everything(cast: Cast, at: datetime) -> set[str]:
    """Take what is offered, and answer by each channel's own adapter; return the channels."""
    answered = set()
    dispatch(at=at)
    while offers := list(Offer.objects.filter(outcome=None)):
        for offer in offers:
            contact = accept_offer(offer_id=offer.id, by=cast.nina, at=at)
            adapter = CHANNELS.get(Channel(contact.channel))
            if adapter is not None and adapter.send_answer is not None:
                adapter.send_answer(contact_id=contact.id, text="Svar", by=cast.nina, at=at)
            finish_contact(contact_id=contact.id, by=cast.nina, at=at)
            contact.refresh_from_db()
            if contact.state == State.WRAP_UP:
                close_contact(contact, at=at, by=cast.nina.id, reason="handled")
            answered.add(contact.channel)
        dispatch(at=at)
    return answered


@pytest.mark.usefixtures("open_on_every_channel")
def test_nothing_of_an_exercise_reaches_a_customer_or_a_figure(cast: Cast, outside: Sink) -> None:
    _real_day(cast)
    before = _statistics(cast.liv, cast.omar, LATER)
    declare_status(
        user=cast.nina, status=Status.PAUSE, reason="lunch", at=after(4), by=cast.nina.id
    )
    exercise = _exercise_on_every_channel(cast)
    answered: set[str] = set()
    for second in range(60, 1200, 60):
        if second > 600:  # until then nobody is there, and callers give up
            go_ready(cast.nina, at=after(second))
        tick(at=after(second))
        sweep(at=after(second))
        answered |= _answer_everything(cast, after(second))
    tick(at=after(1500))
    during = _statistics(cast.liv, cast.omar, LATER)
    n_waiting = Contact.objects.filter(is_exercise=True, state=State.QUEUED).count()
    stop_exercise(exercise_id=exercise.id, by=cast.liv, at=after(1501))
    made_up = made_up_now(exercise)
    assert answered == set(EVERY)
    assert n_waiting > 0
    assert made_up.answered > 0
    assert made_up.lost > 0
    for name, figure in before.items():
        assert during[name] == figure, f"{name}, while it went on"
        assert _statistics(cast.liv, cast.omar, LATER)[name] == figure, f"{name}, afterwards"
    while send_one():
        pass
    assert [mail.recipients for mail in outside.received] == [["kari@example.net"]]
    mails = OutgoingMail.objects.filter(message__contact__is_exercise=True)
    assert mails.count() == made_up.withheld > 0
    assert set(mails.values_list("state", "sent_at")) == {(OutgoingState.WITHHELD, None)}


def _real_day(cast: Cast) -> None:
    """Let one real mail be answered, and another wait for somebody who knows about it."""
    go_ready(cast.nina)
    arrive(sender="Kari <kari@example.net>", text="Hei")
    assert _answer_everything(cast, after(3)) == {"mail"}
    arrive("general", "mail", at=after(4), demands=[{"skill": "beef", "level": 9}], text="Okser")
