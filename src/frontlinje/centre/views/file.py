"""How do the settings go out to a file, and how does a file come in? Looked at before it counts."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from frontlinje.base import clock
from frontlinje.base.errors import Conflict
from frontlinje.centre.actions import import_file
from frontlinje.centre.queries import centre_file
from frontlinje.centre.queries import revision as get_revision
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.files import read_file, write_file
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.texts import problem_in_words
from frontlinje.centre.views.frame import Frame
from frontlinje.centre.views.saving import tell_saved
from frontlinje.centre.wording import change_line
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import said


class FileForm(forms.Form):
    """A file to import."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A YAML file as it was exported, changed by hand or not."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )


class ConfirmForm(forms.Form):
    """The same file again, now to be taken."""

    content = forms.CharField(widget=forms.HiddenInput, strip=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why is it changed?"),
        help_text=_("Is kept in the history."),
        max_length=400,
        required=False,
    )


@needs(Permission.CENTRE_READ)
def file(request: HttpRequest) -> HttpResponse:
    """Offer the file, and take one."""
    return render(request, "centre/file.html", Frame(request).context(form=FileForm()))


@needs(Permission.CENTRE_READ)
def file_export(request: HttpRequest) -> HttpResponse:
    """Send the settings as a file."""
    answer = HttpResponse(write_file(centre_file()), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="centre.yaml"'
    return answer


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def file_preview(request: HttpRequest) -> HttpResponse:
    """Show what a file would change, or what is wrong with it."""
    frame = Frame(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "centre/file.html", frame.context(form=form))
    content: bytes = form.cleaned_data["file"].read()
    try:
        outcome = import_file(content, by=frame.person, reason="", at=clock.now(), is_trial=True)
        read, _marks = read_file(content)
    except InvalidDocument as error:
        problems = [(problem, problem_in_words(problem)) for problem in error.problems]
        context = frame.context(form=FileForm(), problems=problems)
        return render(request, "centre/file.html", context, status=422)
    before, after = plain_form(centre_file()), plain_form(read)
    lines = [change_line(change, before, after, frame.language) for change in outcome.changes]
    confirm = ConfirmForm(
        initial={"content": content.decode("utf-8-sig"), "based_on": frame.revision.id}
    )
    context = frame.context(lines=lines, form=confirm)
    return render(request, "centre/file_preview.html", context)


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def file_import(request: HttpRequest) -> HttpResponse:
    """Make the file that was looked at the settings."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return redirect("centre:file")
    try:
        outcome = import_file(
            form.cleaned_data["content"].encode(),
            by=current_user(request),
            reason=form.cleaned_data["reason"],
            at=clock.now(),
            based_on=form.cleaned_data["based_on"],
        )
    except (Conflict, InvalidDocument) as error:
        messages.error(request, said(error))
        return redirect("centre:file")
    if outcome.revision is not None:
        tell_saved(request, get_revision(outcome.revision), gettext("The file was imported."))
    return redirect("centre:settings")
