"""Do the parts of a document fit together, and with the people? All that does not, with paths."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.fields import Body
from frontlinje.centre.rules.holidays import holidays_of
from frontlinje.centre.rules.placeholders import (
    ANSWER_PLACEHOLDERS,
    TEXT_PLACEHOLDERS,
    placeholders_in,
)
from frontlinje.centre.rules.problems import Path, Problem, nearest
from frontlinje.centre.rules.queues import Announce, Queue, Relax, Send, Widen

HOLIDAY_YEARS = range(2024, 2032)
"""Years in which a holiday must occur to be known; some come and go with the weekday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What people's tables hold, by code; ``usernames`` in lower case."""

    skills: frozenset[str]
    teams: frozenset[str]
    sites: frozenset[str]
    usernames: frozenset[str]


def problems_of(document: CentreDocument, known: Known) -> list[Problem]:
    """Return everything that does not fit together.

    Parameters
    ----------
    document : CentreDocument
        Well formed.
    known : Known
        The people that it may refer to.

    Returns
    -------
    list of Problem
        Empty when the document can be saved.
    """
    names = Names(document, known)
    return [
        *_doubles(document),
        *_calendars(document),
        *_channels(document, names),
        *_groups(document, names),
        *_queues(document, names),
        *_codes(document, names),
        *_texts(document, names),
        *names.missing("skill", document.dissatisfied.skill, "dissatisfied", "skill"),
        *_arrangements(document, names),
        *_loops(document.queues),
    ]


class Names:
    """Looks up what one part names in another, and tells what is not there."""

    def __init__(self, document: CentreDocument, known: Known) -> None:
        self.of = {
            "calendar": frozenset(calendar.code for calendar in document.hours),
            "channel": frozenset(channel.code for channel in document.channels),
            "queue": frozenset(queue.code for queue in document.queues),
            "group": frozenset(group.code for group in document.groups),
            "text": frozenset(text.code for text in document.texts),
            "wrap_up_code": frozenset(code.code for code in document.wrap_up_codes),
            "skill": known.skills,
            "team": known.teams,
            "site": known.sites,
            "user": known.usernames,
        }

    def missing(self, what: str, code: str | None, *path: str | int) -> Iterator[Problem]:
        """Yield a problem when there is no such thing.

        Parameters
        ----------
        what : str
            A key of ``of``.
        code : str or None
            What was written; None is no problem.
        *path : str or int
            Where it was written.

        Yields
        ------
        Problem
            ``centre.unknown_`` and what it is, with the nearest that there is.
        """
        if code is not None and (code.lower() if what == "user" else code) not in self.of[what]:
            yield Problem(
                f"centre.unknown_{what}",
                path,
                {"given": code, "nearest": nearest(code, self.of[what])},
            )

    def missing_among(self, what: str, codes: Iterable[str], *path: str | int) -> Iterator[Problem]:
        """Yield a problem for each of several that is not there.

        Parameters
        ----------
        what : str
            A key of ``of``.
        codes : iterable of str
            What was written.
        *path : str or int
            Where the list was written.

        Yields
        ------
        Problem
            See ``missing``.
        """
        for index, code in enumerate(codes):
            yield from self.missing(what, code, *path, index)


def _repeated(
    code: str, path: Path, values: Sequence[str], *, at: Callable[[int], Path]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield Problem(code, (*path, *at(index)), {"given": value})
        seen.add(value)


def _doubles(document: CentreDocument) -> Iterator[Problem]:
    for section in CODED_SECTIONS:
        codes = [thing.code for thing in getattr(document, section)]
        yield from _repeated("centre.duplicate_code", (section,), codes, at=lambda i: (i, "code"))
    for index, calendar in enumerate(document.hours):
        yield from _repeated(
            "centre.duplicate_date",
            ("hours", index, "special_days"),
            [str(special.date) for special in calendar.special_days],
            at=lambda i: (i, "date"),
        )
        yield from _repeated(
            "centre.duplicate_holiday",
            ("hours", index, "own_holidays"),
            [own.holiday for own in calendar.own_holidays],
            at=lambda i: (i, "holiday"),
        )
    owners: dict[str, int] = {}
    for index, queue in enumerate(document.queues):
        for position, address in enumerate(queue.addresses):
            owner = owners.setdefault(address.casefold(), index)
            if owner != index:
                yield Problem(
                    "centre.duplicate_address",
                    ("queues", index, "addresses", position),
                    {"given": address, "queue": document.queues[owner].code},
                )


CODED_SECTIONS = (
    "hours",
    "channels",
    "groups",
    "queues",
    "wrap_up_codes",
    "pause_reasons",
    "absence_reasons",
    "texts",
    "standard_answers",
    "tags",
    "arrangements",
    "scripts",
)
"""The sections whose things have codes, unique within the section."""


def _calendars(document: CentreDocument) -> Iterator[Problem]:
    if not any(calendar.own_holidays for calendar in document.hours):
        return
    holidays = {
        holiday.name
        for year in HOLIDAY_YEARS
        for found in holidays_of(document.country, year).values()
        for holiday in found
    }
    for index, calendar in enumerate(document.hours):
        for position, own in enumerate(calendar.own_holidays):
            if own.holiday not in holidays:
                yield Problem(
                    "centre.unknown_holiday",
                    ("hours", index, "own_holidays", position, "holiday"),
                    {
                        "given": own.holiday,
                        "country": document.country,
                        "nearest": nearest(own.holiday, holidays),
                    },
                )


def _channels(document: CentreDocument, names: Names) -> Iterator[Problem]:
    takes = {queue.code: queue.channels for queue in document.queues}
    for index, channel in enumerate(document.channels):
        yield from names.missing("calendar", channel.hours, "channels", index, "hours")
        yield from names.missing("queue", channel.queue, "channels", index, "queue")
        if channel.queue in takes and channel.code not in takes[channel.queue]:
            yield Problem(
                "centre.queue_without_channel",
                ("channels", index, "queue"),
                {"queue": channel.queue, "channel": channel.code},
            )


def _groups(document: CentreDocument, names: Names) -> Iterator[Problem]:
    for index, group in enumerate(document.groups):
        yield from names.missing_among("team", group.teams, "groups", index, "teams")
        yield from names.missing_among("site", group.sites, "groups", index, "sites")
        yield from names.missing_among("user", group.members, "groups", index, "members")
        if not (group.is_everyone or group.teams or group.sites or group.members):
            yield Problem("centre.empty_group", ("groups", index), {"group": group.code})


def _queues(document: CentreDocument, names: Names) -> Iterator[Problem]:
    for index, queue in enumerate(document.queues):
        path = ("queues", index)
        if not queue.groups:
            yield Problem("centre.queue_without_group", (*path, "groups"), {"queue": queue.code})
        yield from names.missing_among("group", queue.groups, *path, "groups")
        yield from names.missing("calendar", queue.hours, *path, "hours")
        for channel in sorted(queue.channels):
            yield from names.missing("channel", channel, *path, "channels")
        for position, demand in enumerate(queue.demands):
            yield from names.missing("skill", demand.skill, *path, "demands", position, "skill")
        yield from _repeated(
            "centre.duplicate_demand",
            (*path, "demands"),
            [demand.skill for demand in queue.demands],
            at=lambda i: (i, "skill"),
        )
        yield from _repeated(
            "centre.duplicate_code",
            (*path, "overflow"),
            [recipe.code for recipe in queue.overflow],
            at=lambda i: (i, "code"),
        )
        yield from _recipes(document, names, queue, path)
    for index, minimum in enumerate(document.staffing):
        yield from names.missing("queue", minimum.queue, "staffing", index, "queue")
        yield from names.missing("calendar", minimum.hours, "staffing", index, "hours")


def _recipes(
    document: CentreDocument, names: Names, queue: Queue, queue_path: Path
) -> Iterator[Problem]:
    takes = {other.code: other.channels for other in document.queues}
    for index, recipe in enumerate(queue.overflow):
        for position, step in enumerate(recipe.then):
            path = (*queue_path, "overflow", index, "then", position)
            if isinstance(step, Widen):
                yield from names.missing("group", step.group, *path, "group")
            elif isinstance(step, Announce):
                yield from names.missing("text", step.text, *path, "text")
            elif isinstance(step, Relax):
                if step.skill not in {demand.skill for demand in queue.demands}:
                    yield Problem(
                        "centre.relaxes_nothing",
                        (*path, "skill"),
                        {"skill": step.skill, "queue": queue.code},
                    )
            elif isinstance(step, Send):
                yield from names.missing("queue", step.queue, *path, "queue")
                yield from names.missing("site", step.site, *path, "site")
                lacking = queue.channels - takes.get(step.queue or "", queue.channels)
                if lacking:
                    yield Problem(
                        "centre.queue_without_channel",
                        (*path, "queue"),
                        {"queue": step.queue, "channel": ", ".join(sorted(lacking))},
                    )


def _codes(document: CentreDocument, names: Names) -> Iterator[Problem]:
    parents = {code.code: code.parent for code in document.wrap_up_codes}
    for index, code in enumerate(document.wrap_up_codes):
        path = ("wrap_up_codes", index)
        yield from names.missing("wrap_up_code", code.parent, *path, "parent")
        if code.parent is not None and parents.get(code.parent) is not None:
            yield Problem(
                "centre.too_deep", (*path, "parent"), {"given": code.code, "parent": code.parent}
            )
        yield from names.missing_among("queue", code.queues, *path, "queues")


def _texts(document: CentreDocument, names: Names) -> Iterator[Problem]:
    for index, text in enumerate(document.texts):
        yield from names.missing_among("queue", text.queues, "texts", index, "queues")
        yield from _placeholders(text.body, TEXT_PLACEHOLDERS, "texts", index, "body")
    for index, answer in enumerate(document.standard_answers):
        yield from names.missing_among("queue", answer.queues, "standard_answers", index, "queues")
        yield from _placeholders(
            answer.body, ANSWER_PLACEHOLDERS, "standard_answers", index, "body"
        )


def _arrangements(document: CentreDocument, names: Names) -> Iterator[Problem]:
    for index, arrangement in enumerate(document.arrangements):
        path = ("arrangements", index)
        yield from names.missing_among("group", arrangement.groups, *path, "groups")
        yield from names.missing_among("user", arrangement.members, *path, "members")
        yield from names.missing("site", arrangement.site, *path, "site")
    for index, script in enumerate(document.scripts):
        path = ("scripts", index)
        yield from names.missing_among("queue", script.queues, *path, "queues")
        yield from names.missing_among("group", script.groups, *path, "groups")
    yield from names.missing("queue", document.follow_up, "follow_up")
    if document.shedding is not None:
        order = document.shedding.order
        yield from names.missing_among("channel", order, "shedding", "order")


def _placeholders(body: Body, known: frozenset[str], *path: str | int) -> Iterator[Problem]:
    for language, wording in body:
        for word in placeholders_in(wording):
            if word not in known:
                yield Problem(
                    "centre.unknown_placeholder",
                    (*path, language),
                    {
                        "given": word,
                        "nearest": nearest(word, known),
                        "known": ", ".join(sorted(known)),
                    },
                )


def _loops(queues: Sequence[Queue]) -> Iterator[Problem]:
    """Yield the queues from which overflow comes back to where it started."""
    targets = {
        queue.code: {
            step.queue
            for recipe in queue.overflow
            for step in recipe.then
            if isinstance(step, Send) and step.queue is not None
        }
        for queue in queues
    }
    for index, queue in enumerate(queues):
        reached: set[str] = set()
        ahead = set(targets[queue.code])
        while ahead:
            reached |= ahead
            ahead = set().union(*(targets.get(code, set()) for code in ahead)) - reached
        if queue.code in reached:
            yield Problem(
                "centre.overflow_loop", ("queues", index, "overflow"), {"queue": queue.code}
            )
