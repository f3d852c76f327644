"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "routing.already_taken": _("Somebody was faster: this contact is no longer waiting."),
    "routing.held_for_another": _(
        "This contact is kept for a colleague. Ask a team leader to move it."
    ),
    "routing.no_such_offer": _("There is no such offer to you."),
    "routing.no_such_queue": _("There is no queue called «%(queue)s». Choose one from the list."),
    "routing.no_such_wrap_up_code": _(
        "There is no contact reason called «%(code)s». Choose one from the list."
    ),
    "routing.not_in_exercise": _(
        "%(name)s does not take part in the exercise. Its contacts go only to those who do."
    ),
    "routing.not_there": _("%(name)s is not ready just now. Choose somebody who is, or a queue."),
    "routing.not_yours": _("This contact is not in your hands."),
    "routing.offer_over": _(
        "This offer is over: it ran out or was taken back. The contact is in its queue."
    ),
    "routing.time_is_past": _("That time is past. Choose a later one."),
    "routing.wrong_channel": _("The queue «%(queue)s» does not take contacts of this kind."),
}
