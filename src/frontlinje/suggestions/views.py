"""How good are the suggestions, and from what were they learnt? A page of the settings."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from procrastinate.exceptions import AlreadyEnqueued

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.centre.actions import demand_for_tone
from frontlinje.centre.queries import base_document
from frontlinje.centre.views.frame import Frame
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import said
from frontlinje.suggestions import tasks
from frontlinje.suggestions.files import model_of
from frontlinje.suggestions.models import Aim, Learning
from frontlinje.suggestions.queries import latest_learnings
from frontlinje.suggestions.rules.worth import LEAST_HELD_BACK, LEAST_LEARNT, MARGIN, Verdict

AIMS = {Aim.TOPIC: gettext_lazy("Contact reason"), Aim.QUEUE: gettext_lazy("Queue")}

VERDICTS = {
    Verdict.USED: gettext_lazy("Shown to agents"),
    Verdict.TOO_FEW: gettext_lazy("Off: too little history"),
    Verdict.NO_BETTER: gettext_lazy("Off: no better than always saying the most frequent"),
    Verdict.NOT_POSSIBLE: gettext_lazy("Off: the learning could not run"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What was learnt for one aim, as the page says it; percentages are whole."""

    aim: Promise
    learning: Learning | None
    verdict: Promise | None
    is_used: bool
    hit_percent: int = 0
    majority_percent: int = 0
    said_percent: int = 0
    right_percent: int = 0


def percent(part: float, whole: float = 1.0) -> int:
    """Return a share in whole percent."""
    return round(100 * part / whole) if whole else 0


def _shown() -> Iterator[Shown]:
    latest = latest_learnings()
    for aim, name in AIMS.items():
        learning = latest.get(aim)
        if learning is None:
            yield Shown(name, None, None, False)
            continue
        is_there = bool(learning.sha256) and model_of(learning.sha256) is not None
        verdict = Verdict(learning.verdict)
        yield Shown(
            name,
            learning,
            gettext_lazy("Off: its file is gone; learn anew")
            if verdict is Verdict.USED and not is_there
            else VERDICTS[verdict],
            is_there,
            percent(learning.hit_rate),
            percent(learning.majority_rate),
            percent(learning.n_said, learning.n_held_back),
            percent(learning.n_said_right, learning.n_said),
        )


@needs(Permission.CENTRE_READ)
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Show what was learnt, when, from how much, and how often it is right."""
    context = Frame(request).context(
        rows=list(_shown()),
        tone=base_document().dissatisfied,
        least_learnt=LEAST_LEARNT,
        least_held_back=LEAST_HELD_BACK,
        margin=percent(MARGIN),
    )
    return render(request, "suggestions/suggestions.html", context)


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def suggestions_learn(request: HttpRequest) -> HttpResponse:
    """Learn now, not only at night."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        tasks.learn_again.defer()
    messages.success(request, _("It is learning now. Look again in some minutes."))
    return redirect("suggestions:suggestions")


@needs(Permission.TONE_DEMAND)
@require_POST
def tone_switch(request: HttpRequest) -> HttpResponse:
    """Let dissatisfied writers go to those who are skilled in it, or to anybody again."""
    is_demanded = request.POST.get("is_demanded") == "yes"
    try:
        demand_for_tone(is_demanded=is_demanded, by=current_user(request), at=clock.now())
    except FrontlinjeError as error:
        messages.error(request, said(error))
    else:
        messages.success(
            request,
            _("From now on they go to those who are skilled in it.")
            if is_demanded
            else _("From now on they go to anybody, and agents see the hint."),
        )
    return redirect("suggestions:suggestions")
