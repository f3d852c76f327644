"""How well does a model reproduce the last weeks? Asked for by a button, played by a job."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from frontlinje.base import clock
from frontlinje.drills import tasks
from frontlinje.drills.actions.fits import ask_fit
from frontlinje.drills.views.day_model_page import fit_of, version_of
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission


@needs(Permission.REHEARSE)
@require_safe
def day_model_fit(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Show how far the playing has come, or what came out of it."""
    version = version_of(model_id, request.GET.get("version", ""))
    return render(request, "drills/day_model_fit.html", fit_of(version, clock.now()))


@needs(Permission.REHEARSE)
@require_POST
def day_model_ask_fit(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Have the last weeks played."""
    version = version_of(model_id, request.POST.get("version", ""))
    fit = ask_fit(version_id=version.id, by=current_user(request), at=clock.now())
    tasks.play_fit.defer(fit_id=str(fit.id))
    address = reverse("drills:day-model", args=[model_id])
    return redirect(f"{address}?version={version.number}#fit")
