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
    outlasted,
    presence_of,
    set_by_leaders,
    shifts_today,
    standing_of,
)
from frontlinje.presence.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class OwnStatus:
    """A person's presence now, with what was planned."""

    presence: Presence
    shift: Shift | None
    standing: Standing
    set_by: SetByLeader | None
    """Who declared the present status for the person, if it was not the person."""

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
    shift = shifts_today([user.id], now=now, zone=zone).get(user.id)
    has_outlasted = bool(outlasted([user.id], now=now))
    stands = standing_of(presence, shift, now=now, has_outlasted=has_outlasted)
    set_by = set_by_leaders([presence], now=now).get(user.id)
    return OwnStatus(presence, shift, stands, set_by)


def place_choices(user: User, status: OwnStatus) -> list[PlaceChoice]:
    """Return where the person may work, the likely place marked: as planned, else as last time."""
    sites = list(Site.objects.order_by("name"))
    likely = _likely_place(user, status)
    codes = [(f"{OFFICE}:{site.code}", site.name) for site in sites] or [(OFFICE, "")]
    codes.append((HOME, ""))
    if likely == OFFICE:
        likely = codes[0][0]
    return [PlaceChoice(code, name, code == likely) for code, name in codes]


def _likely_place(user: User, status: OwnStatus) -> str:
    planned = status.shift.place if status.shift else ""
    place = planned or status.presence.place or OFFICE
    if place == HOME:
        return HOME
    site = status.presence.site or user.site
    return f"{OFFICE}:{site.code}" if site else OFFICE
