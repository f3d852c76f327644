"""What can programs ask for over HTTP? The root of the API; each room brings its own router.

The session of the browser and its CSRF token open it; each operation wears ``needs(...)`` (or
``signed_in``) of ``people.access`` like any view. Described in ``docs/openapi.json``.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import SessionAuth

from frontlinje.base.errors import FrontlinjeError, NotSignedIn
from frontlinje.config.errors import API, answer, answer_for
from frontlinje.contacts import api as contacts
from frontlinje.desk import api as desk
from frontlinje.people import api as people
from frontlinje.people.permissions import Permission, require
from frontlinje.reports import api as reports

ROOT = f"{API}v1"

ROUTERS: dict[str, Router] = {
    "": contacts.router,
    "/board": reports.router,
    "/desk": desk.router,
    "/people": people.router,
}
"""The operations of each room, by the prefix of their addresses."""

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


def _ask_first(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the operation's right before what was sent is read."""
    operation: Any = getattr(run, "__self__")  # noqa: B009 -- ninja hands over the bound method
    permission = getattr(operation.view_func, "permission", None)

    @wraps(run)
    def guarded(request: HttpRequest, **parameters: Any) -> HttpResponse:
        if isinstance(permission, Permission) and request.user.is_authenticated:
            require(request.user, permission)
        return run(request, **parameters)

    return guarded


api.add_decorator(_ask_first, mode="view")
for prefix, router in ROUTERS.items():
    api.add_router(prefix, router)


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the API does."""

    path: str
    """Below the root of the API; parameters in braces."""
    method: str
    view: Callable[..., object]

    @property
    def permission(self) -> str | None:
        """Return who may do it: a ``Permission``, ``signed_in`` or ``public``."""
        declared: str | None = getattr(self.view, "permission", None)
        return declared


def operations() -> Iterator[Operation]:
    """Yield every operation of the API."""
    for prefix, router in ROUTERS.items():
        for path, path_view in router.path_operations.items():
            for operation in path_view.operations:
                for method in operation.methods:
                    yield Operation(prefix + path, method, operation.view_func)


def openapi() -> dict[str, Any]:
    """Return the description of the API, with who may do what (``x-permission``)."""
    schema: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    for operation in operations():
        path = re.sub(r"{\w+:(\w+)}", r"{\1}", ROOT + operation.path)
        described = schema["paths"][path][operation.method.lower()]
        described["x-permission"] = operation.permission
    return schema
