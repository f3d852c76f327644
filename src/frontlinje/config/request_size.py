"""Is this request bigger than we take? Refused by its announced length, before its body is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from frontlinje.config.errors import too_big

Respond = Callable[[HttpRequest], HttpResponseBase]


def only_requests_we_can_take(get_response: Respond) -> Respond:
    """Answer 413 when ``Content-Length`` exceeds ``settings.REQUEST_MOST_BYTES``.

    A body without an announced length is not read at all, so there is no way around it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.REQUEST_MOST_BYTES:
            return too_big(request)
        return get_response(request)

    return middleware
