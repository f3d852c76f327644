"""What is a plan? One validated document: measures, texts, triggers, and an end that must be."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.changes import Change, changes_between
from frontlinje.centre.rules.checks import Known, Names
from frontlinje.centre.rules.checks import problems_of as problems_of_centre
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.fields import Body, ChannelSet, Code, Name, Section
from frontlinje.centre.rules.files import Marks, read_yaml, write_yaml
from frontlinje.centre.rules.problems import Problem
from frontlinje.centre.rules.starter import FOLLOW_UP
from frontlinje.continuity.rules.measures import Measure
from frontlinje.continuity.rules.measures.queues import FollowUp
from frontlinje.continuity.rules.triggers import (
    FewReady,
    ShareAbsent,
    Trigger,
    VolumeRatio,
    WaitingTime,
)
from frontlinje.people.permissions import Permission, Role, permissions_of

LONGEST_S: Final = 366 * 86400


class PlanAnnouncement(Section):
    """What customers are told everywhere when the plan is put into effect."""

    title: Name
    body: Body
    channels: ChannelSet = frozenset()
    """None stands for everywhere."""


class PlanDocument(Section):
    """A plan, whole."""

    code: Code
    name: Name
    purpose: Body
    scenario: Code
    """What has happened; plans with the same one are alternatives."""
    label: Literal["", "A", "B", "C"] = ""
    """Which of the alternatives it is."""
    measures: tuple[Measure, ...] = Field(min_length=1, max_length=100)
    triggers: tuple[Trigger, ...] = Field(default=(), max_length=20)
    announcement: PlanAnnouncement | None = None
    expires_after_s: Annotated[float, Field(ge=300, le=LONGEST_S)]
    """It ends by itself, unless somebody extends it."""
    warn_before_s: Annotated[float, Field(ge=0, le=7 * 86400)] = 900.0
    may_activate: tuple[Role, ...] = Field(
        default=(Role.TEAM_LEADER, Role.CENTRE_HEAD), min_length=1, max_length=7
    )
    review_on: date | None = None

    @model_validator(mode="after")
    def _warns_before_the_end(self) -> "PlanDocument":
        if self.warn_before_s >= self.expires_after_s:
            raise PydanticCustomError("warns_too_early", "the warning comes before the start")
        return self


def read_plan(text: str | bytes) -> PlanDocument:
    """Return the plan that a file holds.

    Parameters
    ----------
    text : str or bytes
        YAML, whole.

    Returns
    -------
    PlanDocument
        Well formed; ``problems_of`` says whether it fits a centre.

    Raises
    ------
    InvalidDocument
        With every problem and its line.
    """
    return read_plan_file(text)[0]


def read_plan_file(text: str | bytes) -> tuple[PlanDocument, Marks]:
    """Return the plan that a file holds, and where each part stands.

    Parameters
    ----------
    text : str or bytes
        YAML, whole.

    Returns
    -------
    plan : PlanDocument
        Well formed.
    marks : Marks
        ``marks.mark(problem)`` gives a problem found later its line.

    Raises
    ------
    InvalidDocument
        With every problem and its line.
    """
    return read_yaml(text.encode() if isinstance(text, str) else text, PlanDocument)


def written(plan: PlanDocument) -> str:
    """Return a plan as the text of a file; the same plan always gives the same text.

    Parameters
    ----------
    plan : PlanDocument
        The plan.

    Returns
    -------
    str
        YAML; ``read_plan`` gives the plan back.
    """
    return write_yaml(plain_form(plan))


def problems_of(plan: PlanDocument, document: CentreDocument, known: Known) -> list[Problem]:
    """Return everything in a plan that does not fit a centre.

    Parameters
    ----------
    plan : PlanDocument
        The plan.
    document : CentreDocument
        The centre, as it is without the plan.
    known : Known
        The people that it may refer to.

    Returns
    -------
    list of Problem
        With paths into the plan; empty when it can be put into effect.
    """
    return [
        *_in_measures(plan, document, known),
        *_in_triggers(plan, Names(document, known)),
        *_in_roles(plan),
    ]


def _in_measures(plan: PlanDocument, document: CentreDocument, known: Known) -> Iterator[Problem]:
    names = Names(document, known)
    told = {(problem.code, problem.place) for problem in problems_of_centre(document, known)}
    for index, measure in enumerate(plan.measures):
        own = list(measure.problems(names))
        for problem in own:
            path = ("measures", index, *problem.path)
            yield Problem(problem.code, path, problem.params)
        for edit in measure.edits(document):
            document = edit.apply(document)
        for problem in problems_of_centre(document, known):
            place = (problem.code, problem.place)
            if place not in told and not own:
                yield Problem(problem.code, ("measures", index), problem.params)
            told.add(place)


def _in_triggers(plan: PlanDocument, names: Names) -> Iterator[Problem]:
    for index, trigger in enumerate(plan.triggers):
        if isinstance(trigger, (VolumeRatio, WaitingTime, FewReady)):
            yield from names.missing("queue", trigger.queue, "triggers", index, "queue")
        if isinstance(trigger, VolumeRatio):
            yield from names.missing("channel", trigger.channel, "triggers", index, "channel")
        if isinstance(trigger, ShareAbsent):
            yield from names.missing("team", trigger.team, "triggers", index, "team")


def _in_roles(plan: PlanDocument) -> Iterator[Problem]:
    for index, role in enumerate(plan.may_activate):
        if Permission.PLAN_ACTIVATE not in permissions_of([role], "own"):
            path = ("may_activate", index)
            yield Problem("continuity.role_may_not_activate", path, {"given": role.value})


def gathers_work(plan: PlanDocument) -> bool:
    """Say whether a plan gathers work to catch up in the queue that a new centre has for it.

    Parameters
    ----------
    plan : PlanDocument
        The plan.

    Returns
    -------
    bool
        True when a measure needs that queue.
    """
    return any(isinstance(one, FollowUp) and one.queue == FOLLOW_UP for one in plan.measures)


def compare(before: PlanDocument, after: PlanDocument) -> list[Change]:
    """Return what differs between two plans, or two versions of one.

    Parameters
    ----------
    before, after : PlanDocument
        The plans.

    Returns
    -------
    list of Change
        In the order of the plan. Measures and triggers are named by their kind, the second of a
        kind with ``-2`` after it: ``measures.say-2.body.nb``.
    """
    return changes_between(_named(before), _named(after))


def _named(plan: PlanDocument) -> dict[str, Any]:
    plain = plain_form(plan)
    for section in ("measures", "triggers"):
        seen: dict[str, int] = {}
        named: dict[str, Any] = {}
        for thing in plain[section]:
            kind = thing["kind"]
            seen[kind] = seen.get(kind, 0) + 1
            named[kind if seen[kind] == 1 else f"{kind}-{seen[kind]}"] = thing
        plain[section] = named
    return plain
