"""How long does one choice of the routing policy take in plain Python?

The shape: 6 skills, 6 queues on 3 channels, 2 skills demanded by every contact, one of them
relaxing; 2-4 skills for each agent, two answer groups a queue, 3 languages, one agent in eight a
trainee, one contact in five with a last agent, one in ten refused by somebody. Every agent is open,
so that none is skipped. Contacts stand oldest first, as dispatch reads them. Times are those of the
thread on the processor: what else the machine does is not counted.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from random import Random

from frontlinje.config.bench import Goal, Result
from frontlinje.routing.rules.policy import assign, choose_agent, choose_contact, priority_of
from frontlinje.routing.rules.tables import OPEN, WHOLE, Agents, Lanes, Waiting

NAME = "policy"
SUMMARY = "one contact choosing among 50 agents, one freed slot choosing among 200 waiting"

N_AGENTS, N_WAITING, N_QUEUES, N_SKILLS = 50, 200, 6, 6
UNITS, PROMISE_S, MOST, SPREAD_S = (60, 20, 30), (20.0, 60.0, 14400.0), (1, 3, 2), (40, 120, 20000)
NOW_S = 1_800_000_000.0
GOAL_US = 100.0

Centre = tuple[Agents, Lanes, Waiting]


def drawn_centre(random: Random) -> Centre:
    """Return a centre of the shape that the module describes."""
    return _agents(random), _lanes(random), _waiting(random)


def _lanes(random: Random) -> Lanes:
    lanes = [(queue, channel) for queue in range(N_QUEUES) for channel in range(3)]
    return Lanes(
        n_queues=N_QUEUES,
        n_channels=3,
        n_skills=N_SKILLS,
        n_demands=2,
        queue=[queue for queue, _ in lanes],
        channel=[channel for _, channel in lanes],
        is_call=[int(channel == 0) for _, channel in lanes],
        units=[UNITS[channel] for _, channel in lanes],
        promise_s=[PROMISE_S[channel] for _, channel in lanes],
        weight=[random.choice([0.0, 0.0, 1.0]) for _ in lanes],
        demand_skill=[skill % N_SKILLS for queue, _ in lanes for skill in (queue, queue + 1)],
        demand_level=[level for _ in lanes for level in (3, 2)],
        demand_relax_per_min=[relax for _ in lanes for relax in (0.0, 0.5)],
    )


def _agents(random: Random) -> Agents:
    skill: list[int] = []
    for _ in range(N_AGENTS):
        first, n_held = random.randrange(N_SKILLS), random.randint(2, 4)
        held = {(first + k) % N_SKILLS: random.randint(2, 9) for k in range(n_held)}
        skill.extend(held.get(s, 0) for s in range(N_SKILLS))
    return Agents(
        availability=[OPEN] * N_AGENTS,
        tier=[int(agent % 8 == 0) for agent in range(N_AGENTS)],
        idle_since_s=[NOW_S - random.random() * 600 for _ in range(N_AGENTS)],
        free_units=[WHOLE] * N_AGENTS,
        free_for_calls=[WHOLE] * N_AGENTS,
        languages=[random.choice([1, 3, 7]) for _ in range(N_AGENTS)],
        membership=[random.choice([0, 1, 1, 2]) for _ in range(N_AGENTS * N_QUEUES)],
        skill=skill,
        in_hand=[0] * (N_AGENTS * 3),
        most=list(MOST) * N_AGENTS,
    )


def _waiting(random: Random) -> Waiting:
    lane = [random.randrange(N_QUEUES * 3) for _ in range(N_WAITING)]
    rows = sorted((NOW_S - random.random() * SPREAD_S[which % 3], which) for which in lane)
    refused = [random.random() < 0.1 for _ in rows]
    return Waiting(
        lane=[which for _, which in rows],
        received_s=[received_s for received_s, _ in rows],
        weight=[random.choice([0.0, 0.0, 0.0, 0.5]) for _ in rows],
        raised=[0.0] * N_WAITING,
        groups=[random.choice([1, 1, 1, 3]) for _ in rows],
        language=[random.choice([0, 1, 1, 1, 2]) for _ in rows],
        relaxed=[0] * (N_WAITING * 2),
        last_agent=[random.randrange(N_AGENTS) if i % 5 == 0 else -1 for i in range(N_WAITING)],
        refused_from=[sum(refused[:i]) for i in range(N_WAITING + 1)],
        refused_agent=[random.randrange(N_AGENTS) for is_refused in refused if is_refused],
        refused_until_s=[NOW_S + 300.0 for is_refused in refused if is_refused],
    )


def worst_centre(centre: Centre) -> Centre:
    """Return the slowest case: all suit all, and every contact outdoes the one before."""
    agents, lanes, waiting = centre
    order = sorted(range(N_WAITING), key=lambda c: priority_of(c, NOW_S, lanes, waiting))
    return (
        agents._replace(
            skill=[9] * len(agents.skill),
            languages=[7] * N_AGENTS,
            membership=[3] * len(agents.membership),
        ),
        lanes,
        waiting._replace(
            lane=[waiting.lane[c] for c in order],
            received_s=[waiting.received_s[c] for c in order],
            weight=[waiting.weight[c] for c in order],
        ),
    )


def times_us(choose: Callable[..., object], indices: Iterable[int], centre: Centre) -> list[float]:
    """Return how long the choice took for each of these contacts or agents, in microseconds."""
    taken = []
    for i in indices:
        start = time.thread_time_ns()
        choose(i, NOW_S, *centre)
        taken.append((time.thread_time_ns() - start) / 1000)
    return taken


def assign_us(centre: Centre) -> float:
    """Return how long it took to hand out all that could be handed out, in microseconds."""
    start = time.thread_time_ns()
    assign(NOW_S, *centre)
    return (time.thread_time_ns() - start) / 1000


def run(quick: bool) -> Result:
    """Time every contact and every agent of many centres once, and the slowest case of each."""
    taken = defaultdict[str, list[float]](list)
    for seed in range(5 if quick else 60):
        typical = drawn_centre(Random(seed))
        for case, centre in (("", typical), ("worst_case_", worst_centre(typical))):
            taken[f"{case}choose_agent"] += times_us(choose_agent, range(N_WAITING), centre)
            taken[f"{case}choose_contact"] += times_us(choose_contact, range(N_AGENTS), centre)
            taken[f"{case}assign_all"].append(assign_us(centre))
    figures: dict[str, float] = {}
    for name, times in taken.items():
        figures[f"{name}_p50_us"] = statistics.median(times)
        if "assign" not in name:
            figures[f"{name}_p99_us"] = statistics.quantiles(times, n=100)[98]
    goals = [
        Goal("choose_agent_p50_us", at_most=GOAL_US),
        Goal("choose_contact_p50_us", at_most=GOAL_US),
    ]
    return Result(figures, goals)
