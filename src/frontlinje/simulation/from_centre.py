"""Which rules does the centre lay on a day? Its effective state over the day, measures and all.

A plan that is rehearsed is a row of overrides, applied by the same ``effective_state`` that the
live centre reads; nothing here knows what a measure does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from frontlinje.base.errors import Invalid
from frontlinje.centre.rules.arrangements import Cohort
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.hours import Hours
from frontlinje.centre.rules.overrides import Override
from frontlinje.centre.rules.queues import Send
from frontlinje.centre.rules.state import CentreState, effective_state
from frontlinje.presence.rules.arranged import Who, arranged_for, within_hours
from frontlinje.presence.rules.shifts import Span as Shift
from frontlinje.simulation.model import Agent, Day, Lane, Rules, Span, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Of an agent, what answer groups and arrangements look at."""

    username: str
    team: str | None = None
    site: str | None = None
    cohort: Cohort = 1


def under_centre(
    day: Day,
    *,
    document: CentreDocument,
    overrides: Iterable[Override] = (),
    starts_at: datetime,
    people: Sequence[Person],
) -> Day:
    """Return a day as the centre would run it.

    Parameters
    ----------
    day : Day
        What comes and who is there; its stages and opening hours are replaced.
    document : CentreDocument
        The base state.
    overrides : iterable of Override
        What is laid on it, such as a plan's measures.
    starts_at : datetime
        The aware instant at which the day's first interval begins.
    people : sequence of Person
        The day's agents; one who is missing is in no team.

    Returns
    -------
    Day
        With a stage for each state that is effective in it, hours as they come to through all of
        them, shifts as arranged, and an empty lane for every queue to which overflow sends.

    Raises
    ------
    Invalid
        ``simulation.unknown_queue`` for a lane whose queue the centre does not have.
    """
    overrides = list(overrides)
    ends_at = starts_at + timedelta(seconds=day.length_s)
    known = {person.username.casefold(): person for person in people}
    own = [
        known.get(agent.username.casefold(), Person(username=agent.username))
        for agent in day.agents
    ]
    first = effective_state(document, overrides, starts_at)
    turns = [at for at, _ in first.timeline if at is not None and starts_at < at < ends_at]
    states = [first, *(effective_state(document, overrides, at) for at in turns)]
    lanes = _with_targets(day.lanes, states)
    usual = {queue.code: queue.wrap_up_s for queue in document.queues}
    begins = [0.0, *((at - starts_at).total_seconds() for at in turns)]
    stages = [
        _stage(state, lanes, own, usual, from_s=from_s)
        for from_s, state in zip(begins, states, strict=True)
    ]
    opened = [
        lane.model_copy(
            update={"opens": _spans(first.opening(lane.channel, lane.queue), starts_at, ends_at)}
        )
        for lane in lanes
    ]
    agents = [
        _arranged(agent, person, first, starts_at)
        for agent, person in zip(day.agents, own, strict=True)
    ]
    changed = {"lanes": tuple(opened), "stages": tuple(stages), "agents": tuple(agents)}
    return day.model_copy(update=changed)


def _with_targets(lanes: Sequence[Lane], states: Sequence[CentreState]) -> list[Lane]:
    """Return the lanes with an empty one wherever overflow may send a contact."""
    all_lanes = list(lanes)
    there = {(lane.queue, lane.channel, lane.language) for lane in lanes}
    for lane in all_lanes:  # grows while it is walked through
        for state in states:
            if lane.queue not in state.queues:
                raise Invalid("simulation.unknown_queue", queue=lane.queue)
            for target in _targets(state, lane.queue):
                key = (target, lane.channel, lane.language)
                if key not in there:
                    there.add(key)
                    nothing = {"queue": target, "per_h": (0.0,) * len(lane.per_h), "backlog": 0}
                    all_lanes.append(lane.model_copy(update=nothing))
    return all_lanes


def _targets(state: CentreState, queue: str) -> list[str]:
    return [
        step.queue
        for recipe in state.queues[queue].overflow
        for step in recipe.then
        if isinstance(step, Send) and step.queue is not None
    ]


def _stage(
    state: CentreState,
    lanes: Sequence[Lane],
    people: Sequence[Person],
    usual_wrap_up_s: Mapping[str, float],
    *,
    from_s: float,
) -> Stage:
    members = {
        code: tuple(
            person.username
            for person in people
            if group.has(username=person.username, team=person.team, site=person.site)
        )
        for code, group in state.groups.items()
    }
    rules = tuple(_rules(state, lane, usual_wrap_up_s) for lane in lanes)
    return Stage(from_s=from_s, rules=rules, members=members, shedding=state.document.shedding)


def _rules(state: CentreState, lane: Lane, usual_wrap_up_s: Mapping[str, float]) -> Rules:
    queue = state.queues[lane.queue]
    # More time for wrap-up says nothing about how much of it is used; less time cuts it off.
    is_shorter = queue.wrap_up_s < usual_wrap_up_s[lane.queue]
    return Rules(
        groups=queue.groups,
        promise_s=queue.promise_s,
        weight=state.weight(lane.queue, lane.channel),
        units=state.units(lane.queue, lane.channel),
        offer_s=queue.offer_s,
        most_wrap_up_s=queue.wrap_up_s if is_shorter else None,
        is_interruptible=queue.interruptible,
        is_on_hold=queue.is_on_hold,
        is_shut=lane.channel in state.channels and not state.channels[lane.channel].is_open,
        demands=queue.demands,
        overflow=queue.overflow,
    )


def _spans(hours: Hours, starts_at: datetime, ends_at: datetime) -> tuple[Span, ...]:
    """Return when it is open between two instants, in seconds after the first."""
    date = starts_at.astimezone(ZoneInfo(hours.timezone)).date() - timedelta(days=1)
    found: list[Span] = []
    while date <= ends_at.astimezone(ZoneInfo(hours.timezone)).date():
        for opens, closes in hours.spans_on(date):
            opens, closes = max(opens, starts_at), min(closes, ends_at)
            if opens < closes:
                from_s = (opens - starts_at).total_seconds()
                until_s = (closes - starts_at).total_seconds()
                found.append(Span(from_s=from_s, until_s=until_s))
        date += timedelta(days=1)
    return tuple(found)


def _arranged(agent: Agent, person: Person, state: CentreState, starts_at: datetime) -> Agent:
    """Return an agent with the shift that is arranged, breaks left as they are."""
    if not agent.on_duty or not state.document.arrangements:
        return agent
    zone = ZoneInfo(state.document.timezone)
    groups = state.groups_of(username=person.username, team=person.team, site=person.site)
    who = Who(username=person.username, groups=groups, cohort=person.cohort)
    day = starts_at.astimezone(zone).date()
    hours = arranged_for(who, state.document.arrangements, day).hours
    if hours is None:
        return agent
    ends = (agent.on_duty[0].from_s, agent.on_duty[-1].until_s)
    shift = Shift(*(starts_at + timedelta(seconds=at_s) for at_s in ends))
    cut = within_hours(shift, hours.hours, zone)
    from_s = (cut.starts_at - starts_at).total_seconds()
    until_s = (cut.ends_at - starts_at).total_seconds()
    kept = [
        Span(from_s=max(span.from_s, from_s), until_s=min(span.until_s, until_s))
        for span in agent.on_duty
        if max(span.from_s, from_s) < min(span.until_s, until_s)
    ]
    return agent.model_copy(update={"on_duty": tuple(kept)})
