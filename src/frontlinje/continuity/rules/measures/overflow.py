"""The measure of overflow: who helps when too much waits, inside the house or outside it."""

from collections.abc import Iterator
from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.checks import Names
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.edits.people import PutGroup
from frontlinje.centre.rules.edits.queues import AddRecipe
from frontlinje.centre.rules.fields import Code, Name, PeopleCode
from frontlinje.centre.rules.overrides import Edit
from frontlinje.centre.rules.problems import Problem
from frontlinje.centre.rules.queues import (
    Conditions,
    Group,
    PhoneNumber,
    Queue,
    Recipe,
    Send,
    Step,
    Widen,
)
from frontlinje.continuity.rules.measures.measure import MeasureForm
from frontlinje.continuity.rules.measures.selectors import Queues
from frontlinje.continuity.rules.measures.words import in_three, sentence, span


class Overflow(MeasureForm):
    """Once a condition holds, ask more people, or send contacts on.

    Without a target every answer group is asked; with a site, everybody who belongs to it.
    """

    kind: Literal["overflow"] = "overflow"
    queues: Queues = Queues()
    when: Conditions
    groups: tuple[Code, ...] = ()
    site: PeopleCode | None = None
    queue: Code | None = None
    number: PhoneNumber | None = None
    """Of another organisation, or of a mobile telephone; the phone channel sends calls there."""

    @model_validator(mode="after")
    def _has_one_target(self) -> "Overflow":
        if sum(bool(t) for t in (self.groups, self.site, self.queue, self.number)) > 1:
            raise PydanticCustomError("one_helper", "name one of groups, site, queue and number")
        return self

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return a recipe for each of the queues, and the group of a site."""
        edits: list[Edit] = []
        if self.site is not None:
            name = Name(nb=self.site, sv=self.site, en=self.site)
            edits.append(PutGroup(group=Group(code=self.own_code, name=name, sites=(self.site,))))
        for queue in self.queues.of(document):
            then = tuple(self._steps(queue, document))
            if then:
                recipe = Recipe(code=self.own_code, when=self.when, then=then)
                edits.append(AddRecipe(queue=queue.code, recipe=recipe))
        return tuple(edits)

    def _steps(self, queue: Queue, document: CentreDocument) -> Iterator[Step]:
        if self.number is not None:
            yield Send(number=self.number)
        elif self.queue is not None:
            takes = {other.code: other.channels for other in document.queues}
            if self.queue != queue.code and queue.channels <= takes.get(self.queue, frozenset()):
                yield Send(queue=self.queue)
        elif self.site is not None:
            yield Widen(group=self.own_code)
        else:
            groups = self.groups or tuple(group.code for group in document.groups)
            yield from (Widen(group=code) for code in groups if code not in queue.groups)

    def describe(self, document: CentreDocument) -> Name:
        """Return who helps, and when."""
        return sentence(
            nb="Overløp fra {queues} til {target} ({when})",
            sv="Overflow från {queues} till {target} ({when})",
            en="Overflow from {queues} to {target} ({when})",
            queues=self.queues.described(document),
            target=self._target(document),
            when=_condition(self.when),
        )

    def _target(self, document: CentreDocument) -> Name:
        if self.queue is not None:
            return Queues(codes=(self.queue,)).described(document)
        if self.groups:
            names = {group.code: group.name for group in document.groups}
            first = self.groups[0]
            return names.get(first) or Name(nb=first, sv=first, en=first)
        outside = self.site or self.number
        if outside is not None:
            return Name(nb=outside, sv=outside, en=outside)
        return Name(nb="alle svargrupper", sv="alla svarsgrupper", en="all answer groups")

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield queues, groups and a site that are not there."""
        yield from self.queues.problems(names, "queues")
        yield from names.missing_among("group", self.groups, "groups")
        yield from names.missing("queue", self.queue, "queue")
        yield from names.missing("site", self.site, "site")


def _condition(when: Conditions) -> Name:
    """Return the first condition that is set, in words."""
    if when.waited_s is not None:
        return in_three(
            nb="etter {s} ventetid",
            sv="efter {s} väntan",
            en="after waiting {s}",
            s=span(when.waited_s),
        )
    if when.waiting_per_ready is not None:
        return in_three(
            nb="over {n:g} venter per ledig",
            sv="över {n:g} väntar per redo",
            en="over {n:g} waiting per ready",
            n=when.waiting_per_ready,
        )
    if when.ready_fewer_than is not None:
        return in_three(
            nb="færre enn {n} ledige",
            sv="färre än {n} redo",
            en="fewer than {n} ready",
            n=when.ready_fewer_than,
        )
    if when.waiting_more_than is not None:
        return in_three(
            nb="flere enn {n} venter",
            sv="fler än {n} väntar",
            en="more than {n} waiting",
            n=when.waiting_more_than,
        )
    return Name(nb="når stengt", sv="när stängt", en="when closed")
