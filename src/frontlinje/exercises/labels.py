"""What are kinds, stages and lines of the log called? The screens and the sheet ask."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frontlinje.exercises.rules.course import Kind, Stage, Stop
from frontlinje.exercises.rules.score import EntryKind

KINDS: Mapping[str, Promise] = {
    Kind.DISCUSSION: _("Discussion"),
    Kind.LIVE: _("With contacts at the desks"),
}
STAGES: Mapping[str, Promise] = {
    Stage.PREPARED: pgettext_lazy("exercise", "Prepared"),
    Stage.RUNNING: pgettext_lazy("exercise", "Running"),
    Stage.PAUSED: pgettext_lazy("exercise", "Paused"),
    Stage.OVER: pgettext_lazy("exercise", "Over"),
}
STOPS: Mapping[str, Promise] = {
    Stop.CONDUCTOR: _("ended by the conductor"),
    Stop.TIME: _("the time was up"),
    Stop.SERVICE: _("stopped by itself for the sake of real customers"),
}
ENTRIES: Mapping[str, Promise] = {
    EntryKind.STARTED: _("Started"),
    EntryKind.PAUSED: pgettext_lazy("exercise", "Paused"),
    EntryKind.RESUMED: _("Goes on"),
    EntryKind.STOPPED: pgettext_lazy("exercise", "Over"),
    EntryKind.INJECT: _("Card"),
    EntryKind.NOTE: _("Note"),
    EntryKind.DECISION: _("Decision"),
    EntryKind.ACTIVATION: _("Plan in effect in the exercise"),
}
EXPECTS: Mapping[str, Promise] = {
    "decision": _("asks for a decision"),
    "activation": _("asks for a plan"),
}
