"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Promise] = {
    "exercises.another_is_running": _(
        "Another exercise with contacts is under way. Stop it first, or wait until it is over."
    ),
    "exercises.card_is_given": _("This card has been given already."),
    "exercises.conductor_takes_part": _(
        "Whoever conducts does not take part as well. Leave yourself out."
    ),
    "exercises.nobody_left": _(
        "Nobody else is ready for %(queues)s. Let the participants take real contacts as well,"
        " or let fewer take part."
    ),
    "exercises.no_contacts_here": _(
        "This scenario has cards only. Choose another for an exercise with contacts."
    ),
    "exercises.no_participants": _("Choose who takes part."),
    "exercises.no_queue": _(
        "Choose queues in which made-up contacts can come: none of these takes any of the"
        " scenario's channels."
    ),
    "exercises.no_such_card": _("There is no such card."),
    "exercises.no_such_exercise": _("There is no such exercise, or it is not for you."),
    "exercises.no_such_scenario": _("There is no such scenario. Choose one from the list."),
    "exercises.not_conductor": _("Only whoever conducts this exercise can do that."),
    "exercises.not_running": _("The exercise does not run just now."),
    "exercises.text_missing": _("Write something first."),
    "exercises.title_missing": _("Give the exercise a name."),
    "exercises.wrong_stage": _("The exercise has moved on meanwhile. Look at it again."),
}
