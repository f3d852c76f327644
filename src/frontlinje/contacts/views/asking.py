"""Who asks, and in which centre? What nearly every page of this room begins with."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.queries import viewer_of
from frontlinje.contacts.rules.access import ContactViewer
from frontlinje.people.access import current_user
from frontlinje.people.models import User


@dataclass(frozen=True, slots=True)
class Asking:
    """The signed-in person, now."""

    user: User
    now: datetime
    viewer: ContactViewer
    country: str


def asking(request: HttpRequest) -> Asking:
    """Return who asks."""
    now = clock.now()
    state = effective_state(now)
    user = current_user(request)
    return Asking(user, now, viewer_of(user, state), state.document.country)
