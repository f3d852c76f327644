"""Who gets in? allauth asks here, before and after a password, and before a session begins.

Accounts are made by those who manage people, never here. Where single sign-on is set up, only
emergency accounts come in by password, and only with a second step.
"""

from datetime import datetime
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from frontlinje.base import clock
from frontlinje.base.errors import Conflict, NotAllowed
from frontlinje.people.actions import set_password
from frontlinje.people.models import User
from frontlinje.people.signin.slowdown import begin_attempt, forgive_attempt
from frontlinje.people.wording import said


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in of people who have an account already."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("The username or the password is wrong."),
        "email_password_mismatch": gettext_lazy("The username or the password is wrong."),
        "incorrect_code": gettext_lazy("The code is wrong or too old. Write the newest one."),
        "too_many_login_attempts": gettext_lazy(
            "Too many wrong codes. Wait five minutes and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: accounts are made by those who manage people."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Let a password be tried, slowly where guesses have failed before."""
        try:
            begin_attempt(login=_typed(credentials), source=get_ip(request), at=clock.now())
        except Conflict as error:
            retry_at = localtime(cast(datetime, error.params["retry_at"]))
            told = Conflict(error.code, retry_at=time_format(retry_at, "H:i:s"))
            raise ValidationError(said(told)) from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Check a password; a right one takes its failure back."""
        user = cast(AbstractBaseUser | None, super().authenticate(request, **credentials))
        if user is not None:
            forgive_attempt(login=_typed(credentials), source=get_ip(request), at=clock.now())
        return user

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse | None:
        """Keep out whoever's access has ended, and who must come in another way."""
        person = cast(User, user)
        if not person.has_access(clock.now()):
            return _refuse(request, said(NotAllowed("people.no_access")))
        by_provider = "sociallogin" in (kwargs["signal_kwargs"] or {})
        if settings.SOCIALACCOUNT_PROVIDERS and not by_provider and not _is_emergency(person):
            return _refuse(request, said(NotAllowed("people.only_by_provider")))
        return cast(HttpResponse | None, super().pre_login(request, user, **kwargs))

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Save a password that the person changed, as our own action does it."""
        person = cast(User, user)
        set_password(person.id, password=password, at=clock.now(), by=person)
        person.refresh_from_db(fields=["password"])


class ClosedProviderAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on: it opens the account with the same e-mail address, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say no: accounts are made by those who manage people."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Return the one account with the address; none when it is shared or unknown."""
        for address in sociallogin.email_addresses:
            if address.verified:
                owners = User.objects.filter(email__iexact=address.email)[:2]
                if len(owners) == 1:
                    return owners[0], address.email
        return None


def _typed(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")


def _is_emergency(user: User) -> bool:
    """Say whether this is an emergency account that has its second step."""
    steps = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return user.is_break_glass and Authenticator.objects.filter(user=user, type__in=steps).exists()


def _refuse(request: HttpRequest, text: str) -> HttpResponse:
    clear_login(request)
    messages.error(request, text)
    return redirect("account_login")
