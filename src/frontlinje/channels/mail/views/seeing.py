"""What may a browser get of a message? Its HTML in a frame, its files, the mail as it came.

Everything here is asked for by the contact's own rule of who may see it, and leaves in a form
that no browser runs, fetches from or takes for a page of ours.
"""

from base64 import b64encode
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from frontlinje.base import clock
from frontlinje.base.errors import NotFound, Unavailable
from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.actions.opening import open_original
from frontlinje.channels.mail.files import path_of
from frontlinje.channels.mail.rules.clean_html import framed_html
from frontlinje.channels.mail.rules.files import PLAIN_TYPE, picture_type
from frontlinje.channels.mail.rules.masked_html import masked_html
from frontlinje.channels.mail.rules.quoted_html import folded_html
from frontlinje.contacts.models import Attachment, Message
from frontlinje.contacts.queries import get_contact, viewer_of
from frontlinje.contacts.rules.national_id import masked
from frontlinje.people.access import current_user, needs, signed_in
from frontlinje.people.permissions import Permission

MOST_PICTURES = 8 * 2**20
"""Bytes of pictures in one frame; the others are files to open."""

# Links open in a new window without any tie to ours; nothing else is let out of the frame.
_SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
FRAME_POLICY = (
    f"sandbox {_SANDBOX}; default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_FILE_POLICY = "sandbox; default-src 'none'"


@signed_in
@never_cache
@require_GET
@xframe_options_sameorigin
def message_frame(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show the HTML of a message, for a sandboxed frame."""
    message = visible_message(request, message_id)
    if not message.html:
        raise NotFound("mail.no_such_mail")
    today = clock.now().date()
    html = masked_html(
        framed_html(message.html, _pictures(message)), lambda text: masked(text, today)
    )
    if not message.is_outgoing:
        html = folded_html(html, quoted=_("Quoted"), signature=_("Signature"))
    context = {"message": message, "html": mark_safe(html)}  # sanitised right here
    response = render(request, "mail/frame.html", context)
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _pictures(message: Message) -> dict[str, str]:
    """Return the pictures that the HTML may name, written out, as far as there is room."""
    found: dict[str, str] = {}
    room = MOST_PICTURES
    for file in message.attachments.exclude(content_id=""):
        path = path_of(file.sha256)
        if file.size > room or not path.exists():
            continue
        body = path.read_bytes()
        kind = picture_type(body)
        if kind:
            room -= file.size
            found[file.content_id] = f"data:{kind};base64,{b64encode(body).decode('ascii')}"
    return found


@signed_in
@never_cache
@require_GET
def attachment_download(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    """Hand over a file that came with a message."""
    file = Attachment.objects.filter(id=attachment_id).select_related("message").first()
    if file is None:
        raise NotFound("mail.no_such_file")
    visible_message(request, file.message_id)
    path = path_of(file.sha256)
    if not path.exists():
        raise Unavailable("mail.file_not_stored")
    return _as_download(FileResponse(path.open("rb"), as_attachment=True, filename=file.name))


@needs(Permission.NATIONAL_ID_REVEAL)
@never_cache
@require_GET
def message_original(request: HttpRequest, message_id: UUID) -> FileResponse:
    """Hand over a mail exactly as it came; the look is recorded, for nothing in it is masked."""
    message = visible_message(request, message_id)
    raw = open_original(message=message, by=current_user(request), at=clock.now())
    name = f"{message.contact.reference}.eml"
    return _as_download(FileResponse(raw, as_attachment=True, filename=name))


def _as_download(response: FileResponse) -> FileResponse:
    response.headers["Content-Type"] = PLAIN_TYPE
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _FILE_POLICY
    return response


def visible_message(request: HttpRequest, message_id: UUID) -> Message:
    """Return a message of a contact that whoever asks may see.

    Raises
    ------
    NotFound
        ``mail.no_such_mail``, ``contacts.no_such_contact``.
    """
    message = Message.objects.filter(id=message_id).select_related("contact").first()
    if message is None:
        raise NotFound("mail.no_such_mail")
    viewer = viewer_of(current_user(request), effective_state(clock.now()))
    get_contact(viewer, message.contact_id)
    return message
