"""How does a form become a revision? Checks who changed what meanwhile, and tells what is wrong."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from frontlinje.base import clock
from frontlinje.base.errors import Conflict
from frontlinje.centre.actions import save_revision
from frontlinje.centre.forms.part_form import PartForm
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import plain_of
from frontlinje.centre.rules.changes import changes_between, merge
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.parts import Plain
from frontlinje.centre.rules.problems import InvalidDocument, Path, read_document
from frontlinje.centre.views.frame import Frame
from frontlinje.centre.wording import ChangeLine, change_line, place_in_words
from frontlinje.people.wording import said


def reconciled(
    frame: Frame,
    form: PartForm,
    mine: Plain,
    pick: Callable[[Plain], Plain | None],
    places: Sequence[str],
) -> tuple[Plain, list[ChangeLine]]:
    """Return what the form wants, with what others changed beside it since it was shown.

    ``pick`` finds the form's part in a document. Where both changed the same, ``mine`` comes back
    as it is, with everything that others changed at ``places`` to be shown first.
    """
    based_on = form.cleaned_data["based_on"]
    shown = Revision.objects.filter(id=based_on).first() if based_on is not None else None
    if shown is None or shown.id == frame.revision.id:
        return mine, []
    before = plain_of(shown)
    base, ours = pick(before), pick(frame.plain)
    if base is None or ours is None:
        return mine, []
    merged, conflicts = merge(base, ours, mine)
    if not conflicts:
        return merged, []
    return mine, [
        change_line(change, before, frame.plain, frame.language)
        for change in changes_between(before, frame.plain)
        if any(f"{change.path}.".startswith(f"{place}.") for place in places)
    ]


def save_form(frame: Frame, form: PartForm, plain: Plain, prefix: Path) -> bool:
    """Save the document with the form's part in it; say at the inputs what stands in the way.

    ``prefix`` is where in the document the part is, as problems tell it.
    """
    try:
        save(frame, plain, reason=form.cleaned_data.get("reason", ""))
    except InvalidDocument as error:
        for problem in error.problems:
            is_here = problem.path[: len(prefix)] == prefix
            path = problem.path[len(prefix) :] if is_here else ()
            place = "" if is_here else place_in_words(problem.path, plain, frame.language)
            form.tell(problem, path, place)
        return False
    except Conflict as error:
        form.add_error(None, said(error))
        return False
    return True


def save(frame: Frame, plain: Plain, *, reason: str) -> None:
    """Save a document and say so, with a way to take it back."""
    saved = save_revision(
        document=read_document(plain, CentreDocument),
        by=frame.person,
        reason=reason,
        based_on=frame.revision.id,
        at=clock.now(),
    )
    if saved.id == frame.revision.id:
        messages.info(frame.request, _("Nothing was changed."))
    else:
        tell_saved(frame.request, saved, _("Saved."))


def tell_saved(request: HttpRequest, saved: Revision, text: str) -> None:
    """Say that something was saved, with a button to take it back."""
    messages.success(request, text, extra_tags=reverse("centre:revision-undo", args=[saved.id]))


def form_of(frame: Frame, **asked: Any) -> PartForm:
    """Return a form for this request, read-only for who may only look."""
    data = frame.request.POST if frame.request.method == "POST" else None
    return PartForm(
        data,
        choices=frame.choices,
        based_on=frame.revision.id,
        is_fixed=not frame.may_configure,
        **asked,
    )
