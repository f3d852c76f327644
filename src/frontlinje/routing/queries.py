"""Who is there and may be offered what, as routing sees it? For the monitor and the team page."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import ExerciseSeat, User
from frontlinje.presence.models import Presence, Shift, Status
from frontlinje.presence.queries import (
    arranged_shifts,
    arranged_today,
    at_the_desk,
    outlasted,
    shifts_today,
    standing_of,
)
from frontlinje.presence.rules.standing import Standing
from frontlinje.routing.live_rows import InHand, contacts_in_hand
from frontlinje.routing.rules.routing_state import (
    REASONS,
    STATUS_OFF,
    STATUS_PAUSE,
    STATUS_READY,
    routing_state,
    why_not_ready,
)
from frontlinje.routing.rules.tables import WHOLE

_STATUS = {
    Status.LOGGED_OFF: STATUS_OFF,
    Status.PAUSE: STATUS_PAUSE,
    Status.READY: STATUS_READY,
}


@dataclass(frozen=True, slots=True)
class PersonNow:
    """One person who may work at a desk, as things are."""

    user: User
    presence: Presence | None
    state: str
    """As ``routing_state`` names it."""
    why: str
    """Why not ready, as ``REASONS`` names it."""
    shift: Shift | None
    standing: Standing
    in_hand: Mapping[str, int]
    """Contacts in hand per channel; what an exercise made up is not counted."""
    is_in_exercise: bool
    takes_real: bool
    """Whether contacts of real customers are offered: not always while in an exercise."""

    @property
    def is_logged_on(self) -> bool:
        """Say whether the person declared to be at work."""
        return self.presence is not None and self.presence.status != Status.LOGGED_OFF


def people_now(state: CentreState, *, now: datetime) -> list[PersonNow]:
    """Return everybody who may work at a desk, by name, with what is so for each of them."""
    users = list(at_the_desk(now).select_related("team", "site", "presence__site", "exercise_seat"))
    ids = [user.id for user in users]
    held: defaultdict[UUID, list[InHand]] = defaultdict(list)
    for item in contacts_in_hand(now):
        held[item.agent_id].append(item)
    shifts = arranged_shifts(
        shifts_today(ids, now=now, zone=ZoneInfo(state.document.timezone)),
        arranged_today(users, state, now=now),
        state,
    )
    over = outlasted(None, now=now)
    return [
        _person_now(
            user, held[user.id], shifts.get(user.id), state, now=now, is_over=user.id in over
        )
        for user in users
    ]


def _person_now(
    user: User,
    held: list[InHand],
    shift: Shift | None,
    state: CentreState,
    *,
    now: datetime,
    is_over: bool,
) -> PersonNow:
    presence: Presence | None = getattr(user, "presence", None)
    in_hand = [item for item in held if item.state != State.OFFERED]
    free = WHOLE - sum(state.units(item.queue, item.channel) for item in in_hand)
    why = why_not_ready(
        _STATUS[Status(presence.status)] if presence else STATUS_OFF,
        not is_over,
        presence.is_connected if presence else False,
        presence.is_not_responding if presence else False,
        len(in_hand) < len(held),
        any(item.state == State.WRAP_UP for item in in_hand),
        free,
        free,
    )
    seat: ExerciseSeat | None = getattr(user, "exercise_seat", None)
    is_in = seat is not None and seat.until > now
    never = Presence(user=user, status=Status.LOGGED_OFF, status_at=now, idle_since=now)
    return PersonNow(
        user=user,
        presence=presence,
        state=routing_state(why),
        why=REASONS[why],
        shift=shift,
        standing=standing_of(presence or never, shift, now=now, has_outlasted=is_over),
        in_hand=dict(Counter(item.channel for item in in_hand if not item.is_exercise)),
        is_in_exercise=is_in,
        takes_real=seat is None or not is_in or seat.takes_real,
    )
