"""How are the error codes of this channel said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "web.no_such_topic": _("Choose one of the topics in the list."),
    "web.too_many": _(
        "Many messages have come from where you are. Nothing you wrote is lost: send it again "
        "after %(again_at)s."
    ),
}
