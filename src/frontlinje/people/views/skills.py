"""Who can what, and how well? The grid of people and skills, and where its levels are saved."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontlinje.base import clock
from frontlinje.base.errors import Invalid
from frontlinje.people.access import current_user, needs
from frontlinje.people.actions import set_skills
from frontlinje.people.models import Skill, Team, User
from frontlinje.people.permissions import Permission
from frontlinje.people.queries import has_access_at, skill_grid

PAGE_SIZE = 100


@needs(Permission.SKILL_EDIT)
def skill_matrix(request: HttpRequest) -> HttpResponse:
    """Show people x skills; each level is saved as it is written."""
    actor = current_user(request)
    team = request.GET.get("team", actor.team.code if actor.team else "")
    users = User.objects.filter(has_access_at(clock.now())).order_by("name", "id")
    if team:
        users = users.filter(team__code=team)
    page = Paginator(users, PAGE_SIZE).get_page(request.GET.get("page"))
    skills = Skill.objects.order_by("code")
    shown = User.objects.filter(id__in=[user.id for user in page]).order_by("name", "id")
    context = {
        "teams": Team.objects.order_by("name"),
        "team": team,
        "skills": skills,
        "rows": skill_grid(shown, skills),
        "page_of_users": page,
    }
    return render(request, "people/skill_matrix.html", context)


@require_POST
@needs(Permission.SKILL_EDIT)
def user_set_skills(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Save the levels that were sent: ``skill.<code>`` = 0 to 9, nothing for 0."""
    levels = {
        name.removeprefix("skill."): _level(str(value))
        for name, value in request.POST.items()
        if name.startswith("skill.")
    }
    set_skills({user_id: levels}, at=clock.now(), by=current_user(request))
    if "HX-Request" in request.headers:
        return HttpResponse(status=204)
    messages.success(request, _("The skills are saved."))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}):
        return redirect(back)
    return redirect("people:user", user_id)


def _level(text: str) -> int:
    text = text.strip() or "0"
    if len(text) > 1 or not text.isdecimal():
        raise Invalid("people.bad_level", field="skills", level=text)
    return int(text)
