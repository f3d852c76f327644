"""What was recorded of the last weeks? Contacts, people's days and offers, as estimates take them.

Exercise contacts are left out. A contact counts in the queue in which it ended.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Avg, Count, F, Q

from frontlinje.centre.rules.fields import Interval
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.events import ContactMoved
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.continuity.models import Activation
from frontlinje.continuity.queries.usual_work import LONGEST_STRETCH_S
from frontlinje.drills.rules.attendance import joined, within_day
from frontlinje.drills.rules.recorded import Came, Colleague, History, LaneKey, Offers, There
from frontlinje.drills.rules.window import LATE_DAYS
from frontlinje.people.models import SkillHeld, User
from frontlinje.people.permissions import Permission, is_last_resort
from frontlinje.presence.models import Shift, Status
from frontlinje.routing.models import Offer, Outcome
from frontlinje.team.queries.day import PersonDay, bounds_of, days_of

AHEAD_DAYS = 28
"""How far ahead planned shifts are looked for."""

_HANDLING_SQL = """
SELECT contact_id, to_state, agent_id, least(extract(epoch FROM until - at), %s)::float8
FROM (
    SELECT contact_id, to_state, agent_id, at,
           lead(at) OVER (PARTITION BY contact_id ORDER BY at, id) AS until
    FROM ledger_event
    WHERE kind = %s AND at >= %s AND at < %s
) moved
WHERE to_state IN (%s, %s) AND until IS NOT NULL
"""


def history_of(state: CentreState, *, weeks: int, now: datetime) -> History:
    """Return what was recorded in the weeks before today."""
    zone = ZoneInfo(state.document.timezone)
    today = now.astimezone(zone).date()
    first, last = today - timedelta(days=7 * weeks), today - timedelta(days=1)
    since = datetime.combine(first - timedelta(days=LATE_DAYS), time(), zone)
    until = datetime.combine(today, time(), zone)
    people = _people()
    came, n_unplaced = _came(state, zone, since, until, people)
    answering = [one for one in people.values() if Permission.DESK_USE in one[0].permissions]
    at_desk = [user for user, _ in answering]
    return History(
        zone=zone,
        first=first,
        last=last,
        came=came,
        n_unplaced=n_unplaced,
        there=dict(_there(at_desk, first, last, zone, now)),
        planned=_planned(at_desk, today, zone),
        colleagues={user.username: _colleague(user, held) for user, held in answering},
        offers=_offers(datetime.combine(first, time(), zone), until),
        disturbed=_disturbed(first, last, zone, now),
    )


Person = tuple[User, dict[str, int]]


def _people() -> dict[UUID, Person]:
    held: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    for user_id, skill, level in SkillHeld.objects.values_list("user_id", "skill__code", "level"):
        held[user_id][skill] = level
    users = User.objects.select_related("team", "site").order_by("username")
    return {user.id: (user, held[user.id]) for user in users}


def _colleague(user: User, held: Mapping[str, int]) -> Colleague:
    return Colleague(
        username=user.username,
        team=user.team.code if user.team else None,
        site=user.site.code if user.site else None,
        is_last_resort=is_last_resort(user.roles, user.employer),
        languages=tuple(user.languages),
        skills=held,
    )


def _came(
    state: CentreState, zone: ZoneInfo, since: datetime, until: datetime, people: Mapping[UUID, Any]
) -> tuple[list[Came], int]:
    times = _times_in_hand(since, until)
    crews = {user_id: _colleague(*person).crew for user_id, person in people.items()}
    came: list[Came] = []
    n_unplaced = 0
    for contact_id, *place, at, answered_at, closed_at, now_in, moved_at in _contacts(since, until):
        lane = _lane(state, *place)
        if lane is None:
            n_unplaced += 1
            continue
        gave_up = now_in == State.ABANDONED
        handling_s, wrap_up_s, agent_id = times.get(contact_id, (None, None, None))
        came.append(
            Came(
                lane=lane,
                at=at.astimezone(zone),
                answered_at=answered_at,
                gave_up_at=moved_at if gave_up else None,
                ended_at=moved_at if gave_up else closed_at,
                handling_s=handling_s,
                wrap_up_s=wrap_up_s,
                crew=crews.get(agent_id, "") if agent_id else "",
            )
        )
    return came, n_unplaced


def _contacts(since: datetime, until: datetime) -> Iterable[Any]:
    return (
        Contact.objects.filter(
            received_at__gte=since, received_at__lt=until, is_exercise=False, merged_into=None
        )
        .order_by("received_at", "id")
        .values_list(
            "id", "queue", "channel", "language", "received_at", "answered_at", "closed_at",
            "state", "state_at",
        )
    )  # fmt: skip


def _lane(state: CentreState, queue: str, channel: str, language: str) -> LaneKey | None:
    known = state.queues.get(queue)
    if known is None or channel not in state.channels or channel not in known.channels:
        return None
    return queue, channel, language if known.language_demand else ""


Times = tuple[float | None, float | None, UUID | None]


def _times_in_hand(since: datetime, until: datetime) -> dict[UUID, Times]:
    """Return of each contact how long it was in hand, in wrap-up, and in whose hands last."""
    found: dict[UUID, Times] = {}
    with connection.cursor() as cursor:
        states = (State.ACTIVE.value, State.WRAP_UP.value)
        late = until + timedelta(days=LATE_DAYS)
        cursor.execute(_HANDLING_SQL, (LONGEST_STRETCH_S, ContactMoved.kind, since, late, *states))
        for contact_id, to_state, agent_id, length_s in cursor.fetchall():
            handling_s, wrap_up_s, _ = found.get(contact_id, (None, None, None))
            if to_state == State.ACTIVE:
                handling_s = (handling_s or 0.0) + length_s
            else:
                wrap_up_s = (wrap_up_s or 0.0) + length_s
            found[contact_id] = (handling_s, wrap_up_s, agent_id)
    return found


def _there(
    users: list[User], first: date, last: date, zone: ZoneInfo, now: datetime
) -> Iterator[tuple[date, list[There]]]:
    day = first
    while day <= last:
        found = days_of(users, day=bounds_of(day, zone), now=now)
        there = [_person_there(one, day, zone) for one in found if not one.is_empty]
        if there:
            yield day, there
        day += timedelta(days=1)


def _person_there(one: PersonDay, day: date, zone: ZoneInfo) -> There:
    midnight = datetime.combine(day, time(), zone)
    spans = [(s.span.starts_at, s.span.ends_at) for s in one.stretches if _is_ready(s)]
    return There(
        username=one.user.username,
        planned=_minutes(((s.starts_at, s.ends_at) for s in one.shifts), midnight),
        ready=_minutes(spans, midnight),
        ready_s=one.sums.ready.total_seconds(),
        pause_s=one.sums.pause.total_seconds(),
    )


def _is_ready(stretch: Any) -> bool:
    return bool(stretch.declared.status == Status.READY)


def _minutes(
    spans: Iterable[tuple[datetime, datetime]], midnight: datetime
) -> tuple[Interval, ...]:
    def minute(at: datetime) -> float:
        local = at.astimezone(midnight.tzinfo).replace(tzinfo=None)
        return (local - midnight.replace(tzinfo=None)).total_seconds() / 60.0

    found = (within_day(minute(starts_at), minute(ends_at)) for starts_at, ends_at in spans)
    return joined([span for span in found if span is not None])


def _planned(users: list[User], today: date, zone: ZoneInfo) -> dict[date, list[There]]:
    names = {user.id: user.username for user in users}
    starts_at = datetime.combine(today, time(), zone)
    shifts: defaultdict[tuple[date, UUID], list[Shift]] = defaultdict(list)
    rows = Shift.objects.filter(
        starts_at__gte=starts_at, starts_at__lt=starts_at + timedelta(days=AHEAD_DAYS)
    )
    for shift in rows.order_by("starts_at"):
        if shift.user_id in names:
            shifts[shift.starts_at.astimezone(zone).date(), shift.user_id].append(shift)
    found: defaultdict[date, list[There]] = defaultdict(list)
    for (day, user_id), own in shifts.items():
        midnight = datetime.combine(day, time(), zone)
        planned = _minutes(((s.starts_at, s.ends_at) for s in own), midnight)
        found[day].append(There(username=names[user_id], planned=planned))
    return dict(found)


def _offers(since: datetime, until: datetime) -> Offers:
    ended = Offer.objects.filter(
        ended_at__gte=since, ended_at__lt=until, contact__is_exercise=False
    )
    accepted = Q(outcome=Outcome.ACCEPTED)
    sums = ended.aggregate(
        n_accepted=Count("id", filter=accepted),
        n_missed=Count("id", filter=Q(outcome=Outcome.TIMED_OUT)),
        took=Avg(F("ended_at") - F("made_at"), filter=accepted),
    )
    answer_s = sums["took"].total_seconds() if sums["took"] else 0.0
    return Offers(n_accepted=sums["n_accepted"], n_missed=sums["n_missed"], answer_s=answer_s)


def _disturbed(first: date, last: date, zone: ZoneInfo, now: datetime) -> frozenset[date]:
    """Return the dates on which a plan was in effect."""
    since = datetime.combine(first, time(), zone)
    rows = Activation.objects.filter(Q(ended_at=None) | Q(ended_at__gt=since), activated_at__lt=now)
    found = set()
    for begun, until, ended in rows.values_list("activated_at", "until_at", "ended_at"):
        day = max(first, begun.astimezone(zone).date())
        over = min(last, (ended or min(until, now)).astimezone(zone).date())
        while day <= over:
            found.add(day)
            day += timedelta(days=1)
    return frozenset(found)
