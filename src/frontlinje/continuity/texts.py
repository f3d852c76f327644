"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "continuity.announcement_channel": _("There is no such channel."),
    "continuity.announcement_empty": _("Write this at least, in the language of the centre."),
    "continuity.announcement_ends_before": _("The end must be after the beginning."),
    "continuity.announcement_ends_in_the_past": _(
        "The end has passed already. Choose a later one."
    ),
    "continuity.announcement_half_translated": _(
        "Write both heading and text in this language, or neither."
    ),
    "continuity.announcement_placeholder": _(
        "Announcements have no placeholders. Write what {%(word)s} stands for."
    ),
    "continuity.announcement_queue": _("There is no such queue any more. Choose another."),
    "continuity.announcement_too_long": _("At most %(most)s characters, please."),
    "continuity.announcement_withdrawn": _(
        "This was withdrawn. Publish it again before changing it."
    ),
    "continuity.no_such_announcement": _("There is no such announcement."),
}
