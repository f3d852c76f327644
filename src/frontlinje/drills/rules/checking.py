"""Does a day fit the centre, and can it be played? Told with paths into the day, before any run."""

from frontlinje.centre.rules.files import CentreFile
from frontlinje.centre.rules.problems import InvalidDocument, Problem
from frontlinje.simulation.rehearsal.cases import ground_of
from frontlinje.simulation.rehearsal.form import DayForm, Promise, RehearsalFile
from frontlinje.simulation.rehearsal.ground import Ground
from frontlinje.simulation.scenario import Scenario


def rehearsal_of(form: DayForm) -> RehearsalFile:
    """Return the rehearsal that plays nothing but this day.

    Parameters
    ----------
    form : DayForm
        The day.

    Returns
    -------
    RehearsalFile
        Its promise is about all lanes, and matters to nobody.
    """
    return RehearsalFile(
        centre_file="-",
        day=form,
        promise=Promise(share=0.8, within_s=60.0),
        scenarios=(Scenario(code="ordinary"),),
    )


def ground_for(form: DayForm, centre: CentreFile) -> Ground:
    """Return what is needed to play a day, without any check.

    Parameters
    ----------
    form : DayForm
        The day.
    centre : CentreFile
        Under which it is played.

    Returns
    -------
    Ground
        Its ``model`` has the day's own targets.
    """
    ground = Ground.of(rehearsal_of(form), centre, {})
    lanes = zip(ground.model.lanes, form.lanes, strict=True)
    own = tuple(lane.model_copy(update={"target_s": said.target_s}) for lane, said in lanes)
    return Ground(
        file=ground.file,
        document=ground.document,
        library=ground.library,
        starts_at=ground.starts_at,
        people=ground.people,
        model=ground.model.model_copy(update={"lanes": own}),
    )


def problems_with(form: DayForm, centre: CentreFile) -> list[Problem]:
    """Return everything that stands between a day and its being played.

    Parameters
    ----------
    form : DayForm
        Well formed.
    centre : CentreFile
        Under which it would be played.

    Returns
    -------
    list of Problem
        With paths into the day; empty when it can be played as it is meant.
    """
    try:
        ground_of(rehearsal_of(form), centre=centre, library={})
    except InvalidDocument as error:
        # Without lanes the promise is about nothing: the day says that better.
        about_day = [problem for problem in error.problems if problem.path[:1] == ("day",)]
        if not form.lanes:
            return [Problem("simulation.no_lanes", ("lanes",)), *map(_within, about_day)]
        return [_within(problem) for problem in about_day or error.problems]
    return []


def _within(problem: Problem) -> Problem:
    path = problem.path[1:] if problem.path[:1] == ("day",) else problem.path
    return Problem(problem.code, path, problem.params)
