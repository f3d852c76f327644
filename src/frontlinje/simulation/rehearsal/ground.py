"""What do all days of a rehearsal have in common? Centre, people, the ordinary day, its plans."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.arrangements import Cohort
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.fields import DayHours
from frontlinje.centre.rules.files import CentreFile
from frontlinje.centre.rules.overrides import Override
from frontlinje.continuity.rules.laying import edits_of, measures_chosen
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.simulation.from_centre import Person, under_centre
from frontlinje.simulation.model import Agent, Day, Rules, Span, Stage
from frontlinje.simulation.rehearsal.form import People, PlanUse, RehearsalFile
from frontlinje.simulation.scenario import Scenario, under_scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a rehearsal's file comes to with its centre; `cases.ground_of` checks it first."""

    file: RehearsalFile
    document: CentreDocument
    library: Mapping[str, PlanDocument]
    starts_at: datetime
    people: tuple[Person, ...]
    model: Day
    """Without rules and hours."""

    @classmethod
    def of(
        cls, file: RehearsalFile, centre: CentreFile, library: Mapping[str, PlanDocument]
    ) -> "Ground":
        """Return what a file comes to with its centre.

        Parameters
        ----------
        file : RehearsalFile
            Whose parts fit.
        centre : CentreFile
            The file's own, or the one that it names.
        library : mapping of str to PlanDocument
            The plans that a file may name, by code.

        Returns
        -------
        Ground
            Without any plan on it.
        """
        starts_at = _at(file, file.day.begins, centre.document)
        agents, people = _agents(file.day.people, starts_at)
        return cls(
            file=file,
            document=centre.document,
            library=library,
            starts_at=starts_at,
            people=tuple(people),
            model=_model(file, agents),
        )

    def laid(self, uses: Sequence[PlanUse]) -> Day:
        """Return the ordinary day with plans on it.

        Parameters
        ----------
        uses : sequence of PlanUse
            Put into effect one after the other, each as if it were alone, as it is live.

        Returns
        -------
        Day
            Before any scenario.
        """
        orders = count(1)
        return under_centre(
            self.model,
            document=self.document,
            overrides=[one for use in uses for one in self._overrides(use, orders)],
            starts_at=self.starts_at,
            people=self.people,
        )

    def plan_of(self, use: PlanUse) -> PlanDocument:
        """Return the plan of a use.

        Parameters
        ----------
        use : PlanUse
            Of the file.

        Returns
        -------
        PlanDocument
            Its own, or the library's.
        """
        return use.plan if use.plan is not None else self.library[str(use.library)]

    def under(self, scenario: Scenario, laid: Day) -> Day:
        """Return a day on which a scenario happens.

        Parameters
        ----------
        scenario : Scenario
            What happens.
        laid : Day
            What `laid` returned.

        Returns
        -------
        Day
            To be played.

        Raises
        ------
        Invalid
            As ``scenario.under_scenario``.
        """
        return under_scenario(laid, scenario, starts_at=self.starts_at)

    def _overrides(self, use: PlanUse, orders: "count[int]") -> list[Override]:
        plan = self.plan_of(use)
        chosen = None if use.measures is None else [number - 1 for number in use.measures]
        starts_at = _at(self.file, use.begins or self.file.day.begins, self.document)
        until_at = starts_at + timedelta(seconds=plan.expires_after_s)
        edits = edits_of(measures_chosen(plan, chosen), self.document)
        return [
            Override(id=UUID(int=n), order=n, edit=edit, starts_at=starts_at, until_at=until_at)
            for edit, n in zip(edits, orders, strict=False)
        ]


def usernames_of(crew: People) -> list[str]:
    """Return what people who are alike are called.

    Parameters
    ----------
    crew : People
        Of the file.

    Returns
    -------
    list of str
        One for each of them.
    """
    if crew.count == 1:
        return [crew.username]
    return [f"{crew.username}-{number}" for number in range(1, crew.count + 1)]


def _agents(crews: Sequence[People], starts_at: datetime) -> tuple[list[Agent], list[Person]]:
    agents, people = [], []
    in_team: Counter[str | None] = Counter()
    kept = {"is_last_resort", "languages", "skills", "absent_share", "pace", "misses_share"}
    for crew in crews:
        given = crew.model_dump(include=kept | {"answer_s"})
        on_duty = _on_duty(crew.shift, starts_at)
        for name in usernames_of(crew):
            in_team[crew.team] += 1
            agents.append(Agent(username=name, on_duty=on_duty, **given))
            # As the live centre halves its teams: every second one.
            cohort: Cohort = 1 if in_team[crew.team] % 2 else 2
            people.append(Person(username=name, team=crew.team, site=crew.site, cohort=cohort))
    return agents, people


def _on_duty(shift: DayHours, starts_at: datetime) -> tuple[Span, ...]:
    def at_s(minute: int) -> float:
        at = datetime.combine(starts_at.date(), time(), starts_at.tzinfo)
        return (at + timedelta(minutes=minute)).timestamp() - starts_at.timestamp()

    return tuple(Span(from_s=at_s(one.opens), until_s=at_s(one.closes)) for one in shift)


def _model(file: RehearsalFile, agents: Sequence[Agent]) -> Day:
    """Return the day with a stage that is only a placeholder until the centre says its rules."""
    lanes = tuple(
        lane.model_copy(update={"target_s": file.promise.within_s})
        if file.promise.is_about(lane)
        else lane
        for lane in file.day.lanes
    )
    rules = tuple(Rules(groups=(), promise_s=lane.target_s) for lane in lanes)
    return Day(
        interval_s=file.day.interval_min * 60.0,
        lanes=lanes,
        agents=tuple(agents),
        stages=(Stage(from_s=0.0, rules=rules),),
        factor_shape=file.day.factor_shape,
    )


def _at(file: RehearsalFile, clock_time: str, document: CentreDocument) -> datetime:
    zone = ZoneInfo(document.timezone)
    return datetime.combine(file.day.date, time.fromisoformat(clock_time), zone)
