"""Who may open this page? The decorator that every view behind the sign-in wears."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from frontlinje.base.errors import NotAllowed

from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

PUBLIC = "public"
SIGNED_IN = "signed_in"


def current_user(request: HttpRequest) -> User:
    """Return the signed-in person.

    Raises
    ------
    NotAllowed
        ``people.not_signed_in`` when nobody is.
    """
    if not request.user.is_authenticated:
        raise NotAllowed("people.not_signed_in")
    return cast(User, request.user)


def needs(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Let only people with this right into the view; the error middleware answers the others."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            require(current_user(request), permission)
            return view(request, *args, **kwargs)

        cast(Any, guarded).permission = permission
        return guarded

    return decorate


def signed_in(view: View[P]) -> View[P]:
    """Let anybody who is signed in into the view."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        current_user(request)
        return view(request, *args, **kwargs)

    cast(Any, guarded).permission = SIGNED_IN
    return guarded


def public(view: View[P]) -> View[P]:
    """Say that a view is open to everybody, on purpose."""
    cast(Any, view).permission = PUBLIC
    return view
