"""Who is there, in which groups and with which skills? As numbers."""

from collections.abc import Sequence
from typing import Any

from frontlinje.centre.rules.queues import Relax
from frontlinje.routing.rules.tables import LAST_RESORT, OWN_STAFF, WHOLE
from frontlinje.simulation.model import Agent, Day, Lane, Rules, Stage
from frontlinje.simulation.numbering.codes import Numbers, groups_of, numbered, starts


def duty_of(agents: Sequence[Agent]) -> dict[str, Any]:
    """Return the columns of `Given` about the agents."""
    return {
        "duty_from": starts(agent.on_duty for agent in agents),
        "duty_on_s": [span.from_s for agent in agents for span in agent.on_duty],
        "duty_off_s": [span.until_s for agent in agents for span in agent.on_duty],
        "absent_share": [agent.absent_share for agent in agents],
        "pace": [agent.pace for agent in agents],
        "misses_share": [agent.misses_share for agent in agents],
        "answer_s": [agent.answer_s for agent in agents],
    }


def static_agents(day: Day, numbers: Numbers) -> dict[str, Any]:
    """Return the columns of the policy's agents that do not change."""
    members = [
        [{who.casefold() for who in stage.members.get(code, ())} for code in groups_of(rules)]
        for stage in day.stages
        for rules in stage.rules
    ]
    return {
        "tier": [LAST_RESORT if agent.is_last_resort else OWN_STAFF for agent in day.agents],
        "languages": [
            sum(numbers.language.get(code, 0) for code in set(agent.languages))
            for agent in day.agents
        ],
        "membership": [
            sum(1 << i for i, group in enumerate(row) if agent.username.casefold() in group)
            for agent in day.agents
            for row in members
        ],
        "skill": [agent.skills.get(code, 0) for agent in day.agents for code in numbers.skill],
        "most": [WHOLE] * (len(day.agents) * len(numbers.channel)),
    }


def kinds_of(day: Day, numbers: Numbers, *, n_slots: int) -> list[int]:
    """Return each agent's kind.

    Agents of a kind are alike in all that the policy looks at but for how long they have been idle.
    Where an agent may hold several contacts they differ in what they have free as well: then
    everybody is of a kind of their own.
    """
    if n_slots > 1:
        return list(range(len(day.agents)))
    n = len(day.agents)
    columns = static_agents(day, numbers)
    looks = [
        tuple(tuple(row[i * len(row) // n : (i + 1) * len(row) // n]) for row in columns.values())
        for i in range(n)
    ]
    found = numbered(looks)
    return [found[look] for look in looks]


def able_of(day: Day) -> list[int]:
    """Return for each line and agent whether there is ever any use in asking the policy.

    1 unless the agent is in none of the groups that may be opened, lacks the language, or holds a
    skill below what is asked at last: that of the demand, 1 if it relaxes, none if overflow may
    relax it.
    """
    return [
        int(_may_ever_suit(agent, lane, rules, stage))
        for stage in day.stages
        for lane, rules in zip(day.lanes, stage.rules, strict=True)
        for agent in day.agents
    ]


def _may_ever_suit(agent: Agent, lane: Lane, rules: Rules, stage: Stage) -> bool:
    name = agent.username.casefold()
    relaxed = {
        step.skill for recipe in rules.overflow for step in recipe.then if isinstance(step, Relax)
    }
    return (
        any(
            name == who.casefold()
            for code in groups_of(rules)
            for who in stage.members.get(code, ())
        )
        and (not lane.language or lane.language in agent.languages)
        and all(
            demand.skill in relaxed
            or agent.skills.get(demand.skill, 0) >= (1 if demand.relax_per_min else demand.level)
            for demand in rules.demands
        )
    )
