"""How far is a drill? A share of the work, guessed from how sure the figures are already."""

import math
from collections.abc import Mapping

from frontlinje.simulation.rehearsal.drill import Progress
from frontlinje.simulation.rehearsal.form import RehearsalFile


def share_of_all(file: RehearsalFile, part: int, share: float) -> float:
    """Return how much of everything is done.

    Parameters
    ----------
    file : RehearsalFile
        Its cases are the first part; the least and the edge, if asked for, come after.
    part : int
        Which part is under way, counted from 0.
    share : float
        How much of that part is done, 0..1.

    Returns
    -------
    float
        0..1, every part counted alike.
    """
    n_parts = 1 + (file.least is not None) + (file.breaking is not None)
    return (part + share) / n_parts


def share_done(file: RehearsalFile, latest: Mapping[str, Progress]) -> float:
    """Return how much of the cases is played.

    Parameters
    ----------
    file : RehearsalFile
        With the half-width that is asked for and the most replications.
    latest : mapping of str to Progress
        The latest look at each scenario that was looked at.

    Returns
    -------
    float
        0..1, the mean over all scenarios. A half-width falls with the square root of the days, so
        that (half-width / asked)² times as many days are needed, ``most_replications`` at most.
    """
    return sum(_share(file, one) for one in latest.values()) / len(file.scenarios)


def _share(file: RehearsalFile, progress: Progress) -> float:
    most = file.most_replications
    if progress.half_width <= file.half_width:
        return 1.0
    if math.isinf(progress.half_width):
        return progress.n_done / most
    needed = progress.n_done * (progress.half_width / file.half_width) ** 2
    return progress.n_done / min(float(most), max(needed, float(progress.n_done)))
