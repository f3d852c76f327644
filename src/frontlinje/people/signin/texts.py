"""How are the error codes of the way in said?"""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "people.no_password": _(
        "This account has no password: it signs in through the sign-in service."
    ),
    "people.only_by_provider": _(
        "This account signs in through the sign-in service, not with a password or a passkey."
    ),
    "people.sign_in_too_soon": _("Too many wrong attempts. Try again at %(retry_at)s."),
}
