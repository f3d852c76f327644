"""What has somebody chosen for a drill? The answers of the three steps, as the row keeps them."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from frontlinje.centre.rules.fields import Code, Section
from frontlinje.simulation.rehearsal.form import Promise
from frontlinje.simulation.scenario import Scenario

SEED = 1
HALF_WIDTH = 0.01
MOST_DAYS = 2000


class NamedScenario(Section):
    """A scenario as somebody put it together."""

    name: str = Field(default="", max_length=80)
    """Empty: it is told by what happens."""
    scenario: Scenario


class DrillTerms(Section):
    """What is to be played, as far as it is said."""

    day: date | None = None
    promise: Promise | None = None
    scenarios: tuple[NamedScenario, ...] = Field(default=(), max_length=20)
    plans: tuple[Code, ...] = Field(default=(), max_length=40)
    finds_least: bool = False
    """Whether the least that holds is searched among the measures of these plans."""
    finds_edge: bool = False
    """Whether it is played when the day breaks, without a plan and with each."""
    half_width: Annotated[float, Field(ge=0.0005, le=0.5)] = HALF_WIDTH
    most_days: Annotated[int, Field(ge=100, le=20_000)] = MOST_DAYS
    seed: Annotated[int, Field(ge=0, lt=2**62)] = SEED

    @property
    def has_day(self) -> bool:
        """Return whether the first step is answered."""
        return self.day is not None and self.promise is not None


def with_scenario(terms: DrillTerms, added: NamedScenario) -> DrillTerms:
    """Return terms with one scenario more.

    Parameters
    ----------
    terms : DrillTerms
        As they are.
    added : NamedScenario
        Its code is replaced by one that no other has.

    Returns
    -------
    DrillTerms
        With the scenario as the last.
    """
    taken = {one.scenario.code for one in terms.scenarios}
    number = next(n for n in range(1, len(taken) + 2) if f"scenario-{n}" not in taken)
    scenario = added.scenario.model_copy(update={"code": f"scenario-{number}"})
    kept = added.model_copy(update={"scenario": scenario})
    return terms.model_copy(update={"scenarios": (*terms.scenarios, kept)})


def without_scenario(terms: DrillTerms, code: str) -> DrillTerms:
    """Return terms without one scenario.

    Parameters
    ----------
    terms : DrillTerms
        As they are.
    code : str
        Which.

    Returns
    -------
    DrillTerms
        The same when there is none with that code.
    """
    left = tuple(one for one in terms.scenarios if one.scenario.code != code)
    return terms.model_copy(update={"scenarios": left})


def next_like(day: date, today: date) -> date:
    """Return the next date of the same weekday.

    Parameters
    ----------
    day : date
        Whose weekday is meant.
    today : date
        From which on.

    Returns
    -------
    date
        ``today`` itself if it is that weekday.
    """
    return today + timedelta(days=(day.weekday() - today.weekday()) % 7)
