"""How does a sign-in link reach the person? Shown once to whoever made it, who passes it on."""

from django.http import HttpRequest
from django.urls import reverse

from frontlinje.people.models import User

_KEY = "people.sign_in_link"


def keep_link(request: HttpRequest, user: User, secret: str) -> None:
    """Keep the link in the session until the person's page is shown next."""
    path = reverse("account_choose_password", args=[user.id, secret])
    request.session[_KEY] = {"user": str(user.id), "link": request.build_absolute_uri(path)}


def take_link(request: HttpRequest, user: User) -> str:
    """Return the link that was just made for this person, and forget it; else nothing."""
    kept = request.session.get(_KEY)
    if kept is None or kept["user"] != str(user.id):
        return ""
    del request.session[_KEY]
    return str(kept["link"])
