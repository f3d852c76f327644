"""The form, what stands there while it is closed, and the receipt for what was sent with it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import Conflict
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.document import Situation
from frontlinje.centre.rules.placeholders import fill
from frontlinje.centre.rules.state import CentreState
from frontlinje.channels.web.actions import Form, submit_form, turn_away, was_received
from frontlinje.channels.web.texts import TEXTS
from frontlinje.contacts.rules.lifecycle import Channel
from frontlinje.continuity.queries.announcements import live_announcements
from frontlinje.people.access import public
from frontlinje.portal.banner import banner_of
from frontlinje.portal.forms import ContactForm, form_of, new_token
from frontlinje.portal.rules.ways import way_instead, ways_to_reach
from frontlinje.portal.wording import said_instant, said_way

_RECEIPT_SALT = "portal.receipt"
_RECEIPT_S = 60 * 60 * 24


@dataclass(frozen=True, slots=True)
class Notice:
    """What customers should know before they write."""

    is_closed: bool
    opens_at: str
    text: str


def _notice(state: CentreState, now: datetime, language: str) -> Notice:
    is_open = state.is_channel_open(Channel.WEB, now)
    situation: Situation = "greeting" if is_open else "closed"
    web = next((way for way in ways_to_reach(state, now) if way.code == Channel.WEB), None)
    opens_at = web.opens_at if web else None
    opens = said_instant(opens_at, ZoneInfo(state.document.timezone))
    words = {"next_opening": opens or _("as soon as we can")}
    return Notice(
        is_closed=not is_open,
        opens_at=opens,
        text=_said(state, situation, language, words),
    )


def _said(
    state: CentreState,
    situation: Situation,
    language: str,
    words: dict[str, str],
    queue: str = "",
) -> str:
    """Return what the centre has written for a situation, with its placeholders filled in."""
    text = state.text_for(situation, channel=Channel.WEB, queue=queue)
    if text is not None and situation == "closed" and not (_may_write(state) or text.channels):
        return ""  # said of the centre's hours, while others answer and only the form is closed
    named = {"centre_name": state.document.name.in_language(language)}
    if queue in state.queues:
        named["queue_name"] = state.queues[queue].name.in_language(language)
    return fill(text.body.in_language(language), {**named, **words}) if text else ""


@public
@require_http_methods(["GET", "HEAD", "POST"])
def contact_form(request: HttpRequest) -> HttpResponse:
    """Show the form; take it when it is sent; say what is missing without losing a word."""
    now = clock.now()
    state = effective_state(now)
    language = get_language() or state.document.language
    if not _may_write(state) and not _came_before(request):
        return _closed(request, state, language, now)
    if request.method == "POST":
        form = ContactForm(request.POST, state=state, language=language, now=now)
        if form.is_valid():
            try:
                return _received(request, form, language, now)
            except Conflict as error:
                form.add_error(None, _in_words(error))
        form.again()
    else:
        form = ContactForm(
            initial={"token": new_token(now), "topic": request.GET.get("topic", "")},
            state=state,
            language=language,
            now=now,
        )
    page = _page(state, language, now) | {
        "form": form,
        "asked": [form[name] for name in form.visible],
    }
    return render(request, "portal/contact_form.html", page, status=422 if form.errors else 200)


def _page(state: CentreState, language: str, now: datetime) -> dict[str, object]:
    live = live_announcements(now, Channel.WEB, language=language)
    return {
        "banner": banner_of(live, state, language),
        "notice": _notice(state, now, language),
        "centre_name": state.document.name.in_language(language),
    }


def _closed(request: HttpRequest, state: CentreState, language: str, now: datetime) -> HttpResponse:
    """Say another way and when the form is back; keep what was written; count who came."""
    web = state.channels.get(Channel.WEB)
    named = web.alternative if web is not None else None
    other = way_instead(ways_to_reach(state, now), Channel.WEB, named=named)
    if request.method != "HEAD":
        turn_away(
            visitor=f"{request.META['REMOTE_ADDR']} {request.headers.get('User-Agent', '')}",
            queue=_queue_meant(request, state),
            alternative=other.code if other else "",
            at=now,
        )
    zone = ZoneInfo(state.document.timezone)
    page = _page(state, language, now) | {
        "other": said_way(other, zone, form_url="") if other else None,
        "written": request.POST.get("text", ""),
    }
    # Sent into a form that has closed meanwhile: refused, so that nobody believes it arrived.
    return render(
        request, "portal/form_closed.html", page, status=409 if request.method == "POST" else 200
    )


def _queue_meant(request: HttpRequest, state: CentreState) -> str:
    given = request.POST if request.method == "POST" else request.GET
    topic = given.get("topic", "")
    return topic if topic in state.queues else ""


def _may_write(state: CentreState) -> bool:
    channel = state.channels.get(Channel.WEB)
    return channel is not None and channel.is_open


def _came_before(request: HttpRequest) -> bool:
    """Say whether this form arrived while it was open, and is only sent once more."""
    form_id = form_of(request.POST.get("token", ""))
    return form_id is not None and was_received(form_id)


def _received(
    request: HttpRequest, form: ContactForm, language: str, now: datetime
) -> HttpResponse:
    given = form.cleaned_data
    assert form.form_id is not None
    contact = submit_form(
        form=Form(
            form_id=form.form_id,
            queue=given["topic"],
            name=given["name"],
            email=given["email"].lower(),
            customer_number=given["customer_number"],
            subject=given["subject"],
            text=_with_facts(given),
            language=language,
        ),
        source_address=request.META["REMOTE_ADDR"],
        at=now,
    )
    receipt = signing.dumps([contact.reference, contact.queue], salt=_RECEIPT_SALT)
    return redirect("portal:receipt", receipt=receipt)


def _with_facts(given: dict[str, str]) -> str:
    """Return the message with what the customer gave besides, for the agent to read."""
    facts = [
        f"{label}: {given[field]}"
        for field, label in (("phone", _("Telephone")), ("customer_number", _("Customer number")))
        if given[field]
    ]
    return "\n\n".join([given["text"], "\n".join(facts)]) if facts else given["text"]


def _in_words(error: Conflict) -> str:
    again_at = error.params["again_at"]
    assert isinstance(again_at, datetime)
    return str(TEXTS[error.code]) % {"again_at": date_format(localtime(again_at), "TIME_FORMAT")}


@public
@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Say that the message is safe with us, and under which reference."""
    try:
        reference, queue = signing.loads(receipt, salt=_RECEIPT_SALT, max_age=_RECEIPT_S)
    except signing.BadSignature as error:
        raise Http404 from error
    now = clock.now()
    state = effective_state(now)
    language = get_language() or state.document.language
    live = live_announcements(now, Channel.WEB, queue, language=language)
    page = {
        "banner": banner_of(live, state, language),
        "reference": reference,
        "text": _said(state, "receipt", language, {"reference": reference}, queue),
        "centre_name": state.document.name.in_language(language),
    }
    return render(request, "portal/receipt.html", page)
