"""How does the log of an incident tell what was watched: suggestions, probes, load? And why?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.centre.queries import base_document
from frontlinje.continuity.events import (
    CallFailed,
    ChannelBack,
    ChannelShed,
    ProbeTurned,
    SuggestionAcknowledged,
    SuggestionCleared,
    SuggestionDismissed,
    SuggestionEscalated,
    SuggestionRaised,
    TriggerCouldNotAct,
)
from frontlinje.continuity.rules.triggers import TRIGGER
from frontlinje.continuity.watching_words import (
    called,
    clock_time,
    found_in_words,
    measured,
    why_not_called,
)
from frontlinje.ledger.models import Event


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in the language of the moment, by their codes."""

    plans: Mapping[str, str]
    probes: Mapping[str, str]

    def plan_of(self, event: Event) -> str:
        """Return the name of the plan that an event is about."""
        code: str = event.body["plan"]
        return self.plans.get(code, code)


Said = Callable[[Event, Names], str]


def _of_plan(text: Callable[[], str]) -> Said:
    """Return how an event is said that tells of a plan and nothing else."""
    return lambda event, names: text() % {"plan": names.plan_of(event)}


def _escalated(event: Event, names: Names) -> str:
    facts = {"to": called(event.body["to"]), "plan": names.plan_of(event)}
    if not event.body["n_called"]:
        text = _("%(to)s should be called about «%(plan)s», but no address is known.")
    else:
        text = _("Nobody had answered: %(to)s was called about the plan «%(plan)s».")
    return text % facts


def _call_failed(event: Event, names: Names) -> str:
    text = _("%(to)s could not be reached about the plan «%(plan)s».")
    return text % {"to": called(event.body["to"]), "plan": names.plan_of(event)}


def _probe(event: Event, names: Names) -> str:
    code = event.body["probe"]
    facts = {"probe": names.probes.get(code, code)}
    if event.body["is_ok"]:
        return _("«%(probe)s» answers again.") % facts
    since = datetime.fromisoformat(event.body["since"])
    return _("«%(probe)s» has given no good answer since %(since)s.") % {
        **facts,
        "since": clock_time(since),
    }


def _load(text: Callable[[], str]) -> Said:
    return lambda event, _names: (
        text()
        % {
            "channel": CHANNEL_NAMES[event.channel],
            "waiting": event.body["n_waiting"],
            "ready": event.body["n_ready"],
        }
    )


WATCHED: Mapping[str, Said] = {
    SuggestionRaised.kind: _of_plan(lambda: _("A trigger suggested the plan «%(plan)s».")),
    SuggestionAcknowledged.kind: _of_plan(
        lambda: _("Somebody takes care of the suggested plan «%(plan)s».")
    ),
    SuggestionDismissed.kind: _of_plan(lambda: _("The suggested plan «%(plan)s» was turned down.")),
    SuggestionCleared.kind: _of_plan(lambda: _("What suggested the plan «%(plan)s» is over.")),
    SuggestionEscalated.kind: _escalated,
    CallFailed.kind: _call_failed,
    TriggerCouldNotAct.kind: _of_plan(
        lambda: _("The plan «%(plan)s» could not put itself into effect.")
    ),
    ProbeTurned.kind: _probe,
    ChannelShed.kind: _load(
        lambda: _("%(channel)s was closed by load: %(waiting)s waiting, %(ready)s ready.")
    ),
    ChannelBack.kind: _load(
        lambda: _("%(channel)s is open again after load: %(waiting)s waiting, %(ready)s ready.")
    ),
}
"""By kind of event."""


def why_watched(event: Event) -> str:
    """Return why something happened: what was measured or found, or what a person said."""
    body: dict[str, Any] = event.body
    if event.kind == SuggestionRaised.kind:
        return measured(TRIGGER.validate_python(body["trigger"]), body["figures"], base_document())
    if event.kind in (ProbeTurned.kind, TriggerCouldNotAct.kind):
        return found_in_words(event.reason, body.get("detail", ""))
    if event.kind == CallFailed.kind:
        return why_not_called(event)
    return str(body.get("reason") or event.reason)
