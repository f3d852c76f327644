"""Who gets what after an event? The policy decides; here is only what it is asked, and when.

The same pairs as dispatch makes live: a contact that just came chooses among the agents, a freed
slot among the contacts, and where more may have changed all are handed out in order of priority,
each agent getting one at most before the next look.
"""

from typing import Final

from frontlinje.base.jit import jitable
from frontlinje.routing.rules.policy import NOBODY, best_agent, choose_contact, priority_of
from frontlinje.routing.rules.tables import HERE, OPEN
from frontlinje.simulation.hands import make_available, review
from frontlinje.simulation.serving import ALL, ARRIVED, FREED, NOTHING, give
from frontlinje.simulation.world import N_APART, N_OPEN, N_OPEN_KINDS, N_WAITING, TODO, WHO, World

NO_PLACE: Final = -1


@jitable
def hand_out(w: World, now_s: float) -> None:
    """Do what this event made dispatch do, until nothing more can be handed out."""
    live = w.live
    todo = live.n[TODO]
    who = live.n[WHO]
    live.n[TODO] = NOTHING
    n_run = 0
    is_new_run = True
    while todo == ARRIVED or (todo != NOTHING and live.n[N_WAITING] > 0):
        place, agent = NO_PLACE, NOBODY
        if live.n[N_OPEN] > 0:
            if todo == FREED and is_narrow(w, who):
                if live.availability[who] != OPEN:
                    return
                place, agent = choose_contact(who, now_s, w.agents, w.lanes, w.waiting), who
            elif todo == ARRIVED:
                place, agent = who, ask_agents(w, who, now_s)
            else:
                todo = ALL
                place, agent = next_pair(w, now_s, is_new_run)
                is_new_run = False
        if place != NO_PLACE and agent != NOBODY:
            give(w, live.place_contact[place], agent, now_s)
            if todo == ALL:
                make_available(w, agent, HERE)
                live.run[n_run] = agent
                n_run += 1
            elif live.offer[agent] >= 0:
                return
            else:
                todo, who = FREED, agent
        elif n_run > 0:
            for k in range(n_run):
                review(w, live.run[k])
            n_run = 0
            is_new_run = True
        else:
            return
    for k in range(n_run):
        review(w, live.run[k])


@jitable
def is_narrow(w: World, agent: int) -> bool:
    """Tell whether nobody but the freed agent can get anything.

    Nobody else is open, or mere waiting changes nothing: what suited the others they have already.
    """
    live = w.live
    if w.given.is_timeless != 0 and live.n[N_APART] == 0:
        return True
    return live.n[N_OPEN] == 1 and live.availability[agent] == OPEN


@jitable
def ask_agents(w: World, place: int, now_s: float) -> int:
    """Choose the agent for the contact on a place, among those open who may ever suit it.

    Of a kind the one who is idle longest, unless the contact was refused or knows somebody.
    """
    live = w.live
    first = live.place_lane[place] * w.given.n_agents
    is_apart = place >= w.given.n_lanes
    n_asked = 0
    for k in range(live.n[N_OPEN_KINDS]):
        agent = live.first_open[live.open_kinds[k]]
        while agent >= 0:
            live.asked[n_asked] = agent
            n_asked += w.given.able[first + agent]
            agent = live.open_after[agent] if is_apart else -1
    return best_agent(
        place,
        now_s,
        w.agents,
        w.lanes,
        w.waiting,
        live.availability,
        live.asked,
        n_asked,
    )


@jitable
def next_pair(w: World, now_s: float, is_new_run: bool) -> tuple[int, int]:
    """Return the contact of highest priority that somebody open suits, and that agent.

    What suits nobody is left out until the next run; so is, of its lane, what came after it.
    """
    live = w.live
    n_places = w.given.n_lanes + live.n[N_APART]
    if is_new_run:
        for place in range(n_places):
            live.place_is_unmet[place] = 0
    while live.n[N_OPEN] > 0:
        best = NO_PLACE
        best_priority = 0.0
        for place in range(n_places):
            if live.place_groups[place] == 0 or live.place_is_unmet[place] != 0:
                continue
            priority = priority_of(place, now_s, w.lanes, w.waiting)
            if (
                best == NO_PLACE
                or priority > best_priority
                or (
                    priority == best_priority
                    and live.place_since_s[place] < live.place_since_s[best]
                )
            ):
                best = place
                best_priority = priority
        if best == NO_PLACE:
            break
        agent = ask_agents(w, best, now_s)
        if agent != NOBODY:
            return best, agent
        live.place_is_unmet[best] = 1
    return NO_PLACE, NOBODY
