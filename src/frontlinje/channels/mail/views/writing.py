"""Which files go with the answer, and which mail does not belong here? Asked beside a contact."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, Invalid
from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.actions.draft_files import (
    MOST_BYTES,
    GivenFile,
    add_draft_files,
    remove_draft_file,
)
from frontlinje.channels.mail.actions.parting import part_message
from frontlinje.channels.mail.queries import draft_files
from frontlinje.channels.mail.views.seeing import visible_message
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import get_contact, viewer_of
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import said


def given_files(request: HttpRequest) -> list[GivenFile]:
    """Return the files that a browser sent along."""
    return [
        GivenFile(file.name or "", file.content_type or "", file.read())
        for file in request.FILES.getlist("files")
    ]


def files_context(contact: Contact, user: User) -> dict[str, Any]:
    """Return what ``mail/draft_files.html`` shows."""
    files = list(draft_files(contact.id, user))
    return {"contact": contact, "files": files, "most_mb": MOST_BYTES // 2**20}


@needs(Permission.DESK_USE)
@require_POST
def draft_file_add(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Put files to the answer that is being written."""
    user, now = current_user(request), clock.now()
    contact = get_contact(viewer_of(user, effective_state(now)), contact_id)
    trouble = ""
    try:
        files = given_files(request)
        if not files:
            raise Invalid("mail.no_file", field="files")
        add_draft_files(contact_id=contact.id, files=files, by=user, at=now)
    except FrontlinjeError as error:
        trouble = said(error)
    return _shown(request, contact, trouble)


@needs(Permission.DESK_USE)
@require_POST
def draft_file_remove(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Take a file off the answer that is being written."""
    contact_id = remove_draft_file(file_id=file_id, by=current_user(request))
    return _shown(request, Contact.objects.get(id=contact_id))


def _shown(request: HttpRequest, contact: Contact, trouble: str = "") -> HttpResponse:
    context = files_context(contact, current_user(request)) | {"trouble": trouble}
    return render(request, "mail/draft_files.html", context)


@needs(Permission.DESK_USE)
@require_POST
def message_part(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Give a mail that was put to the wrong contact, or case, a place of its own."""
    before = visible_message(request, message_id).contact
    contact = part_message(message_id=message_id, by=current_user(request), at=clock.now())
    if contact.id == before.id:
        text = _("%(reference)s has left the case.")
    else:
        text = _("The mail is a contact of its own now, %(reference)s, and waits in its queue.")
    messages.success(request, text % {"reference": contact.reference})
    return redirect("desk:contact", before.id)
