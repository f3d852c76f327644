"""How many calls a second do other ways of playing the same days manage? Run by `simulation.py`.

A script of its own for an environment of its own (ciw, simpy): it reads the multi-skill day as JSON
and prints calls per second of processor time for each way. Policy of the day everywhere: an arrival
takes the agent of the best fit who has been idle longest; a freed agent takes the contact of
highest weight plus promises waited.
"""

import heapq
import json
import random
import sys
import time
from collections import deque
from collections.abc import Callable, Generator
from typing import Any

RATE, HANDLING_S, PATIENCE_S, N_AGENTS = 600.0 / 3600.0, 300.0, 120.0, 50


def timed(play: Callable[[], int]) -> float:
    """Return calls per second of processor time."""
    start = time.process_time()
    n_calls = play()
    return n_calls / (time.process_time() - start)


# -- One skill: 600 calls an hour of 300 s, patience 120 s, 50 agents ------------------------------
def ciw_one_skill(n_calls: int) -> int:
    """Play with ciw."""
    import ciw

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=RATE)],
        service_distributions=[ciw.dists.Exponential(rate=1 / HANDLING_S)],
        reneging_time_distributions=[ciw.dists.Exponential(rate=1 / PATIENCE_S)],
        number_of_servers=[N_AGENTS],
    )
    ciw.seed(1)
    ciw.Simulation(network).simulate_until_max_time(n_calls / RATE)
    return n_calls


def simpy_one_skill(n_calls: int) -> int:
    """Play with simpy as its manual does: a resource, and whichever comes first."""
    import simpy

    chance = random.Random(1)
    env = simpy.Environment()
    agents = simpy.Resource(env, N_AGENTS)

    def call() -> Generator[Any, Any, None]:
        with agents.request() as request:
            found = yield request | env.timeout(chance.expovariate(1 / PATIENCE_S))
            if request in found:
                yield env.timeout(chance.expovariate(1 / HANDLING_S))

    def source() -> Generator[Any, Any, None]:
        for _ in range(n_calls):
            yield env.timeout(chance.expovariate(RATE))
            env.process(call())

    env.process(source())
    env.run()
    return n_calls


# -- Several skills --------------------------------------------------------------------------------
class Board:
    """The policy of the multi-skill day, on plain lists."""

    def __init__(self, day: dict[str, Any], seed: int) -> None:
        self.chance = random.Random(seed)
        self.day = day
        self.levels: list[list[int]] = day["levels"]
        self.waiting: list[deque[list[Any]]] = [deque() for _ in day["rates"]]
        self.idle: dict[int, float] = {}
        self.is_on = [False] * len(self.levels)
        self.is_busy = [False] * len(self.levels)
        self.counts = [[[0, 0, 0] for _ in range(day["n_intervals"])] for _ in day["rates"]]

    def agent_for(self, skill: int) -> int:
        """Return the idle agent of the best fit who has been idle longest, or -1."""
        best, best_key = -1, (99, 0.0)
        for agent, since in self.idle.items():
            level = self.levels[agent][skill]
            if level > 0:
                key = ((level - 1) // 3, since)
                if key < best_key:
                    best, best_key = agent, key
        return best

    def call_for(self, agent: int, now: float) -> list[Any] | None:
        """Return the contact of highest priority that an agent can take."""
        best, best_priority = None, -1.0
        for skill, line in enumerate(self.waiting):
            if self.levels[agent][skill] == 0:
                continue
            while line and line[0][3]:
                line.popleft()
            if line:
                waited = (now - line[0][1]) / self.day["promise_s"]
                priority = waited + self.day["weights"][skill]
                if priority > best_priority:
                    best, best_priority = skill, priority
        return None if best is None else self.waiting[best].popleft()

    def count(self, skill: int, came: float, column: int) -> None:
        """Count what became of a contact, in the interval in which it came."""
        self.counts[skill][int(came // 900.0)][column] += 1

    def gaps(self, skill: int) -> Generator[float, None, None]:
        """Yield when contacts come, with a rate for each interval."""
        for k, per_h in enumerate(self.day["rates"][skill]):
            at = k * 900.0
            while per_h > 0.0:
                at += self.chance.expovariate(per_h / 3600.0)
                if at >= (k + 1) * 900.0:
                    break
                yield at


def heapq_day(day: dict[str, Any], seed: int) -> int:
    """Play a day with a heap of events and nothing else."""
    board = Board(day, seed)
    chance, n_calls = board.chance, 0
    events: list[tuple[float, int, int, int, Any]] = []
    order = 0
    sources = [board.gaps(skill) for skill in range(len(board.waiting))]
    for skill, source in enumerate(sources):
        events.append((next(source), order := order + 1, 0, skill, None))
    for agent, spans in enumerate(day["spans"]):
        for on, off in spans:
            events.append((on, order := order + 1, 1, agent, True))
            events.append((off, order := order + 1, 1, agent, False))
    heapq.heapify(events)

    def begin(agent: int, call: list[Any], now: float) -> None:
        nonlocal order
        call[3] = True
        board.idle.pop(agent, None)
        board.is_busy[agent] = True
        board.count(call[0], call[1], 1)
        ends = now + chance.expovariate(1 / day["handling_s"])
        heapq.heappush(events, (ends, order := order + 1, 2, agent, None))

    def freed(agent: int, now: float) -> None:
        if not board.is_on[agent] or board.is_busy[agent]:
            return
        call = board.call_for(agent, now)
        if call is None:
            board.idle[agent] = now
        else:
            begin(agent, call, now)

    while events:
        now, _, kind, who, what = heapq.heappop(events)
        if kind == 0:
            n_calls += 1
            after = next(sources[who], None)
            if after is not None:
                heapq.heappush(events, (after, order := order + 1, 0, who, None))
            board.count(who, now, 0)
            call = [who, now, 0.0, False]
            agent = board.agent_for(who)
            if agent >= 0:
                begin(agent, call, now)
            else:
                board.waiting[who].append(call)
                patience = chance.expovariate(1 / day["patience_s"])
                heapq.heappush(events, (now + patience, order := order + 1, 3, who, call))
        elif kind == 1:
            board.is_on[who] = what
            if what:
                freed(who, now)
            else:
                board.idle.pop(who, None)
        elif kind == 2:
            board.is_busy[who] = False
            freed(who, now)
        elif not what[3]:
            what[3] = True
            board.count(who, what[1], 2)
    return n_calls


def simpy_day(day: dict[str, Any], seed: int) -> int:
    """Play a day with simpy: a process for each call and agent, the dispatcher our own."""
    import simpy

    board = Board(day, seed)
    env, chance = simpy.Environment(), board.chance
    n_calls = 0

    def begin(agent: int, call: list[Any]) -> None:
        call[3] = True
        board.idle.pop(agent, None)
        board.is_busy[agent] = True
        board.count(call[0], call[1], 1)
        if call[2] is not None:
            call[2].succeed()
        env.process(work(agent))

    def freed(agent: int) -> None:
        if not board.is_on[agent] or board.is_busy[agent]:
            return
        call = board.call_for(agent, env.now)
        if call is None:
            board.idle[agent] = env.now
        else:
            begin(agent, call)

    def work(agent: int) -> Generator[Any, Any, None]:
        yield env.timeout(chance.expovariate(1 / day["handling_s"]))
        board.is_busy[agent] = False
        freed(agent)

    def call_waits(skill: int) -> Generator[Any, Any, None]:
        agent = board.agent_for(skill)
        if agent >= 0:
            begin(agent, [skill, env.now, None, False])
            return
        call = [skill, env.now, env.event(), False]
        board.waiting[skill].append(call)
        yield call[2] | env.timeout(chance.expovariate(1 / day["patience_s"]))
        if not call[3]:
            call[3] = True
            board.count(skill, call[1], 2)

    def source(skill: int) -> Generator[Any, Any, None]:
        nonlocal n_calls
        for at in board.gaps(skill):
            yield env.timeout(at - env.now)
            n_calls += 1
            board.count(skill, env.now, 0)
            env.process(call_waits(skill))

    def shift(agent: int, spans: list[list[float]]) -> Generator[Any, Any, None]:
        for on, off in spans:
            yield env.timeout(on - env.now)
            board.is_on[agent] = True
            freed(agent)
            yield env.timeout(off - env.now)
            board.is_on[agent] = False
            board.idle.pop(agent, None)

    for skill in range(len(board.waiting)):
        env.process(source(skill))
    for agent, spans in enumerate(day["spans"]):
        env.process(shift(agent, spans))
    env.run()
    return n_calls


def main() -> None:
    """Time every way, and print calls per second as JSON."""
    day = json.load(sys.stdin)
    n_calls, n_days = day["n_calls"], day["n_days"]
    ways: dict[str, Callable[[], int]] = {
        "ciw": lambda: ciw_one_skill(n_calls),
        "simpy": lambda: simpy_one_skill(n_calls),
        "simpy_day": lambda: sum(simpy_day(day, seed) for seed in range(n_days)),
        "heapq_day": lambda: sum(heapq_day(day, seed) for seed in range(n_days)),
    }
    print(json.dumps({name: timed(play) for name, play in ways.items()}))


if __name__ == "__main__":
    main()
