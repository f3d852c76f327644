"""Which number stands for which word? Lanes, queues, skills, languages and agents of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from frontlinje.centre.rules.queues import Demand, Widen
from frontlinje.simulation.model import Day, Rules

_Thing = TypeVar("_Thing")
LaneKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which number stands for which word."""

    lane: dict[LaneKey, int]
    queue: dict[str, int]
    channel: dict[str, int]
    skill: dict[str, int]
    language: dict[str, int]
    """Bits, not positions."""
    agent: dict[str, int]

    @classmethod
    def of(cls, day: Day) -> "Numbers":
        """Return the numbers of everything that a day mentions."""
        demands = [d for stage in day.stages for rules in stage.rules for d in rules.demands]
        spoken = sorted({lane.language for lane in day.lanes if lane.language})
        return cls(
            lane=numbered((lane.queue, lane.channel, lane.language) for lane in day.lanes),
            queue=numbered(lane.queue for lane in day.lanes),
            channel=numbered(lane.channel for lane in day.lanes),
            skill=numbered(sorted({demand.skill for demand in demands})),
            language={code: 1 << i for i, code in enumerate(spoken)},
            agent=numbered(agent.username for agent in day.agents),
        )


def numbered(things: Iterable[_Thing]) -> dict[_Thing, int]:
    """Return the place of each thing among the different ones."""
    return {thing: i for i, thing in enumerate(dict.fromkeys(things))}


def starts(rows: Iterable[Sequence[object]]) -> list[int]:
    """Return where each row begins when they are laid end to end, and where the last ends."""
    return list(accumulate((len(row) for row in rows), initial=0))


def groups_of(rules: Rules) -> tuple[str, ...]:
    """Return a lane's answer groups in the order of their bits: its own, then overflow's."""
    widened = [
        step.group for recipe in rules.overflow for step in recipe.then if isinstance(step, Widen)
    ]
    return tuple(dict.fromkeys([*rules.groups, *widened]))


def demands_of(rules: Rules) -> list[Demand]:
    """Return the demands in the order of the tables: by skill, as dispatch has them."""
    return sorted(rules.demands, key=lambda demand: demand.skill)
