"""What does an ordinary day look like? List day models, make one, look at it, edit it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontlinje.drills.models import DayModel
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission


@needs(Permission.REHEARSE)
@require_safe
def day_models(request: HttpRequest) -> HttpResponse:
    """List the day models by name."""
    rows = DayModel.objects.filter(archived_at=None).order_by("name")
    return render(request, "drills/day_models.html", {"rows": rows})
