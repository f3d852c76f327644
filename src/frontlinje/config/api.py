"""What can programs ask for over HTTP? The root of the API; each room brings its own router.

The session of the browser and its CSRF token open it; each operation wears ``needs(...)`` (or
``signed_in``) of ``people.access`` like any view. Described in ``docs/openapi.json``.
"""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import SessionAuth

from frontlinje.base.errors import FrontlinjeError, NotSignedIn
from frontlinje.config.errors import answer, answer_for

ROUTERS: dict[str, str] = {}
"""Where each room's operations are: prefix -> dotted path of its router."""

api = NinjaAPI(
    title="Frontlinje",
    version="1",
    description="The operations behind the screens. Sign in; send the CSRF token with writes.",
    urls_namespace="api",
    auth=SessionAuth(),
    docs_url=None,
    openapi_url=None,
)


@api.exception_handler(FrontlinjeError)
def refuse(request: HttpRequest, error: FrontlinjeError) -> HttpResponse:
    """Answer an error of a rule or an action."""
    return answer_for(request, error)


@api.exception_handler(AuthenticationError)
def refuse_stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Answer when nobody is signed in."""
    return answer_for(request, NotSignedIn("people.not_signed_in"))


@api.exception_handler(HttpError)
def refuse_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what the library itself refuses: a missing CSRF token, unreadable JSON."""
    return answer(request, status=error.status_code, code="request.refused", text=str(error))


@api.exception_handler(ValidationError)
def refuse_form(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer parameters of the wrong shape, naming each."""
    wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors)
    return answer(request, status=422, code="request.wrong_shape", text=wrong)


for prefix, router in ROUTERS.items():
    api.add_router(prefix, router)
