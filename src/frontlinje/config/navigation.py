"""Which pages may this person go to? The main menu, in one list; ``context`` asks for each page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontlinje.continuity.views.attention import leads
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """A place in the main menu: its name, its URL name, the right it takes, its keys."""

    label: Promise
    url_name: str
    permission: Permission
    key: str


@dataclass(frozen=True, kw_only=True)
class ShownItem:
    """A menu item as one person sees it on one page."""

    label: Promise
    url: str
    key: str
    is_current: bool
    is_counted: bool
    """Whether the number of what waits for a leader stands beside it."""


MAIN_MENU = (
    MenuItem(label=_("Desk"), url_name="desk:desk", permission=Permission.DESK_USE, key="g d"),
    MenuItem(
        label=_("Backlog"), url_name="desk:backlog", permission=Permission.BACKLOG_PULL, key="g b"
    ),
    MenuItem(
        label=_("Queue monitor"),
        url_name="reports:board",
        permission=Permission.BOARD_READ,
        key="g q",
    ),
    MenuItem(label=_("Team"), url_name="team:team", permission=Permission.TEAM_READ, key="g t"),
    MenuItem(
        label=_("Continuity"),
        url_name="continuity:room",
        permission=Permission.PLAN_READ,
        key="g k",
    ),
    MenuItem(
        label=_("Rehearse"),
        url_name="drills:drills",
        permission=Permission.REHEARSE,
        key="g r",
    ),
    MenuItem(
        label=_("Customers"),
        url_name="contacts:customers",
        permission=Permission.CUSTOMER_READ,
        key="g c",
    ),
    MenuItem(
        label=_("Mail problems"),
        url_name="mail:problems",
        permission=Permission.CONTACT_REASSIGN,
        key="g m",
    ),
    MenuItem(
        label=_("Users"),
        url_name="people:users",
        permission=Permission.PEOPLE_READ,
        key="g u",
    ),
    MenuItem(
        label=_("Settings"),
        url_name="centre:settings",
        permission=Permission.CENTRE_READ,
        key="g s",
    ),
)


def menu_for(user: User, request: HttpRequest) -> Iterator[ShownItem]:
    """Yield the items that the person may open, saying which one this page belongs to."""
    for item in MAIN_MENU:
        if not may(user, item.permission):
            continue
        try:
            url = reverse(item.url_name)
        except NoReverseMatch:
            continue
        yield ShownItem(
            label=item.label,
            url=url,
            key=item.key,
            is_current=request.path.startswith(url),
            is_counted=item.url_name == "continuity:room" and leads(user),
        )
