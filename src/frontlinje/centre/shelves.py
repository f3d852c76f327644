"""Which lists of things do the settings have, and how is each shown? One entry for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from frontlinje.centre.forms.inputs import Choices
from frontlinje.centre.forms.values import hours_in_words, number_in_words, span_in_words
from frontlinje.centre.labels import CHANNEL_NAMES, SECTIONS, WORDS
from frontlinje.centre.rules.arrangements import Arrangement, Script
from frontlinje.centre.rules.calendars import Calendar, SpecialDay
from frontlinje.centre.rules.document import (
    AbsenceReason,
    Channel,
    PauseReason,
    StandardAnswer,
    Tag,
    Text,
    WrapUpCode,
)
from frontlinje.centre.rules.fields import Section
from frontlinje.centre.rules.parts import Plain, Where
from frontlinje.centre.rules.queues import Group, Queue, Recipe

_STAYS_IN_HISTORY: Promise = _("What it held stays in the history, and can be taken back.")

Facts = Callable[[Plain, Choices], list[str]]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A list of things: what they are, what is shown of them, and what may be done."""

    section: str
    """The section of the document, or the field inside a thing of a section."""
    shape: type[Section]
    intro: Promise
    add: Promise | None
    """The words of the button that adds one; None where the things are fixed."""
    columns: tuple[Promise, ...]
    facts: Facts
    """What the columns show."""
    key: str = "code"
    leave_out: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    """Lists that the things of this shelf have themselves."""
    remove_warning: Promise = _STAYS_IN_HISTORY
    owner: str = ""
    """The shelf whose things have this list."""
    is_ordered: bool = True

    @property
    def title(self) -> Promise:
        """Return what the list is called."""
        return SECTIONS[self.section]

    @property
    def is_named(self) -> bool:
        """Say whether its things have names; channels have theirs from us."""
        return self.shape is Channel or bool({"name", "title"} & self.shape.model_fields.keys())

    def where(self, owner: str = "") -> Where:
        """Return where the list is in the document; inside ``owner`` if it is an inner one."""
        if self.owner:
            return Where(self.owner, self.key, owner, self.section)
        return Where(self.section, self.key)


def _names(codes: list[str], choices: Choices, section: str) -> str:
    known = dict(choices.get(section, ()))
    return ", ".join(str(known.get(code, code)) for code in codes)


def _channels(codes: list[str]) -> str:
    return ", ".join(str(CHANNEL_NAMES[code]) for code in codes)


def _only_for(thing: Plain, choices: Choices) -> str:
    parts = [_channels(thing.get("channels", [])), _names(thing["queues"], choices, "queues")]
    return "; ".join(part for part in parts if part) or gettext("all")


def _week(calendar: Plain, choices: Choices) -> list[str]:
    days = calendar["week"]
    weekdays = {days[day] for day in ("mon", "tue", "wed", "thu", "fri")}
    usual = weekdays.pop() if len(weekdays) == 1 else gettext("differs from day to day")
    count = len(calendar["special_days"])
    shown = [hours_in_words(usual), hours_in_words(days["sat"]), hours_in_words(days["sun"])]
    return [*shown, hours_in_words(calendar["holidays"]), str(count)]


def _channel(channel: Plain, choices: Choices) -> list[str]:
    closed = pgettext("opening hours", "Closed")
    state = gettext("Open in its hours") if channel["is_open"] else closed
    hours = _names([channel["hours"]], choices, "hours")
    queue = _names([channel["queue"]], choices, "queues") if "queue" in channel else ""
    return [state, hours, str(channel["units"]), queue]


def _queue(queue: Plain, choices: Choices) -> list[str]:
    skills = [f"{_names([d['skill']], choices, 'skills')} {d['level']}" for d in queue["demands"]]
    n_recipes = len(queue["overflow"])
    recipes = ngettext("%(n)s recipe", "%(n)s recipes", n_recipes) % {"n": n_recipes}
    return [
        _channels(queue["channels"]),
        _names(queue["groups"], choices, "groups"),
        ", ".join(skills),
        span_in_words(queue["promise_s"]),
        recipes if n_recipes else "",
    ]


def _group(group: Plain, choices: Choices) -> list[str]:
    if group["is_everyone"]:
        return [gettext("everyone"), ""]
    places = [_names(group[section], choices, section) for section in ("teams", "sites")]
    return [", ".join(filter(None, places)), ", ".join(group["members"])]


def _recipe(recipe: Plain, choices: Choices) -> list[str]:
    steps = [str(WORDS[f"do.{step['do']}"]) for step in recipe["then"]]
    return [", ".join(_conditions(recipe["when"])), ", ".join(steps)]


_CONDITIONS: Mapping[str, Promise] = {
    "waited_s": _("waited %(n)s"),
    "waiting_per_ready": _("%(n)s waiting per ready"),
    "ready_fewer_than": _("fewer than %(n)s ready"),
    "waiting_more_than": _("more than %(n)s waiting"),
    "is_closed": pgettext_lazy("opening hours", "closed"),
}


def _conditions(when: Mapping[str, Any]) -> list[str]:
    return [
        str(_CONDITIONS[name])
        % {"n": span_in_words(limit) if name == "waited_s" else number_in_words(limit)}
        for name, limit in when.items()
        if limit is not False
    ]


def _arrangement(one: Plain, choices: Choices) -> list[str]:
    people = _names(one["groups"], choices, "groups") or gettext("everyone")
    if one["members"]:
        groups = [people] if one["groups"] else []
        people = ", ".join([*groups, *one["members"]])
    halves = str(WORDS[f"cohort.{one['cohort']}"]) if "cohort" in one else ""
    place = str(WORDS[f"place.{one['place']}"]) if "place" in one else ""
    site = _names([one["site"]], choices, "sites") if "site" in one else ""
    where = ", ".join(filter(None, [place, site]))
    return [", ".join(filter(None, [people, halves])), where, one["hours"], one.get("last_day", "")]


def _beginning(body: Mapping[str, str]) -> str:
    text = " ".join(next(iter(body.values())).split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def _day_name(day: Plain) -> str:
    return name_of(day, get_language() or "en")


def name_of(thing: Plain, language: str) -> str:
    """Return what a thing is called on screen: its name or title, else its code."""
    code = str(thing.get("code", thing.get("date", "")))
    names = thing.get("name") or thing.get("title")
    if names is None:
        return str(CHANNEL_NAMES[code]) if "is_open" in thing else code
    return names if isinstance(names, str) else str(names.get(language, names["en"]))


SHELVES: Mapping[str, Shelf] = {
    shelf.section: shelf
    for shelf in (
        Shelf(
            section="channels",
            shape=Channel,
            intro=_("The ways in: which are open, and when."),
            add=None,
            columns=(
                _("Open or closed"),
                _("Opening hours"),
                _("Units of 60"),
                _("Unsorted goes to"),
            ),
            facts=_channel,
            is_ordered=False,
        ),
        Shelf(
            section="hours",
            shape=Calendar,
            intro=_(
                "Named opening hours that channels and queues use. A special day replaces its whole"
                " day; then come public holidays, then the week."
            ),
            add=_("Add opening hours"),
            columns=(
                _("Monday to Friday"),
                _("Saturday"),
                _("Sunday"),
                _("Holidays"),
                _("Special days"),
            ),
            facts=_week,
            leave_out=("own_holidays", "special_days"),
            inner=("special_days",),
        ),
        Shelf(
            section="special_days",
            owner="hours",
            key="date",
            shape=SpecialDay,
            intro=_("A special day replaces the whole day, whatever the week and holidays say."),
            add=_("Add a special day"),
            columns=(_("Day"), _("Opening hours")),
            facts=lambda day, choices: [_day_name(day), hours_in_words(day["hours"])],
            is_ordered=False,
        ),
        Shelf(
            section="queues",
            shape=Queue,
            intro=_("Where contacts wait: who answers them, and what is promised."),
            add=_("Add a queue"),
            columns=(
                _("Channels"),
                _("Answer groups"),
                _("Skills"),
                _("Promise"),
                _("Overflow"),
            ),
            facts=_queue,
            leave_out=("overflow",),
            inner=("overflow",),
            remove_warning=_(
                "Contacts that wait in it stay in the backlog and raise an alarm: move them first."
                " The settings of the queue stay in the history, and can be taken back."
            ),
        ),
        Shelf(
            section="overflow",
            owner="queues",
            shape=Recipe,
            intro=_("What is done when too much waits, or too few are there. In this order."),
            add=_("Add a recipe"),
            columns=(_("When"), _("Then")),
            facts=_recipe,
        ),
        Shelf(
            section="groups",
            shape=Group,
            intro=_("Who may be asked to answer: teams, single people, or everyone."),
            add=_("Add an answer group"),
            columns=(_("Teams and sites"), _("People")),
            facts=_group,
        ),
        Shelf(
            section="wrap_up_codes",
            shape=WrapUpCode,
            intro=_("What contacts were about; agents choose one in wrap-up."),
            add=_("Add a contact reason"),
            columns=(_("Below"), _("Queues")),
            facts=lambda code, choices: [
                _names([code["parent"]], choices, "wrap_up_codes") if "parent" in code else "",
                _only_for(code, choices),
            ],
        ),
        Shelf(
            section="tags",
            shape=Tag,
            intro=_(
                "Marks on contacts by which they are found again, such as an incident or a"
                " campaign. A contact can have several."
            ),
            add=_("Add a tag"),
            columns=(),
            facts=lambda tag, choices: [],
            remove_warning=_(
                "Contacts that have it keep it, and show its code. What it was called stays in the"
                " history, and can be taken back."
            ),
        ),
        Shelf(
            section="pause_reasons",
            shape=PauseReason,
            intro=_("Why somebody is logged on but not ready."),
            add=_("Add a pause reason"),
            columns=(_("For the centre"), _("Usually lasts")),
            facts=lambda reason, choices: [
                str(WORDS[f"bias.{reason['bias']}"]),
                span_in_words(reason["planned_s"]) if "planned_s" in reason else "",
            ],
        ),
        Shelf(
            section="absence_reasons",
            shape=AbsenceReason,
            intro=_("Why somebody is not logged on as planned."),
            add=_("Add an absence reason"),
            columns=(),
            facts=lambda reason, choices: [],
        ),
        Shelf(
            section="texts",
            shape=Text,
            intro=_(
                "What customers read and hear. The text made most closely for the queue and the"
                " channel is used."
            ),
            add=_("Add a text"),
            columns=(_("Situation"), _("Only for"), _("Text")),
            facts=lambda text, choices: [
                str(WORDS[f"situation.{text['situation']}"]),
                _only_for(text, choices),
                _beginning(text["body"]),
            ],
        ),
        Shelf(
            section="standard_answers",
            shape=StandardAnswer,
            intro=_("Ready-made answers that agents can put into a reply."),
            add=_("Add a standard answer"),
            columns=(_("Only for"), _("Text")),
            facts=lambda answer, choices: [_only_for(answer, choices), _beginning(answer["body"])],
        ),
        Shelf(
            section="arrangements",
            shape=Arrangement,
            intro=_(
                "Where some people work, and when, while it is otherwise than planned. The first"
                " that names a person counts. Plans lay theirs on top."
            ),
            add=_("Arrange something"),
            columns=(_("Who"), _("Where from"), _("Shift"), _("Last day")),
            facts=_arrangement,
        ),
        Shelf(
            section="scripts",
            shape=Script,
            intro=_("Guides through contacts that are not as usual, beside what agents answer."),
            add=_("Add a guide"),
            columns=(_("Only for"), _("Text")),
            facts=lambda script, choices: [_only_for(script, choices), _beginning(script["body"])],
        ),
    )
}
