"""How is a plan written and changed? As a form with cards, or as YAML; no way loses what is there.

Buttons rearrange the cards in place, or with the whole page where there is no JavaScript.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontlinje.base import clock
from frontlinje.base.errors import Conflict
from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.files import write_yaml
from frontlinje.centre.rules.problems import InvalidDocument, Problem, read_document
from frontlinje.centre.texts import problem_in_words
from frontlinje.continuity.actions.plans import save_plan
from frontlinje.continuity.forms.cards import Card
from frontlinje.continuity.forms.editor import Editor
from frontlinje.continuity.models import PlanVersion
from frontlinje.continuity.plan_words import MEASURES, TRIGGERS, trigger_line
from frontlinje.continuity.queries.plans import document_of, latest_version, plans
from frontlinje.continuity.rules.plan import PlanDocument, read_plan_file
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission, Role
from frontlinje.people.wording import said, tell_form

HOUR_S = 3600.0
_NEW: Mapping[str, Any] = {
    "expires_after_s": 4 * HOUR_S,
    "warn_before_s": HOUR_S / 4,
    "may_activate": [Role.TEAM_LEADER, Role.CENTRE_HEAD],
}
_TEXT = "yaml"
"""The field that holds the whole plan as YAML."""


@needs(Permission.PLAN_EDIT)
def plan_new(request: HttpRequest) -> HttpResponse:
    """Write a plan from the beginning."""
    return _edit(request, None)


@needs(Permission.PLAN_EDIT)
def plan_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a plan; what is in effect stays as it was put into effect."""
    return _edit(request, latest_version(code))


def _edit(request: HttpRequest, version: PlanVersion | None) -> HttpResponse:
    plan = document_of(version) if version is not None else None
    if request.method != "POST":
        begins = {"based_on": version.number} if version is not None else dict(_NEW)
        return _form_page(request, Editor.of(plan, begins, is_new=plan is None), plan)
    do = request.POST.get("do", "rows" if "more" in request.POST else "save")
    if _TEXT in request.POST:
        return _from_text(request, do, plan)
    is_judged = do in ("save", _TEXT)
    editor = Editor.posted(request.POST, is_new=plan is None, is_shown_again=not is_judged)
    if not is_judged:
        editor.change(do, request.POST)
        return _form_page(request, editor, plan)
    if editor.is_valid():
        code = plan.code if plan is not None else editor.form.cleaned_data["code"].lower()
        plain = {"code": code, **editor.plain()}
        asked = editor.form.cleaned_data
        if do == _TEXT:
            return _text_page(request, write_yaml(plain), plan, (), asked)
        try:
            return _saved(request, read_document(plain, PlanDocument), plan, asked)
        except InvalidDocument as error:
            editor.tell(error.problems)
        except Conflict as error:
            tell_form(editor.form, error)
    return _form_page(request, editor, plan, status=422)


def _saved(
    request: HttpRequest,
    document: PlanDocument,
    plan: PlanDocument | None,
    asked: Mapping[str, Any],
) -> HttpResponse:
    """Save the plan, and go and look at it."""
    saved = save_plan(
        document=document,
        by=current_user(request),
        at=clock.now(),
        reason=asked["reason"],
        based_on=asked["based_on"] if plan is not None else None,
    )
    text = _("«%(plan)s» is saved as version %(number)s.")
    name = document.name.in_language(get_language() or "nb")
    messages.success(request, text % {"plan": name, "number": saved.number})
    return redirect("continuity:plan", saved.plan_id)


def _from_text(request: HttpRequest, do: str, plan: PlanDocument | None) -> HttpResponse:
    """Go on from a plan that was written as YAML: save it, or show it as a form again."""
    text, based_on = request.POST[_TEXT], request.POST.get("based_on", "")
    asked = {
        "reason": request.POST.get("reason", "")[:400],
        "based_on": int(based_on) if based_on.isascii() and based_on.isdigit() else None,
    }
    try:
        document, marks = read_plan_file(text)
        if plan is not None and document.code != plan.code:
            fixed = Problem("continuity.code_is_fixed", ("code",), {"code": plan.code})
            raise InvalidDocument([marks.mark(fixed)])
        if do == "form":
            initial = {**asked, "code": document.code}
            return _form_page(request, Editor.of(document, initial, is_new=plan is None), plan)
        try:
            return _saved(request, document, plan, asked)
        except InvalidDocument as error:
            raise InvalidDocument([marks.mark(problem) for problem in error.problems]) from error
    except InvalidDocument as error:
        lines = [_line(problem) for problem in error.problems]
    except Conflict as error:
        lines = [said(error)]
    return _text_page(request, text, plan, lines, asked)


def _line(problem: Problem) -> str:
    """Return a problem in words, after the line it is on."""
    words = problem_in_words(problem)
    where = f"{problem.place}: " if problem.path else ""
    return _("Line %(line)s: %(words)s") % {"line": problem.line, "words": f"{where}{words}"}


def _text_page(
    request: HttpRequest,
    text: str,
    plan: PlanDocument | None,
    problems: Sequence[str],
    asked: Mapping[str, Any],
) -> HttpResponse:
    context = {"text": text, "plan": plan, "problems": problems, "asked": asked}
    status = 422 if problems else 200
    return render(request, "continuity/plan_text.html", context, status=status)


def _form_page(
    request: HttpRequest, editor: Editor, plan: PlanDocument | None, status: int = 200
) -> HttpResponse:
    context = {
        "form": editor.form,
        "measures": [(card, _measure_says(card)) for card in editor.measures],
        "triggers": [(card, _trigger_says(card)) for card in editor.triggers],
        "wrong": [n for n, card in enumerate(editor.measures, start=1) if card.is_wrong],
        "wrong_triggers": [n for n, card in enumerate(editor.triggers, start=1) if card.is_wrong],
        "plan": plan,
        "measure_kinds": MEASURES,
        "trigger_kinds": TRIGGERS,
        "scenarios": sorted({one.document.scenario for one in plans(clock.now())}),
    }
    return render(request, "continuity/plan_form.html", context, status=status)


def _measure_says(card: Card) -> str:
    if card.thing is None:
        return ""
    described: str = card.thing.describe(base_document()).in_language(get_language() or "nb")
    return described


def _trigger_says(card: Card) -> str:
    if card.thing is None:
        return ""
    return trigger_line(card.thing, base_document(), get_language() or "nb")
