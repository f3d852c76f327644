"""Who may open this page? The decorator that every view behind the sign-in wears."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.http import HttpRequest

from frontlinje.base.errors import NotSignedIn
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[Concatenate[HttpRequest, P], R]
"""A view, or an operation of the API."""

PUBLIC = "public"
SIGNED_IN = "signed_in"


def current_user(request: HttpRequest) -> User:
    """Return the signed-in person.

    Raises
    ------
    NotSignedIn
        ``people.not_signed_in`` when nobody is.
    """
    if not request.user.is_authenticated:
        raise NotSignedIn("people.not_signed_in")
    return request.user


def needs(permission: Permission) -> Callable[[View[P, R]], View[P, R]]:
    """Let only people with this right into the view; the error middleware answers the others."""

    def decorate(view: View[P, R]) -> View[P, R]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
            require(current_user(request), permission)
            return view(request, *args, **kwargs)

        cast(Any, guarded).permission = permission
        return guarded

    return decorate


def signed_in(view: View[P, R]) -> View[P, R]:
    """Let anybody who is signed in into the view."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        current_user(request)
        return view(request, *args, **kwargs)

    cast(Any, guarded).permission = SIGNED_IN
    return guarded


def public(view: View[P, R]) -> View[P, R]:
    """Say that a view is open to everybody, on purpose."""
    cast(Any, view).permission = PUBLIC
    return view
