"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "reports.days_reversed": _("The last day lies before the first. Swap them."),
    "reports.too_many_days": _("A list holds at most %(most)s days. Choose a shorter span."),
    "reports.unreadable_day": _("«%(given)s» is not a day. Write for example 2026-03-12."),
}
