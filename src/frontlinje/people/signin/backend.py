"""Who is behind a session? Asked on every request, so with team and site in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from frontlinje.people.models import User


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth says no types
    """Lets in by user name or e-mail, and finds the person with what every page asks."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person whose session it is; None when the account is closed."""
        user = User.objects.select_related("team", "site").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
