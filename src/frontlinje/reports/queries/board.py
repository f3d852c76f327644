"""What does the queue monitor show now? Queues, people, alarms: one answer for all who ask."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules import hours
from frontlinje.centre.rules.queues import Queue
from frontlinje.centre.rules.state import CentreState
from frontlinje.channels.mail.queries import answers_stopped_since
from frontlinje.contacts.models import Contact
from frontlinje.presence.queries import NOTE_LASTS
from frontlinje.reports.kept import KeptForAMoment
from frontlinje.reports.models import ConservationCheck
from frontlinje.reports.queries.queues import QueueLine, queue_lines
from frontlinje.reports.rules.groups import GROUPS, group_of
from frontlinje.routing.actions.alarms import stranded
from frontlinje.routing.actions.common_cause import suspected_since
from frontlinje.routing.queries import PersonNow, people_now


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A queue with its sum and its channels."""

    queue: Queue
    total: QueueLine
    channels: list[QueueLine]
    """Those where anything waits or has happened today."""
    is_open: bool
    wanted: int
    """Ready people that the centre wants here at least just now; 0 where it says nothing."""

    @property
    def is_short(self) -> bool:
        """Say whether fewer are ready than the centre wants."""
        return self.total.ready < self.wanted


@dataclass(frozen=True, slots=True)
class Stranded:
    """Contacts of one queue that nobody on duty can take, for one reason."""

    queue: str
    reason: str
    n: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class Alarms:
    """What somebody has to look at."""

    stranded: list[Stranded]
    suspected_at: datetime | None
    """Since when one fault is suspected to have hit many desks."""
    gaps: dict[str, dict[str, int]]
    checked_at: datetime | None
    """When the sum of law 1 was last worked out."""
    answers_stopped_at: datetime | None
    """Since when automatic answers to mail are stopped, because they went too fast."""

    @property
    def is_quiet(self) -> bool:
        """Say whether there is no alarm."""
        return not (self.stranded or self.suspected_at or self.gaps or self.answers_stopped_at)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the monitor shows."""

    at: datetime
    state: CentreState
    queues: list[QueueRow]
    people: list[PersonNow]
    alarms: Alarms

    @property
    def groups(self) -> dict[str, list[PersonNow]]:
        """Return the people under their headings, in the order of the screens."""
        found: dict[str, list[PersonNow]] = {group: [] for group in GROUPS}
        for person in self.people:
            found[group_of(person.why, person.standing)].append(person)
        return found

    @property
    def notes_since(self) -> datetime:
        """Return how old a word to the team may be to be shown."""
        return self.at - NOTE_LASTS


_board = KeptForAMoment[Board](lasts_s=1.0)
_stranded = KeptForAMoment[list[Stranded]](lasts_s=5.0)


def board_now(now: datetime) -> Board:
    """Return what the monitor shows; worked out at most once a second in each process."""
    return _board.get(now, _board_at)


def forget_board() -> None:
    """Let the next monitor that asks see what is so now."""
    _board.forget()
    _stranded.forget()


def _board_at(now: datetime) -> Board:
    state = effective_state(now)
    people = people_now(state, now=now)
    lines = queue_lines(state, people, now=now)
    check = ConservationCheck.objects.first()
    return Board(
        at=now,
        state=state,
        queues=[_row(state.queues[code], found, state, now) for code, found in lines.items()],
        people=people,
        alarms=Alarms(
            stranded=_stranded.get(now, stranded_now),
            suspected_at=suspected_since(),
            gaps=check.gaps if check else {},
            checked_at=check.computed_at if check else None,
            answers_stopped_at=answers_stopped_since(),
        ),
    )


def _row(queue: Queue, found: list[QueueLine], state: CentreState, now: datetime) -> QueueRow:
    total, *channels = found
    lively = [line for line in channels if line.is_lively]
    is_open = any(state.is_channel_open(line.channel, now, queue.code) for line in channels)
    wanted = [
        minimum.ready
        for minimum in state.document.staffing
        if minimum.queue == queue.code
        and (is_open if minimum.hours is None else hours.is_open(state.hours(minimum.hours), now))
    ]
    return QueueRow(
        queue=queue,
        total=total,
        channels=lively,
        is_open=is_open,
        wanted=max(wanted, default=0),
    )


def stranded_now(now: datetime) -> list[Stranded]:
    """Return what waits that nobody on duty can take, by queue and reason, most first."""
    reasons = stranded(effective_state(now), now)
    found: defaultdict[tuple[str, str], list[datetime]] = defaultdict(list)
    rows = Contact.objects.filter(id__in=reasons).values_list("id", "queue", "received_at")
    for contact_id, queue, received_at in rows:
        found[queue, reasons[contact_id]].append(received_at)
    lines = [Stranded(*key, n=len(since), oldest_at=min(since)) for key, since in found.items()]
    return sorted(lines, key=lambda line: (-line.n, line.queue, line.reason))
