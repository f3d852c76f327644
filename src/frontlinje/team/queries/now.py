"""Who is on now, planned against actual, and what does each have in hand? For the team page."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import viewer_of, visible_contacts
from frontlinje.contacts.rules.lifecycle import HELD, State
from frontlinje.people.models import User
from frontlinje.presence.queries import SetByLeader, set_by_leaders
from frontlinje.presence.rules.standing import Standing
from frontlinje.routing.models import Offer
from frontlinje.routing.queries import PersonNow, people_now

_LIVE = (State.ACTIVE, State.WRAP_UP)
NEEDS_A_LOOK = frozenset({"lost_connection", "missed_offers", "outside_shift"})
_ORDER = (
    "look",
    "expected",
    "ready",
    "busy",
    "pause",
    "later",
    "away",
)
"""The headings, in the order of the page."""


@dataclass(frozen=True, slots=True)
class HeldContact:
    """A contact that somebody has in hand, or keeps for later."""

    contact: Contact
    since_at: datetime
    is_visible: bool
    """Whether whoever looks may read it: else only its kind is told."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person on the team page."""

    now: PersonNow
    live: list[HeldContact]
    later: list[HeldContact]
    """Parked, or agreed for later."""
    offer: Offer | None
    set_by: SetByLeader | None

    @property
    def heading(self) -> str:
        """Return under which heading the person stands."""
        if self.now.why in NEEDS_A_LOOK:
            return "look"
        if self.now.is_logged_on:
            return {"": "ready", "pause": "pause"}.get(self.now.why, "busy")
        if self.now.standing in (Standing.LATE, Standing.LEFT):
            return "expected"
        return "later" if self.now.standing == Standing.NOT_YET else "away"


@dataclass(frozen=True, slots=True)
class TeamNow:
    """The team page at one moment."""

    at: datetime
    members: list[Member]

    @property
    def headings(self) -> list[tuple[str, list[Member]]]:
        """Return the members under their headings, those first who need a look."""
        found: dict[str, list[Member]] = {heading: [] for heading in _ORDER}
        for member in self.members:
            found[member.heading].append(member)
        return [(heading, members) for heading, members in found.items() if members]

    @property
    def counts(self) -> dict[str, int]:
        """Return planned against actual in numbers."""
        standings = Counter(member.now.standing for member in self.members)
        on = sum(member.now.is_logged_on for member in self.members)
        planned = sum(
            member.now.shift is not None
            and member.now.shift.starts_at <= self.at < member.now.shift.ends_at
            for member in self.members
        )
        return {
            "planned": planned,
            "on": on,
            "late": standings[Standing.LATE],
            "left": standings[Standing.LEFT],
            "unplanned": standings[Standing.NO_PLAN_HERE],
            "stays": standings[Standing.STAYS_ON] + standings[Standing.SHIFT_OVER],
        }


def team_now(viewer: User, state: CentreState, *, team: str, now: datetime) -> TeamNow:
    """Return a team, or everybody when ``team`` is empty, as they are now.

    What contacts are about is told only of those that ``viewer`` may read.
    """
    people = [
        person
        for person in people_now(state, now=now)
        if not team or (person.user.team is not None and person.user.team.code == team)
    ]
    ids = [person.user.id for person in people]
    held = _held(viewer, state, ids)
    live = Offer.objects.filter(agent__in=ids, outcome__isnull=True).select_related("contact")
    offers = {offer.agent_id: offer for offer in live.order_by("-made_at")}
    set_by = set_by_leaders((p.presence for p in people if p.presence), now=now)
    members = [
        Member(
            now=person,
            live=[one for one in held[person.user.id] if one.contact.state in _LIVE],
            later=[one for one in held[person.user.id] if one.contact.state not in _LIVE],
            offer=offers.get(person.user.id),
            set_by=set_by.get(person.user.id),
        )
        for person in people
    ]
    return TeamNow(now, members)


def _held(
    viewer: User, state: CentreState, ids: Collection[UUID]
) -> defaultdict[UUID, list[HeldContact]]:
    rows = Contact.objects.filter(agent__in=ids, state__in=HELD).select_related("customer")
    visible = set(
        visible_contacts(viewer_of(viewer, state))
        .filter(agent__in=ids, state__in=HELD)
        .values_list("id", flat=True)
    )
    found: defaultdict[UUID, list[HeldContact]] = defaultdict(list)
    for contact in rows.order_by("state_at", "id"):
        if contact.agent_id is not None:
            one = HeldContact(contact, contact.state_at, contact.id in visible)
            found[contact.agent_id].append(one)
    return found
