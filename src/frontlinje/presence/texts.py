"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "presence.reason_missing": _("Say why you take a pause: choose a reason."),
    "presence.unknown_reason": _("The reason «%(reason)s» is not among the centre's reasons."),
}
