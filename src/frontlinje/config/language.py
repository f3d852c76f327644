"""Which language does this person read? The choice of a browser, kept with the account too."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from frontlinje.people.access import public
from frontlinje.people.models import User


def own_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Speak the signed-in person's own language on whichever browser they use (a middleware)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            language = request.user.ui_language
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware


@public
@require_POST
def language_set(request: HttpRequest) -> HttpResponseBase:
    """Choose the language: for this browser, and for the account when signed in."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(ui_language=language)
    return set_language(request)
