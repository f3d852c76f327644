"""Who works here? The list of users, and the page that adds one."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.people.access import current_user, needs
from frontlinje.people.actions import NewUser, create_user, make_sign_in_link
from frontlinje.people.forms import DAYS, NewUserForm, SearchForm
from frontlinje.people.labels import EMPLOYERS, ROLES
from frontlinje.people.models import User
from frontlinje.people.permissions import Employer, Permission, may
from frontlinje.people.queries import Wanted, users_listed
from frontlinje.people.rules.account_state import AccountState
from frontlinje.people.views.link import keep_link
from frontlinje.people.wording import tell_form

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    user: User
    state: AccountState

    @property
    def roles(self) -> list[Promise]:
        """Return the names of the person's roles."""
        return [name for role, name in ROLES.items() if role in self.user.roles]

    @property
    def employer(self) -> Promise | str:
        """Return whose staff the person is, when not our own."""
        return EMPLOYERS[Employer(self.user.employer)] if self.user.is_narrow else ""


@needs(Permission.PEOPLE_READ)
def users(request: HttpRequest) -> HttpResponse:
    """Show the users who fit the search; htmx fetches the list alone."""
    form = SearchForm(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    wanted = Wanted(
        search=chosen.get("search", ""),
        team=chosen["team"].code if chosen.get("team") else "",
        role=chosen.get("role", ""),
        employer=chosen.get("employer", ""),
        access=chosen.get("access") or "open",
    )
    now = clock.now()
    page = Paginator(users_listed(wanted, now=now), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_of_users": page,
        "rows": [Row(user, user.account_state(now)) for user in page],
        "may_manage": may(current_user(request), Permission.PEOPLE_MANAGE),
        "may_look_back": may(current_user(request), Permission.LEDGER_READ),
        "may_grade": may(current_user(request), Permission.SKILL_EDIT),
    }
    whole = "HX-Request" not in request.headers
    return render(request, "people/users.html" if whole else "people/user_list.html", context)


@needs(Permission.PEOPLE_MANAGE)
def user_create(request: HttpRequest) -> HttpResponse:
    """Add a user; the sign-in link is shown once, on the person's page."""
    actor = current_user(request)
    form = NewUserForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            with transaction.atomic():
                user = create_user(_facts(form), at=now, by=actor)
                secret = make_sign_in_link(user.id, at=now, by=actor)
        except FrontlinjeError as error:
            tell_form(form, error, DAYS)
        else:
            keep_link(request, user, secret)
            messages.success(request, _("%(name)s has an account.") % {"name": user.name})
            return redirect("people:user", user.id)
    return render(request, "people/user_create.html", {"form": form})


def _facts(form: NewUserForm) -> NewUser:
    asked = {
        name: value
        for name, value in form.cleaned_data.items()
        if name not in ("first_day", "last_day")
    }
    return NewUser(**asked, access_from=form.access_from(), access_until=form.access_until())
