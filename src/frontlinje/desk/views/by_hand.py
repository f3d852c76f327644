"""How does an agent note a call, a visit or a letter? One short form, opened by one key."""

from contextlib import suppress
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontlinje.base import clock
from frontlinje.base.errors import Invalid
from frontlinje.base.ids import uuid7
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact, Customer
from frontlinje.contacts.queries import get_customer
from frontlinje.contacts.rules.lifecycle import Channel
from frontlinje.desk.actions.by_hand import Noted, by_hand_channels, note_by_hand
from frontlinje.desk.rules.typed_time import Lies, instant_of
from frontlinje.desk.views.answers import dialog, finished, is_htmx, told
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission

LAST = "desk_by_hand"
"""Where the session keeps the channel and queue that were noted last."""


@needs(Permission.DESK_USE)
@require_http_methods(["GET", "POST"])
def contact_register(request: HttpRequest) -> HttpResponse:
    """Ask what happened (GET) and write it down (POST)."""
    state = effective_state(clock.now())
    return _written(request, state) if request.method == "POST" else _asked(request, state)


def _asked(request: HttpRequest, state: CentreState) -> HttpResponse:
    last: dict[str, str] = request.session.get(LAST, {})
    possible = by_hand_channels(state)
    channels = [channel for channel in Channel if channel in possible]
    manual = [c.value for c in channels if c in state.channels and state.channels[c].is_manual]
    channel = last.get("channel", manual[0] if manual else Channel.PHONE.value)
    usual = state.queue_for(Channel(channel).value)
    queues = [q for q in state.document.queues if not possible.isdisjoint(q.channels)]
    context: dict[str, Any] = {
        "command_id": uuid7(),
        "channels": [c.value for c in channels],
        "channel": channel,
        "manual": manual,
        "follow_up": state.document.follow_up,
        "queues": queues,
        "queue": last.get("queue") or (usual.code if usual else ""),
        "codes": [c for c in state.document.wrap_up_codes if not c.queues],
    }
    return dialog(request, "desk/by_hand.html", context)


def _written(request: HttpRequest, state: CentreState) -> HttpResponse:
    now = clock.now()
    asked = request.POST
    noted = Noted(
        channel=_channel(asked.get("channel", "")),
        queue=asked.get("queue", ""),
        subject=asked.get("subject", ""),
        text=asked.get("text", ""),
        happened_at=instant_of(
            asked.get("time", ""),
            now=now,
            zone=ZoneInfo(state.document.timezone),
            lies=Lies.BEFORE,
        ),
        customer=_customer(asked.get("customer", "")),
        is_done=asked.get("done", "") != "no",
        is_to_catch_up=asked.get("done", "") == "later",
        wrap_up_code=asked.get("wrap_up_code", ""),
    )
    user = current_user(request)
    contact_id = note_by_hand(
        command_id=_command(asked.get("command", "")), noted=noted, by=user, at=now
    )
    request.session[LAST] = {"channel": noted.channel.value, "queue": noted.queue}
    reference = Contact.objects.values_list("reference", flat=True).get(id=contact_id)
    text = _("%(reference)s is noted.") if noted.is_done else _("%(reference)s waits in its queue.")
    undo = reverse("desk:contact-reopen", args=[contact_id]) if noted.is_done else ""
    said = text % {"reference": reference}
    if is_htmx(request):
        return told(said, undo=undo or None)
    return finished(request, reverse("desk:desk"), said, undo=undo)


def _channel(code: str) -> Channel:
    with suppress(ValueError):
        return Channel(code)
    raise Invalid("desk.choose_one", field="channel")


def _customer(identifier: str) -> Customer | None:
    if not identifier:
        return None
    with suppress(ValueError):
        return get_customer(UUID(identifier))
    raise Invalid("desk.choose_one", field="customer")


def _command(identifier: str) -> UUID:
    with suppress(ValueError):
        return UUID(identifier)
    raise Invalid("desk.form_too_old", field="command")
