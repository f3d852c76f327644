"""Which days do these tests play? One lane by formula, and random centres with all there is."""

from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from frontlinje.centre.rules.fields import ChannelCode
from frontlinje.centre.rules.queues import Demand, Recipe
from frontlinje.centre.rules.shedding import Shedding
from frontlinje.simulation.model import (
    Agent,
    Arrival,
    Day,
    Lane,
    Move,
    Rules,
    Span,
    Spread,
    Stage,
)

INTERVAL_S = 150.0
N_INTERVALS = 4
LENGTH_S = INTERVAL_S * N_INTERVALS
WHOLE_DAY = (Span(from_s=0.0, until_s=LENGTH_S),)
KINDS: Final[tuple[tuple[str, ChannelCode], ...]] = (
    ("a", "phone"),
    ("a", "mail"),
    ("a", "chat"),
    ("b", "phone"),
    ("b", "mail"),
    ("b", "chat"),
)
GROUPS = ("g0", "g1", "g2")
SKILLS = ("s0", "s1")


def one_lane(
    *,
    n_agents: int,
    per_h: float,
    handling_s: float,
    hours: int,
    patience_s: float | None = None,
    promise_s: float = 20.0,
    **changes: Any,
) -> Day:
    """Return a day of one queue of calls with everything exponential, as the formulas have it."""
    n_intervals = hours * 4
    always = (Span(from_s=0.0, until_s=n_intervals * 900.0 + 1.0),)
    names = tuple(f"agent{i}" for i in range(n_agents))
    lane = Lane(
        queue="calls",
        channel="phone",
        per_h=(per_h,) * n_intervals,
        handling=Spread(kind="exponential", mean_s=handling_s),
        patience=None if patience_s is None else Spread(kind="exponential", mean_s=patience_s),
        target_s=promise_s,
        opens=always,
    )
    day = Day(
        lanes=(lane,),
        agents=tuple(Agent(username=name, on_duty=always) for name in names),
        stages=(
            Stage(
                from_s=0.0,
                rules=(Rules(groups=("all",), promise_s=promise_s),),
                members={"all": names},
            ),
        ),
    )
    return day.model_copy(update=changes)


_SPANS = (
    WHOLE_DAY,
    WHOLE_DAY,
    (Span(from_s=-100.0, until_s=LENGTH_S + 9.0),),
    (Span(from_s=25.0, until_s=250.0), Span(from_s=310.0, until_s=550.0)),
    (Span(from_s=0.0, until_s=151.0),),
)
_DEMANDS = (
    (),
    (),
    (Demand(skill="s0", level=4),),
    (Demand(skill="s1", level=5, relax_per_min=2.0),),
    (Demand(skill="s1", level=2), Demand(skill="s0", level=6, relax_per_min=6.0)),
)
_RECIPES = tuple(
    Recipe.model_validate({"code": f"recipe{i}", "when": when, "then": then})
    for i, (when, then) in enumerate(
        [
            ({"waited_s": 30}, [{"do": "widen", "group": "g2"}]),
            ({"waited_s": 20}, [{"do": "relax", "skill": "s0", "by": 4}]),
            ({"waiting_per_ready": 1}, [{"do": "raise", "by": 0.5}]),
            ({"waiting_more_than": 3}, [{"do": "offer_callback"}, {"do": "raise", "by": 2}]),
            ({"ready_fewer_than": 2}, [{"do": "send", "queue": "b"}]),
            ({"waited_s": 60}, [{"do": "announce", "text": "sorry"}, {"do": "send", "queue": "a"}]),
            ({"is_closed": True}, [{"do": "send", "number": "12345678"}]),
        ]
    )
)


_SHEDDING = Shedding(order=("chat", "mail"), over=1.0, under=0.5, for_s=9.0)
# Rests shorter than a centre may set, so that ten minutes see channels open again.
_HASTY = _SHEDDING.model_copy(update={"order": ("mail", "phone"), "rest_s": 30.0})


def drawn_day(seed: int) -> Day:
    """Return ten minutes of a bad day in a small centre, others for every seed."""
    chance = Random(seed)
    names = [f"agent{i}" for i in range(chance.randint(1, 6))]
    starts = chance.choice([[0.0], [0.0, 150.0], [0.0, 216.0, 400.0]])
    day = Day(
        interval_s=INTERVAL_S,
        lanes=tuple(_lane(chance, *kind) for kind in KINDS),
        agents=tuple(_agent(chance, name) for name in names),
        stages=tuple(_stage(chance, from_s, names) for from_s in starts),
        arrivals=tuple(_arrival(chance) for _ in range(chance.choice([0, 0, 3, 8]))),
        factor_shape=chance.choice([None, 0.5, 9.0]),
        misses_allowed=chance.randint(1, 2),
        back_after_s=chance.choice([30.0, 600.0]),
        refused_s=chance.choice([20.0, 600.0]),
        sweep_s=chance.choice([3.0, 7.0]),
    )
    return one_at_a_time(day) if seed % 3 == 2 else day


def one_at_a_time(day: Day) -> Day:
    """Return a day on which an agent holds one contact, and every second agent is alike."""
    n = min(2, len(day.agents))
    twin = {agent.username: day.agents[i % n] for i, agent in enumerate(day.agents)}
    alike = ("is_last_resort", "skills", "languages")
    return day.model_copy(
        update={
            "agents": tuple(
                agent.model_copy(
                    update={name: getattr(twin[agent.username], name) for name in alike}
                )
                for agent in day.agents
            ),
            "stages": tuple(
                stage.model_copy(
                    update={
                        "rules": tuple(
                            rules.model_copy(update={"units": 60, "is_interruptible": False})
                            for rules in stage.rules
                        ),
                        "members": {
                            group: tuple(who for who in twin if twin[who].username in members)
                            for group, members in stage.members.items()
                        },
                    }
                )
                for stage in day.stages
            ),
        }
    )


days = st.integers(0, 2**40).map(drawn_day)


def _spread(chance: Random) -> Spread:
    kind = chance.choice(["constant", "exponential", "lognormal", "table"])
    table_s = (5.0, 40.0, 60.0, 300.0)
    return Spread.model_validate(
        {"kind": kind, "mean_s": chance.uniform(5, 200), "cv": 0.7, "table_s": table_s}
    )


def _moves(chance: Random) -> tuple[Move, ...]:
    kinds = chance.sample(KINDS, chance.choice([0, 0, 1, 2]))
    return tuple(
        Move(queue=queue, channel=channel, share=0.4, after_s=chance.choice([0.0, 40.0]))
        for queue, channel in kinds
    )


def _lane(chance: Random, queue: str, channel: ChannelCode) -> Lane:
    return Lane(
        queue=queue,
        channel=channel,
        per_h=tuple(chance.choice([0.0, 60.0, 150.0]) for _ in range(N_INTERVALS)),
        handling=_spread(chance),
        level_factors=chance.choice([{}, {4: 0.5, 5: 1.5, 9: 0.7}]),
        wrap_up=chance.choice([None, _spread(chance)]),
        patience=chance.choice([None, _spread(chance), _spread(chance)]),
        never_share=chance.choice([0.0, 0.3]),
        target_s=20.0,
        opens=chance.choice(_SPANS),
        is_taken_when_closed=channel == "mail",
        backlog=chance.choice([0, 0, 3]),
        backlog_age_s=100.0,
        retries=_moves(chance),
        moves=_moves(chance),
        callback_share=0.5,
    )


def _agent(chance: Random, name: str) -> Agent:
    return Agent(
        username=name,
        is_last_resort=chance.random() < 0.2,
        skills={skill: chance.randint(1, 9) for skill in SKILLS if chance.random() < 0.8},
        on_duty=chance.choice(_SPANS),
        absent_share=chance.choice([0.0, 0.0, 0.2]),
        pace=chance.choice([1.0, 1.0, 1.7]),
        misses_share=chance.choice([0.0, 0.0, 0.3]),
        answer_s=chance.choice([0.0, 0.0, 2.0, 8.0]),
    )


def _arrival(chance: Random) -> Arrival:
    queue, channel = chance.choice(KINDS)
    return Arrival(
        at_s=chance.uniform(-50, LENGTH_S),
        queue=queue,
        channel=channel,
        handling_s=chance.choice([None, 33.0]),
        wrap_up_s=chance.choice([None, 0.0, 5.0]),
        patience_s=chance.choice([None, 44.0]),
        answer_s=chance.choice([None, 0.0, 3.0]),
        misses=chance.choice([0, 0, 1]),
        last_agent=chance.choice([None, "agent0", "agent1"]),
        weight=chance.choice([0.0, 0.5]),
    )


def _stage(chance: Random, from_s: float, names: list[str]) -> Stage:
    return Stage(
        from_s=from_s,
        rules=tuple(_rules(chance, channel) for _, channel in KINDS),
        members={group: tuple(name for name in names if chance.random() < 0.6) for group in GROUPS},
        shedding=chance.choice([None, None, _SHEDDING, _HASTY]),
    )


def _rules(chance: Random, channel: str) -> Rules:
    return Rules(
        groups=chance.choice([("g0",), ("g1",), ("g0", "g1"), ("g2", "g0")]),
        promise_s=chance.choice([20.0, 120.0]),
        weight=chance.choice([0.0, 1.0]),
        units=60 if channel == "phone" else chance.choice([20, 30, 60]),
        offer_s=chance.choice([5.0, 20.0]),
        most_wrap_up_s=chance.choice([None, None, 0.0, 12.0]),
        is_interruptible=chance.random() < 0.5,
        is_on_hold=chance.random() < 0.1,
        demands=chance.choice(_DEMANDS),
        overflow=tuple(chance.sample(_RECIPES, chance.choice([0, 0, 1, 3]))),
    )
