"""What does docs/routing.md say, word for word? Slow, with sorting and exact fractions."""

from dataclasses import replace
from fractions import Fraction

from frontlinje.routing.rules.tables import AWAY, HERE, OPEN
from frontlinje.routing.tests.rules.cast import NOW_S, PHONE, Call, Centre, Person


def priority(centre: Centre, call: Call) -> Fraction:
    """Promises waited plus the weights of queue and customer plus what overflow raised."""
    line = centre.lines[call.line]
    waited = Fraction(NOW_S) - Fraction(call.received_s)
    head_starts = Fraction(line.weight) + Fraction(call.weight) + Fraction(call.raised)
    return waited / Fraction(line.promise_s) + head_starts


def suits(centre: Centre, person: Person, call: Call) -> bool:
    """Group, language, channel and every skill."""
    line = centre.lines[call.line]
    waited_min = max(Fraction(0), (Fraction(NOW_S) - Fraction(call.received_s)) / 60)
    return (
        person.groups[line.queue] & call.groups != 0
        and call.language & ~person.languages == 0
        and person.most[line.channel] > 0
        and all(
            person.skills[skill]
            >= max(Fraction(1), level - Fraction(relax) * waited_min) - call.relaxed[k]
            or person.skills[skill] >= level
            for k, (skill, level, relax) in enumerate(line.demands)
        )
    )


def has_room(centre: Centre, person: Person, call: Call) -> bool:
    """Units and the most at once on the channel; calls may interrupt."""
    line = centre.lines[call.line]
    free = person.free + (person.interruptible if line.channel == PHONE else 0)
    return line.units <= free and person.in_hand[line.channel] < person.most[line.channel]


def misfit(centre: Centre, person: Person, call: Call) -> int:
    """Count steps from the ideal: three levels above are one, below the full level 2 + gap."""
    steps = [0]
    for skill, level, _ in centre.lines[call.line].demands:
        above = person.skills[skill] - level
        steps.append(above // 3 if above >= 0 else 2 - above)
    return max(steps)


def choose_agent(centre: Centre, call: Call) -> int:
    """Sort all who may take the contact, best first."""
    refused = {agent for agent, until_s in call.refusals if until_s > NOW_S}
    open_to_it = [
        (
            i in refused,
            i != call.last_agent,
            p.tier,
            misfit(centre, p, call),
            -p.free,
            p.idle_since_s,
            i,
        )
        for i, p in enumerate(centre.people)
        if p.availability == OPEN and has_room(centre, p, call) and suits(centre, p, call)
    ]
    others = [
        i
        for i, p in enumerate(centre.people)
        if p.availability != AWAY and i not in refused and suits(centre, p, call)
    ]
    if not open_to_it or (min(open_to_it)[0] and others):
        return -1
    return min(open_to_it)[-1]


def assign(centre: Centre) -> list[tuple[int, int]]:
    """Take the contacts in order of priority, age, index, and give each to the agent chosen."""
    order = sorted(
        range(len(centre.calls)),
        key=lambda i: (-priority(centre, centre.calls[i]), centre.calls[i].received_s, i),
    )
    pairs = []
    for i in order:
        agent = choose_agent(centre, centre.calls[i])
        if agent >= 0:
            pairs.append((i, agent))
            people = list(centre.people)
            people[agent] = replace(people[agent], availability=HERE)
            centre = replace(centre, people=tuple(people))
    return pairs
