"""Is the account behind this request still open? Asked on every request, to the second."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from frontlinje.base import clock
from frontlinje.base.errors import NotAllowed
from frontlinje.config.errors import answer_for

Respond = Callable[[HttpRequest], HttpResponseBase]


def only_open_accounts(get_response: Respond) -> Respond:
    """Refuse requests of accounts that are shut, not begun or over, and drop their session."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_access(clock.now()):
            logout(request)
            return answer_for(request, NotAllowed("people.no_access"))
        return get_response(request)

    return middleware
