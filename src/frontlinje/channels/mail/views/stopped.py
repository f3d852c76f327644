"""How does a leader let automatic answers go again after they were stopped?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontlinje.base import clock
from frontlinje.channels.mail.actions.stopping import let_answers_go
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission


@needs(Permission.CONTACT_REASSIGN)
@require_POST
def answers_let_go(request: HttpRequest) -> HttpResponse:
    """Let automatic answers go again."""
    let_answers_go(by=current_user(request), at=clock.now())
    messages.success(request, _("Automatic answers go out again."))
    return redirect("mail:problems")
