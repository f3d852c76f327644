"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "presence.file_lacks_date": _(
        "No column says on which day. Call one of them «date», «dato» or «datum»."
    ),
    "presence.file_lacks_from": _(
        "No column says when the shift begins. Call one of them «from», «fra» or «från»."
    ),
    "presence.file_lacks_to": _(
        "No column says when the shift ends. Call one of them «to», «til» or «till»."
    ),
    "presence.file_lacks_who": _(
        "No column says whose shift it is. Call one of them «username» or «name»."
    ),
    "presence.import_does_nothing": _("The file changes nothing in the plan."),
    "presence.name_ambiguous": _(
        "Several people are called «%(given)s». Write the username instead."
    ),
    "presence.no_such_colleague": _("This colleague is not here any more. Choose somebody else."),
    "presence.no_such_import": _(
        "This file is not waiting any more: it was written, thrown away or replaced by a newer one."
    ),
    "presence.no_such_person": _(
        "Nobody here is called «%(given)s»."
        " Write the username, or the name as in the list of users."
    ),
    "presence.no_such_shift": _("This shift is not in the plan any more. Reload the page."),
    "presence.place_is_arranged": _(
        "For now you can only be ready from the place that was arranged for you. Choose that one."
    ),
    "presence.reason_missing": _("Say why you take a pause: choose a reason."),
    "presence.row_twice": _("This overlaps line %(earlier)s of the file. Keep one of the two."),
    "presence.row_without_name": _("The row does not say whose shift it is."),
    "presence.shift_empty": _("The shift ends when it begins. Write a later end."),
    "presence.shift_overlaps": _(
        "This overlaps the shift %(day)s %(begins)s–%(ends)s. Change or remove that one first."
    ),
    "presence.shift_too_long": _("A shift is at most %(most_h)s hours long."),
    "presence.unknown_place": _("«%(given)s» is not a place. Write home or office, or nothing."),
    "presence.unknown_reason": _("The reason «%(reason)s» is not among the centre's reasons."),
    "presence.unreadable_date": _("«%(given)s» is not a date. Write for example 12.03.2026."),
    "presence.unreadable_hours": _("«%(given)s» is not a shift. Write for example 8-16."),
    "presence.unreadable_time": _("«%(given)s» is not a time of day. Write for example 8:30."),
}
