"""What are the deeds and states of runs called on screens?"""

from django.utils.translation import gettext_lazy as _

from frontlinje.bulk.models import Deed, RunState

DEEDS = {
    Deed.CLOSE: _("Close without an answer"),
    Deed.MOVE: _("Move to another queue"),
    Deed.TAG: _("Tag"),
    Deed.GATHER: _("Gather in a major incident"),
    Deed.ANSWER: _("Answer all of them"),
}

STATES = {
    RunState.PREPARED: _("Not started"),
    RunState.RUNNING: _("Under way"),
    RunState.STOPPED: _("Stopped"),
    RunState.DONE: _("Done"),
    RunState.UNDOING: _("Being undone"),
    RunState.UNDONE: _("Undone"),
}
