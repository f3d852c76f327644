"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "team.no_such_colleague": _("This colleague is not here any more. Choose somebody else."),
    "team.target_missing": _("Choose where the contact goes."),
    "team.unknown_status": _("Choose a status."),
    "team.why_missing": _("Say why: your colleague is shown it."),
}
