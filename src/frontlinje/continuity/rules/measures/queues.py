"""Measures of the queues: who answers, what is demanded, how long things take."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.checks import Names
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.edits.queues import (
    AddGroup,
    ChangeQueue,
    RelaxDemands,
    SetFollowUp,
    SetStaffing,
    ShortenTimes,
)
from frontlinje.centre.rules.fields import Code, Name, PeopleCode, Seconds
from frontlinje.centre.rules.overrides import Edit
from frontlinje.centre.rules.problems import Problem
from frontlinje.centre.rules.queues import Level
from frontlinje.centre.rules.starter import FOLLOW_UP
from frontlinje.continuity.rules.measures.measure import MeasureForm
from frontlinje.continuity.rules.measures.selectors import Queues
from frontlinje.continuity.rules.measures.words import in_three, listed, sentence, span

_EVERYTHING = 9
"""Levels that are all there are."""


class AddGroups(MeasureForm):
    """Mix: let more answer groups serve some queues, all of them where none is named."""

    kind: Literal["add_groups"] = "add_groups"
    queues: Queues = Queues()
    groups: tuple[Code, ...] = ()

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return each group for each queue that it does not serve yet."""
        groups = self.groups or tuple(group.code for group in document.groups)
        return tuple(
            AddGroup(queue=queue.code, group=group)
            for queue in self.queues.of(document)
            for group in groups
            if group not in queue.groups
        )

    def describe(self, document: CentreDocument) -> Name:
        """Return who answers what besides."""
        return sentence(
            nb="{groups} svarer også på {queues}",
            sv="{groups} svarar även på {queues}",
            en="{groups} also answer {queues}",
            groups=_group_names(self.groups, document),
            queues=self.queues.described(document),
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield queues and groups that the centre does not have."""
        yield from self.queues.problems(names, "queues")
        yield from names.missing_among("group", self.groups, "groups")


class OnlyGroups(MeasureForm):
    """Split: let only these answer groups serve some queues."""

    kind: Literal["only_groups"] = "only_groups"
    queues: Queues = Queues()
    groups: tuple[Code, ...] = Field(min_length=1)

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the groups for each of the queues."""
        groups: list[JsonValue] = list(self.groups)
        return tuple(
            ChangeQueue(queue=queue.code, changes={"groups": groups})
            for queue in self.queues.of(document)
        )

    def describe(self, document: CentreDocument) -> Name:
        """Return who alone answers what."""
        return sentence(
            nb="Bare {groups} svarer på {queues}",
            sv="Bara {groups} svarar på {queues}",
            en="Only {groups} answer {queues}",
            groups=_group_names(self.groups, document),
            queues=self.queues.described(document),
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield queues and groups that the centre does not have."""
        yield from self.queues.problems(names, "queues")
        yield from names.missing_among("group", self.groups, "groups")


def _group_names(codes: tuple[str, ...], document: CentreDocument) -> Name:
    if not codes:
        return Name(nb="alle svargrupper", sv="alla svarsgrupper", en="all answer groups")
    names = {group.code: group.name for group in document.groups}
    return listed([names.get(code) or Name(nb=code, sv=code, en=code) for code in codes])


class RelaxSkills(MeasureForm):
    """Demand less skill, or none."""

    kind: Literal["relax_skills"] = "relax_skills"
    queues: Queues = Queues()
    by: Level
    """Levels; 9 demands nothing any more."""
    skill: PeopleCode | None = None
    """Only this one; without it, every skill."""

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the lower demand for each queue that demands anything."""
        return tuple(
            RelaxDemands(queue=queue.code, by=self.by, skill=self.skill)
            for queue in self.queues.of(document)
            if any(self.skill in (None, demand.skill) for demand in queue.demands)
        )

    def describe(self, document: CentreDocument) -> Name:
        """Return how much less is demanded, and where."""
        which = self.skill or Name(nb="kompetanse", sv="kompetens", en="skills")
        queues = self.queues.described(document)
        if self.by == _EVERYTHING:
            return sentence(
                nb="Krev ikke {which} i {queues}",
                sv="Kräv inte {which} i {queues}",
                en="Do not demand {which} in {queues}",
                which=which,
                queues=queues,
            )
        return sentence(
            nb="Krev lavere nivå av {which} (−{by}) i {queues}",
            sv="Kräv lägre nivå av {which} (−{by}) i {queues}",
            en="Demand a lower level of {which} (−{by}) in {queues}",
            which=which,
            by=self.by,
            queues=queues,
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield queues and a skill that are not there."""
        yield from self.queues.problems(names, "queues")
        yield from names.missing("skill", self.skill, "skill")


class SetTimes(MeasureForm):
    """Give other times to accept an offer, and for wrap-up.

    More time, where work is harder than usual; at most so much, where a plan is to gain time:
    then a queue that needs less already loses nothing.
    """

    kind: Literal["set_times"] = "set_times"
    queues: Queues = Queues()
    offer_s: Annotated[float, Field(ge=3, le=3600)] | None = None
    wrap_up_s: Seconds | None = None
    is_at_most: bool = False
    """Whether these are limits: times that are shorter stay as they are."""

    @model_validator(mode="after")
    def _has_one(self) -> "SetTimes":
        if self.offer_s is None and self.wrap_up_s is None:
            raise PydanticCustomError("no_time", "name offer_s or wrap_up_s")
        return self

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the times for each of the queues."""
        given = {"offer_s": self.offer_s, "wrap_up_s": self.wrap_up_s}
        changes: dict[str, JsonValue] = {name: s for name, s in given.items() if s is not None}
        return tuple(
            ShortenTimes(queue=queue.code, offer_s=self.offer_s, wrap_up_s=self.wrap_up_s)
            if self.is_at_most
            else ChangeQueue(queue=queue.code, changes=changes)
            for queue in self.queues.of(document)
        )

    def describe(self, document: CentreDocument) -> Name:
        """Return the times."""
        parts = []
        if self.offer_s is not None:
            words = Name(nb="tid til å svare", sv="tid att svara", en="time to accept")
            parts.append(self._time(words, self.offer_s))
        if self.wrap_up_s is not None:
            words = Name(nb="etterbehandling", sv="efterbehandling", en="wrap-up")
            parts.append(self._time(words, self.wrap_up_s))
        return sentence(
            nb="{queues}: {times}",
            sv="{queues}: {times}",
            en="{queues}: {times}",
            queues=self.queues.described(document),
            times=listed(parts),
        )

    def _time(self, words: Name, seconds: float) -> Name:
        if self.is_at_most:
            return in_three(
                nb="{w} høyst {s}",
                sv="{w} högst {s}",
                en="{w} at most {s}",
                w=words,
                s=span(seconds),
            )
        return in_three(nb="{w} {s}", sv="{w} {s}", en="{w} {s}", w=words, s=span(seconds))

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield queues that the centre does not have."""
        yield from self.queues.problems(names, "queues")


class MinimumStaffing(MeasureForm):
    """Want so many ready agents at least in some queues."""

    kind: Literal["minimum_staffing"] = "minimum_staffing"
    queues: Queues = Queues()
    ready: Annotated[int, Field(ge=1, le=10_000)]

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the minimum for each of the queues."""
        return tuple(
            SetStaffing(queue=queue.code, ready=self.ready) for queue in self.queues.of(document)
        )

    def describe(self, document: CentreDocument) -> Name:
        """Return how many are wanted where."""
        return sentence(
            nb="Minst {n} ledige i {queues}",
            sv="Minst {n} redo i {queues}",
            en="At least {n} ready in {queues}",
            n=self.ready,
            queues=self.queues.described(document),
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield queues that the centre does not have."""
        yield from self.queues.problems(names, "queues")


class FollowUp(MeasureForm):
    """Gather the work that must be caught up in a queue, which opens when the plan ends."""

    kind: Literal["follow_up"] = "follow_up"
    queue: Code = FOLLOW_UP

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the queue on hold, if the centre has it."""
        edit = SetFollowUp(queue=self.queue)
        return (edit,) if edit.has_target(document) else ()

    def describe(self, document: CentreDocument) -> Name:
        """Return where the work gathers."""
        return sentence(
            nb="Etterarbeid samles i køen «{queue}» til planen er over",
            sv="Efterarbete samlas i kön «{queue}» tills planen är över",
            en="Work to catch up gathers in the queue «{queue}» until the plan is over",
            queue=Queues(codes=(self.queue,)).described(document),
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield the queue when the centre does not have it."""
        yield from names.missing("queue", self.queue, "queue")
