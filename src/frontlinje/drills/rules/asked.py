"""What exactly is played? The rehearsal whole, its plans written out, so that it stays the same."""

from collections.abc import Mapping

from frontlinje.base.errors import Invalid
from frontlinje.centre.rules.fields import Code, Section
from frontlinje.centre.rules.files import CentreFile
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.drills.rules.terms import DrillTerms
from frontlinje.simulation.rehearsal.cases import Case, cases_of, ground_of
from frontlinje.simulation.rehearsal.form import (
    Breaking,
    DayForm,
    Least,
    PlanUse,
    RehearsalFile,
)
from frontlinje.simulation.rehearsal.ground import Ground


class Asked(Section):
    """A rehearsal with all that it needs."""

    file: RehearsalFile
    """With the centre's own state; its plans are named by code."""
    plans: dict[Code, PlanDocument]
    """What those codes stood for."""
    scenario_names: dict[Code, str]
    """As somebody named them; empty when nobody did."""

    def cases(self) -> list[Case]:
        """Return the days to be played.

        Returns
        -------
        list of Case
            See ``simulation.rehearsal.cases.cases_of``.

        Raises
        ------
        InvalidDocument
            With everything that makes the day impossible.
        """
        assert self.file.centre is not None
        return cases_of(self.file, centre=self.file.centre, library=self.plans)

    def ground(self) -> Ground:
        """Return what searches and sweeps make their days from.

        Returns
        -------
        Ground
            See ``simulation.rehearsal.cases.ground_of``.

        Raises
        ------
        InvalidDocument
            As `cases`.
        """
        assert self.file.centre is not None
        return ground_of(self.file, centre=self.file.centre, library=self.plans)


def asked_from(
    terms: DrillTerms, *, day: DayForm | None, centre: CentreFile, plans: Mapping[str, PlanDocument]
) -> Asked:
    """Return what is played when these are the answers.

    Parameters
    ----------
    terms : DrillTerms
        What somebody chose.
    day : DayForm
        The ordinary day, None before one is chosen; it is played on the date of the terms.
    centre : CentreFile
        The operating state without anything laid on it.
    plans : mapping of str to PlanDocument
        Every plan that can be chosen, by code.

    Returns
    -------
    Asked
        Well formed; ``Asked.cases`` says whether it can be played.

    Raises
    ------
    Invalid
        ``drills.no_day`` or ``drills.no_scenario`` when a step is not answered yet,
        ``drills.no_such_plan`` for a plan that has gone since, ``drills.no_measures`` when the
        least is to be found among no plans.
    """
    if day is None or terms.day is None or terms.promise is None:
        raise Invalid("drills.no_day")
    if not terms.scenarios:
        raise Invalid("drills.no_scenario")
    if terms.finds_least and not terms.plans:
        raise Invalid("drills.no_measures")
    for code in terms.plans:
        if code not in plans:
            raise Invalid("drills.no_such_plan", plan=code)
    file = RehearsalFile(
        centre=centre,
        day=day.model_copy(update={"date": terms.day}),
        promise=terms.promise,
        scenarios=tuple(one.scenario for one in terms.scenarios),
        plans=tuple(PlanUse(library=code) for code in terms.plans),
        least=Least() if terms.finds_least else None,
        breaking=Breaking() if terms.finds_edge else None,
        half_width=terms.half_width,
        most_replications=terms.most_days,
        seed=terms.seed,
    )
    return Asked(
        file=file,
        plans={code: plans[code] for code in terms.plans},
        scenario_names={one.scenario.code: one.name for one in terms.scenarios},
    )
