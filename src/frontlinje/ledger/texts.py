"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "ledger.other_body": _(
        "This was sent before with other contents. Reload the page and try again."
    ),
}
