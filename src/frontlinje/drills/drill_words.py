"""How are drills said in words? Scenarios, plans, states and figures, for screens and paper."""

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from frontlinje.centre.forms.values import number_in_words, span_in_words
from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.fields import CHANNELS, HoursLimit
from frontlinje.drills.models import DrillState
from frontlinje.drills.rules.asked import Asked
from frontlinje.people.models import User
from frontlinje.simulation.rehearsal.form import Promise
from frontlinje.simulation.scenario import Longer, Scenario, Volume

STATES = {
    DrillState.DRAFT: gettext_lazy("Not played yet"),
    DrillState.QUEUED: gettext_lazy("Waits for its turn"),
    DrillState.PLAYING: gettext_lazy("Being played"),
    DrillState.DONE: gettext_lazy("Played"),
    DrillState.STOPPED: gettext_lazy("Stopped"),
    DrillState.FAILED: gettext_lazy("Not possible"),
}
COLOURS = {
    DrillState.DRAFT: "neutral",
    DrillState.QUEUED: "info",
    DrillState.PLAYING: "info",
    DrillState.DONE: "success",
    DrillState.STOPPED: "warning",
    DrillState.FAILED: "danger",
}
VERDICTS = {
    "holds": gettext_lazy("holds"),
    "breaks": gettext_lazy("breaks"),
    "edge": gettext_lazy("too close to tell"),
    "nothing": gettext_lazy("nothing came"),
}
NOTHING = "–"
NO_BREAK = "\N{NO-BREAK SPACE}"


class Names:
    """Names of queues, plans and scenarios of a drill, in the language of the page."""

    def __init__(self, asked: Asked) -> None:
        assert asked.file.centre is not None
        self.asked = asked
        self.language = get_language() or "nb"
        self._people: dict[str, str] | None = None
        self.queues = queue_names(asked.file.centre, self.language)

    def plan(self, code: str | None) -> str:
        """Return what a plan is called."""
        if code is None:
            return _("No plan")
        plan = self.asked.plans.get(code)
        return plan.name.in_language(self.language) if plan is not None else code

    def person(self, username: str) -> str:
        """Return what somebody is called who works here; a made-up colleague keeps their code."""
        if self._people is None:
            known = User.objects.values_list("username", "name")
            self._people = {given.casefold(): name for given, name in known}
        return self._people.get(username.casefold()) or username

    def scenario(self, code: str) -> str:
        """Return what somebody called a scenario, else what happens in it."""
        return self.asked.scenario_names.get(code) or self.happens(code)

    def happens(self, code: str) -> str:
        """Return what happens in a scenario."""
        found = next(one for one in self.asked.file.scenarios if one.code == code)
        return scenario_in_words(found, self.queues)


def queue_names(document: CentreDocument, language: str) -> dict[str, str]:
    """Return what the centre's queues are called, by code."""
    return {queue.code: queue.name.in_language(language) for queue in document.queues}


def scenario_in_words(scenario: Scenario, queues: dict[str, str]) -> str:
    """Return what happens in a scenario, in a line."""
    parts = [*_people(scenario), *_work(scenario, queues), *_systems(scenario)]
    line = ", ".join(parts) or _("an ordinary day")
    return line[:1].upper() + line[1:]


def _people(scenario: Scenario) -> list[str]:
    parts = []
    if scenario.share_ill:
        parts.append(_("%(share)s are ill") % {"share": percent(scenario.share_ill)})
    if scenario.late_start_s:
        late = span_in_words(scenario.late_start_s)
        parts.append(_("everybody starts %(time)s late") % {"time": late})
    if scenario.new_staff is not None:
        told = {
            "share": percent(scenario.new_staff.share),
            "times": number_in_words(scenario.new_staff.pace),
        }
        parts.append(_("%(share)s are new and take %(times)s times as long") % told)
    return parts


def _work(scenario: Scenario, queues: dict[str, str]) -> list[str]:
    parts = []
    for volume in scenario.volume:
        told = {"times": number_in_words(volume.factor), "where": _where(volume, queues)}
        is_double = volume.factor == 2.0
        line = (
            _("twice as much comes%(where)s")
            if is_double
            else _("%(times)s times as much comes%(where)s")
        )
        parts.append(line % told)
    for longer in scenario.handling:
        told = {"times": number_in_words(longer.factor), "where": _where(longer, queues)}
        parts.append(_("handling takes %(times)s times as long%(where)s") % told)
    return parts


def _systems(scenario: Scenario) -> list[str]:
    parts = []
    for down in scenario.down:
        told = {"channel": CHANNEL_NAMES[down.channel], "hours": _hours(down.hours)}
        parts.append(_("%(channel)s is down%(hours)s") % told)
    portal = scenario.portal_down
    if portal is not None:
        told = {"share": percent(portal.to_phone), "hours": _hours(portal.hours)}
        parts.append(_("the portal is down%(hours)s, %(share)s call instead") % told)
    return parts


def _where(edit: Volume | Longer, queues: dict[str, str]) -> str:
    places = [str(CHANNEL_NAMES[code]) for code in CHANNELS if code in edit.channels]
    places += [queues.get(code, code) for code in edit.queues]
    hours = _hours(edit.hours) if isinstance(edit, Volume) else ""
    return (f" ({', '.join(places)})" if places else "") + hours


def _hours(hours: HoursLimit) -> str:
    return f" {', '.join(str(one).replace('-', '–') for one in hours)}" if hours else ""


def promise_in_words(promise: Promise, queues: dict[str, str]) -> str:
    """Return what ought to hold: «80 % within 1 min (Phone)»."""
    places = [str(CHANNEL_NAMES[code]) for code in CHANNELS if code in promise.channels]
    places += [queues.get(code, code) for code in promise.queues]
    told = {"share": percent(promise.share), "time": span_in_words(promise.within_s)}
    line = _("%(share)s within %(time)s") % told
    return f"{line} ({', '.join(places)})" if places else line


def percent(share: float | None, digits: int = 0) -> str:
    """Return a share in percent."""
    if share is None:
        return NOTHING
    told = _("%(n)s %%") % {"n": number(100 * share, digits)}
    return told.replace(" ", NO_BREAK)


def half_width(share: float | None) -> str:
    """Return how sure a share is, in percentage points; never as if it were certain."""
    points = 100 * (share or 0.0)
    return number(points, 0 if points > 0.5 else 1)


def estimate(told: dict[str, float | None]) -> str:
    """Return a share with how sure it is: «71,0 % ± 2,3»."""
    if told["value"] is None:
        return NOTHING
    return f"{percent(told['value'], 1)} ± {number(100 * (told['half_width'] or 0.0), 1)}"


def gain(told: dict[str, float | None] | None) -> str:
    """Return a difference of shares in percentage points: «+8,1 ± 0,7»."""
    if told is None:
        return ""
    if told["value"] is None:
        return NOTHING
    points = 100 * told["value"]
    sign = "+" if points >= 0 else "−"
    width = number(100 * (told["half_width"] or 0.0), 1)
    return f"{sign}{number(abs(points), 1)} ± {width}"


def number(value: float, digits: int = 0) -> str:
    """Return a number, rounded; Django by itself would cut off the rest."""
    return number_format(round(value, digits), digits)


def wait(seconds: float | None) -> str:
    """Return a wait, to the second."""
    return NOTHING if seconds is None else span_in_words(float(round(seconds)))


def hours(seconds: float) -> str:
    """Return time at work in hours."""
    return pgettext("hours, a number", "%(n)s h") % {"n": number(seconds / 3600.0, 1)}


def days_played(n: int) -> str:
    """Return how often a day was played."""
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": number(n)}
