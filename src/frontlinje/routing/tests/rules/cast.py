"""Who waits and who answers in these tests? Small centres in plain objects, and their tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from frontlinje.routing.rules.tables import AWAY, HERE, OPEN, WHOLE, Agents, Lanes, Waiting

NOW_S = 10_000.0
N_QUEUES = N_CHANNELS = N_SKILLS = N_DEMANDS = 2
PHONE, MAIL = 0, 1


@dataclass(frozen=True)
class Line:
    """A lane: a queue on a channel."""

    queue: int = 0
    channel: int = PHONE
    units: int = WHOLE
    promise_s: float = 16.0
    weight: float = 0.0
    demands: tuple[tuple[int, int, float], ...] = ()
    """(skill, level, relax_per_min)."""


@dataclass(frozen=True)
class Person:
    """An agent."""

    availability: int = OPEN
    tier: int = 0
    idle_since_s: float = 0.0
    free: int = WHOLE
    interruptible: int = 0
    languages: int = 1
    groups: tuple[int, ...] = (1,) * N_QUEUES
    skills: tuple[int, ...] = (0,) * N_SKILLS
    in_hand: tuple[int, ...] = (0,) * N_CHANNELS
    most: tuple[int, ...] = (9,) * N_CHANNELS


@dataclass(frozen=True)
class Call:
    """A contact that waits, on whatever channel."""

    line: int = 0
    received_s: float = NOW_S - 8.0
    weight: float = 0.0
    raised: float = 0.0
    groups: int = 1
    language: int = 0
    relaxed: tuple[int, ...] = (0,) * N_DEMANDS
    last_agent: int = -1
    refusals: tuple[tuple[int, float], ...] = ()
    """(agent, until_s)."""


@dataclass(frozen=True)
class Centre:
    """A whole centre at NOW_S."""

    people: tuple[Person, ...] = (Person(),)
    calls: tuple[Call, ...] = (Call(),)
    lines: tuple[Line, ...] = (Line(),)
    tables: tuple[Agents, Lanes, Waiting] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        tables = (
            agents_table(self.people),
            lanes_table(self.lines),
            waiting_table(self.calls),
        )
        object.__setattr__(self, "tables", tables)


def lanes_table(lines: Sequence[Line]) -> Lanes:
    """Return the table of these lanes."""
    padded = [
        line.demands[k] if k < len(line.demands) else (-1, 0, 0.0)
        for line in lines
        for k in range(N_DEMANDS)
    ]
    return Lanes(
        n_queues=N_QUEUES,
        n_channels=N_CHANNELS,
        n_skills=N_SKILLS,
        n_demands=N_DEMANDS,
        queue=[line.queue for line in lines],
        channel=[line.channel for line in lines],
        is_call=[int(line.channel == PHONE) for line in lines],
        units=[line.units for line in lines],
        promise_s=[line.promise_s for line in lines],
        weight=[line.weight for line in lines],
        demand_skill=[skill for skill, _, _ in padded],
        demand_level=[level for _, level, _ in padded],
        demand_relax_per_min=[relax for _, _, relax in padded],
    )


def agents_table(people: Sequence[Person]) -> Agents:
    """Return the table of these agents."""
    return Agents(
        availability=[person.availability for person in people],
        tier=[person.tier for person in people],
        idle_since_s=[person.idle_since_s for person in people],
        free_units=[person.free for person in people],
        free_for_calls=[person.free + person.interruptible for person in people],
        languages=[person.languages for person in people],
        membership=[bits for person in people for bits in person.groups],
        skill=[level for person in people for level in person.skills],
        in_hand=[n for person in people for n in person.in_hand],
        most=[n for person in people for n in person.most],
    )


def waiting_table(calls: Sequence[Call]) -> Waiting:
    """Return the table of these contacts."""
    refused_from = [0]
    for call in calls:
        refused_from.append(refused_from[-1] + len(call.refusals))
    return Waiting(
        lane=[call.line for call in calls],
        received_s=[call.received_s for call in calls],
        weight=[call.weight for call in calls],
        raised=[call.raised for call in calls],
        groups=[call.groups for call in calls],
        language=[call.language for call in calls],
        relaxed=[levels for call in calls for levels in call.relaxed],
        last_agent=[call.last_agent for call in calls],
        refused_from=refused_from,
        refused_agent=[agent for call in calls for agent, _ in call.refusals],
        refused_until_s=[until_s for call in calls for _, until_s in call.refusals],
    )


# Instants, promises and weights are chosen so that every priority is exact in binary: equal
# priorities are then really equal, and they are common.
lines = st.builds(
    Line,
    queue=st.integers(0, N_QUEUES - 1),
    channel=st.integers(0, N_CHANNELS - 1),
    units=st.sampled_from([20, 30, WHOLE]),
    promise_s=st.sampled_from([16.0, 64.0]),
    weight=st.sampled_from([0.0, 0.5]),
    demands=st.sampled_from(
        [(), ((0, 3, 0.0),), ((1, 5, 1.0),), ((0, 2, 0.5), (1, 4, 0.0)), ((1, 1, 2.0), (0, 8, 1.0))]
    ),
)
people = st.builds(
    Person,
    availability=st.sampled_from([OPEN, OPEN, OPEN, OPEN, HERE, AWAY]),
    tier=st.integers(0, 1),
    idle_since_s=st.integers(0, 3).map(float),
    free=st.sampled_from([WHOLE, WHOLE, WHOLE, 40, 20, 0]),
    interruptible=st.sampled_from([0, 0, 20]),
    languages=st.sampled_from([3, 3, 1]),
    groups=st.sampled_from([(3, 3), (3, 1), (1, 3), (1, 2), (2, 0)]),
    skills=st.sampled_from([(9, 9), (3, 5), (5, 3), (6, 8), (2, 4), (8, 1), (0, 4)]),
    in_hand=st.sampled_from([(0, 0), (0, 0), (0, 1), (1, 0)]),
    most=st.sampled_from([(2, 3), (2, 2), (1, 1), (0, 3)]),
)
calls = st.builds(
    Call,
    line=st.integers(0, 2),
    received_s=st.sampled_from([0.0, 8.0, 16.0, 128.0, 256.0]).map(lambda waited: NOW_S - waited),
    weight=st.sampled_from([0.0, 0.5]),
    raised=st.sampled_from([0.0, 0.0, 8.0]),
    groups=st.sampled_from([1, 1, 2, 3]),
    language=st.sampled_from([0, 0, 1, 2]),
    relaxed=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    last_agent=st.integers(-1, 5),
    refusals=st.sampled_from(
        [(), (), (), ((0, NOW_S + 1.0),), ((0, NOW_S - 1.0), (1, NOW_S + 9.0)), ((2, NOW_S),)]
    ),
)


@st.composite
def centres(draw: st.DrawFn) -> Centre:
    """Draw a centre of two to five agents and two to seven waiting contacts."""
    return Centre(
        people=tuple(draw(st.lists(people, min_size=2, max_size=5))),
        calls=tuple(draw(st.lists(calls, min_size=2, max_size=7))),
        lines=tuple(draw(st.lists(lines, min_size=3, max_size=3))),
    )


def with_call(centre: Centre, index: int, call: Call) -> Centre:
    """Return the centre with one contact replaced."""
    changed = list(centre.calls)
    changed[index] = call
    return replace(centre, calls=tuple(changed))
