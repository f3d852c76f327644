"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Promise] = {
    "drills.given_up": _(
        "Three times the process that played it was killed, most likely for want of memory."
        " Play fewer scenarios and plans at a time, or ask the system owner."
    ),
    "drills.no_day": _("Say first which day is to be played."),
    "drills.no_figures": _("It has no figures yet."),
    "drills.no_measures": _(
        "The least that holds is searched among the measures of plans. Choose some plans."
    ),
    "drills.no_name": _("Give it a name."),
    "drills.no_scenario": _("Say first what goes wrong; the ordinary day is a scenario too."),
    "drills.no_simulator": _(
        "The simulator is not installed here. The system owner adds it with the extra «planning»."
    ),
    "drills.no_such_drill": _("There is no such drill any more."),
    "drills.no_such_plan": _("The plan «%(plan)s» is not there any more. Choose the plans again."),
    "drills.not_put_away": _("Put it away first; then it can be deleted."),
    "drills.player_lost": _(
        "The process that played it fell or was killed. Play it again; if it falls again, tell the"
        " system owner, who finds the reason in the log."
    ),
    "drills.wrong_state": _("It has been started or has ended meanwhile. See how it stands."),
    "drills.fit_is_played": _("Past days are being played for this version already."),
    "drills.name_taken": _(
        "There is a day model of that name, perhaps one that was put away. Choose another name."
    ),
    "drills.no_kind": _(
        "This model did not come from history. Make a new one from history instead."
    ),
    "drills.no_such_lane": _("There is no such queue in this day any more. Go back to the day."),
    "drills.no_such_model": _("There is no such day model any more."),
    "drills.nobody_was_there": _(
        "On none of these days is it recorded who was at work, so they cannot be played. Statuses"
        " are recorded from the day people use the desk."
    ),
    "drills.nothing_changed": _("Nothing was changed, so nothing was saved."),
    "drills.saved_meanwhile": _(
        "Somebody saved version %(number)s meanwhile. Look at it, and make your change again."
    ),
}
