"""How fast is a day played? Against ciw, simpy and a plain heap of events on the same work.

One skill: 600 calls an hour of 300 s, patience 120 s, 50 agents. Several skills: 6 queues, 50
agents with 2 to 4 skills at levels, two shifts 8-14 and 10-16 with a break each, 32 intervals,
priorities.
Calls per second of processor time, all in one run; the rivals in an environment that is made here
with pip. The floor is the least that any such kernel must do, in compiled code of its own: a heap,
three exponential variates and a line for each call.
"""

import json
import math
import subprocess
import sys
import time
import venv
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from frontlinje.centre.rules.queues import Demand
from frontlinje.config.bench import Goal, Result
from frontlinje.simulation.many import Job, outcomes
from frontlinje.simulation.model import Agent, Day, Lane, Rules, Span, Spread, Stage
from frontlinje.simulation.outcome import OFFERED, Outcome
from frontlinje.simulation.running import joined, play

NAME = "simulation"
SUMMARY = "days played per second, against ciw, simpy and a plain heap of events"

RIVALS = ("ciw==3.2.7", "simpy==4.1.1")
SCRIPT = Path(__file__).with_name("simulation_rivals.py")
N_SKILLS, N_AGENTS, N_INTERVALS, INTERVAL_S = 6, 50, 32, 900.0
HANDLING_S, PATIENCE_S, PROMISE_S = 300.0, 120.0, 60.0
N_SCENARIOS, N_REPLICATIONS, CHUNK = 6, 300, 50
BEST_OF = 5


def one_skill() -> Day:
    """Return ten hours of one queue."""
    always = (Span(from_s=0.0, until_s=36_001.0),)
    names = tuple(f"agent{i}" for i in range(N_AGENTS))
    lane = Lane(
        queue="calls",
        channel="phone",
        per_h=(600.0,) * 40,
        handling=Spread(kind="exponential", mean_s=HANDLING_S),
        patience=Spread(kind="exponential", mean_s=PATIENCE_S),
        target_s=20.0,
        opens=always,
    )
    rules = (Rules(groups=("all",), promise_s=20.0),)
    return Day(
        lanes=(lane,),
        agents=tuple(Agent(username=name, on_duty=always) for name in names),
        stages=(Stage(from_s=0.0, rules=rules, members={"all": names}),),
    )


def plain_day() -> dict[str, Any]:
    """Return the multi-skill day as plain numbers, for ourselves and for the rivals."""
    chance = Random(3)
    levels = []
    for _ in range(N_AGENTS):
        row = [0] * N_SKILLS
        for skill in chance.sample(range(N_SKILLS), chance.randint(2, 4)):
            row[skill] = chance.randint(1, 9)
        levels.append(row)
    humps = [0.5 + math.sin(math.pi * (k + 0.5) / N_INTERVALS) for k in range(N_INTERVALS)]
    spans = []
    for agent in range(N_AGENTS):
        on = 0.0 if agent % 2 == 0 else 7200.0
        rest = on + 9000.0 + 300.0 * (agent // 2)
        spans.append([[on, rest], [rest + 1800.0, on + 21_600.0]])
    return {
        "n_intervals": N_INTERVALS,
        "levels": levels,
        "rates": [[43.0 * hump for hump in humps] for _ in range(N_SKILLS)],
        "spans": spans,
        "handling_s": HANDLING_S,
        "patience_s": PATIENCE_S,
        "promise_s": PROMISE_S,
        "weights": [0.0, 0.0, 0.0, 0.0, 0.5, 1.0],
    }


def many_skills(plain: dict[str, Any]) -> Day:
    """Return the multi-skill day as ours."""
    always = (Span(from_s=0.0, until_s=N_INTERVALS * INTERVAL_S + 1.0),)
    names = tuple(f"agent{i}" for i in range(N_AGENTS))
    queues = [f"queue{k}" for k in range(N_SKILLS)]
    return Day(
        lanes=tuple(
            Lane(
                queue=queue,
                channel="phone",
                per_h=tuple(rates),
                handling=Spread(kind="exponential", mean_s=HANDLING_S),
                patience=Spread(kind="exponential", mean_s=PATIENCE_S),
                target_s=PROMISE_S,
                opens=always,
            )
            for queue, rates in zip(queues, plain["rates"], strict=True)
        ),
        agents=tuple(
            Agent(
                username=name,
                skills={f"skill{k}": level for k, level in enumerate(row) if level},
                on_duty=tuple(Span(from_s=on, until_s=off) for on, off in spans),
            )
            for name, row, spans in zip(names, plain["levels"], plain["spans"], strict=True)
        ),
        stages=(
            Stage(
                from_s=0.0,
                rules=tuple(
                    Rules(
                        groups=("all",),
                        promise_s=PROMISE_S,
                        weight=weight,
                        demands=(Demand(skill=f"skill{k}", level=1),),
                    )
                    for k, weight in enumerate(plain["weights"])
                ),
                members={"all": names},
            ),
        ),
    )


def rivals(home: Path, plain: dict[str, Any], *, n_calls: int, n_days: int) -> dict[str, float]:
    """Return the rivals' calls per second."""
    place = home / "rivals"
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-qq", *RIVALS], check=True)
    told = json.dumps({**plain, "n_calls": n_calls, "n_days": n_days})
    run = subprocess.run([python, SCRIPT], input=told, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def ours(day: Day, *, n: int, kept_in: Path) -> tuple[float, float]:
    """Return calls per second and nanoseconds per event, the best of some runs."""
    best = (0.0, math.inf)
    for _ in range(BEST_OF):
        start = time.process_time()
        outcome = play(day, seed=1, n=n, kept_in=kept_in)
        taken_s = time.process_time() - start
        n_calls = float(outcome.lanes[..., OFFERED].sum())
        best = max(best, (n_calls / taken_s, taken_s / float(outcome.events.sum()) * 1e9))
    return best


def floor_ns(n_calls: int) -> float:
    """Return nanoseconds per event (two a call) of the least that can be done, compiled."""
    import numba
    import numpy as np

    @numba.njit
    def least(n: int, state: int, ends: Any, gives_up: Any) -> int:
        now, size, head, tail, n_lost, comes = 0.0, 0, 0, 0, 0, 0.0
        for _ in range(n):
            draws = (0.0, 0.0, 0.0)
            for _draw in range(3):
                state ^= (state << 13) & 0x3FFFFFFFFFFFFFFF
                state ^= state >> 7
                state ^= (state << 17) & 0x3FFFFFFFFFFFFFFF
                drawn = -math.log(((state >> 10) + 0.5) * 2.0**-52)
                draws = (draws[1], draws[2], drawn)
            comes += draws[0] * 6.0
            while size > 0 and ends[0] < comes:
                now = ends[0]
                size -= 1
                last, place = ends[size], 0
                while 2 * place + 1 < size:
                    child = 2 * place + 1
                    if child + 1 < size and ends[child + 1] < ends[child]:
                        child += 1
                    if ends[child] >= last:
                        break
                    ends[place] = ends[child]
                    place = child
                ends[place] = last
                while head < tail and gives_up[head & 65535] < now:
                    head += 1
                    n_lost += 1
                if head < tail:
                    head += 1
                    size = _pushed(ends, size, now + draws[1] * 300.0)
            if size < 50:
                size = _pushed(ends, size, comes + draws[1] * 300.0)
            else:
                gives_up[tail & 65535] = comes + draws[2] * 120.0
                tail += 1
        return n_lost

    @numba.njit
    def _pushed(ends: Any, size: int, end: float) -> int:
        place = size
        while place > 0 and ends[(place - 1) >> 1] > end:
            ends[place] = ends[(place - 1) >> 1]
            place = (place - 1) >> 1
        ends[place] = end
        return size + 1

    arrays = np.zeros(64), np.zeros(65536)
    least(10, 88172645463325252, *arrays)
    best = math.inf
    for _ in range(BEST_OF):
        start = time.process_time()
        least(n_calls, 88172645463325252, *arrays)
        best = min(best, time.process_time() - start)
    return best / n_calls / 2 * 1e9


def drill(day: Day, processes: int, kept_in: Path) -> tuple[float, Outcome]:
    """Return how long six scenarios of 300 replications take, processes warm, and the outcome."""
    factors = [1.0, 1.2, 1.5, 2.0, 0.7, 1.1]
    scenarios = [
        day.model_copy(
            update={
                "lanes": tuple(
                    lane.model_copy(update={"per_h": tuple(x * factor for x in lane.per_h)})
                    for lane in day.lanes
                )
            }
        )
        for factor in factors
    ]
    warm = [Job(day=day, seed=1, first=0, n=1)] * (4 * processes)
    jobs = [
        Job(day=scenario, seed=1, first=first, n=CHUNK)
        for scenario in scenarios
        for first in range(0, N_REPLICATIONS, CHUNK)
    ]
    played = outcomes([*warm, *jobs], processes=processes, kept_in=kept_in)
    for _ in warm:
        next(played)
    start = time.perf_counter()
    rest = joined(list(played))
    return time.perf_counter() - start, rest


def cold_start_s(kept_in: Path) -> float:
    """Return the processor time of a new process until its first day is played, cache warm."""
    program = (
        "import sys, time; from pathlib import Path; told = sys.stdin.read();"
        "from frontlinje.simulation.model import Day;"
        "from frontlinje.simulation.running import play;"
        "play(Day.model_validate_json(told), seed=1, kept_in=Path(sys.argv[1]));"
        "print(time.process_time())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(kept_in)],
        input=one_skill().model_dump_json(),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(run.stdout)


def run(quick: bool) -> Result:
    """Play everything, ourselves and the rivals."""
    plain = plain_day()
    with TemporaryDirectory(prefix="frontlinje-simulation-") as folder:
        home = Path(folder)
        kept_in = home / "kernel"
        start = time.process_time()
        play(one_skill(), seed=1, kept_in=kept_in)
        compile_s = time.process_time() - start
        theirs = rivals(
            home, plain, n_calls=20_000 if quick else 100_000, n_days=5 if quick else 40
        )
        one = ours(one_skill(), n=20 if quick else 100, kept_in=kept_in)
        many = ours(many_skills(plain), n=50 if quick else 300, kept_in=kept_in)
        timed = partial(drill, many_skills(plain), kept_in=kept_in)
        drills = {processes: timed(processes) for processes in ((2,) if quick else (1, 2, 4))}
        first = drills[2][1]
        for _, outcome in drills.values():
            if any((getattr(outcome, n) != getattr(first, n)).any() for n in Outcome.__slots__):
                raise AssertionError("another number of processes, another outcome")
        figures = {
            "one_skill_calls_per_s": one[0],
            "one_skill_times_ciw": one[0] / theirs["ciw"],
            "one_skill_times_simpy": one[0] / theirs["simpy"],
            "one_skill_ns_per_event": one[1],
            "floor_ns_per_event": floor_ns(1_000_000),
            "many_skills_calls_per_s": many[0],
            "many_skills_ns_per_event": many[1],
            "many_skills_times_simpy": many[0] / theirs["simpy_day"],
            "many_skills_times_heapq": many[0] / theirs["heapq_day"],
            "six_scenarios_x_300_s": drills[2][0],
            "compile_s": compile_s,
            "cold_start_s": cold_start_s(kept_in),
        }
    goals = [
        Goal("one_skill_times_ciw", at_least=160.0),
        Goal("one_skill_times_simpy", at_least=80.0),
        Goal("one_skill_ns_per_event", at_most=60.0),
        Goal("many_skills_times_simpy", at_least=30.0),
        Goal("many_skills_times_heapq", at_least=12.0),
        Goal("six_scenarios_x_300_s", at_most=3.0),
        Goal("cold_start_s", at_most=1.0),
    ]
    return Result(figures, goals)
