"""Which teams, sites and skills are there? One page for each kind, all alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.people.access import current_user, needs
from frontlinje.people.actions import upsert_site, upsert_skill, upsert_team
from frontlinje.people.forms import PartForm, SkillForm
from frontlinje.people.models import Site, Skill, Team, User
from frontlinje.people.permissions import Permission, may
from frontlinje.people.queries import has_access_at
from frontlinje.people.wording import tell_form


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What the page needs to know about teams, sites or skills."""

    url_name: str
    save_url_name: str
    title: Promise
    empty: Promise
    add: Promise
    form: type[forms.Form]
    rows: Callable[[], QuerySet[Any]]
    save: Callable[[dict[str, Any], User], object]


def _save_team(asked: dict[str, Any], by: User) -> object:
    return upsert_team(code=asked["code"], name=asked["name"], at=clock.now(), by=by)


def _save_site(asked: dict[str, Any], by: User) -> object:
    return upsert_site(code=asked["code"], name=asked["name"], at=clock.now(), by=by)


def _save_skill(asked: dict[str, Any], by: User) -> object:
    names = {language: asked[language] for language in ("nb", "sv", "en")}
    return upsert_skill(code=asked["code"], names=names, at=clock.now(), by=by)


def _people(way: str) -> Count:
    """Count the people with an open account."""
    now = clock.now()
    return Count(way, filter=Q(**{f"{way}__in": User.objects.filter(has_access_at(now))}))


TEAMS = Kind(
    url_name="people:teams",
    save_url_name="people:team-save",
    title=_("Teams"),
    empty=_("A team has one leader, and answer groups are made of teams. Add the first one."),
    add=_("Add a team"),
    form=PartForm,
    rows=lambda: Team.objects.order_by("name").annotate(n_people=_people("users")),
    save=_save_team,
)
SITES = Kind(
    url_name="people:sites",
    save_url_name="people:site-save",
    title=_("Sites"),
    empty=_("A site is a place with desks: a town, a building. Add the first one."),
    add=_("Add a site"),
    form=PartForm,
    rows=lambda: Site.objects.order_by("name").annotate(n_people=_people("users")),
    save=_save_site,
)
SKILLS = Kind(
    url_name="people:skills",
    save_url_name="people:skill-save",
    title=_("Skills"),
    empty=_("A skill is something that a queue demands and people hold. Add the first one."),
    add=_("Add a skill"),
    form=SkillForm,
    rows=lambda: Skill.objects.order_by("code").annotate(n_people=_people("holders__user")),
    save=_save_skill,
)


@needs(Permission.CENTRE_READ)
def teams(request: HttpRequest) -> HttpResponse:
    """Show the teams."""
    return _shown(request, TEAMS)


@needs(Permission.CENTRE_READ)
def sites(request: HttpRequest) -> HttpResponse:
    """Show the sites."""
    return _shown(request, SITES)


@needs(Permission.CENTRE_READ)
def skills(request: HttpRequest) -> HttpResponse:
    """Show the skills."""
    return _shown(request, SKILLS)


@require_POST
@needs(Permission.CENTRE_CONFIGURE)
def team_save(request: HttpRequest) -> HttpResponse:
    """Add a team or rename one."""
    return _save(request, TEAMS)


@require_POST
@needs(Permission.CENTRE_CONFIGURE)
def site_save(request: HttpRequest) -> HttpResponse:
    """Add a site or rename one."""
    return _save(request, SITES)


@require_POST
@needs(Permission.CENTRE_CONFIGURE)
def skill_save(request: HttpRequest) -> HttpResponse:
    """Add a skill or rename one."""
    return _save(request, SKILLS)


def _shown(request: HttpRequest, kind: Kind, form: forms.Form | None = None) -> HttpResponse:
    initial = _initial(request, kind)
    context = {
        "kind": kind,
        "kinds": (TEAMS, SITES, SKILLS),
        "rows": kind.rows(),
        "form": form or kind.form(initial=initial),
        "is_renaming": bool(initial),
        "may_configure": may(current_user(request), Permission.CENTRE_CONFIGURE),
    }
    return render(request, "people/parts.html", context, status=422 if form else 200)


def _save(request: HttpRequest, kind: Kind) -> HttpResponse:
    form = kind.form(request.POST)
    if form.is_valid() and _saved(form, kind, current_user(request)):
        messages.success(request, _("Saved."))
        return redirect(kind.url_name)
    return _shown(request, kind, form)


def _saved(form: forms.Form, kind: Kind, actor: User) -> bool:
    try:
        kind.save(form.cleaned_data, actor)
    except FrontlinjeError as error:
        tell_form(form, error)
        return False
    return True


def _initial(request: HttpRequest, kind: Kind) -> dict[str, str]:
    """Return what is there already of the part that is to be renamed (``?code=``)."""
    part = kind.rows().filter(code=request.GET.get("code", "")).first()
    if part is None:
        return {}
    if isinstance(part, Skill):
        return {"code": part.code, **part.names}
    return {"code": part.code, "name": part.name}
