"""What holds right now? The first page of the settings, and the pages for the centre itself."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from pydantic import Field

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.centre.actions import end_override
from frontlinje.centre.forms.slots import slots_of
from frontlinje.centre.labels import CHANNEL_NAMES, SECTIONS
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import effective_state, overrides_at
from frontlinje.centre.rules.document import CentreDocument, StaffingMinimum
from frontlinje.centre.rules.fields import Section
from frontlinje.centre.rules.hours import is_open, next_closing, next_opening
from frontlinje.centre.rules.parts import Plain
from frontlinje.centre.rules.problems import read_document
from frontlinje.centre.rules.starter import follow_up_queue, lacks_follow_up_queue
from frontlinje.centre.rules.state import CentreState
from frontlinje.centre.views.frame import Frame
from frontlinje.centre.views.saving import form_of, reconciled, save, save_form
from frontlinje.centre.wording import ChangeLine, edit_in_words
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import said


@dataclass(frozen=True, slots=True)
class ChannelNow:
    """A channel at this moment: open or closed, and until when."""

    name: Promise
    is_open: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class OverrideNow:
    """An override as the page shows it."""

    id: UUID
    words: str
    holds: bool
    starts_at: datetime
    ends_at: datetime | None


@needs(Permission.CENTRE_READ)
def settings(request: HttpRequest) -> HttpResponse:
    """Show what holds now, what is laid on top, and what changed lately."""
    frame, now = Frame(request), clock.now()
    context = frame.context(
        name=frame.name,
        channels=list(_channels_now(effective_state(now), now)),
        overrides=list(_overrides_now(frame, now)),
        latest=Revision.objects.select_related("made_by").order_by("-id")[:5],
        counts=[
            (SECTIONS[section], section, len(frame.plain[section]))
            for section in ("queues", "groups", "texts", "standard_answers", "wrap_up_codes")
        ],
        now=now,
    )
    return render(request, "centre/settings.html", context)


def _channels_now(state: CentreState, now: datetime) -> Iterator[ChannelNow]:
    for code in state.channels:
        hours = state.opening(code)
        opened = is_open(hours, now)
        until = next_closing(hours, now) if opened else next_opening(hours, now)
        yield ChannelNow(CHANNEL_NAMES[code], opened, until)


def _overrides_now(frame: Frame, now: datetime) -> Iterator[OverrideNow]:
    for override in overrides_at(now):
        words = edit_in_words(override.edit, frame.plain, frame.language)
        holds, ends_at = override.holds_at(now), override.ends_at
        yield OverrideNow(override.id, words, holds, override.starts_at, ends_at)


class StaffingPage(Section):
    """The page of minimum staffing: one list."""

    staffing: tuple[StaffingMinimum, ...] = Field(default=())


PAGES: dict[str, tuple[Promise, type[Section], tuple[str, ...]]] = {
    "general": (
        _("The centre"),
        CentreDocument,
        ("name", "timezone", "country", "language", "not_responding"),
    ),
    "dissatisfied": (SECTIONS["dissatisfied"], CentreDocument, ("dissatisfied",)),
    "staffing": (SECTIONS["staffing"], StaffingPage, ("staffing",)),
    "bad-day": (_("The bad day"), CentreDocument, ("shedding", "follow_up", "board_meeting")),
}
"""Pages that ask for parts of the document that are not lists of coded things."""


@needs(Permission.CENTRE_READ)
def page(request: HttpRequest, page: str) -> HttpResponse:
    """Show and change parts of the document that stand alone."""
    if page not in PAGES:
        raise Http404
    title, shape, names = PAGES[page]
    frame = Frame(request)
    leave_out = [name for name in shape.model_fields if name not in names]
    form = form_of(frame, slots=slots_of(shape, leave_out=leave_out), plain=frame.plain)
    meanwhile: list[ChangeLine] = []
    if request.method == "POST" and form.is_bound and form.is_valid():
        mine, meanwhile = reconciled(
            frame, form, form.plain(), lambda plain: _only(plain, names), names
        )
        others = {name: part for name, part in frame.plain.items() if name not in names}
        if not meanwhile and save_form(frame, form, {**others, **mine}, ()):
            return redirect("centre:page", page)
    lacks_follow_up = page == "bad-day" and lacks_follow_up_queue(frame.plain)
    context = frame.context(
        title=title, form=form, meanwhile=meanwhile, lacks_follow_up=lacks_follow_up
    )
    return render(request, "centre/part.html", context)


def _only(plain: Plain, names: Collection[str]) -> Plain:
    return {name: plain[name] for name in names if name in plain}


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def follow_up_add(request: HttpRequest) -> HttpResponse:
    """Make the queue for work to catch up, and lead back to where its lack was told."""
    frame = Frame(request)
    if lacks_follow_up_queue(frame.plain):
        queue = follow_up_queue(read_document(frame.plain, CentreDocument))
        added = {**frame.plain, "queues": [*frame.plain["queues"], queue]}
        save(frame, added, reason=gettext("For work to catch up"))
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = reverse("centre:page", args=["bad-day"])
    return redirect(back)


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def override_end(request: HttpRequest, override_id: UUID) -> HttpResponse:
    """Take an override off."""
    try:
        end_override(override_id, by=current_user(request), reason="", at=clock.now())
    except FrontlinjeError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, gettext("It no longer holds."))
    return redirect("centre:settings")
