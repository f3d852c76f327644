"""Which pages of the way in are not allauth's as they are? The sign-in link, and one guard."""

from uuid import UUID

from allauth.account import views as account
from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from frontlinje.base import clock
from frontlinje.base.errors import Conflict
from frontlinje.people.access import current_user, public, signed_in
from frontlinje.people.actions import set_password
from frontlinje.people.models import User
from frontlinje.people.signin.forms import ChoosePasswordForm


@public
@sensitive_post_parameters()
@never_cache
def choose_password(request: HttpRequest, user_id: UUID, secret: str) -> HttpResponse:
    """Let the holder of a sign-in link choose a password, once."""
    person = User.objects.filter(id=user_id).first()
    if person is None or not default_token_generator.check_token(person, secret):
        return render(request, "account/choose_password.html", {"form": None}, status=410)
    form = ChoosePasswordForm(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():
        set_password(person.id, password=form.cleaned_data["password"], at=clock.now(), by=person)
        messages.success(request, _("Your password is saved. Sign in with it now."))
        return redirect("account_login")
    return render(request, "account/choose_password.html", {"form": form, "person": person})


@signed_in
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Change one's own password; an account of single sign-on has none to change."""
    if not current_user(request).has_usable_password():
        raise Conflict("people.no_password")
    response: HttpResponseBase = account.password_change(request)
    return response
