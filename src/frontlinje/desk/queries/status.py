"""How do I stand? A person's presence with plan and choices, for slot, dialog and rail."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.state import CentreState
from frontlinje.desk.places import HOME, OFFICE
from frontlinje.people.models import Site, User
from frontlinje.presence.models import Presence, Shift, Status
from frontlinje.presence.queries import (
    SetByLeader,
    arranged_shifts,
    arranged_today,
    outlasted,
    presence_of,
    set_by_leaders,
    shifts_today,
    standing_of,
)
from frontlinje.presence.rules.arranged import Arranged
from frontlinje.presence.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class OwnStatus:
    """A person's presence now, with what was planned."""

    presence: Presence
    shift: Shift | None
    standing: Standing
    set_by: SetByLeader | None
    """Who declared the present status for the person, if it was not the person."""
    arranged: Arranged
    """The place and the shift that are arranged just now."""
    board_meeting: str | None
    """When the team meets at the board today."""
    by_hand: tuple[str, ...]
    """Channels whose contacts are noted by hand just now."""

    @property
    def shown(self) -> str:
        """Return the one word that decides colour and wording."""
        if self.presence.status != Status.READY:
            return self.presence.status
        if self.standing == Standing.SHIFT_OVER:
            return "shift_over"
        return "not_responding" if self.presence.is_not_responding else self.presence.status

    @property
    def is_ready(self) -> bool:
        """Say whether the person gets offers as far as they decide it."""
        return self.shown == Status.READY


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place to work from, as the dialog offers it."""

    code: str
    """``home``, ``office``, or ``office:`` and the site's code."""
    name: str
    """The site's name; empty for home and for the one office."""
    is_likely: bool


def own_status(user: User, state: CentreState, now: datetime) -> OwnStatus:
    """Return how the person stands now."""
    presence = presence_of(user, now=now)
    zone = ZoneInfo(state.document.timezone)
    arranged = arranged_today([user], state, now=now)
    planned = shifts_today([user.id], now=now, zone=zone)
    shift = arranged_shifts(planned, arranged, state).get(user.id)
    has_outlasted = bool(outlasted([user.id], now=now))
    stands = standing_of(presence, shift, now=now, has_outlasted=has_outlasted)
    set_by = set_by_leaders([presence], now=now).get(user.id)
    return OwnStatus(
        presence=presence,
        shift=shift,
        standing=stands,
        set_by=set_by,
        arranged=arranged.get(user.id, Arranged()),
        board_meeting=state.document.board_meeting,
        by_hand=tuple(code for code, channel in state.channels.items() if channel.is_manual),
    )


def place_choices(user: User, status: OwnStatus) -> list[PlaceChoice]:
    """Return where the person may work, the likely place marked.

    That is the place arranged, else as planned, else as last time; a place that must be is alone.
    """
    sites = list(Site.objects.order_by("name"))
    likely = _likely_place(user, status)
    codes = [(f"{OFFICE}:{site.code}", site.name) for site in sites] or [(OFFICE, "")]
    codes.append((HOME, ""))
    if likely == OFFICE:
        likely = codes[0][0]
    arranged = status.arranged.place
    if arranged is not None and arranged.is_binding:
        must_be = likely if arranged.site or arranged.place == HOME else OFFICE
        codes = [(code, name) for code, name in codes if code.startswith(must_be)]
    return [PlaceChoice(code, name, code == likely) for code, name in codes]


def _likely_place(user: User, status: OwnStatus) -> str:
    arranged = status.arranged.place
    if arranged is not None and arranged.site is not None:
        return f"{OFFICE}:{arranged.site}"
    planned = status.shift.place if status.shift else ""
    place = (
        (arranged.place if arranged is not None else "")
        or planned
        or status.presence.place
        or OFFICE
    )
    if place == HOME:
        return HOME
    site = status.presence.site or user.site
    return f"{OFFICE}:{site.code}" if site else OFFICE
