"""How is a plan written and changed? One form: fields, and the measures as cards."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontlinje.base import clock
from frontlinje.base.errors import Conflict
from frontlinje.centre.queries import base_document, known_people
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.problems import InvalidDocument, Problem, read_document
from frontlinje.continuity.actions.plans import save_plan
from frontlinje.continuity.forms.cards import Card, card_of, new_card, read_card
from frontlinje.continuity.forms.plan_form import PlanForm, initial_of, said_with_line
from frontlinje.continuity.models import PlanVersion
from frontlinje.continuity.plan_words import MEASURES
from frontlinje.continuity.queries.plans import document_of, latest_version, plans
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission, Role
from frontlinje.people.wording import tell_form

HOUR_S = 3600.0
_NEW: Mapping[str, Any] = {
    "expires_after_s": 4 * HOUR_S,
    "warn_before_s": HOUR_S / 4,
    "may_activate": [Role.TEAM_LEADER, Role.CENTRE_HEAD],
}


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
        cards = [card_of(measure) for measure in plan.measures] if plan is not None else []
        number = version.number if version is not None else None
        initial = {**(initial_of(plan) if plan is not None else _NEW), "based_on": number}
        return _page(request, PlanForm(initial=initial, is_new=plan is None), cards, plan)
    cards = [read_card(text) for text in request.POST.getlist("measure")]
    do = request.POST.get("do", "save")
    if do != "save":
        form = PlanForm(initial=_as_written(request.POST), is_new=plan is None)
        return _page(request, form, _rearranged(cards, do, request.POST.get("kind", "")), plan)
    form = PlanForm(request.POST, is_new=plan is None)
    saved = _saved(request, form, cards, plan)
    if saved is not None:
        text = _("«%(plan)s» is saved as version %(number)s.")
        name = document_of(saved).name.in_language(get_language() or "nb")
        messages.success(request, text % {"plan": name, "number": saved.number})
        return redirect("continuity:plan", saved.plan_id)
    return _page(request, form, cards, plan, status=422)


def _as_written(posted: QueryDict) -> dict[str, Any]:
    """Return what somebody has written so far, unjudged."""
    many = {"may_activate", "channels"}
    return {name: posted.getlist(name) if name in many else posted[name] for name in posted}


def _rearranged(cards: list[Card], do: str, kind: str) -> list[Card]:
    """Return the cards after a button: ``add``, or ``up:2``, ``down:2``, ``remove:2``."""
    if do == "add":
        return [*cards, new_card(kind)] if kind in MEASURES else cards
    what, _colon, number = do.partition(":")
    if not (number.isascii() and number.isdigit() and int(number) < len(cards)):
        return cards
    place = int(number)
    card = cards.pop(place)
    if what == "remove":
        return cards
    cards.insert(max(0, place - 1) if what == "up" else place + 1, card)
    return cards


def _saved(
    request: HttpRequest, form: PlanForm, cards: list[Card], plan: PlanDocument | None
) -> PlanVersion | None:
    """Save the plan, or say at fields and cards why not."""
    is_valid = form.is_valid()
    measures = [card.measure for card in cards if card.measure is not None]
    if not cards:
        form.add_error(None, _("A plan needs at least one measure. Add one below."))
    if not is_valid or not cards or len(measures) < len(cards):
        return None
    code = plan.code if plan is not None else form.cleaned_data["code"].lower()
    plain = {**form.plain(), "code": code, "measures": [plain_form(one) for one in measures]}
    try:
        return save_plan(
            document=read_document(plain, PlanDocument),
            by=current_user(request),
            at=clock.now(),
            reason=form.cleaned_data["reason"],
            based_on=form.cleaned_data["based_on"] if plan is not None else None,
        )
    except InvalidDocument as error:
        for problem in error.problems:
            _tell(problem, form, cards)
    except Conflict as error:
        tell_form(form, error)
    return None


def _tell(problem: Problem, form: PlanForm, cards: list[Card]) -> None:
    match problem.path:
        case ("measures", int(place), *inside) if place < len(cards):
            cards[place].tell(Problem(problem.code, tuple(inside), problem.params))
        case _:
            form.tell(problem)


def _page(
    request: HttpRequest,
    form: PlanForm,
    cards: list[Card],
    plan: PlanDocument | None,
    status: int = 200,
) -> HttpResponse:
    base, known = base_document(), known_people()
    context = {
        "form": form,
        "cards": [_shown(card) for card in cards],
        "wrong": [number for number, card in enumerate(cards, start=1) if card.problems],
        "plan": plan,
        "kinds": MEASURES,
        "scenarios": sorted({one.document.scenario for one in plans(clock.now())}),
        "codes": [
            (_("Queues"), [queue.code for queue in base.queues]),
            (_("Answer groups"), [group.code for group in base.groups]),
            (_("Opening hours"), [calendar.code for calendar in base.hours]),
            (_("Skills"), sorted(known.skills)),
            (_("Teams"), sorted(known.teams)),
            (_("Sites"), sorted(known.sites)),
        ],
    }
    return render(request, "continuity/plan_form.html", context, status=status)


def _shown(card: Card) -> dict[str, Any]:
    says = card.measure.describe(base_document()) if card.measure is not None else None
    problems = [said_with_line(problem) for problem in card.problems]
    return {"card": card, "says": says, "problems": problems}
