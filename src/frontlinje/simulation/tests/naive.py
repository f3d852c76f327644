"""What does docs/simulation.md say, word for word? Slow: every contact shown, every event searched.

Only what a day draws (times, seeds) and the policy itself are shared with the kernel.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from frontlinje.continuity.rules.shedding import load_of, next_step
from frontlinje.routing.rules.eligibility import has_room
from frontlinje.routing.rules.offers import stops_responding
from frontlinje.routing.rules.overflow import conditions_hold
from frontlinje.routing.rules.policy import assign, choose_agent
from frontlinje.routing.rules.tables import AWAY
from frontlinje.simulation import chance, serving, world
from frontlinje.simulation.kernel import _KNOWN
from frontlinje.simulation.model import Day
from frontlinje.simulation.tests.naive_room import NEVER, Customer, Person, Piece, Room

MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)


class Naive(Room):
    """A day played by looking at everything every time; `decisions` says who got which contact."""

    # -- What comes ------------------------------------------------------------------------------
    def come(self, lane: int, seed: int, tries: int, known: int) -> None:
        g = self.g
        came_s = self.now if known < 0 else min(self.now, g.known_at_s[known])
        waited_before = came_s < self.now
        is_shut = g.is_shut[self.line(lane)] or self.channels[g.channel[lane]] in self.shed.closed
        is_refused = not self.is_open(lane) and not g.is_taken_when_closed[lane]
        if not waited_before and (is_refused or (is_shut and not g.comes_anyway[lane])):
            self.ended["turned_away"] += 1
            self.again(world.FOUND_CLOSED, lane, seed, tries)
            return
        customer = Customer(lane, seed, tries, known, came_s, came_s)
        customer.relaxed = [0] * self.lanes.n_demands
        if g.is_taken_when_closed[lane] and not waited_before:
            customer.since_s += self.closed_s(lane)
        customer.expires_s = max(self.now, came_s + self.patience_s(customer))
        self.wait(customer)
        self.sweeps_begin()
        tables = self.tables()
        if customer in tables[3]:
            place = tables[3].index(customer)
            agent = choose_agent(place, self.now, tables[0], self.lanes, tables[1])
            if agent >= 0:
                self.give(customer, agent)
                if self.people[agent].offer is None:
                    self.hand_out()

    def closed_s(self, lane: int) -> float:
        left_s, closed, at_s = self.lanes.promise_s[self.line(lane)], 0.0, self.now
        for opens, closes in self.spans(lane):
            if closes <= self.now:
                continue
            if opens > at_s:
                closed, at_s = closed + (opens - at_s), opens
            if left_s <= closes - at_s:
                break
            left_s, at_s = left_s - (closes - at_s), closes
        return closed

    def patience_s(self, c: Customer) -> float:
        g = self.g
        if c.known >= 0 and g.known_patience_s[c.known] >= 0:
            return g.known_patience_s[c.known]
        if g.spread_kind[world.PATIENCE * g.n_lanes + c.lane] == chance.NONE:
            return NEVER
        if chance.uniform(chance.derived(c.seed, serving.DRAW_NEVER)) < g.never_share[c.lane]:
            return NEVER
        return self.spread_s(world.PATIENCE, c, serving.DRAW_PATIENCE)

    def spread_s(self, purpose: int, c: Customer, key: int) -> float:
        g, at = self.g, purpose * self.g.n_lanes + c.lane
        kind, a, b = g.spread_kind[at], g.spread_a[at], g.spread_b[at]
        if kind == chance.NONE:
            return 0.0
        first, n = g.spread_from[at], g.spread_n[at]
        return chance.drawn_s(kind, a, b, g.table_s, first, n, chance.derived(c.seed, key))

    def again(self, cause: int, lane: int, seed: int, tries: int) -> None:
        g, at = self.g, cause * self.g.n_lanes + lane
        left = chance.uniform(chance.derived(seed, serving.DRAW_MOVE))
        for k in range(g.move_from[at], g.move_from[at + 1] if tries < g.most_tries else 0):
            left -= g.move_share[k]
            if left < 0:
                wait = chance.exponential(chance.derived(seed, serving.DRAW_MOVE_AFTER))
                own = chance.derived(seed, serving.DRAW_NEXT_TRY)
                after_s = g.move_after_s[k] * wait
                self.later.append((self.now + after_s, g.move_lane[k], own, tries + 1))
                return

    def hand_out(self) -> None:
        while True:
            agents, waiting, _, shown = self.tables()
            pairs = assign(self.now, agents, self.lanes, waiting)
            for place, agent in pairs:
                assert has_room(agent, waiting.lane[place], agents, self.lanes)
                self.give(shown[place], agent)
            if not pairs:
                return

    # -- Offers and work -------------------------------------------------------------------------
    def give(self, c: Customer, a: int) -> None:
        g, person = self.g, self.people[a]
        self.decisions.append((self.now, c.seed, a))
        self.waiting.remove(c)
        c.is_waiting = False
        key, c.n_offers = serving.DRAW_MISS + c.n_offers, c.n_offers + 1
        answer_s, offer_s = g.answer_s[a], g.offer_s[self.line(c.lane)]
        if c.known >= 0 and g.known_answer_s[c.known] >= 0:
            answer_s = g.known_answer_s[c.known]
        is_missed = chance.uniform(chance.derived(c.seed, key)) < g.misses_share[a]
        is_missed = is_missed or answer_s >= offer_s
        is_missed = is_missed or (c.known >= 0 and c.n_offers <= g.known_misses[c.known])
        if answer_s > 0 or is_missed:
            person.offer = (c, self.now + (offer_s if is_missed else answer_s), is_missed)
        else:
            self.accept(c, a)

    def accept(self, c: Customer, a: int) -> None:
        g, person = self.g, self.people[a]
        c.expires_s, person.misses = NEVER, 0
        level, line = 0, self.line(c.lane)
        if self.lanes.n_demands and self.lanes.demand_skill[line * self.lanes.n_demands] >= 0:
            skill = self.lanes.demand_skill[line * self.lanes.n_demands]
            level = self.static["skill"][a * self.lanes.n_skills + skill]
        usual_s = self.spread_s(world.HANDLING, c, serving.DRAW_HANDLING)
        handling_s = usual_s * g.level_factor[c.lane * world.N_LEVELS + level] * g.pace[a]
        wrap_up_s = self.spread_s(world.WRAP_UP, c, serving.DRAW_WRAP_UP)
        wrap_up_s = min(wrap_up_s, g.most_wrap_up_s[line])
        if c.known >= 0 and g.known_handling_s[c.known] >= 0:
            handling_s = g.known_handling_s[c.known]
        if c.known >= 0 and g.known_wrap_up_s[c.known] >= 0:
            wrap_up_s = g.known_wrap_up_s[c.known]
        if g.is_call[c.lane]:
            self.lay_aside(person)
        person.pieces.append(Piece(c, self.now + handling_s, wrap_up_s))

    def lay_aside(self, person: Person) -> None:
        for piece in person.pieces:
            lane = piece.customer.lane
            is_soft = not self.g.is_call[lane] and self.g.is_interruptible[self.line(lane)]
            if is_soft and piece.left_s is None and not piece.is_wrapping_up:
                piece.left_s, piece.ends_s = piece.ends_s - self.now, NEVER

    def go_on(self, person: Person) -> None:
        is_calling = any(self.g.is_call[p.customer.lane] for p in person.pieces)
        for piece in person.pieces if person.on_duty and not is_calling else ():
            if piece.left_s is not None:
                piece.ends_s, piece.left_s = self.now + piece.left_s, None

    def agent_event(self, a: int) -> None:
        person, is_changed = self.people[a], True
        if person.turns and person.turns[0][0] <= self.now:
            _, person.on_duty, since_s = person.turns.pop(0)
            if person.on_duty:
                person.idle_since_s = since_s
                self.go_on(person)
            else:
                self.lay_aside(person)
                is_changed = person.offer is not None
                if person.offer:
                    self.wait(person.offer[0])
                    self.sweeps_begin()
                    person.offer = None
        elif person.away_until_s <= self.now:
            person.away_until_s, person.is_away, person.misses = NEVER, False, 0
            person.idle_since_s = self.now
        elif person.offer and person.offer[1] <= self.now:
            self.offer_ends(a)
        else:
            is_changed = self.work_ends(person)
        if is_changed:
            self.hand_out()

    def offer_ends(self, a: int) -> None:
        person = self.people[a]
        assert person.offer is not None
        (c, _, is_missed), person.offer = person.offer, None
        if not is_missed:
            self.accept(c, a)
            return
        c.refusals.append((a, self.now + self.g.refused_s))
        person.misses += 1
        if stops_responding(person.misses, self.g.misses_allowed, False):
            person.is_away, person.away_until_s = True, self.now + self.g.back_after_s
        self.wait(c)
        self.sweeps_begin()

    def work_ends(self, person: Person) -> bool:
        piece = next(p for p in person.pieces if p.ends_s <= self.now)
        if piece.wrap_up_s > 0 and not piece.is_wrapping_up:
            piece.is_wrapping_up, piece.ends_s = True, self.now + piece.wrap_up_s
            return False
        person.pieces.remove(piece)
        if self.g.is_call[piece.customer.lane]:
            self.go_on(person)
        person.idle_since_s = self.now
        return True

    def gives_up(self, c: Customer) -> None:
        self.ended["abandoned"] += 1
        c.expires_s = NEVER
        if c.is_waiting:
            self.waiting.remove(c)
        self.again(world.GAVE_UP, c.lane, c.seed, c.tries)
        for person in self.people:
            if person.offer and person.offer[0] is c:
                person.offer = None
                self.hand_out()

    # -- Overflow --------------------------------------------------------------------------------
    def sweeps_begin(self) -> None:
        if not self.g.is_timeless and self.sweep_s == NEVER:
            self.sweep_s = (int(self.now / self.g.sweep_s) + 1) * self.g.sweep_s

    def sweep(self) -> None:
        g = self.g
        for lane in range(g.n_lanes):
            line = self.line(lane)
            queue = [c for c in self.waiting if g.queue[c.lane] == g.queue[lane]]
            mine = [c for c in queue if c.lane == lane]
            mine.sort(key=lambda c: (c.stood_apart, c.since_s, c.came_s))
            ready = self.ready(line)
            for c in mine:
                self.overflow(c, line, len(queue), ready)
        if g.has_shedding:
            self.shed_load()
        step = round(self.sweep_s / g.sweep_s)
        self.sweep_s = (step + 1) * g.sweep_s if self.waiting or g.has_shedding else NEVER
        self.hand_out()

    def shed_load(self) -> None:
        """Ask the live centre's own rule."""
        here = [one for one in self.tables()[2] if one != AWAY]
        step = next_step(
            self.day.stages[self.stage].shedding,
            self.shed,
            load=load_of(len(self.waiting), len(here)),
            open_channels={
                self.channels[self.g.channel[lane]]
                for lane in range(self.g.n_lanes)
                if self.is_open(lane)
            },
            now=MIDNIGHT + timedelta(seconds=self.now),
        )
        self.shed = step.shed

    def ready(self, line: int) -> int:
        availability, n = self.tables()[2], self.lanes.n_queues
        bits = [self.static["membership"][a * n + line] for a in range(self.g.n_agents)]
        own = self.g.own_groups[line]
        return sum(
            here != AWAY and bool(b & own) for here, b in zip(availability, bits, strict=True)
        )

    def overflow(self, c: Customer, line: int, n_waiting: int, n_ready: int) -> None:
        g = self.g
        c.groups, c.raised, c.relaxed = 0, 0.0, [0] * self.lanes.n_demands
        for r in range(g.recipe_from[line], g.recipe_from[line + 1]):
            if not conditions_hold(
                g.limit_waited_s[r], g.limit_waiting_per_ready[r], g.limit_ready[r],
                g.limit_waiting[r], bool(g.asks_closed[r]), self.now - c.since_s, n_waiting,
                n_ready, not self.is_open(c.lane),
            ):  # fmt: skip
                continue
            is_done = bool(c.marks & g.mark[r])
            for s in range(g.step_from[r], g.step_from[r + 1]):
                if self.step(c, g.step_does[s], g.step_whole[s], g.step_number[s], r, is_done):
                    return

    def step(self, c: Customer, does: int, whole: int, number: float, r: int, done: bool) -> bool:
        g = self.g
        if does == world.WIDEN:
            c.groups |= whole
        elif does == world.RELAX:
            c.relaxed[int(number)] += whole
        elif does == world.RAISE:
            c.raised += number
        elif done:
            return False
        elif does == world.OFFER_CALLBACK:
            c.marks |= g.mark[r]
            if (
                chance.uniform(chance.derived(c.seed, serving.DRAW_CALLBACK))
                < g.callback_share[c.lane]
            ):
                c.expires_s = NEVER
        elif does == world.SEND_OUT:
            self.waiting.remove(c)
            c.expires_s = NEVER
            self.ended["sent_out"] += 1
            return True
        elif g.queue[whole] not in (g.queue[c.lane], *c.been) and len(c.been) < world.N_BEEN:
            c.been.append(g.queue[c.lane])
            c.marks, c.lane, c.groups, c.raised = 0, whole, 0, 0.0
            c.relaxed = [0] * self.lanes.n_demands
            self.waiting.remove(c)
            self.wait(c)
            return True
        return False

    # -- Time ------------------------------------------------------------------------------------
    def play(self) -> None:
        """Do what comes next until the day is over."""
        g = self.g
        while True:
            offered = [p.offer[0] for p in self.people if p.offer]
            living = [*self.waiting, *offered]
            stage_s = g.stage_from_s[self.stage + 1] if self.stage + 1 < g.n_stages else NEVER
            known_s = (
                max(0.0, g.known_at_s[self.known]) if self.known < len(g.known_at_s) else NEVER
            )
            later_s = min((at_s for at_s, *_ in self.later), default=NEVER)
            next_s = [
                stage_s,
                *(self.person_s(person) for person in self.people),
                min((c.expires_s for c in living), default=NEVER),
                min(known_s, later_s),
                *self.next_s,
                self.sweep_s,
            ]
            self.now = min(next_s)
            if self.now >= g.length_s:
                return
            which = next_s.index(self.now)
            if which == 0:
                self.stage_begins(living)
            elif which <= g.n_agents:
                self.agent_event(which - 1)
            elif which == g.n_agents + 1:
                self.gives_up(min(living, key=lambda c: c.expires_s))
            elif which == g.n_agents + 2:
                self.later_comes(known_s <= later_s)
            elif which == len(next_s) - 1:
                self.sweep()
            else:
                lane = which - g.n_agents - 3
                seed = self.draw(lane)
                self.next_s[lane] = self.drawn_arrival(lane, self.now)
                self.come(lane, seed, 1, -1)

    def person_s(self, person: Person) -> float:
        turn_s = person.turns[0][0] if person.turns else NEVER
        offer_s = person.offer[1] if person.offer else NEVER
        return min(turn_s, person.away_until_s, offer_s, *(p.ends_s for p in person.pieces), NEVER)

    def stage_begins(self, living: list[Customer]) -> None:
        self.stage += 1
        for c in living:
            c.groups, c.raised, c.relaxed = 0, 0.0, [0] * self.lanes.n_demands
        self.hand_out()

    def later_comes(self, is_known: bool) -> None:
        g = self.g
        if is_known:
            k, self.known = self.known, self.known + 1
            seed = chance.derived(chance.derived(self.seed, _KNOWN), k)
            self.come(g.known_lane[k], seed, 1, k)
        else:
            _, lane, seed, tries = first = min(self.later)
            self.later.remove(first)
            self.come(lane, seed, tries, -1)


def decisions_of(day: Day, seed: int) -> tuple[list[tuple[float, int, int]], dict[str, Any]]:
    """Return who got which contact when, and how many ended otherwise, in replication 0."""
    naive = Naive(day, chance.derived(seed, 0))
    naive.play()
    return naive.decisions, naive.ended
