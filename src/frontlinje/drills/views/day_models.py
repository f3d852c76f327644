"""What does an ordinary day look like? List day models, make one, look at it, put it away."""

from uuid import UUID

import yaml
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import Conflict
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.drills import tasks
from frontlinje.drills.actions import day_models as actions
from frontlinje.drills.day_words import KINDS, ORIGINS
from frontlinje.drills.forms.day_models import FileForm, MakeForm
from frontlinje.drills.models import DayModel, DayModelVersion, Origin
from frontlinje.drills.rules.basis import Basis
from frontlinje.drills.views.day_model_page import page_of, problems_told, version_of
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import tell_form


@needs(Permission.REHEARSE)
@require_safe
def day_models(request: HttpRequest) -> HttpResponse:
    """List the day models by name."""
    latest = (
        DayModelVersion.objects.filter(day_model__archived_at=None)
        .select_related("day_model", "made_by")
        .order_by("day_model__name", "day_model_id", "-number")
        .distinct("day_model__name", "day_model_id")
    )
    rows = [(version, _kind(version), ORIGINS[Origin(version.origin)]) for version in latest]
    return render(request, "drills/day_models.html", {"rows": rows})


def _kind(version: DayModelVersion) -> str:
    kind = Basis.model_validate(version.basis).kind
    return str(KINDS[kind]) if kind else ""


@needs(Permission.REHEARSE)
def day_model_make(request: HttpRequest) -> HttpResponse:
    """Ask which days, and learn a model from them."""
    form = MakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.make_from_history(
                name=form.cleaned_data["name"],
                kind=form.kind_meant,
                weeks=form.cleaned_data["weeks"],
                by=current_user(request),
                at=clock.now(),
            )
        except Conflict as error:
            tell_form(form, error)
        else:
            tasks.make_ready_soon()
            return redirect("drills:day-model", version.day_model_id)
    status = 422 if form.errors else 200
    return render(request, "drills/day_model_make.html", {"form": form}, status=status)


@needs(Permission.REHEARSE)
def day_model_import(request: HttpRequest) -> HttpResponse:
    """Take a model from a file, or say what is wrong with it."""
    form = FileForm(request.POST or None, request.FILES or None)
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.make_from_file(
                name=form.cleaned_data["name"],
                content=form.cleaned_data["file"].read(),
                by=current_user(request),
                at=clock.now(),
            )
        except InvalidDocument as error:
            problems = problems_told(error.problems)
        except Conflict as error:
            tell_form(form, error)
        else:
            return redirect("drills:day-model", version.day_model_id)
    context = {"form": form, "problems": problems}
    status = 422 if form.errors or problems else 200
    return render(request, "drills/day_model_import.html", context, status=status)


@needs(Permission.REHEARSE)
@require_safe
def day_model(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Show what a model holds and what it rests on; an earlier version if one is asked for."""
    version = version_of(model_id, request.GET.get("version", ""))
    return render(request, "drills/day_model.html", page_of(version, clock.now()))


@needs(Permission.REHEARSE)
@require_safe
def day_model_export(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Send a version as a file."""
    version = version_of(model_id, request.GET.get("version", ""))
    answer = HttpResponse(yaml_of(version), content_type="application/yaml; charset=utf-8")
    name = slugify(version.day_model.name) or "day"
    answer["Content-Disposition"] = f'attachment; filename="{name}-{version.number}.yaml"'
    return answer


def yaml_of(version: DayModelVersion) -> str:
    """Return a version as the text of a file: short lists and mappings on one line."""
    plain = version.day.model_dump(mode="json", exclude_defaults=True)
    text: str = yaml.safe_dump(
        plain, sort_keys=False, allow_unicode=True, width=100, default_flow_style=None
    )
    return text


@needs(Permission.REHEARSE)
@require_POST
def day_model_learn(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Learn the same kind of day again, as the last weeks have it now."""
    basis = Basis.model_validate(actions.latest_version(model_id).basis)
    weeks = 6 if basis.first is None or basis.last is None else (basis.last - basis.first).days // 7
    version = actions.learn_again(
        model_id=model_id, weeks=max(1, weeks), by=current_user(request), at=clock.now()
    )
    number = version.number
    messages.success(request, gettext("Version %(number)s was learnt.") % {"number": number})
    return redirect("drills:day-model", model_id)


@needs(Permission.REHEARSE)
@require_POST
def day_model_put_away(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Take a model out of the list."""
    name = DayModel.objects.filter(id=model_id).values_list("name", flat=True).first()
    actions.put_away(model_id=model_id, by=current_user(request), at=clock.now())
    messages.success(request, gettext("«%(name)s» was put away.") % {"name": name})
    return redirect("drills:day-models")
