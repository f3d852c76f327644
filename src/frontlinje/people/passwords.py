"""Is a password long enough? Django's own check, said in every language of the screens."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Django 5.2 has no bokmål for this one sentence."""

    def get_error_message(self) -> str:
        """Say how long a password must be."""
        return ngettext(
            "A password has at least %(n)d character.",
            "A password has at least %(n)d characters.",
            self.min_length,
        ) % {"n": self.min_length}
