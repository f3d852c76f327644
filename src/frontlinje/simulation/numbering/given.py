"""Which numbers make up a day? All that does not change while it is played."""

from frontlinje.routing.rules.tables import WHOLE
from frontlinje.simulation.model import Day
from frontlinje.simulation.numbering.agents import able_of, duty_of, kinds_of
from frontlinje.simulation.numbering.arrivals import all_arrivals, rates_of
from frontlinje.simulation.numbering.codes import Numbers
from frontlinje.simulation.numbering.lines import rules_of
from frontlinje.simulation.world import Given


def is_timeless(day: Day) -> bool:
    """Tell whether mere waiting changes nothing: nothing relaxes, overflows or is refused."""
    rules = [rules for stage in day.stages for rules in stage.rules]
    slowest_s = max((agent.answer_s for agent in day.agents), default=0.0)
    known_s = max((one.answer_s or 0.0 for one in day.arrivals), default=0.0)
    return not (
        any(rule.overflow for rule in rules)
        or any(stage.shedding for stage in day.stages)
        or any(demand.relax_per_min > 0.0 for rule in rules for demand in rule.demands)
        or any(agent.misses_share > 0.0 for agent in day.agents)
        or any(one.misses > 0 for one in day.arrivals)
        or any(max(slowest_s, known_s) >= rule.offer_s for rule in rules)
    )


def given_of(day: Day, numbers: Numbers, *, n_apart: int) -> Given:
    """Return everything about a day that does not change while it is played.

    Parameters
    ----------
    day : Day
        Possible, as ``problems.problems_of`` has it.
    numbers : Numbers
        Of the same day.
    n_apart : int
        Places for contacts that are not like the others of their lane.

    Returns
    -------
    Given
        Of lists.
    """
    rules = [rules for stage in day.stages for rules in stage.rules]
    fewest = min((rule.units for rule in rules), default=WHOLE)
    interrupting = int(any(rule.is_interruptible for rule in rules))
    n_slots = WHOLE // fewest + interrupting
    kind = kinds_of(day, numbers, n_slots=n_slots)
    return Given(
        n_lanes=len(day.lanes),
        n_agents=len(day.agents),
        n_kinds=len(set(kind)),
        n_slots=n_slots,
        n_intervals=day.n_intervals,
        n_stages=len(day.stages),
        n_queues=len(numbers.queue),
        n_apart=n_apart,
        n_agent_leaves=_leaves(len(day.agents)),
        n_lane_leaves=_leaves(len(day.lanes)),
        interval_s=day.interval_s,
        length_s=day.length_s,
        factor_shape=day.factor_shape or 0.0,
        back_after_s=day.back_after_s,
        refused_s=day.refused_s,
        sweep_s=day.sweep_s,
        misses_allowed=day.misses_allowed,
        most_tries=day.most_tries,
        is_timeless=int(is_timeless(day)),
        has_shedding=int(any(stage.shedding for stage in day.stages)),
        **rates_of(day, all_arrivals(day), numbers),
        **rules_of(day, numbers),
        **duty_of(day.agents),
        able=able_of(day),
        kind=kind,
    )


def _leaves(n: int) -> int:
    """Return the power of two that is no less than a number."""
    return 1 << max(n - 1, 0).bit_length()
