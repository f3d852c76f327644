"""What do we know of one person, and what may be changed? One page, one form for each part."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, NotFound
from frontlinje.people.access import current_user, needs
from frontlinje.people.actions import (
    change_user,
    close_account,
    end_sessions,
    make_sign_in_link,
    open_account,
    set_access,
    set_roles,
)
from frontlinje.people.forms import DAYS, AccessForm, FactsForm, RolesForm
from frontlinje.people.labels import EMPLOYERS, PERMISSIONS, ROLES, language_name
from frontlinje.people.models import Skill, User
from frontlinje.people.permissions import Employer, Permission, may, permissions_of
from frontlinje.people.queries import skill_grid
from frontlinje.people.rules.managing import may_manage
from frontlinje.people.views.link import keep_link, take_link
from frontlinje.people.wording import tell_form


@dataclass(frozen=True, slots=True)
class RoleInWords:
    """A role and what it permits."""

    name: Promise
    rights: list[Promise]
    is_held: bool


def role_words(user: User) -> list[RoleInWords]:
    """Return every role with what it would permit this person, outside staff less than our own."""
    return [
        RoleInWords(
            name,
            [PERMISSIONS[p] for p in Permission if p in permissions_of([role], user.employer)],
            role in user.roles,
        )
        for role, name in ROLES.items()
    ]


def _person(user_id: UUID) -> User:
    user = User.objects.select_related("team", "site").filter(id=user_id).first()
    if user is None:
        raise NotFound("people.no_such_user", user_id=user_id)
    return user


@needs(Permission.PEOPLE_READ)
def user(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Show a person; whoever may manage them gets forms."""
    person = _person(user_id)
    return _page(request, person, _forms(person, current_user(request)))


def _forms(person: User, actor: User) -> dict[str, forms.Form]:
    return {
        "facts": FactsForm(initial=FactsForm.of(person)),
        "roles": RolesForm(initial={"roles": person.roles}, actor=actor, employer=person.employer),
        "access": AccessForm(initial=AccessForm.of(person)),
    }


def _page(
    request: HttpRequest, person: User, shown: dict[str, forms.Form], *, status: int = 200
) -> HttpResponse:
    actor = current_user(request)
    grid = skill_grid(User.objects.filter(id=person.id), Skill.objects.order_by("code"))
    context = {
        "person": person,
        "forms": shown,
        "state": person.account_state(clock.now()),
        "employer": EMPLOYERS[Employer(person.employer)],
        "languages": [language_name(code) for code in person.languages],
        "role_words": role_words(person),
        "skills": grid[0].skills,
        "may_manage": may_manage(actor.permissions, person.permissions),
        "may_grade": may(actor, Permission.SKILL_EDIT),
        "link": take_link(request, person),
    }
    return render(request, "people/user.html", context, status=status)


def _change(
    request: HttpRequest,
    person: User,
    part: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """Carry out what one form of the page asks for, or show the page again with its errors."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except FrontlinjeError as error:
            tell_form(form, error, DAYS)
        else:
            messages.success(request, done)
            return redirect("people:user", person.id)
    shown = {**_forms(person, current_user(request)), part: form}
    return _page(request, person, shown, status=422)


@require_POST
@needs(Permission.PEOPLE_MANAGE)
def user_change(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Change plain facts about a person."""
    actor, person = current_user(request), _person(user_id)

    def act(facts: dict[str, Any]) -> object:
        return change_user(user_id, at=clock.now(), by=actor, **facts)

    return _change(request, person, "facts", FactsForm(request.POST), act, _("Saved."))


@require_POST
@needs(Permission.PEOPLE_MANAGE)
def user_set_roles(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Give a person other roles."""
    actor, person = current_user(request), _person(user_id)

    def act(asked: dict[str, Any]) -> object:
        return set_roles(user_id, roles=asked["roles"], at=clock.now(), by=actor)

    form = RolesForm(request.POST, actor=actor, employer=person.employer)
    return _change(request, person, "roles", form, act, _("The roles are saved."))


@require_POST
@needs(Permission.PEOPLE_MANAGE)
def user_set_access(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Say whose staff a person is and when the access begins and ends."""
    actor, person = current_user(request), _person(user_id)
    form = AccessForm(request.POST)

    def act(asked: dict[str, Any]) -> object:
        return set_access(
            user_id,
            employer=asked["employer"],
            access_from=form.access_from(person.access_from),
            access_until=form.access_until(person.access_until),
            at=clock.now(),
            by=actor,
        )

    return _change(request, person, "access", form, act, _("The access is saved."))


@require_POST
@needs(Permission.PEOPLE_MANAGE)
def user_close(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Shut the account at once."""
    person = close_account(user_id, at=clock.now(), by=current_user(request))
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": person.name})
    return redirect("people:user", user_id)


@require_POST
@needs(Permission.PEOPLE_MANAGE)
def user_open(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Open an account that was shut."""
    person = open_account(user_id, at=clock.now(), by=current_user(request))
    messages.success(request, _("The account of %(name)s is open again.") % {"name": person.name})
    return redirect("people:user", user_id)


@require_POST
@needs(Permission.PEOPLE_MANAGE)
def user_end_sessions(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Sign a person out everywhere."""
    end_sessions(user_id, at=clock.now(), by=current_user(request))
    messages.success(request, _("Signed out everywhere."))
    return redirect("people:user", user_id)


@require_POST
@needs(Permission.PEOPLE_MANAGE)
def user_make_link(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Make a sign-in link, shown once."""
    secret = make_sign_in_link(user_id, at=clock.now(), by=current_user(request))
    keep_link(request, _person(user_id), secret)
    return redirect("people:user", user_id)
