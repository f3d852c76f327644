"""Is the kernel compiled? Then processes that play load it instead of compiling each its own."""

from pathlib import Path

from frontlinje.simulation.model import Agent, Day, Lane, Rules, Spread, Stage


def is_ready(kept_in: Path) -> bool:
    """Say whether the kernel of these sources is compiled and kept.

    Parameters
    ----------
    kept_in : Path
        As for ``compiled.kernel``.

    Returns
    -------
    bool
        False also when a compiling process was killed before it was done.
    """
    from frontlinje.simulation.compiled import source_hash

    return any((kept_in / source_hash()).rglob("*.nbc"))


def make_ready(kept_in: Path) -> None:
    """Have the kernel compiled and kept unless it is.

    Parameters
    ----------
    kept_in : Path
        As for ``compiled.kernel``.
    """
    if not is_ready(kept_in):
        load(kept_in)


def load(kept_in: Path) -> None:
    """Have the kernel ready in this process, by playing the smallest of days.

    Parameters
    ----------
    kept_in : Path
        As for ``compiled.kernel``. Compiled and kept there unless it is.
    """
    from frontlinje.simulation.running import play

    lane = Lane(
        queue="q", channel="phone", per_h=(1.0,), handling=Spread(mean_s=60.0), target_s=60.0
    )
    stage = Stage(from_s=0.0, rules=(Rules(groups=(), promise_s=60.0),))
    day = Day(lanes=(lane,), agents=(Agent(username="a"),), stages=(stage,))
    play(day, seed=0, kept_in=kept_in)
