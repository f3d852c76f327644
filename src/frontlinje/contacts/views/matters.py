"""What is written and settled about a customer? Notes, cases, and looks behind the mask."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontlinje.base.errors import FrontlinjeError, NotFound
from frontlinje.contacts.actions.cases import close_case, open_case, rename_case, reopen_case
from frontlinje.contacts.actions.notes import add_note, reveal_message, reveal_note
from frontlinje.contacts.models import Case, Message, Note
from frontlinje.contacts.queries import get_contact, get_customer
from frontlinje.contacts.views.asking import asking
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import said


@needs(Permission.DESK_USE)
@require_POST
def customer_note(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Write a note on a customer."""
    who = asking(request)
    try:
        add_note(
            text=request.POST.get("text", ""),
            customer=get_customer(customer_id),
            by=who.user,
            at=who.now,
        )
    except FrontlinjeError as error:
        messages.error(request, said(error))
    return redirect("contacts:customer", customer_id)


@needs(Permission.DESK_USE)
@require_POST
def case_open(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Open a case for a customer."""
    who = asking(request)
    shown = get_customer(customer_id)
    try:
        open_case(
            title=request.POST.get("title", ""), customer_id=shown.id, by=who.user, at=who.now
        )
    except FrontlinjeError as error:
        messages.error(request, said(error))
    return redirect("contacts:customer", customer_id)


@needs(Permission.DESK_USE)
@require_POST
def case_rename(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give a case another title."""
    who = asking(request)
    title = request.POST.get("title", "")
    return _back_from(request, rename_case(case_id=case_id, title=title, by=who.user, at=who.now))


@needs(Permission.DESK_USE)
@require_POST
def case_close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Close a case."""
    who = asking(request)
    return _back_from(request, close_case(case_id=case_id, by=who.user, at=who.now))


@needs(Permission.DESK_USE)
@require_POST
def case_reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Open a closed case again."""
    who = asking(request)
    return _back_from(request, reopen_case(case_id=case_id, by=who.user, at=who.now))


@needs(Permission.NATIONAL_ID_REVEAL)
@require_POST
def message_reveal(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Return a message's text unmasked; the look is recorded."""
    who = asking(request)
    message = Message.objects.filter(id=message_id).first()
    if message is None:
        raise NotFound("contacts.no_such_message")
    contact = get_contact(who.viewer, message.contact_id)
    seen = reveal_message(message_id=message.id, contact=contact, by=who.user, at=who.now)
    return render(request, "contacts/revealed_text.html", {"text": seen.text})


@needs(Permission.NATIONAL_ID_REVEAL)
@require_POST
def note_reveal(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Return a note's text unmasked; the look is recorded."""
    who = asking(request)
    note = Note.objects.filter(id=note_id).first()
    if note is None:
        raise NotFound("contacts.no_such_note")
    if note.contact_id:
        get_contact(who.viewer, note.contact_id)
    seen = reveal_note(note=note, by=who.user, at=who.now)
    return render(request, "contacts/revealed_text.html", {"text": seen.text})


def _back_from(request: HttpRequest, case: Case) -> HttpResponse:
    if case.customer_id is None:
        raise NotFound("contacts.no_such_customer")
    messages.success(request, _("Case %(reference)s was saved.") % {"reference": case.reference})
    return redirect("contacts:customer", case.customer_id)
