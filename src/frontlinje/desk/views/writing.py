"""What does an agent write? Answers, drafts of them, standard answers, notes for colleagues."""

from contextlib import suppress
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from frontlinje.base.errors import Conflict, NotFound
from frontlinje.centre.rules.placeholders import fill
from frontlinje.channels.mail.actions.draft_files import add_draft_files
from frontlinje.channels.mail.views.writing import given_files
from frontlinje.contacts.actions.drafts import save_draft
from frontlinje.contacts.actions.notes import add_note
from frontlinje.contacts.models import Message
from frontlinje.desk.actions.answering import Then, send_answer
from frontlinje.desk.actions.taking_back import back_in_hand, take_answer_back
from frontlinje.desk.queries.open_contact import OpenContact
from frontlinje.desk.rules.typed_time import Lies, instant_of
from frontlinje.desk.views.answers import dialog, done, finished, go_to, seen
from frontlinje.desk.views.contact import next_page, opened
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import said


@needs(Permission.DESK_USE)
@require_POST
def contact_reply(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Send the answer, and finish, park or keep the contact."""
    shown = opened(request, contact_id)
    then = Then.FINISH
    with suppress(ValueError):
        then = Then(request.POST.get("then", ""))
    files = given_files(request)  # from a browser that does not send them as they are chosen
    if files:
        add_draft_files(contact_id=contact_id, files=files, by=shown.user, at=shown.now)
    typed = request.POST.get("time", "").strip()
    zone = ZoneInfo(shown.state.document.timezone)
    is_timed = then is Then.PARK and bool(typed)
    message = send_answer(
        contact_id=contact_id,
        text=request.POST.get("text", ""),
        by=shown.user,
        at=shown.now,
        then=then,
        wrap_up_code=request.POST.get("wrap_up_code", ""),
        resume_at=instant_of(typed, now=shown.now, zone=zone, lies=Lies.AFTER)
        if is_timed
        else None,
        seen=seen(request),
    )
    return _sent(request, shown, then, message)


def _sent(request: HttpRequest, shown: OpenContact, then: Then, message: Message) -> HttpResponse:
    contact = shown.contact
    contact.refresh_from_db()
    here = reverse("desk:contact", args=[contact.id])
    undo = reverse("desk:answer-take-back", args=[message.id])
    named = {"reference": contact.reference}
    if then is Then.STAY or contact.state == "wrap_up":
        return finished(request, here, _("The answer is sent."), undo=undo)
    if then is Then.PARK:
        text = _("The answer is sent, and %(reference)s is parked.") % named
    else:
        text = _("The answer is sent, and %(reference)s is finished.") % named
    return finished(request, next_page(shown.user), text, undo=undo)


@needs(Permission.DESK_USE)
@require_POST
def answer_take_back(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Undo «Send»; when the answer has left already, only what became of the contact."""
    message = Message.objects.filter(id=message_id).first()
    if message is None:
        raise NotFound("contacts.no_such_message")
    shown = opened(request, message.contact_id)
    here = reverse("desk:contact", args=[shown.contact.id])
    try:
        take_answer_back(message_id=message_id, by=shown.user, at=shown.now)
    except Conflict as error:
        back_in_hand(shown.contact, by=shown.user, at=shown.now)
        return finished(request, here, said(error), color="warning")
    text = _("The answer was not sent. Here it is again.")
    return finished(request, f"{here}#desk-reply-text", text)


@needs(Permission.DESK_USE)
@require_POST
def contact_draft(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Keep what is being written; the browser calls this while somebody types."""
    shown = opened(request, contact_id)
    sequence = request.POST.get("sequence", "")
    save_draft(
        contact_id=contact_id,
        user=shown.user,
        text=request.POST.get("text", ""),
        sequence=int(sequence) if sequence.isdecimal() else None,
        at=shown.now,
    )
    return HttpResponse(status=204)


@needs(Permission.DESK_USE)
@require_GET
def contact_answers(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """List the standard answers that fit, their placeholders filled, to choose by typing."""
    shown = opened(request, contact_id)
    contact = shown.contact
    language = contact.language or shown.state.document.language
    values = {
        "customer_name": contact.customer.name if contact.customer else "",
        "reference": contact.reference,
        "agent_name": shown.user.name,
        "centre_name": shown.state.document.name.in_language(language),
    }
    known = {name: value for name, value in values.items() if value}
    answers = [
        (answer.title, fill(answer.body.in_language(language), known))
        for answer in shown.state.standard_answers_for(channel=contact.channel, queue=contact.queue)
    ]
    return dialog(request, "desk/steps/answers.html", {"answers": answers, "contact": contact})


@needs(Permission.DESK_USE)
@require_POST
def contact_note(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Write a note for colleagues."""
    shown = opened(request, contact_id)
    add_note(text=request.POST.get("text", ""), by=shown.user, at=shown.now, contact=shown.contact)
    if "HX-Request" not in request.headers:
        return go_to(request, reverse("desk:contact", args=[contact_id]))
    context = {"open": shown, "contact": shown.contact, "now": shown.now}
    return done(request, "desk/contact/conversation.html", context)
