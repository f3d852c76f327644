"""Which days does a rehearsal play? Each scenario without a plan and with each, or why none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontlinje.base.errors import Invalid
from frontlinje.centre.rules.checks import Known, Names
from frontlinje.centre.rules.checks import problems_of as problems_of_centre
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.files import CentreFile
from frontlinje.centre.rules.problems import InvalidDocument, Path, Problem, nearest
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.continuity.rules.plan import problems_of as problems_of_plan
from frontlinje.simulation.model import Agent, Day
from frontlinje.simulation.problems import doubts_about, problems_of
from frontlinje.simulation.rehearsal.form import PlanUse, RehearsalFile
from frontlinje.simulation.rehearsal.ground import Ground, usernames_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A day to be played: one scenario, with one plan or none."""

    scenario: str
    plan: str | None
    day: Day


def cases_of(
    file: RehearsalFile, *, centre: CentreFile, library: Mapping[str, PlanDocument]
) -> list[Case]:
    """Return the days of a rehearsal, scenario by scenario, each first without a plan.

    Parameters
    ----------
    file : RehearsalFile
        Well formed.
    centre : CentreFile
        The file's own, or the one that it names.
    library : mapping of str to PlanDocument
        The plans that a file may name, by code.

    Returns
    -------
    list of Case
        Days that can be played.

    Raises
    ------
    InvalidDocument
        With everything that does not fit, by its path in the file; as `ground_of`.
    """
    return cases_on(ground_of(file, centre=centre, library=library))


def cases_on(ground: Ground) -> list[Case]:
    """Return the days of a rehearsal whose ground is known.

    Parameters
    ----------
    ground : Ground
        From `ground_of`.

    Returns
    -------
    list of Case
        As `cases_of`.

    Raises
    ------
    InvalidDocument
        When a scenario or a plan makes a day impossible.
    """
    file = ground.file
    uses = [None, *file.plans]
    laid = [ground.laid([] if use is None else [use]) for use in uses]
    cases = []
    for number, scenario in enumerate(file.scenarios):
        for use, day in zip(uses, laid, strict=True):
            try:
                played = ground.under(scenario, day)
            except Invalid as error:
                path: Path = ("scenarios", number)
                raise InvalidDocument([Problem(error.code, path, error.params)]) from error
            path = ("scenarios", number) if use is None else ("plans", file.plans.index(use))
            _refuse([Problem(p.code, path, p.params) for p in problems_of(played)])
            plan = None if use is None else code_of(use)
            cases.append(Case(scenario=scenario.code, plan=plan, day=played))
    return cases


def ground_of(
    file: RehearsalFile, *, centre: CentreFile, library: Mapping[str, PlanDocument]
) -> Ground:
    """Return what all days of a rehearsal have in common, after checking that its parts fit.

    Parameters
    ----------
    file, centre, library
        As for `cases_of`.

    Returns
    -------
    Ground
        From which days are made.

    Raises
    ------
    InvalidDocument
        With everything that does not fit, by its path in the file. Also when the ordinary day,
        without scenario and plan, is not what can be meant: a lane that never opens though
        something comes, or that nobody who is there may answer.
    """
    _refuse(list(_form_problems(file, centre, library)))
    ground = Ground.of(file, centre, library)
    ordinary = ground.laid([])
    found = problems_of(ordinary) or doubts_about(ordinary)
    agents = ground.model.agents
    _refuse([Problem(p.code, _path_in_file(p.path, file, agents), p.params) for p in found])
    return ground


def code_of(use: PlanUse) -> str:
    """Return what a plan is called in a rehearsal.

    Parameters
    ----------
    use : PlanUse
        As the file has it.

    Returns
    -------
    str
        Its code there, else the plan's own.
    """
    if use.code is not None:
        return use.code
    return use.plan.code if use.plan is not None else str(use.library)


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise InvalidDocument(problems)


def _form_problems(
    file: RehearsalFile, centre: CentreFile, library: Mapping[str, PlanDocument]
) -> Iterator[Problem]:
    document = centre.document
    known = _known(file, centre)
    for problem in problems_of_centre(document, known):
        yield Problem(problem.code, ("centre", *problem.path), problem.params)
    names = Names(document, known)
    for i, lane in enumerate(file.day.lanes):
        yield from names.missing("queue", lane.queue, "day", "lanes", i, "queue")
        yield from names.missing("channel", lane.channel, "day", "lanes", i, "channel")
        if lane.opens:
            yield Problem("simulation.opens_given", ("day", "lanes", i, "opens"))
        if len(lane.per_h) != len(file.day.lanes[0].per_h):
            lengths = {"given": len(lane.per_h), "wanted": len(file.day.lanes[0].per_h)}
            yield Problem("simulation.other_length", ("day", "lanes", i, "per_h"), lengths)
    for i, crew in enumerate(file.day.people):
        path = ("day", "people", i)
        yield from names.missing("team", crew.team, *path, "team")
        yield from names.missing("site", crew.site, *path, "site")
        yield from names.missing_among("skill", crew.skills, *path, "skills")
    yield from names.missing_among("queue", file.promise.queues, "promise", "queues")
    if not any(file.promise.is_about(lane) for lane in file.day.lanes):
        yield Problem("simulation.promise_about_nothing", ("promise",))
    yield from _doubles(file)
    yield from _plan_problems(file.plans, document, known, library)
    yield from _search_problems(file)


def _doubles(file: RehearsalFile) -> Iterator[Problem]:
    codes = {
        "scenarios": [scenario.code for scenario in file.scenarios],
        "plans": [code_of(use) for use in file.plans],
    }
    for section, given in codes.items():
        for i, code in enumerate(given):
            if code in given[:i]:
                yield Problem("centre.duplicate_code", (section, i), {"given": code})


def _search_problems(file: RehearsalFile) -> Iterator[Problem]:
    if file.least is None:
        return
    if not (file.plans or file.least.library):
        yield Problem("simulation.nothing_to_choose", ("least",))
    codes = [scenario.code for scenario in file.scenarios]
    for i, code in enumerate(file.least.scenarios):
        if code not in codes:
            told: dict[str, object] = {"given": code, "nearest": nearest(code, codes)}
            yield Problem("simulation.no_such_scenario", ("least", "scenarios", i), told)


def _plan_problems(
    uses: Sequence[PlanUse],
    document: CentreDocument,
    known: Known,
    library: Mapping[str, PlanDocument],
) -> Iterator[Problem]:
    for i, use in enumerate(uses):
        if use.library is not None and use.library not in library:
            told: dict[str, object] = {
                "plan": use.library,
                "nearest": nearest(use.library, library),
            }
            yield Problem("simulation.no_such_plan", ("plans", i, "library"), told)
            continue
        plan = use.plan if use.plan is not None else library[str(use.library)]
        # What a plan of the library does not find is left out, as it is on the day itself.
        if use.plan is not None:
            for problem in problems_of_plan(plan, document, known):
                yield Problem(problem.code, ("plans", i, "plan", *problem.path), problem.params)
        for k, number in enumerate(use.measures or ()):
            if number > len(plan.measures):
                told = {"given": number, "plan": plan.code}
                yield Problem("simulation.no_such_measure", ("plans", i, "measures", k), told)


def _known(file: RehearsalFile, centre: CentreFile) -> Known:
    # Whoever is in a group need not work on the day that is played.
    named = {who.lower() for group in centre.groups for who in group.members}
    there = {name.lower() for crew in file.day.people for name in usernames_of(crew)}
    return Known(
        skills=frozenset(skill.code for skill in centre.skills),
        teams=frozenset(team.code for team in centre.teams),
        sites=frozenset(site.code for site in centre.sites),
        usernames=frozenset(named | there),
    )


def _path_in_file(path: Path, file: RehearsalFile, agents: Sequence[Agent]) -> Path:
    """Return where in the file stands what a day's problem is about."""
    match path:
        case ("agents", int(number), *_):
            owners = [i for i, crew in enumerate(file.day.people) for _ in range(crew.count)]
            return ("day", "people", owners[number])
        case ("agents", *_):
            return ("day", "people")
        case ("stages", _, "rules", int(lane), *_):
            return ("day", "lanes", lane)
        case _:
            return ("day", *path)
