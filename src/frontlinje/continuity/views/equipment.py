"""Who lacks what for working from home? A list for leaders, one team at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from frontlinje.base import clock
from frontlinje.continuity.actions.equipment import write_equipment
from frontlinje.continuity.plan_words import EQUIPMENT_NAMES
from frontlinje.continuity.queries.equipment import equipment_of
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import Team, User
from frontlinje.people.permissions import Permission
from frontlinje.presence.queries import at_the_desk

EVERYBODY = "all"
MOST = 200


@needs(Permission.PLAN_ACTIVATE)
@require_http_methods(["GET", "HEAD", "POST"])
def equipment(request: HttpRequest) -> HttpResponse:
    """Show and change what the people of a team have at home."""
    user, now = current_user(request), clock.now()
    team = request.GET.get("team") or (user.team.code if user.team else EVERYBODY)
    people = at_the_desk(now)
    if team != EVERYBODY:
        people = people.filter(team__code=team)
    shown = list(people[:MOST])
    if request.method == "POST":
        n = sum(_written(request.POST, person, by=user) for person in shown)
        text = ngettext("Saved for %(n)s person.", "Saved for %(n)s people.", n) % {"n": n}
        messages.success(request, text)
        return redirect(f"{reverse('continuity:equipment')}?team={team}")
    known = equipment_of(shown)
    context = {
        "people": [(person, known.get(person.id)) for person in shown],
        "things": EQUIPMENT_NAMES.items(),
        "teams": Team.objects.order_by("name"),
        "team": team,
        "now": now,
    }
    return render(request, "continuity/equipment.html", context)


def _written(posted: QueryDict, person: User, *, by: User) -> bool:
    """Write down what the page says of a person; whoever was not asked is left alone."""
    has = posted.getlist(f"has-{person.id}")
    if not has and f"asked-{person.id}" not in posted:
        return False
    return write_equipment(user_id=person.id, has=has, by=by, at=clock.now())
