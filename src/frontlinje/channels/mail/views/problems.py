"""Which mail needs a leader? What failed, what is delayed, what could not be read."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from frontlinje.base import clock
from frontlinje.channels.mail.actions.sending import note_handled, send_again
from frontlinje.channels.mail.imap.standing import mailboxes_in_trouble
from frontlinje.channels.mail.models import AnswersStop, OutgoingState
from frontlinje.channels.mail.queries import (
    late_elsewhere,
    outgoing_in_trouble,
    outgoing_sums,
    unreadable_mail,
    waiting_to_leave,
)
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission

ON_A_PAGE = 200


@needs(Permission.CONTACT_REASSIGN)
@require_GET
def problems(request: HttpRequest) -> HttpResponse:
    """List mail that needs somebody."""
    now = clock.now()
    trouble = outgoing_in_trouble()
    context = {
        "sums": outgoing_sums(now),
        "waiting": waiting_to_leave(now)[:ON_A_PAGE],
        "failed": trouble.filter(state=OutgoingState.FAILED)[:ON_A_PAGE],
        "delayed": trouble.filter(state=OutgoingState.DELAYED)[:ON_A_PAGE],
        "unreadable": unreadable_mail()[:ON_A_PAGE],
        "late": late_elsewhere(now)[:ON_A_PAGE],
        "boxes": mailboxes_in_trouble(now),
        "stopped": AnswersStop.objects.filter(ended_at__isnull=True).first(),
    }
    return render(request, "mail/problems.html", context)


@needs(Permission.CONTACT_REASSIGN)
@require_POST
def outgoing_send_again(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """Send a failed mail once more."""
    return _done(request, outgoing_id, send_again, _("The mail is on its way again."))


@needs(Permission.CONTACT_REASSIGN)
@require_POST
def outgoing_note_handled(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """Take a failed mail off the list: the customer was reached in another way."""
    return _done(request, outgoing_id, note_handled, _("Noted. The mail is off the list."))


def _done(
    request: HttpRequest, outgoing_id: UUID, act: Callable[..., None], words: Promise
) -> HttpResponse:
    act(outgoing_id=outgoing_id, by=current_user(request), at=clock.now())
    messages.success(request, str(words))
    return redirect("mail:problems")
