"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "desk.bad_page": _("This place in the list is not there any more. Start from the top."),
    "desk.cannot_take_back": _("On this channel an answer is gone the moment it is sent."),
    "desk.cannot_write_back": _(
        "On this channel nothing can be written back. Call, or write a note."
    ),
    "desk.choose_one": _("Choose one from the list."),
    "desk.close_reason_missing": _("Say why no answer is needed: choose a reason."),
    "desk.form_too_old": _("This form is too old. Open it again; what you wrote is kept."),
    "desk.newer_message": _(
        "The customer wrote again just now. Read it first; what you wrote is kept."
    ),
    "desk.no_case": _("This contact has no case."),
    "desk.no_such_colleague": _("This colleague is not here any more. Choose somebody else."),
    "desk.no_such_place": _("There is no place called «%(place)s». Choose one from the list."),
    "desk.not_by_hand": _("This channel has a door of its own and is not noted by hand."),
    "desk.subject_missing": _("Write what it was about."),
    "desk.target_missing": _("Choose a queue or a colleague."),
    "desk.time_in_future": _("That time has not come yet. Write when it happened."),
    "desk.time_is_past": _("That time is past. Write a later one."),
    "desk.time_missing": _("Write when, for example +30, 14:20 or tomorrow 9."),
    "desk.time_too_far": _("That is more than a year away. Write a nearer time."),
    "desk.unreadable_time": _(
        "«%(given)s» is not a time we can read. Write for example -10, 14:20 or yesterday 15:30."
    ),
    "desk.wrong_channel": _("This queue does not take contacts of this kind. Choose another."),
}
