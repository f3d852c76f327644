"""Which plan fits today? The triggers of plans, held against what the day's shifts promise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frontlinje.continuity.rules.triggers import FewReady, ShareAbsent, Trigger


@dataclass(frozen=True, slots=True)
class Outlook:
    """The day as the shifts tell it."""

    share_absent: float | None
    """Of everybody; None when nobody is planned."""
    absent_by_team: Mapping[str, float]
    fewest: Mapping[str, int]
    """People in the thinnest hour, by queue, while it is open."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a plan fits."""

    code: str
    """``absent`` or ``few``."""
    measured: float
    limit: float
    where: str = ""
    """A team or a queue; empty for the whole centre."""


def reasons(triggers: Iterable[Trigger], outlook: Outlook) -> list[Reason]:
    """Return why a plan fits the day.

    Parameters
    ----------
    triggers : iterable of Trigger
        The plan's; those that only the running day can fire are passed over.
    outlook : Outlook
        What is known in the morning.

    Returns
    -------
    list of Reason
        None when the plan does not fit.
    """
    found = []
    for trigger in triggers:
        match trigger:
            case ShareAbsent(team=None) if (outlook.share_absent or 0.0) > trigger.over:
                found.append(Reason("absent", outlook.share_absent or 0.0, trigger.over))
            case ShareAbsent(team=str(team)) if outlook.absent_by_team.get(team, 0) > trigger.over:
                share = outlook.absent_by_team[team]
                found.append(Reason("absent", share, trigger.over, team))
            case FewReady():
                found += [
                    Reason("few", fewest, trigger.fewer_than, queue)
                    for queue, fewest in outlook.fewest.items()
                    if trigger.queue in (None, queue) and fewest < trigger.fewer_than
                ]
    return found
