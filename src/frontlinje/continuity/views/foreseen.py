"""How is what a plan would do put into words? A preview, ready for the template."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.centre.rules.state import CentreState
from frontlinje.centre.texts import problem_in_words
from frontlinje.centre.wording import ChangeLine, place_in_words
from frontlinje.continuity.plan_words import EQUIPMENT_NAMES
from frontlinje.continuity.queries.preview import Clash, Preview
from frontlinje.continuity.queries.previewing.gaps import Gap
from frontlinje.continuity.queries.previewing.moves import Move, Reach
from frontlinje.continuity.queries.previewing.people import PersonAffected
from frontlinje.continuity.views.effects import effect_line
from frontlinje.people.models import Skill

_LANGUAGES = ("nb", "sv", "en")


@dataclass(frozen=True, slots=True)
class ClashShown:
    """A plan in effect that says something else."""

    name: str
    lines: Sequence[ChangeLine]


@dataclass(frozen=True, slots=True)
class PeopleShown:
    """People whose work changes in the same way, in words."""

    names: Sequence[tuple[str, bool]]
    """Each with whether they are there."""
    changes: Sequence[str]
    lacks: Sequence[str]


@dataclass(frozen=True, slots=True)
class TextShown:
    """A text that customers meet otherwise, in every language, before and after."""

    channel: str
    queue: str
    situation: str
    versions: Sequence[tuple[str, Sequence[str], Sequence[str]]]
    """Language, before, after."""


class _Names:
    """The names of queues, sites and skills, in the language of the page."""

    def __init__(self, states: Iterable[CentreState]) -> None:
        self.language = get_language() or "nb"
        queues = {q.code: q.name for state in states for q in state.document.queues}
        self._queues = {code: name.in_language(self.language) for code, name in queues.items()}
        self.skills = {skill.code: str(skill) for skill in Skill.objects.all()}

    def queue(self, code: str) -> str:
        return self._queues.get(code, code)

    def queues(self, codes: Iterable[str]) -> str:
        return ", ".join(map(self.queue, codes))

    def skill(self, code: str) -> str:
        return self.skills.get(code, code)


def foreseen(seen: Preview, now: datetime) -> dict[str, Any]:
    """Return what the template of the preview asks for."""
    names = _Names((seen.before, seen.after))
    before, after = seen.plain_before, seen.plain_after
    return {
        "seen": seen,
        "lines": [
            effect_line(change, before, after, names.language, names.skills)
            for change in seen.changes
        ],
        "doors": [(door, names.queue(door.queue) if door.queue else "") for door in seen.doors],
        "texts": list(_texts(seen, names)),
        "moves": [_move(move, names) for move in seen.moves],
        "reach": [_reach(reach, names) for reach in seen.reach],
        "people": _people(seen.people, names),
        "n_people": len(seen.people),
        "clashes": [_clash(clash, seen, names) for clash in seen.clashes],
        "gaps": [_gap(gap, names) for gap in seen.gaps],
        "older_gaps": [_gap(gap, names) for gap in seen.older_gaps],
        "problems": [
            f"{place_in_words(problem.path, after, names.language)}: {problem_in_words(problem)}"
            for problem in seen.problems
        ],
        "n_warnings": len(seen.gaps) + len(seen.clashes),
        "n_there": sum(person.is_there for person in seen.people),
    }


def _texts(seen: Preview, names: _Names) -> Iterator[TextShown]:
    for told in seen.texts:
        versions = [
            (
                language,
                [body.in_language(language) for body in told.before],
                [body.in_language(language) for body in told.after],
            )
            for language in _LANGUAGES
        ]
        queue = names.queue(told.queue) if told.queue else ""
        yield TextShown(told.channel, queue, told.situation, versions)


def _move(move: Move, names: _Names) -> str:
    words = {
        "n": move.n,
        "channel": str(CHANNEL_NAMES.get(move.channel, move.channel)).lower(),
        "queue": names.queue(move.queue),
        "to": names.queue(move.to),
    }
    match move.kind:
        case "offered":
            text = ngettext(
                "%(n)s in %(queue)s (%(channel)s) is offered to somebody at once",
                "%(n)s in %(queue)s (%(channel)s) are offered to somebody at once",
                move.n,
            )
        case "sent":
            text = ngettext(
                "%(n)s in %(queue)s (%(channel)s) goes on to %(to)s",
                "%(n)s in %(queue)s (%(channel)s) go on to %(to)s",
                move.n,
            )
        case "rehoused":
            text = ngettext(
                "%(n)s in %(queue)s (%(channel)s) moves to %(to)s, since its queue is no more",
                "%(n)s in %(queue)s (%(channel)s) move to %(to)s, since their queue is no more",
                move.n,
            )
    return text % words


def _reach(reach: Reach, names: _Names) -> str:
    text = _("%(queue)s, %(waiting)s waiting: %(before)s on duty can answer now, %(after)s then")
    return text % {
        "queue": names.queue(reach.queue),
        "waiting": reach.n_waiting,
        "before": reach.n_before,
        "after": reach.n_after,
    }


def _people(people: Iterable[PersonAffected], names: _Names) -> list[PeopleShown]:
    """Return people together for whom the same changes, those who lack something first."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, bool]]] = {}
    for person in people:
        key = _changes(person, names), _lacks(person, names)
        alike.setdefault(key, []).append((person.name, person.is_there))
    shown = [PeopleShown(who, changes, lacks) for (changes, lacks), who in alike.items()]
    return sorted(shown, key=lambda one: not one.lacks)


def _changes(person: PersonAffected, names: _Names) -> tuple[str, ...]:
    changes = []
    if person.gains:
        changes.append(_("answers also %(queues)s") % {"queues": names.queues(person.gains)})
    if person.loses:
        changes.append(_("no longer answers %(queues)s") % {"queues": names.queues(person.loses)})
    if person.place == "home":
        changes.append(_("works from home"))
    elif person.place:
        where = _("works from the office")
        changes.append(f"{where} ({person.site})" if person.site else where)
    return tuple(changes)


def _lacks(person: PersonAffected, names: _Names) -> tuple[str, ...]:
    lacks = [
        _("%(skill)s level %(wanted)s for %(queue)s (has %(held)s)")
        % {
            "skill": names.skill(lacked.skill),
            "wanted": lacked.wanted,
            "queue": names.queue(lacked.queue),
            "held": lacked.held,
        }
        for lacked in person.skills_lacked
    ]
    lacks += [str(EQUIPMENT_NAMES[thing]) for thing in person.lacks_things]
    if person.lacks_equipment:
        lacks.append(_("has never worked from home: see to what is needed"))
    return tuple(lacks)


def _clash(clash: Clash, seen: Preview, names: _Names) -> ClashShown:
    before, after = seen.plain_before, seen.plain_after
    lines = [
        effect_line(change, before, after, names.language, names.skills) for change in clash.changes
    ]
    return ClashShown(clash.name.in_language(names.language), lines)


def _gap(gap: Gap, names: _Names) -> str:
    words = {
        "queue": names.queue(gap.queue),
        "channel": str(CHANNEL_NAMES.get(gap.channel, "")).lower(),
        "skill": names.skill(gap.skill),
        "level": gap.level,
        "site": gap.site,
        "n": gap.n,
        "wanted": gap.wanted,
    }
    match gap.kind:
        case "closed_with_waiting":
            text = ngettext(
                "%(queue)s closes on %(channel)s while %(n)s waits: answer it first",
                "%(queue)s closes on %(channel)s while %(n)s wait: answer them first",
                gap.n,
            )
        case "nobody_there":
            text = _("%(queue)s is open, and nobody who is there answers it")
        case "skill_missing":
            text = _("%(queue)s demands %(skill)s level %(level)s, and nobody there holds it")
        case "skill_missing_at_site":
            text = _("%(queue)s demands %(skill)s level %(level)s, which nobody at %(site)s holds")
        case "below_minimum":
            text = _("%(queue)s should have %(wanted)s people ready, and has %(n)s")
    return text % words
