"""How does somebody let us into a mailbox at Microsoft or Google? By a code, or there and back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from frontlinje.base import clock
from frontlinje.channels.mail.actions.mailboxes import found_mailbox, let_in
from frontlinje.channels.mail.imap.access import access_of
from frontlinje.channels.mail.imap.oauth import (
    Tokens,
    begin_device,
    finish_code,
    finish_device,
    has_device_code,
    way_to_provider,
)
from frontlinje.channels.mail.imap.trouble import BoxTrouble, trouble_of
from frontlinje.channels.mail.models import Mailbox, SignIn
from frontlinje.channels.mail.sealed import sealed, unsealed
from frontlinje.channels.mail.wording import in_words
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission

_WAYS = "mailbox_ways"
_CODE = "mailbox_code"


@dataclass(frozen=True, slots=True)
class WayIn:
    """What the page of a mailbox offers to whoever is to sign in."""

    url: str
    """Where one signs in and comes back from."""
    back: str
    """The address that the provider must know."""
    user_code: str = ""
    code_url: str = ""
    ask_every_s: int = 5


def way_in(request: HttpRequest, box: Mailbox) -> WayIn | None:
    """Return how to sign in; None where a password does it."""
    if box.sign_in == SignIn.PASSWORD:
        return None
    back = settings.PUBLIC_URL + reverse("mail:mailbox-signed-in")
    ways: dict[str, Any] = request.session.get(_WAYS, {})
    way = ways.get(box.code) or {"state": token_urlsafe(24), "verifier": token_urlsafe(48)}
    request.session[_WAYS] = {**ways, box.code: way}
    try:
        url = way_to_provider(access_of(box), **way, back=back)
    except Exception as error:  # a secret that can no longer be read is typed in anew
        url = ""
        messages.error(request, in_words(trouble_of(error)))
    begun = _begun_code(request, box)
    if begun is None:
        return WayIn(url, back)
    return WayIn(url, back, begun["user_code"], begun["url"], int(begun["every_s"]))


def _begun_code(request: HttpRequest, box: Mailbox) -> dict[str, str] | None:
    """Return the sign-in with a code that is under way."""
    kept = request.session.get(_CODE, {})
    if kept.get("mailbox") != box.code:
        return None
    if datetime.fromisoformat(kept["until"]) < clock.now():
        return None
    found: dict[str, str] = {**kept, **unsealed(kept["sealed"])}
    return found


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def mailbox_code_begin(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the provider for a code that is typed in there."""
    box = found_mailbox(code)
    if has_device_code(SignIn(box.sign_in)):
        try:
            begun = begin_device(access_of(box))
        except Exception as error:  # whatever it is, whoever asked must read it
            messages.error(request, in_words(trouble_of(error)))
        else:
            request.session[_CODE] = {
                "mailbox": box.code,
                "sealed": sealed({"secret": begun.secret}),
                "user_code": begun.user_code,
                "url": begun.url,
                "every_s": str(begun.ask_every_s),
                "until": (clock.now() + timedelta(seconds=begun.lasts_s)).isoformat(),
            }
    return redirect("mail:mailbox", box.code)


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def mailbox_code_check(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the code was typed in by now; htmx asks again and again."""
    box = found_mailbox(code)
    begun = _begun_code(request, box)
    tokens: Tokens | None = None
    if begun is not None:
        try:
            tokens = finish_device(access_of(box), begun["secret"])
        except Exception as error:  # whatever it is, whoever waits must read it
            messages.error(request, in_words(trouble_of(error)))
            begun = None
    if tokens is not None:
        _let_in(request, box, tokens)
        begun = None
    if begun is None:
        request.session.pop(_CODE, None)
    elif "HX-Request" in request.headers:
        return render(
            request, "mail/mailbox_code.html", {"box": box, "way_in": way_in(request, box)}
        )
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": reverse("mail:mailbox", args=[box.code])})
    return redirect("mail:mailbox", box.code)


@needs(Permission.CENTRE_CONFIGURE)
@require_GET
def mailbox_signed_in(request: HttpRequest) -> HttpResponse:
    """Take in whoever comes back from the provider."""
    ways: dict[str, dict[str, str]] = request.session.pop(_WAYS, {})
    state = request.GET.get("state", "")
    box_code, way = next(
        ((code, way) for code, way in ways.items() if state and way["state"] == state), ("", None)
    )
    if way is None:
        messages.error(request, in_words(BoxTrouble("mail.box_other_way_back")))
        return redirect("mail:mailboxes")
    box = found_mailbox(box_code)
    if "code" not in request.GET:
        said = request.GET.get("error_description", request.GET.get("error", ""))
        messages.error(request, in_words(BoxTrouble("mail.box_consent_refused", said)))
        return redirect("mail:mailbox", box.code)
    back = settings.PUBLIC_URL + reverse("mail:mailbox-signed-in")
    try:
        tokens = finish_code(
            access_of(box), request.GET["code"], verifier=way["verifier"], back=back
        )
    except Exception as error:  # whatever it is, whoever comes back must read it
        messages.error(request, in_words(trouble_of(error)))
    else:
        _let_in(request, box, tokens)
    return redirect("mail:mailbox", box.code)


def _let_in(request: HttpRequest, box: Mailbox, tokens: Tokens) -> None:
    let_in(code=box.code, tokens=tokens, by=current_user(request), at=clock.now())
    messages.success(request, _("We are let in. Mail is fetched from now on."))
