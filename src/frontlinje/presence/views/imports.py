"""How does a file of shifts come in? Upload, look, write or throw away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, Invalid, NotFound
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission
from frontlinje.people.uploads import uploaded_table
from frontlinje.people.wording import said
from frontlinje.presence.actions.shift_import import (
    MOST_BYTES,
    discard_shifts,
    import_shifts,
    plan_of,
    upload_shifts,
)
from frontlinje.presence.models import ShiftImport
from frontlinje.presence.rules.shift_plan import ShiftPlan

MOST_SHOWN = 200


@needs(Permission.SHIFT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def shift_upload(request: HttpRequest) -> HttpResponse:
    """Take a file of shifts, and say how it has to look."""
    context: dict[str, Any] = {"most_mb": MOST_BYTES // 1024**2}
    if request.method == "POST":
        try:
            name, content = uploaded_table(request, most_bytes=MOST_BYTES)
            upload = upload_shifts(
                file_name=name, content=content, by=current_user(request), at=clock.now()
            )
        except FrontlinjeError as error:
            context["refusal"] = said(error)
        else:
            return redirect("presence:shift-import", upload.id)
    status = 422 if "refusal" in context else 200
    return render(request, "presence/upload.html", context, status=status)


@needs(Permission.SHIFT_EDIT)
@require_safe
def shift_import(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Show what an uploaded file would do, row by row where it is wrong."""
    waiting = ShiftImport.objects.filter(by=current_user(request), imported_at__isnull=True)
    upload = waiting.filter(id=upload_id).first()
    if upload is None:
        raise NotFound("presence.no_such_import")
    plan = plan_of(upload, at=clock.now())
    context = {
        "upload": upload,
        "plan": plan,
        "counts": _counts(plan),
        "wrong": [(row, said(Invalid(row.code, **row.params))) for row in plan.wrong[:MOST_SHOWN]],
        "n_more": max(0, len(plan.wrong) - MOST_SHOWN),
        "new": plan.new[:MOST_SHOWN],
        "n_more_new": max(0, len(plan.new) - MOST_SHOWN),
        "names": _names(plan),
    }
    return render(request, "presence/import.html", context)


def _counts(plan: ShiftPlan) -> list[tuple[str, int]]:
    return [
        (_("new"), len(plan.new)),
        (_("changed"), len(plan.changed)),
        (_("as planned already"), plan.n_unchanged),
        (_("wrong, left out"), len(plan.wrong)),
    ]


def _names(plan: ShiftPlan) -> dict[UUID, str]:
    ids = {one.user_id for one in plan.new} | {one.user_id for _old, one in plan.changed}
    return dict(User.objects.filter(id__in=ids).values_list("id", "name"))


@needs(Permission.SHIFT_EDIT)
@require_POST
def shift_import_write(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Write an uploaded file into the plan."""
    plan = import_shifts(upload_id=upload_id, by=current_user(request), at=clock.now())
    text = _("%(new)d shifts were planned and %(changed)d changed.") % {
        "new": len(plan.new),
        "changed": len(plan.changed),
    }
    messages.success(request, text)
    written = [*plan.new, *(new for _old, new in plan.changed)]
    first = min(one.span.starts_at for one in written)
    return redirect(f"{reverse('presence:shifts')}?team=all&week={first:%Y-%m-%d}")


@needs(Permission.SHIFT_EDIT)
@require_POST
def shift_import_discard(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Throw an uploaded file away."""
    discard_shifts(upload_id=upload_id, by=current_user(request))
    messages.success(request, _("The file was thrown away. Nothing was planned."))
    return redirect("presence:shifts")
