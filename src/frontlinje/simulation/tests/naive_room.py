"""Who waits and who is there in the naive reference? Everything shown to the policy every time."""

import math
from dataclasses import dataclass, field

from frontlinje.continuity.rules.shedding import Shed
from frontlinje.routing.rules.tables import AWAY, HERE, OPEN, WHOLE, Agents, Waiting
from frontlinje.simulation import chance, world
from frontlinje.simulation.kernel import _ABSENT, _FACTOR, _LANES
from frontlinje.simulation.model import Day
from frontlinje.simulation.numbering.agents import static_agents
from frontlinje.simulation.numbering.codes import Numbers
from frontlinje.simulation.numbering.given import given_of
from frontlinje.simulation.numbering.lines import lanes_table

NEVER = math.inf


@dataclass(eq=False)
class Customer:
    """A contact."""

    lane: int
    seed: int
    tries: int
    known: int
    since_s: float
    came_s: float
    expires_s: float = NEVER
    is_waiting: bool = True
    n_offers: int = 0
    refusals: list[tuple[int, float]] = field(default_factory=list)
    groups: int = 0
    raised: float = 0.0
    relaxed: list[int] = field(default_factory=list)
    marks: int = 0
    been: list[int] = field(default_factory=list)
    stood_apart: int = 0


@dataclass(eq=False)
class Piece:
    """A contact in an agent's hands."""

    customer: Customer
    ends_s: float
    wrap_up_s: float
    is_wrapping_up: bool = False
    left_s: float | None = None


@dataclass(eq=False)
class Person:
    """An agent."""

    turns: list[tuple[float, bool, float]]
    on_duty: bool = False
    away_until_s: float = NEVER
    is_away: bool = False
    misses: int = 0
    idle_since_s: float = 0.0
    offer: tuple[Customer, float, bool] | None = None
    pieces: list[Piece] = field(default_factory=list)


class Room:
    """A centre at an instant."""

    def __init__(self, day: Day, seed: int) -> None:
        numbers = Numbers.of(day)
        self.g = g = given_of(day, numbers, n_apart=0)
        self.lanes, self.static = lanes_table(day, numbers), static_agents(day, numbers)
        self.seed, self.stage, self.now = seed, 0, 0.0
        self.decisions: list[tuple[float, int, int]] = []
        self.ended: dict[str, int] = dict.fromkeys(("abandoned", "turned_away", "sent_out"), 0)
        self.waiting: list[Customer] = []
        self.later: list[tuple[float, int, int, int]] = []
        self.n_apart = 0
        self.day, self.channels = day, list(numbers.channel)
        self.shed = Shed()
        self.known, self.sweep_s = 0, g.sweep_s if g.has_shedding else NEVER
        shape = g.factor_shape
        self.factor = chance.gamma(shape, chance.derived(seed, _FACTOR)) if shape else 1.0
        self.streams = [chance.derived(seed, _LANES + lane) for lane in range(g.n_lanes)]
        self.next_s = [self.drawn_arrival(lane, 0.0) for lane in range(g.n_lanes)]
        absent = chance.derived(seed, _ABSENT)
        self.people = []
        for a, agent in enumerate(day.agents):
            is_ill = chance.uniform(chance.derived(absent, a)) < agent.absent_share
            spans = () if is_ill else agent.on_duty
            ups = [(max(0.0, s.from_s), True, s.from_s) for s in spans]
            downs = [(s.until_s, False, 0.0) for s in spans]
            self.people.append(Person([t for both in zip(ups, downs, strict=True) for t in both]))

    def line(self, lane: int) -> int:
        return self.stage * self.g.n_lanes + lane

    def draw(self, lane: int) -> int:
        self.streams[lane] = (self.streams[lane] + chance.STEP) & chance.BITS
        return chance.mix(self.streams[lane])

    def drawn_arrival(self, lane: int, at_s: float) -> float:
        g, amount = self.g, chance.exponential(self.draw(lane))
        for k in range(int(at_s // g.interval_s), g.n_intervals):
            rate = g.per_s[lane * g.n_intervals + k] * self.factor
            left_s = (k + 1) * g.interval_s - at_s
            if amount < left_s * rate:
                return at_s + amount / rate
            amount, at_s = amount - left_s * rate, (k + 1) * g.interval_s
        return NEVER

    def spans(self, lane: int) -> list[tuple[float, float]]:
        g = self.g
        return [
            (g.span_opens_s[k], g.span_closes_s[k])
            for k in range(g.span_from[lane], g.span_from[lane + 1])
        ]

    def is_open(self, lane: int) -> bool:
        if self.channels[self.g.channel[lane]] in self.shed.closed:
            return False
        return any(opens <= self.now < closes for opens, closes in self.spans(lane))

    # -- What waits and who is there -------------------------------------------------------------
    def wait(self, c: Customer) -> None:
        c.is_waiting = True
        self.n_apart += 1
        c.stood_apart = self.n_apart if self.is_apart(c) else 0
        self.waiting.append(c)

    def is_apart(self, c: Customer) -> bool:
        g, k = self.g, c.known
        return bool(c.refusals) or (
            k >= 0 and (g.known_weight[k] > 0 or g.known_last_agent[k] >= 0)
        )

    def tables(self) -> tuple[Agents, Waiting, list[int], list[Customer]]:
        g = self.g
        shown = [c for c in self.waiting if not g.is_on_hold[self.line(c.lane)]]
        shown.sort(key=lambda c: (c.stood_apart, c.lane, c.since_s, c.came_s))
        availability, free, calls = [], [], []
        for person in self.people:
            lines = [self.line(p.customer.lane) for p in person.pieces]
            units = [self.lanes.units[line] for line in lines]
            soft = [
                u
                for u, line, p in zip(units, lines, person.pieces, strict=True)
                if g.is_interruptible[line] and not g.is_call[p.customer.lane]
            ]
            free.append(WHOLE - sum(units))
            calls.append(WHOLE - sum(units) + sum(soft))
            if not person.on_duty or person.is_away:
                availability.append(AWAY)
            elif person.offer or any(p.is_wrapping_up for p in person.pieces):
                availability.append(HERE)
            else:
                availability.append(OPEN)
        agents = Agents(
            availability=availability,
            idle_since_s=[p.idle_since_s for p in self.people],
            free_units=free,
            free_for_calls=calls,
            in_hand=[0] * (g.n_agents * self.lanes.n_channels),
            **self.static,
        )
        return agents, self.shown_table(shown), availability, shown

    def shown_table(self, shown: list[Customer]) -> Waiting:
        g, starts, refusals = self.g, [0], list[tuple[int, float]]()
        for c in shown:
            refusals += c.refusals[-world.N_REFUSALS :]
            starts.append(len(refusals))
        own = [(c, c.known, self.line(c.lane)) for c in shown]
        return Waiting(
            lane=[line for _, _, line in own],
            received_s=[c.since_s for c in shown],
            weight=[g.known_weight[k] if k >= 0 else 0.0 for _, k, _ in own],
            raised=[c.raised for c in shown],
            groups=[g.own_groups[line] | c.groups for c, _, line in own],
            language=[g.language[c.lane] for c in shown],
            relaxed=[levels for c in shown for levels in c.relaxed],
            last_agent=[g.known_last_agent[k] if k >= 0 else -1 for _, k, _ in own],
            refused_from=starts,
            refused_agent=[agent for agent, _ in refusals],
            refused_until_s=[until_s for _, until_s in refusals],
        )
