"""What are customers told, what waits for approval, and how is something new told everywhere?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.centre.labels import CHANNEL_NAMES, LANGUAGE_NAMES
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.fields import LANGUAGES
from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.actions.announcing import (
    approve_announcement,
    change_announcement,
    may_change,
    withdraw_announcement,
    wording_of,
    write_announcement,
)
from frontlinje.continuity.announcement_form import AnnouncementForm
from frontlinje.continuity.models import Announcement
from frontlinje.continuity.queries.announcements import (
    announcement_lists,
    announcements,
    live_announcements,
)
from frontlinje.continuity.rules.wording import Said, in_language
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may
from frontlinje.people.wording import tell_form

PLACES: tuple[tuple[str, Promise], ...] = (
    ("web", gettext_lazy("above the web form, and on its receipt")),
    ("mail", gettext_lazy("in one automatic answer a day to everybody who writes")),
    ("chat", gettext_lazy("the text stands ready")),
    ("phone", gettext_lazy("the text stands ready")),
)
"""How each channel tells it, beside the status page, which tells everything."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An announcement as the screens show it."""

    row: Announcement
    said: Said
    state: str
    """told, coming, unapproved, over or withdrawn."""
    channels: list[str]
    queues: list[str]


@needs(Permission.PLAN_READ)
@require_safe
def announcement_list(request: HttpRequest) -> HttpResponse:
    """List what is told now, what waits, what comes and what was told."""
    now = clock.now()
    state = effective_state(now)
    lists = announcement_lists(now)
    live = live_announcements(now, language=request.LANGUAGE_CODE)
    context = {
        "sections": [
            (title, [_shown(row, state, request, now) for row in rows])
            for title, rows in (
                (_("Told now"), lists.live),
                (_("Waiting for approval"), lists.unapproved),
                (_("Coming"), lists.coming),
                (_("Earlier"), lists.past),
            )
            if rows
        ],
        "others": [one.said.body for one in live if one.since is None],
    }
    return render(request, "continuity/announcements/list.html", context)


@needs(Permission.PLAN_READ)
@require_safe
def announcement(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """Show one as customers read it in each language, and where."""
    now = clock.now()
    row = _found(announcement_id)
    state = effective_state(now)
    own = state.document.language
    user = current_user(request)
    context = {
        "shown": _shown(row, state, request, now),
        "wordings": [
            (code, LANGUAGE_NAMES[code], in_language(row.title, row.body, code, own))
            for code in LANGUAGES
        ],
        "places": [
            (CHANNEL_NAMES[code], how)
            for code, how in PLACES
            if code in state.channels and (not row.channels or code in row.channels)
        ],
        "may_publish": may(user, Permission.ANNOUNCE),
        "may_change": may_change(row, user),
    }
    return render(request, "continuity/announcements/one.html", context)


@needs(Permission.PLAN_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def announcement_write(request: HttpRequest) -> HttpResponse:
    """Write something new; whoever may approve can publish it at once."""
    now = clock.now()
    user = current_user(request)
    form = AnnouncementForm(
        request.POST or None,
        initial={"form_id": uuid7()},
        state=effective_state(now),
        language=request.LANGUAGE_CODE,
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = write_announcement(
                wording=form.wording(),
                by=user,
                at=now,
                announcement_id=form.cleaned_data["form_id"],
            )
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            return _written(request, row, user, now)
    return _form(request, form, _("New announcement"), reverse("continuity:announcements"))


def _written(request: HttpRequest, row: Announcement, user: User, now: datetime) -> HttpResponse:
    if "publish" in request.POST and may(user, Permission.ANNOUNCE):
        return _publish(request, row.id, user, now)
    messages.success(request, _("Saved. Customers are told when it is published."))
    return redirect("continuity:announcement", announcement_id=row.id)


@needs(Permission.PLAN_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def announcement_change(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """Say it otherwise; what is published changes at once."""
    now = clock.now()
    row = _found(announcement_id)
    form = AnnouncementForm(
        request.POST or None,
        initial=AnnouncementForm.of(wording_of(row)),
        state=effective_state(now),
        language=request.LANGUAGE_CODE,
    )
    if request.method == "POST" and form.is_valid():
        wording = form.wording(unless_given=row.from_at)
        try:
            change_announcement(
                announcement_id=row.id, wording=wording, by=current_user(request), at=now
            )
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("continuity:announcement", announcement_id=row.id)
    back = reverse("continuity:announcement", args=[row.id])
    return _form(request, form, _("Change announcement"), back, is_new=False)


@needs(Permission.ANNOUNCE)
@require_POST
def announcement_approve(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """Publish it."""
    return _publish(request, announcement_id, current_user(request), clock.now())


def _publish(request: HttpRequest, announcement_id: UUID, by: User, now: datetime) -> HttpResponse:
    row = approve_announcement(announcement_id=announcement_id, by=by, at=now)
    is_told = row.from_at <= now
    messages.success(
        request,
        _("Published: customers are told now.") if is_told else _("Published for its time."),
        extra_tags=reverse("continuity:announcement-withdraw", args=[row.id]),
    )
    return redirect("continuity:announcement", announcement_id=row.id)


@needs(Permission.PLAN_READ)
@require_POST
def announcement_withdraw(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """Tell it no more."""
    user = current_user(request)
    row = withdraw_announcement(announcement_id=announcement_id, by=user, at=clock.now())
    undo = reverse("continuity:announcement-approve", args=[row.id])
    was_told = row.approved_at is not None and may(user, Permission.ANNOUNCE)
    messages.success(request, _("Withdrawn."), extra_tags=undo if was_told else "")
    return redirect("continuity:announcement", announcement_id=row.id)


def _form(
    request: HttpRequest, form: AnnouncementForm, title: str, back: str, *, is_new: bool = True
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": back,
        "is_new": is_new,
        "may_publish": may(current_user(request), Permission.ANNOUNCE),
    }
    status = 422 if form.errors else 200
    return render(request, "continuity/announcements/form.html", context, status=status)


def _found(announcement_id: UUID) -> Announcement:
    row = announcements().filter(id=announcement_id).first()
    if row is None:
        raise NotFound("continuity.no_such_announcement")
    return row


def _shown(row: Announcement, state: CentreState, request: HttpRequest, now: datetime) -> Shown:
    language = request.LANGUAGE_CODE
    return Shown(
        row=row,
        said=in_language(row.title, row.body, language, state.document.language),
        state=_state(row, now),
        channels=[str(CHANNEL_NAMES[code]) for code in row.channels],
        queues=[
            state.queues[code].name.in_language(language)
            for code in row.queues
            if code in state.queues
        ],
    )


def _state(row: Announcement, now: datetime) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.until_at is not None and row.until_at <= now:
        return "over"
    if row.approved_at is None:
        return "unapproved"
    return "told" if row.from_at <= now else "coming"
