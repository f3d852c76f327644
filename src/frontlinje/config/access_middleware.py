"""Is the account behind this request still open? Asked on every request, to the second."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from frontlinje.base import clock
from frontlinje.base.errors import NotAllowed
from frontlinje.people.wording import said

Respond = Callable[[HttpRequest], HttpResponseBase]


def only_open_accounts(get_response: Respond) -> Respond:
    """Sign out whoever's access is over or has not begun, before any view sees the request.

    The session is deleted, and the request goes on as a stranger's: it is sent to the sign-in
    page, which tells why, while what is open to everybody stays open.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_access(clock.now()):
            logout(request)
            messages.error(request, said(NotAllowed("people.no_access")))
        answer = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in answer.headers:
            # On a shared machine the next person must not find it by going back.
            answer.headers["Cache-Control"] = "private, no-store"
        return answer

    return middleware
