"""How is what a plan would do put into words? A preview, ready for the template."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from frontlinje.centre.rules.fields import Body, Name, format_day
from frontlinje.centre.rules.placeholders import fill
from frontlinje.centre.texts import problem_in_words
from frontlinje.centre.wording import place_in_words
from frontlinje.continuity.plan_words import EQUIPMENT_NAMES
from frontlinje.continuity.queries.preview import Clash, Preview
from frontlinje.continuity.queries.previewing.gaps import Gap
from frontlinje.continuity.queries.previewing.moves import Move, Reach
from frontlinje.continuity.queries.previewing.people import PersonAffected
from frontlinje.continuity.views.effects import Effect, effects
from frontlinje.continuity.views.names import Names, listed

_LANGUAGES = ("nb", "sv", "en")
_FIRST_TOLD = ("incident", "greeting", "waiting", "closed")
"""What most customers meet stands before what some of them do."""


@dataclass(frozen=True, slots=True)
class ClashShown:
    """A plan in effect that says something else."""

    name: str
    effects: Sequence[Effect]


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

    where: str
    """Channels and queues on which the same is told."""
    situation: str
    begins: str
    """In the language of the page; empty where nothing is told any more."""
    versions: Sequence[tuple[str, Sequence[str], Sequence[str], Sequence[str]]]
    """Language, what is told no longer, what is new, and what is told as it is now."""


def foreseen(seen: Preview, now: datetime) -> dict[str, Any]:
    """Return what the template of the preview asks for."""
    before, after = seen.plain_before, seen.plain_after
    names = Names(before, after)
    return {
        "seen": seen,
        "effects": effects(seen.changes, before, after, names),
        "doors": [(door, names.queue(door.queue) if door.queue else "") for door in seen.doors],
        "texts": sorted(_texts(seen, names), key=_how_soon_met),
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
        "live_already": [one.says for one in seen.measures if one.is_chosen and one.is_in_effect],
        "idle": [
            one.says
            for one in seen.measures
            if one.is_chosen and one.is_without_effect and not one.is_in_effect
        ],
        "n_warnings": len(seen.gaps) + len(seen.clashes),
        "n_there": sum(person.is_there for person in seen.people),
    }


def _texts(seen: Preview, names: Names) -> Iterator[TextShown]:
    """Yield what is told; the same on several channels is shown once."""
    alike: dict[tuple[str, tuple[Body, ...], tuple[Body, ...]], list[str]] = {}
    for told in seen.texts:
        where = names.channel(told.channel).lower()
        where = f"{where} ({names.queue(told.queue)})" if told.queue else where
        alike.setdefault((told.situation, told.before, told.after), []).append(where)
    centre, n_channels = seen.after.document.name, len(seen.after.channels)
    for (situation, before, after), places in alike.items():
        gone = [body for body in before if body not in after]
        new = [body for body in after if body not in before]
        kept = [body for body in after if body in before]
        is_everywhere = len(places) == n_channels > 1
        yield TextShown(
            where=_("all channels") if is_everywhere else listed(places),
            situation=situation,
            # The same may be told twice, by a plan in effect and by this one.
            begins=" – ".join(_read(new or kept, centre, names.language)).replace("\n\n", " – "),
            versions=[
                (
                    language,
                    _read(gone, centre, language),
                    _read(new, centre, language),
                    _read(kept, centre, language),
                )
                for language in _LANGUAGES
            ],
        )


def _read(bodies: Iterable[Body], centre: Name, language: str) -> list[str]:
    """Return texts as customers will read them; what differs from one to the next is named."""
    with override(language):
        filled = {
            "centre_name": centre.in_language(language),
            "queue_name": _("[the queue]"),
            "reference": _("[the reference]"),
            "next_opening": _("[when it opens]"),
            "wait_minutes": _("[how many]"),
        }
    return [fill(body.in_language(language), filled) for body in bodies]


def _how_soon_met(text: TextShown) -> int:
    known = text.situation in _FIRST_TOLD
    return _FIRST_TOLD.index(text.situation) if known else len(_FIRST_TOLD)


def _move(move: Move, names: Names) -> str:
    words = {
        "n": move.n,
        "channel": names.channel(move.channel).lower(),
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


def _reach(reach: Reach, names: Names) -> str:
    text = _("%(queue)s, %(waiting)s waiting: %(before)s on duty can answer now, %(after)s then")
    return text % {
        "queue": names.queue(reach.queue),
        "waiting": reach.n_waiting,
        "before": reach.n_before,
        "after": reach.n_after,
    }


def _people(people: Iterable[PersonAffected], names: Names) -> list[PeopleShown]:
    """Return people together for whom the same changes, those who lack something first."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, bool]]] = {}
    for person in people:
        key = _changes(person, names), _lacks(person, names)
        alike.setdefault(key, []).append((person.name, person.is_there))
    shown = [PeopleShown(who, changes, lacks) for (changes, lacks), who in alike.items()]
    return sorted(shown, key=lambda one: not one.lacks)


def _changes(person: PersonAffected, names: Names) -> tuple[str, ...]:
    changes = []
    if person.gains:
        changes.append(
            _("answers also %(queues)s") % {"queues": listed(map(names.queue, person.gains))}
        )
    if person.loses:
        changes.append(
            _("no longer answers %(queues)s") % {"queues": listed(map(names.queue, person.loses))}
        )
    if person.place == "home":
        changes.append(_("works from home"))
    elif person.place:
        where = _("works from the office")
        site = names.called("sites", person.site)
        changes.append(f"{where} ({site})" if person.site else where)
    if person.hours:
        changes.append(_("shift %(hours)s") % {"hours": format_day(person.hours)})
    return tuple(changes)


def _lacks(person: PersonAffected, names: Names) -> tuple[str, ...]:
    lacks = [
        _("lacks %(skill)s level %(wanted)s for %(queue)s (has %(held)s)")
        % {
            "skill": names.called("skills", lacked.skill),
            "wanted": lacked.wanted,
            "queue": names.queue(lacked.queue),
            "held": lacked.held,
        }
        for lacked in person.skills_lacked
    ]
    if person.lacks_things:
        things = listed(str(EQUIPMENT_NAMES[thing]) for thing in person.lacks_things)
        lacks.append(_("lacks at home: %(things)s") % {"things": things})
    if person.lacks_equipment:
        lacks.append(_("has never worked from home: see to what is needed"))
    return tuple(lacks)


def _clash(clash: Clash, seen: Preview, names: Names) -> ClashShown:
    told = effects(clash.changes, seen.plain_before, seen.plain_after, names)
    return ClashShown(clash.name.in_language(names.language), told)


def _gap(gap: Gap, names: Names) -> str:
    words = {
        "queue": names.queue(gap.queue),
        "channel": names.channel(gap.channel).lower(),
        "skill": names.called("skills", gap.skill),
        "level": gap.level,
        "site": names.called("sites", gap.site),
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
