"""How does a person or a program learn that something was refused? Errors become answers here.

A page gets a page, htmx a toast, the API JSON: with the text of the error's code and its HTTP
status. Who is not signed in is sent to the sign-in page and back again. Errors nobody raised on
purpose, and a database that is away, are answered by ``outage``.
"""

import json
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from frontlinje.base.errors import FrontlinjeError, NotSignedIn
from frontlinje.people.wording import said

API = "/api/"
SIGN_IN = "account_login"


class ErrorsBecomeAnswers:
    """The middleware that turns a ``FrontlinjeError`` of a view into its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer our own errors; leave the others to Django."""
        return answer_for(request, exception) if isinstance(exception, FrontlinjeError) else None


def answer_for(request: HttpRequest, error: FrontlinjeError) -> HttpResponse:
    """Return the answer to an error, in the form that whoever asks can use."""
    if isinstance(error, NotSignedIn) and not request.path.startswith(API):
        return _to_sign_in(request)
    return answer(request, status=error.status, code=error.code, text=said(error))


def answer(request: HttpRequest, *, status: int, code: str, text: str) -> HttpResponse:
    """Return a refusal as JSON, as a toast or as a page."""
    if request.path.startswith(API):
        return JsonResponse({"code": code, "text": text}, status=status)
    if _is_htmx(request):
        toast = {"fl:toast": {"text": text, "color": "danger"}}
        headers = {"HX-Trigger": json.dumps(toast), "HX-Reswap": "none"}
        return HttpResponse(status=status, headers=headers)
    layout = "base.html" if request.user.is_authenticated else "layouts/entrance.html"
    context = {"layout": layout, "title": _title(status), "text": text}
    return render(request, "errors/error.html", context, status=status)


def _title(status: int) -> str:
    match status:
        case 403:
            return _("You may not do this")
        case 404:
            return _("Not found")
        case 409:
            return _("Somebody was faster")
        case 413:
            return _("Too big")
        case 503:
            return _("Back in a moment")
    return _("That did not work")


def _is_htmx(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send the person to sign in, and then back to the page they were on."""
    if _is_htmx(request):
        page = urlsplit(request.headers.get("HX-Current-URL", "/"))
        back = f"{page.path}?{page.query}" if page.query else page.path
    else:
        back = (
            request.get_full_path() if request.method in ("GET", "HEAD") else _page_before(request)
        )
    place = f"{resolve_url(SIGN_IN)}?{urlencode({'next': back})}"
    if _is_htmx(request):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": place})
    return HttpResponseRedirect(place)


def _page_before(request: HttpRequest) -> str:
    """Return the page that a form was sent from."""
    before = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return urlsplit(before).path
    return "/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read, or is too big (Django's ``handler400``)."""
    if isinstance(exception, RequestDataTooBig):
        return too_big(request)
    text = _("The browser sent something that cannot be used. Reload the page and try again.")
    return answer(request, status=400, code="request.unreadable", text=text)


def too_big(request: HttpRequest) -> HttpResponse:
    """Answer a request that is bigger than we take."""
    text = _("What you sent is too big. Send a smaller file, or several smaller ones.")
    return answer(request, status=413, code="request.too_big", text=text)


def no_permission(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer when a library refuses (Django's ``handler403``)."""
    text = _("You do not have the right to do this. Ask your leader.")
    return answer(request, status=403, code="request.refused", text=text)


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for an address that leads nowhere (Django's ``handler404``)."""
    text = _("There is nothing at this address, or it is not for you.")
    return answer(request, status=404, code="request.nothing_here", text=text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from one of our own pages (``CSRF_FAILURE_VIEW``)."""
    text = _("The page is too old, or cookies are blocked. Reload the page and try again.")
    return answer(request, status=403, code="request.not_from_our_page", text=text)
