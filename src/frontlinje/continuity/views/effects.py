"""How is a difference in the operating state said to who decides? In sentences, without codes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontlinje.centre.forms.values import hours_in_words, number_in_words, span_in_words
from frontlinje.centre.labels import FIELDS
from frontlinje.centre.rules.changes import Change
from frontlinje.centre.rules.parts import Plain
from frontlinje.centre.wording import change_line
from frontlinje.continuity.rules.measures.measure import OWN_CODE
from frontlinje.continuity.views.names import Names, listed
from frontlinje.continuity.views.people_effects import arrangement_said, group_said, script_said
from frontlinje.continuity.views.recipes import recipe_in_words

Said = Iterator[tuple[str, str]]
"""What a sentence is about, and the sentence."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes for one thing, or for several things alike."""

    about: str
    says: str


def effects(changes: Iterable[Change], before: Plain, after: Plain, names: Names) -> list[Effect]:
    """Return changes as sentences; what is said of several things alike is said once."""
    told: dict[tuple[str, str], dict[str, None]] = {}
    for change in changes:
        section = change.path.partition(".")[0]
        said = list(_said(change, before, after, names))
        for about, says in said:
            told.setdefault((section, says[:1].upper() + says[1:]), {})[about] = None
    return [
        Effect(names.queues(about) if section == "queues" else listed(about), says)
        for (section, says), about in told.items()
    ]


def _said(change: Change, before: Plain, after: Plain, names: Names) -> Said:
    """Yield what a plan changes; nothing where nobody would notice anything."""
    match change.path.split("."):
        case [
            "channels",
            code,
            "is_open" | "alternative" | "within" | "is_manual" | "weight" as field,
        ]:
            yield from _of_channel(names.channel(code), field, change, names)
        case ["queues", code, "overflow", recipe, *_deeper]:
            yield from _of_overflow(code, recipe, before, after, names)
        case [
            "queues",
            code,
            "groups" | "offer_s" | "wrap_up_s" | "demands" | "is_on_hold" as field,
        ]:
            yield from _of_queue(names.queue(code), field, change, names)
        case ["hours", code, "week", day]:
            yield _of_day(names.called("hours", code), day, change)
        case ["groups", code, *_deeper]:
            yield from group_said(names.called("groups", code), change, names)
        case ["arrangements", _code] if change.after is not None:
            yield arrangement_said(change.after, names)
        case ["scripts", _code] if change.after is not None:
            yield script_said(change.after, names)
        case ["shedding", *_deeper] if after.get("shedding"):
            yield _of_load(after["shedding"], names)
        case ["staffing"]:
            yield from _of_staffing(change, names)
        case ["board_meeting"] if change.after is not None:
            says = _("Every day at %(time)s") % {"time": change.after}
            yield str(FIELDS["board_meeting"]), _then(says, change.before or "")
        case ["follow_up"] if change.after is not None:
            says = _("Work to catch up gathers here until the plan is over")
            yield names.queue(change.after), says
        case _:
            yield _plainly(change, before, after, names)


def _plainly(change: Change, before: Plain, after: Plain, names: Names) -> tuple[str, str]:
    """Return a change of what plans seldom touch: where it is, and how it is then."""
    line = change_line(change, before, after, names.language)
    # What a plan adds has a code and no name.
    place = OWN_CODE.sub(_("from the plan"), line.place)
    return place, _then(line.after or "–", line.before)


def _then(after: str, before: str) -> str:
    if not before:
        return after
    return _("%(after)s (now %(before)s)") % {"after": after, "before": before}


def _of_channel(channel: str, field: str, change: Change, names: Names) -> Said:
    value = change.after
    match field:
        case "is_open":
            yield channel, _("Open, within its hours") if value else _("Closed")
        case "alternative" if value:
            text = _("Customers are referred to %(channel)s while it is closed")
            yield channel, text % {"channel": names.channel(value).lower()}
        case "within" if value:
            yield channel, _then(_("Open only %(hours)s") % {"hours": value}, change.before or "")
        case "is_manual":
            yield channel, _("Noted by hand") if value else _("No longer noted by hand")
        case "weight" if value:
            text = ngettext(
                "Goes before others, as if it had waited %(n)s promised time longer",
                "Goes before others, as if it had waited %(n)s promised times longer",
                round(value),
            )
            yield channel, text % {"n": number_in_words(value)}
        case "weight":
            yield channel, _("No longer goes before others")


def _of_queue(queue: str, field: str, change: Change, names: Names) -> Said:
    before, after = change.before, change.after
    match field:
        case "groups":
            more = [code for code in after if code not in before]
            fewer = [code for code in before if code not in after]
            if more and not names.is_for_all(before):
                yield queue, _("also answered by %(groups)s") % {"groups": names.groups(more)}
            if fewer and not names.is_for_all(after):
                yield (
                    queue,
                    _("no longer answered by %(groups)s")
                    % {"groups": listed([names.called("groups", code) for code in fewer])},
                )
        case "offer_s":
            text = _("%(time)s to accept an offer") % {"time": span_in_words(after)}
            yield queue, _then(text, span_in_words(before))
        case "wrap_up_s":
            text = _("%(time)s for wrap-up") % {"time": span_in_words(after)}
            yield queue, _then(text, span_in_words(before))
        case "demands":
            yield from _of_demands(queue, change, names)
        case "is_on_hold" if after:
            yield queue, _("On hold: its work waits without being offered")


def _of_demands(queue: str, change: Change, names: Names) -> Said:
    before = {demand["skill"]: demand["level"] for demand in change.before}
    after = {demand["skill"]: demand["level"] for demand in change.after}
    for skill in {**before, **after}:
        was, will = before.get(skill), after.get(skill)
        facts = {"skill": names.called("skills", skill), "level": will}
        if will is None:
            yield queue, _("the skill %(skill)s is no longer demanded") % facts
        elif was != will:
            text = _("the skill %(skill)s is demanded at level %(level)s") % facts
            yield queue, _then(text, "" if was is None else str(was))


def _of_overflow(queue: str, recipe: str, before: Plain, after: Plain, names: Names) -> Said:
    """Yield a recipe as it will be, also when only a part of it changes; or that it is no more."""
    will, was = (_recipe_said(queue, recipe, document, names) for document in (after, before))
    if will:
        yield names.queue(queue), will
    elif was and will is None:
        yield names.queue(queue), _("No longer: %(recipe)s") % {"recipe": was}


def _recipe_said(queue: str, recipe: str, document: Plain, names: Names) -> str | None:
    """Return a recipe in words, empty where it has no effect; None where it is not there."""
    found = (thing for thing in document["queues"] if thing["code"] == queue)
    said = (
        recipe_in_words(one, thing["groups"], names)
        for thing in found
        for one in thing["overflow"]
        if one["code"] == recipe
    )
    return next(said, None)


def _of_day(hours: str, day: str, change: Change) -> tuple[str, str]:
    was, will = (hours_in_words(day or "closed") for day in (change.before, change.after))
    return str(FIELDS[day]), f"{hours}: {_then(will, was)}"


def _of_load(limits: Plain, names: Names) -> tuple[str, str]:
    text = _(
        "Close in this order while more than %(over)s wait for each ready agent for %(time)s;"
        " open again below %(under)s"
    )
    return ", ".join(map(names.channel, limits["order"])), text % {
        "over": number_in_words(limits["over"]),
        "under": number_in_words(limits["under"]),
        "time": span_in_words(limits["for_s"]),
    }


def _of_staffing(change: Change, names: Names) -> Said:
    before, after = (
        {least["queue"]: least["ready"] for least in found or ()}
        for found in (change.before, change.after)
    )
    for queue, ready in after.items():
        if before.get(queue) != ready:
            text = _("At least %(n)s ready") % {"n": ready}
            yield names.queue(queue), _then(text, str(before.get(queue, "")))
