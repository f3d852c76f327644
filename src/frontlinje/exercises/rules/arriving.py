"""When does which made-up customer get in touch? Drawn beforehand, the same for the same seed."""

import random
from dataclasses import dataclass

from frontlinje.exercises.rules.scenario import Scenario


@dataclass(frozen=True, order=True, slots=True)
class Coming:
    """One made-up contact."""

    at_s: float
    """Seconds on the clock of the exercise."""
    channel: str
    text: int
    """Which of the texts for the channel."""
    patience_s: float | None


def arrivals(scenario: Scenario, *, factor: float, seed: int, lasts_s: float) -> list[Coming]:
    """Draw what comes in an exercise.

    Parameters
    ----------
    scenario : Scenario
        With rates per hour and texts.
    factor : float
        By which every rate is multiplied, above 0.
    seed : int
        The same one gives the same list.
    lasts_s : float
        Length of the exercise in seconds.

    Returns
    -------
    list of Coming
        In the order of time. Gaps on each channel are exponential (a Poisson process); texts come
        in an order of chance, each once before any comes again.
    """
    found: list[Coming] = []
    for lane in scenario.arrivals:
        chance = random.Random(f"{seed} {lane.channel}")
        n_texts = len(scenario.texts_for(lane.channel))
        per_s = lane.per_h * factor / 3600.0
        at_s = chance.expovariate(per_s)
        order: list[int] = []
        while at_s < lasts_s:
            if not order:
                order = chance.sample(range(n_texts), n_texts)
            found.append(Coming(at_s, lane.channel, order.pop(), lane.patience_s))
            at_s += chance.expovariate(per_s)
    return sorted(found, key=lambda coming: (coming.at_s, coming.channel))
