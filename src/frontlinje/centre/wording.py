"""How are places and changes of the document said to people? History and errors ask."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

from frontlinje.centre.forms.values import hours_in_words, number_in_words, span_in_words
from frontlinje.centre.labels import CHANNEL_NAMES, FIELDS, LANGUAGE_NAMES, SECTIONS, WORDS
from frontlinje.centre.rules.changes import ORDER, Change
from frontlinje.centre.rules.fields import format_day
from frontlinje.centre.rules.overrides import (
    AddGroup,
    AddMembers,
    AddRecipe,
    ChangeChannel,
    ChangeQueue,
    Edit,
    ExtendHours,
    PutGroup,
    RelaxDemands,
    SetArrangement,
    SetBoardMeeting,
    SetChannelOpen,
    SetFollowUp,
    SetHours,
    SetScript,
    SetShedding,
    SetStaffing,
    SetText,
    SetWeek,
    ShortenTimes,
)
from frontlinje.centre.rules.parts import Plain
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.shelves import name_of
from frontlinje.centre.texts import problem_in_words

BETWEEN = " › "


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change as a table shows it."""

    place: str
    before: str
    after: str


def change_line(change: Change, before: Plain, after: Plain, language: str) -> ChangeLine:
    """Return a change in words; ``before`` and ``after`` are the documents it lies between."""
    path = change.path.split(".")
    place = place_in_words(path, before if change.after is None else after, language)
    if path[-1] == ORDER and isinstance(change.after, list):
        place = place_in_words(path[:-1], after, language) + BETWEEN + str(FIELDS[ORDER])
    is_span = path[-1].endswith("_s")
    told = [value_in_words(value, is_span=is_span) for value in (change.before, change.after)]
    return ChangeLine(place, *told)


def problem_lines(error: InvalidDocument, plain: Plain, language: str) -> list[str]:
    """Return every problem of a document, with its place."""
    return [
        f"{place_in_words(problem.path, plain, language)}: {problem_in_words(problem)}"
        for problem in error.problems
    ]


def place_in_words(path: Sequence[str | int], plain: Plain, language: str) -> str:
    """Return a path with the names that people know: ``Queues › Settlements › Weight``."""
    words: list[str] = []
    here: Any = plain
    for step in path:
        if isinstance(here, list):
            here = _thing(here, step)
            if isinstance(here, dict):
                words.append(name_of(here, language))
        else:
            words.append(_word(str(step), is_section=not words))
            here = here.get(step) if isinstance(here, Mapping) else None
    return BETWEEN.join(words)


def edit_in_words(edit: Edit, plain: Plain, language: str) -> str:
    """Return what an override does, in a few words."""
    match edit:
        case SetChannelOpen(channel=channel, is_open=is_open):
            text = _("%(channel)s is open") if is_open else _("%(channel)s is closed")
            return text % {"channel": CHANNEL_NAMES[channel]}
        case ChangeChannel(channel=channel, changes=changes):
            return f"{CHANNEL_NAMES[channel]}: {_words(changes)}"
        case SetHours() | SetWeek() | ExtendHours():
            return _hours_in_words(edit, plain, language)
        case PutGroup() | AddMembers() | SetArrangement() | SetBoardMeeting():
            return _people_in_words(edit, plain, language)
        case SetText(text=said):
            situation = WORDS[f"situation.{said.situation}"]
            return f"{situation}: «{said.body.in_language(language)}»"
        case SetScript(script=script):
            return f"{SECTIONS['scripts']}: {script.title.in_language(language)}"
        case SetShedding(shedding=shedding):
            order = shedding.order if shedding is not None else ()
            channels = ", ".join(str(CHANNEL_NAMES[code]) for code in order)
            return f"{SECTIONS['shedding']}: {channels}"
    return _queue_in_words(edit, plain, language)


def _hours_in_words(edit: SetHours | SetWeek | ExtendHours, plain: Plain, language: str) -> str:
    place = place_in_words(["hours", edit.calendar], plain, language)
    match edit:
        case SetHours(hours=hours):
            return f"{place}: {hours_in_words(format_day(hours))}"
        case ExtendHours(hours=hours):
            return f"{place}: + {format_day(hours)}"
    return _("%(hours)s: another week") % {"hours": place}


def _people_in_words(
    edit: PutGroup | AddMembers | SetArrangement | SetBoardMeeting, plain: Plain, language: str
) -> str:
    match edit:
        case PutGroup(group=group):
            return f"{SECTIONS['groups']}: + {group.name.in_language(language)}"
        case AddMembers(group=code, usernames=usernames):
            place = place_in_words(["groups", code], plain, language)
            return f"{place}: + {', '.join(usernames)}"
        case SetArrangement(arrangement=arrangement):
            return f"{SECTIONS['arrangements']}: {arrangement.name.in_language(language)}"
    return f"{FIELDS['board_meeting']}: {edit.at or '–'}"


def _queue_in_words(
    edit: ChangeQueue
    | ShortenTimes
    | AddGroup
    | AddRecipe
    | RelaxDemands
    | SetStaffing
    | SetFollowUp,
    plain: Plain,
    language: str,
) -> str:
    queue = place_in_words(["queues", edit.queue], plain, language)
    match edit:
        case ChangeQueue(changes=changes):
            return f"{queue}: {_words(changes)}"
        case ShortenTimes(offer_s=offer_s, wrap_up_s=wrap_up_s):
            limits = {"offer_s": offer_s, "wrap_up_s": wrap_up_s}
            return f"{queue}: {_words(name for name, s in limits.items() if s is not None)}"
        case AddGroup(group=group):
            return f"{queue}: + {place_in_words(['groups', group], plain, language)}"
        case AddRecipe():
            return f"{queue}: + {SECTIONS['overflow']}"
        case RelaxDemands(by=by):
            return f"{queue}: {FIELDS['demands']} −{by}"
        case SetStaffing(ready=ready):
            return f"{queue}: {FIELDS['ready']} {ready}"
    return f"{queue}: {FIELDS['follow_up']}"


def _words(names: Iterable[str]) -> str:
    return ", ".join(_word(name, is_section=False) for name in names)


def _word(step: str, *, is_section: bool) -> str:
    if is_section and step in SECTIONS:
        return str(SECTIONS[step])
    for known in (FIELDS, SECTIONS, CHANNEL_NAMES, LANGUAGE_NAMES):
        if step in known:
            return str(known[step])
    return step


def _thing(things: Sequence[Any], step: str | int) -> Any:
    if isinstance(step, int) or step.isdigit():
        position = int(step)
        return things[position] if position < len(things) else None
    named = (t for t in things if isinstance(t, Mapping))
    return next((t for t in named if step in (t.get("code"), t.get("date"))), None)


def value_in_words(value: Any, *, is_span: bool = False) -> str:
    """Return a value as text: plain ones as they are, whole things as in a file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (int, float)):
        return span_in_words(value) if is_span else number_in_words(value)
    if isinstance(value, (dict, list)):
        text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=60)
        return text.strip()
    return str(value)
