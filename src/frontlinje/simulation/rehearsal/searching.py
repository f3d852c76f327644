"""Which set of measures is the smallest that holds? Adding, taking away, trying all smaller ones.

Asked by ``least`` for one scenario. What was played is kept: nothing is played twice.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations, groupby
from math import comb
from typing import Final

from frontlinje.simulation.many import Players
from frontlinje.simulation.rehearsal.cases import Case
from frontlinje.simulation.rehearsal.choosing import Candidate, laid_with
from frontlinje.simulation.rehearsal.counted import Counted, Estimate
from frontlinje.simulation.rehearsal.drill import LEAST
from frontlinje.simulation.rehearsal.ground import Ground
from frontlinje.simulation.rehearsal.weighing import play_to, play_until_sure
from frontlinje.simulation.scenario import Scenario

Set = frozenset[int]
"""Of measures, by their place among the candidates."""
NOTHING: Final[Set] = frozenset()
MOST_SETS: Final = 150
"""So many sets are played at most to see whether a smaller one holds: a minute of one core."""
_TURNED_AWAY: Final = 0.01
"""A measure turns people away if of all who come so large a share more finds it closed."""


class Search:
    """The search for one scenario."""

    def __init__(
        self,
        ground: Ground,
        scenario: Scenario,
        candidates: Sequence[Candidate],
        *,
        play_all: Players,
        tell: Callable[[int], None],
    ) -> None:
        self.ground = ground
        self.scenario = scenario
        self.candidates = candidates
        self.counted: dict[Set, Counted] = {}
        self.is_proved = False
        self._play_all = play_all
        self._tell = tell

    @property
    def n_sets(self) -> int:
        """Return how many sets were played."""
        return len(self.counted)

    def least(self) -> Set | None:
        """Return the smallest set found with which the promise holds, None if none was.

        Returns
        -------
        frozenset of int or None
            Empty when nothing has to be done, or nothing comes at all.
        """
        self._weigh([NOTHING])
        if self._of(NOTHING).verdict() in ("holds", "nothing"):
            self.is_proved = True
            return NOTHING
        everything = range(len(self.candidates))
        self._weigh(frozenset([i]) for i in everything)
        gentle = [i for i in everything if not self._turns_away(i)]
        found = self._least_of(gentle)
        if found is None and len(gentle) < len(everything):
            found = self._least_of(everything)
        return found

    def nearest(self) -> Set:
        """Return, where nothing holds, the set with which most people get an answer in time.

        Returns
        -------
        frozenset of int
            Of all that were played, without what does not surely help. Here those who were turned
            away count: closing would come nearest to any promise.
        """

        def is_enough(fewer: Set, whole: Set) -> bool:
            return self._helped(fewer) >= self._helped(whole) or not self._is_less(fewer, whole)

        best = max(self.counted, key=lambda one: (self._helped(one), -len(one)))
        return self._reduced(best, is_enough=is_enough)

    def holds(self, chosen: Set) -> bool:
        """Tell whether the promise surely holds.

        Parameters
        ----------
        chosen : frozenset of int
            Measures.

        Returns
        -------
        bool
            False also when it is too close to tell.
        """
        self._weigh([chosen])
        return self._of(chosen).verdict() == "holds"

    def gain(self, one: Set, other: Set) -> Estimate:
        """Return how much larger the share in time is with one set than with another.

        Parameters
        ----------
        one, other : frozenset of int
            Measures.

        Returns
        -------
        Estimate
            Day by day against the same customers.
        """
        self._play(LEAST, [one, other])
        n = max(self._of(one).n_replications, self._of(other).n_replications)
        self._play(n, [one, other])
        return self._of(one).gain_over(self._of(other))

    # -- The steps of the search -------------------------------------------------------------------
    def _least_of(self, pool: Collection[int]) -> Set | None:
        found = self._added(pool)
        if found is None and self.holds(frozenset(pool)):
            found = frozenset(pool)
        if found is not None:
            found = self._reduced(found, is_enough=lambda fewer, _: self.holds(fewer))
        return self._smaller(pool, found)

    def _added(self, pool: Collection[int]) -> Set | None:
        """Add what helps most, again and again, until it holds or nothing helps."""
        chosen = NOTHING
        while (best := self._better(chosen, pool)) is not None:
            chosen = best
            if self.holds(chosen):
                return chosen
        return None

    def _better(self, chosen: Set, pool: Collection[int]) -> Set | None:
        """Add what helps most: one measure, or several that help together; None: nothing does."""
        others = [i for i in pool if i not in chosen]
        plans = [frozenset(own) for _, own in groupby(others, lambda i: self.candidates[i].use)]
        pairs = [frozenset(pair) for pair in combinations(others, 2)]
        for more in (
            [frozenset([i]) for i in others],
            plans + pairs if len(pairs) <= MOST_SETS else plans,
        ):
            self._play(LEAST, (chosen | own for own in more))
            best = max((chosen | own for own in more), key=self._share, default=chosen)
            if self._is_less(chosen, best):
                return best
        return None

    def _reduced(self, chosen: Set, *, is_enough: Callable[[Set, Set], bool]) -> Set:
        """Take away what is missed least, again and again, as long as the rest is enough."""
        while chosen:
            fewer = [chosen - {i} for i in sorted(chosen)]
            self._play(LEAST, fewer)
            best = max(fewer, key=self._share)
            if not is_enough(best, chosen):
                break
            chosen = best
        return chosen

    def _smaller(self, pool: Collection[int], found: Set | None) -> Set | None:
        """Try all smaller sets, the smallest first; return the best one of the first that hold."""
        n_tried = 0
        self.is_proved = True
        for size in range(1, len(pool) + 1 if found is None else len(found)):
            n_tried += comb(len(pool), size)
            if n_tried > MOST_SETS:
                self.is_proved = False
                break
            sets = [frozenset(one) for one in combinations(pool, size)]
            self._weigh(sets)
            holding = [one for one in sets if self.holds(one)]
            if holding:
                return max(holding, key=self._share)
        return found

    # -- What was played ---------------------------------------------------------------------------
    def _of(self, chosen: Set) -> Counted:
        if chosen not in self.counted:
            day = laid_with(self.ground, [self.candidates[i] for i in sorted(chosen)])
            case = Case(
                scenario=self.scenario.code,
                plan=None,
                day=self.ground.under(self.scenario, day),
            )
            self.counted[chosen] = Counted.of(case, self.ground.file.promise)
        return self.counted[chosen]

    def _play(self, n: int, sets: Iterable[Set]) -> None:
        play_to(
            n,
            [self._of(one) for one in sets],
            seed=self.ground.file.seed,
            play_all=self._play_all,
            tell=self._tell,
        )

    def _weigh(self, sets: Iterable[Set]) -> None:
        play_until_sure(
            [self._of(one) for one in sets],
            least=LEAST,
            most=self.ground.file.most_replications,
            half_width=self.ground.file.half_width,
            seed=self.ground.file.seed,
            play_all=self._play_all,
            tell=self._tell,
        )

    def _share(self, chosen: Set) -> float:
        return self._of(chosen).in_time().value or 0.0

    def _helped(self, chosen: Set) -> float:
        """Return the share answered in time of all who came, those turned away among them."""
        counted = self._of(chosen)
        row = counted.row(counted.promised)
        came = row.offered + row.turned_away
        return row.in_time / came if came else 0.0

    def _is_less(self, one: Set, other: Set) -> bool:
        """Tell whether the share in time is surely smaller with one set than with another."""
        gain = self.gain(other, one)
        return gain.value is not None and gain.value > gain.half_width

    def _turns_away(self, measure: int) -> bool:
        shares = []
        for one in (frozenset([measure]), NOTHING):
            counted = self._of(one)
            row = counted.row(range(len(counted.case.day.lanes)))
            came = row.offered + row.turned_away
            shares.append(row.turned_away / came if came else 0.0)
        return shares[0] > shares[1] + _TURNED_AWAY
