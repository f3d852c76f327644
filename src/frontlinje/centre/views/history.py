"""Who changed what, when and why? Each revision with what it changed, compared and taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.centre.actions import undo_revision
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import plain_of, revision_before
from frontlinje.centre.queries import revision as get_revision
from frontlinje.centre.rules.changes import changes_between
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.views.frame import Frame
from frontlinje.centre.views.saving import tell_saved
from frontlinje.centre.wording import ChangeLine, change_line, problem_lines
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import said

ON_A_PAGE = 50


@needs(Permission.CENTRE_READ)
def history(request: HttpRequest) -> HttpResponse:
    """List the revisions, the latest first; ``?before=`` goes on with older ones."""
    frame = Frame(request)
    rows = Revision.objects.select_related("made_by", "undo_of").defer("document").order_by("-id")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        rows = rows.filter(id__lt=int(before))
    shown = list(rows[: ON_A_PAGE + 1])
    more = shown[ON_A_PAGE - 1].id if len(shown) > ON_A_PAGE else None
    context = frame.context(revisions=shown[:ON_A_PAGE], more=more)
    return render(request, "centre/history.html", context)


@needs(Permission.CENTRE_READ)
def revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Show what one revision changed."""
    frame = Frame(request)
    shown = get_revision(revision_id)
    before = revision_before(shown)
    context = frame.context(
        shown=shown,
        is_first=before is None,
        is_latest=shown.id == frame.revision.id,
        lines=_lines(before, shown, frame.language) if before is not None else [],
    )
    return render(request, "centre/revision.html", context)


@needs(Permission.CENTRE_READ)
def compare(request: HttpRequest) -> HttpResponse:
    """Show what differs between two revisions."""
    frame = Frame(request)
    numbers = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(n.isascii() and n.isdigit() and len(n) < 18 for n in numbers):
        raise Http404
    older, newer = (get_revision(n) for n in sorted(map(int, numbers)))
    context = frame.context(older=older, newer=newer, lines=_lines(older, newer, frame.language))
    return render(request, "centre/compare.html", context)


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def revision_undo(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Take back what one revision changed."""
    try:
        saved = undo_revision(revision_id, by=current_user(request), reason="", at=clock.now())
    except InvalidDocument as error:
        frame = Frame(request)
        for line in problem_lines(error, frame.plain, frame.language):
            messages.error(request, line)
        return redirect("centre:history")
    except FrontlinjeError as error:
        messages.error(request, said(error))
        return redirect("centre:history")
    tell_saved(request, saved, _("Taken back."))
    return redirect("centre:revision", saved.id)


def _lines(older: Revision, newer: Revision, language: str) -> list[ChangeLine]:
    before, after = plain_of(older), plain_of(newer)
    changes = changes_between(before, after)
    return [change_line(change, before, after, language) for change in changes]
