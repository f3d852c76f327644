"""Who is planned when? The grid of a week, and each shift: entered, changed, removed, put back."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontlinje.base.errors import NotFound
from frontlinje.people.access import needs
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission
from frontlinje.presence.actions import (
    change_shift,
    copy_week,
    enter_shift,
    remove_shift,
    restore_shift,
)
from frontlinje.presence.answers import dialog, done
from frontlinje.presence.models import Place, Shift
from frontlinje.presence.queries import week_of
from frontlinje.presence.rules.shifts import Span, span_on
from frontlinje.presence.rules.written import hours_of, place_of
from frontlinje.presence.views.planning import Asked, asked_by, day_given

WEEK = timedelta(days=7)


@needs(Permission.SHIFT_EDIT)
@require_safe
def shifts(request: HttpRequest) -> HttpResponse:
    """Show a week of a team; htmx fetches the grid alone."""
    asked = asked_by(request)
    context = {
        "asked": asked,
        "tab": "shifts",
        "week": week_of(asked.people, monday=asked.monday, zone=asked.zone),
        "before": asked.monday - WEEK,
        "after": asked.monday + WEEK,
        "sunday": asked.monday + timedelta(days=6),
    }
    part = "HX-Request" in request.headers
    return render(request, "presence/grid.html" if part else "presence/shifts.html", context)


@needs(Permission.SHIFT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def shift_enter(request: HttpRequest) -> HttpResponse:
    """Ask when somebody works on a day, and plan it."""
    asked = asked_by(request)
    given = request.POST if request.method == "POST" else request.GET
    person = _person(given.get("user", ""))
    day = day_given(given.get("day", ""), field="day")
    if request.method == "POST":
        shift = enter_shift(
            user=person,
            span=span_on(day, *hours_of(given.get("hours", "")), asked.zone),
            place=place_of(given.get("place", "")),
            note=_note(request),
            by=asked.user,
            at=asked.now,
        )
        text = _said(_("%(name)s is planned %(when)s."), shift, asked)
        return done(request, text, back=asked.address)
    context = {"person": person, "day": day, "places": Place, "asked": asked}
    return dialog(request, "presence/shift.html", context)


@needs(Permission.SHIFT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def shift_change(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """Show one shift to be changed, and change it."""
    asked = asked_by(request)
    shift = Shift.objects.select_related("user").filter(id=shift_id).first()
    if shift is None:
        raise NotFound("presence.no_such_shift")
    day = shift.starts_at.astimezone(asked.zone).date()
    if request.method == "POST":
        changed = change_shift(
            shift_id=shift_id,
            span=span_on(day, *hours_of(request.POST.get("hours", "")), asked.zone),
            place=place_of(request.POST.get("place", "")),
            note=_note(request),
            by=asked.user,
            at=asked.now,
        )
        text = _said(_("%(name)s is planned %(when)s."), changed, asked)
        return done(request, text, back=asked.address)
    span = Span(shift.starts_at, shift.ends_at)
    context = {
        "shift": shift,
        "person": shift.user,
        "day": day,
        "hours": _hours(span, asked),
        "places": Place,
        "asked": asked,
    }
    return dialog(request, "presence/shift.html", context)


@needs(Permission.SHIFT_EDIT)
@require_POST
def shift_remove(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """Take a shift off the plan; it can be put back."""
    asked = asked_by(request)
    shift = remove_shift(shift_id=shift_id, by=asked.user, at=asked.now)
    return done(
        request,
        _said(_("%(name)s is no longer planned %(when)s."), shift, asked),
        back=asked.address,
        undo=reverse("presence:shift-restore", args=[shift_id]),
    )


@needs(Permission.SHIFT_EDIT)
@require_POST
def shift_restore(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """Put back a shift that was taken off."""
    asked = asked_by(request)
    shift = restore_shift(shift_id=shift_id, by=asked.user, at=asked.now)
    text = _said(_("%(name)s is planned %(when)s."), shift, asked)
    return done(request, text, back=asked.address)


@needs(Permission.SHIFT_EDIT)
@require_POST
def week_copy(request: HttpRequest) -> HttpResponse:
    """Plan the week as the week before it."""
    asked = asked_by(request)
    n_new, n_left = copy_week(monday=asked.monday, users=asked.people, by=asked.user, at=asked.now)
    text = ngettext("%(n)d shift was copied.", "%(n)d shifts were copied.", n_new) % {"n": n_new}
    if n_left:
        text += " " + ngettext(
            "%(n)d was left out: something is planned there already.",
            "%(n)d were left out: something is planned there already.",
            n_left,
        ) % {"n": n_left}
    return done(request, text, back=asked.address)


def _person(identifier: str) -> User:
    try:
        return User.objects.get(id=UUID(identifier), is_active=True)
    except (ValueError, User.DoesNotExist):
        raise NotFound("presence.no_such_colleague", field="user") from None


def _note(request: HttpRequest) -> str:
    return " ".join(request.POST.get("note", "").split())[:140]


def _hours(span: Span, asked: Asked) -> str:
    begins, ends = span.starts_at.astimezone(asked.zone), span.ends_at.astimezone(asked.zone)
    return f"{begins:%H:%M}–{ends:%H:%M}"


def _said(text: str, shift: Shift, asked: Asked) -> str:
    span = Span(shift.starts_at, shift.ends_at)
    when = f"{shift.starts_at.astimezone(asked.zone):%d.%m.} {_hours(span, asked)}"
    return text % {"name": shift.user.name, "when": when}
