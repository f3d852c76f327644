"""What do the figures of a drill come to? The worst scenario, the plan that helps most."""

from dataclasses import dataclass
from typing import Any, Literal

Case = dict[str, Any]
"""One of ``cases`` of ``simulation.rehearsal.told.plain_results``."""

MANY_TURNED_AWAY = 0.05
"""Of those who come without a plan: from so many more on it is told that a plan turns them away."""
WORTH_TELLING = 0.01
"""Of all who come: what a plan costs or gains below this is told by its figure alone."""
HALF_AN_HOUR_S = 1800.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said first about a scenario."""

    without: Case
    best: Case | None
    """With the plan that does best (`Results.best`); None when no plan was tried."""
    help: Literal["none", "unsure", "lifts"]
    """Whether the best plan surely makes it better: its gain is above its own half-width."""
    turned_away_more: float
    """A day, under the best plan; 0 unless they are many."""


class Results:
    """Figures of a drill, by scenario and plan."""

    def __init__(self, plain: dict[str, Any]) -> None:
        self.plain = plain
        self.cases: list[Case] = plain["cases"]

    @property
    def scenarios(self) -> list[str]:
        """Return the codes of the scenarios in their order."""
        return list(dict.fromkeys(case["scenario"] for case in self.cases))

    @property
    def plans(self) -> list[str]:
        """Return the codes of the plans in their order."""
        return list(dict.fromkeys(case["plan"] for case in self.cases if case["plan"] is not None))

    def of(self, scenario: str, plan: str | None) -> Case | None:
        """Return the figures of one case.

        Parameters
        ----------
        scenario : str
            Code.
        plan : str or None
            Code; None for no plan.

        Returns
        -------
        dict or None
            None when there is no such case.
        """
        found = (c for c in self.cases if (c["scenario"], c["plan"]) == (scenario, plan))
        return next(found, None)

    def best(self, scenario: str) -> Case | None:
        """Return the case of a scenario with the plan that does best.

        Parameters
        ----------
        scenario : str
            Code.

        Returns
        -------
        dict or None
            First comes whether the promise holds, or may; then that not many are turned away, which
            makes the share in time look better than it is; then that share. None when no plan was
            tried or nothing came.
        """
        without = self.of(scenario, None)
        tried = [c for c in self.cases if c["scenario"] == scenario and c["plan"] is not None]
        known = [c for c in tried if c["in_time"]["value"] is not None]
        return max(known, key=lambda case: _rank(case, without), default=None)

    def worse(self, scenario: str) -> list[Case]:
        """Return the cases of a scenario whose plan surely costs the promise something.

        Parameters
        ----------
        scenario : str
            Code.

        Returns
        -------
        list of dict
            The one that costs most first; what costs less than `WORTH_TELLING` is left out.
        """
        tried = [c for c in self.cases if c["scenario"] == scenario and c["gain"] is not None]
        known = [c for c in tried if c["gain"]["value"] is not None]
        worse = [
            c
            for c in known
            if c["gain"]["value"] < -max(WORTH_TELLING, c["gain"]["half_width"] or 0.0)
        ]
        return sorted(worse, key=lambda c: float(c["gain"]["value"]))

    def hours_fewer_s(self, case: Case) -> float:
        """Return how much shorter people are on duty under a plan, all together.

        Parameters
        ----------
        case : dict
            With a plan.

        Returns
        -------
        float
            Seconds a day; 0 below half an hour, which chance makes.
        """
        without = self.of(case["scenario"], None)
        assert without is not None
        fewer_s = _on_duty_s(without) - _on_duty_s(case)
        return fewer_s if fewer_s >= HALF_AN_HOUR_S else 0.0

    def by_need(self) -> list[str]:
        """Return the scenarios, the one first that goes worst without a plan.

        Returns
        -------
        list of str
            Codes; those in which nothing comes are the last.
        """

        def share(scenario: str) -> float:
            case = self.of(scenario, None)
            value = case["in_time"]["value"] if case is not None else None
            return 2.0 if value is None else float(value)

        return sorted(self.scenarios, key=share)

    def verdict(self, scenario: str) -> Verdict:
        """Return what is to be said about a scenario.

        Parameters
        ----------
        scenario : str
            One that was played.

        Returns
        -------
        Verdict
            As of what is played so far.
        """
        without, best = self.of(scenario, None), self.best(scenario)
        assert without is not None
        if best is None:
            return Verdict(without, None, "none", 0.0)
        gain = best["gain"]
        surely = gain["value"] is not None and gain["value"] > gain["half_width"]
        more = _many_turned_away(best, without)
        return Verdict(without, best, "lifts" if surely else "unsure", more)


def _rank(case: Case, without: Case | None) -> tuple[int, bool, float]:
    verdict = ("breaks", "edge", "holds").index(case["verdict"])
    is_open = without is None or not _many_turned_away(case, without)
    return verdict, is_open, case["in_time"]["value"]


def _on_duty_s(case: Case) -> float:
    return float(sum(person["on_duty_s"] for person in case["people"]))


def _many_turned_away(case: Case, without: Case) -> float:
    """Return how many more are turned away than without a plan; 0 unless they are many."""
    more: float = case["promised"]["turned_away"] - without["promised"]["turned_away"]
    return more if more > MANY_TURNED_AWAY * without["promised"]["offered"] else 0.0


def answered_within(case: Case, waits_up_to_s: list[float | None], within_s: float) -> float | None:
    """Return the share that was answered within a time, of all who came.

    Parameters
    ----------
    case : dict
        With ``waits``.
    waits_up_to_s : list
        Upper edges of the waits' bins, the last None.
    within_s : float
        One of them.

    Returns
    -------
    float or None
        None when nothing came.
    """
    offered = case["promised"]["offered"]
    if not offered:
        return None
    bins = zip(case["waits"], waits_up_to_s, strict=True)
    answered = float(sum(n for n, up_to in bins if up_to is not None and up_to <= within_s))
    # Sums of means: they may be a hair above the mean of the sums.
    return min(1.0, answered / float(offered))
