"""What can programs ask about the queues? The monitor as JSON: the same answer as the screen's."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema

from frontlinje.base import clock
from frontlinje.centre.rules.fields import Name
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission
from frontlinje.reports.queries.board import Board, QueueRow, board_now
from frontlinje.reports.queries.queues import QueueLine
from frontlinje.reports.rules.measures import answer_rate, service_level
from frontlinje.routing.queries import PersonNow

router = Router(tags=["board"])


class LineOut(Schema):
    """A queue on one channel, or on all of them (``channel`` is empty)."""

    channel: str
    waiting: int
    oldest_at: datetime | None
    late: int
    with_agents: int
    ready: int
    received: int
    answered: int
    answered_in_time: int
    abandoned: int
    late_waiting: int
    service_level: float | None
    """answered_in_time / (answered + abandoned + late_waiting)"""
    answer_rate: float | None
    """answered / (answered + abandoned)"""


class QueueOut(Schema):
    """A queue: the sum, and its channels."""

    code: str
    name: str
    promise_s: float
    is_open: bool
    total: LineOut
    channels: list[LineOut]


class PersonOut(Schema):
    """Somebody who works at a desk."""

    id: UUID
    name: str
    state: str
    why: str
    pause_reason: str
    since_at: datetime | None
    place: str
    site: str
    shift_starts_at: datetime | None
    shift_ends_at: datetime | None
    in_hand: dict[str, int]


class StrandedOut(Schema):
    """Contacts that nobody on duty can take."""

    queue: str
    reason: str
    n: int
    oldest_at: datetime


class BoardOut(Schema):
    """The queue monitor."""

    at: datetime
    queues: list[QueueOut]
    people: list[PersonOut]
    stranded: list[StrandedOut]
    common_cause_since_at: datetime | None
    conservation_gaps: dict[str, dict[str, int]]
    conservation_checked_at: datetime | None


@router.get("", response=BoardOut)
@needs(Permission.BOARD_READ)
def board(request: HttpRequest) -> BoardOut:
    """Say what waits in each queue, how the day goes there, who is where and why."""
    found = board_now(clock.now())
    alarms = found.alarms
    return BoardOut(
        at=found.at,
        queues=[_queue(row) for row in found.queues],
        people=[_person(person, found) for person in found.people],
        stranded=[
            StrandedOut(queue=s.queue, reason=s.reason, n=s.n, oldest_at=s.oldest_at)
            for s in alarms.stranded
        ],
        common_cause_since_at=alarms.suspected_at,
        conservation_gaps=alarms.gaps,
        conservation_checked_at=alarms.checked_at,
    )


def _said(name: Name | None) -> str:
    return name.in_language(get_language() or "nb") if name else ""


def _queue(row: QueueRow) -> QueueOut:
    return QueueOut(
        code=row.queue.code,
        name=_said(row.queue.name),
        promise_s=row.queue.promise_s,
        is_open=row.is_open,
        total=_line(row.total),
        channels=[_line(line) for line in row.channels],
    )


def _line(line: QueueLine) -> LineOut:
    counted = line.figures
    return LineOut(
        channel=line.channel,
        waiting=line.waiting,
        oldest_at=line.oldest_at,
        late=line.late,
        with_agents=line.with_agents,
        ready=line.ready,
        received=counted.received,
        answered=counted.answered,
        answered_in_time=counted.in_time,
        abandoned=counted.abandoned,
        late_waiting=counted.late_waiting,
        service_level=service_level(counted),
        answer_rate=answer_rate(counted),
    )


def _person(person: PersonNow, board: Board) -> PersonOut:
    presence, shift = person.presence, person.shift
    reason = board.state.pause_reasons.get(presence.reason) if presence else None
    site = presence.site if presence else None
    return PersonOut(
        id=person.user.id,
        name=person.user.name,
        state=person.state,
        why=person.why,
        pause_reason=_said(reason.name) if reason and person.why == "pause" else "",
        since_at=presence.status_at if presence else None,
        place=presence.place if presence and person.is_logged_on else "",
        site=site.name if site and person.is_logged_on else "",
        shift_starts_at=shift.starts_at if shift else None,
        shift_ends_at=shift.ends_at if shift else None,
        in_hand=dict(person.in_hand),
    )
