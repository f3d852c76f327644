"""What do lanes come to? How much comes, how long it takes, how long customers wait for it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from frontlinje.centre.rules.state import CentreState
from frontlinje.drills.rules import defaults
from frontlinje.drills.rules.basis import Figure, Patience, lane_figure
from frontlinje.drills.rules.estimates import pace_of, rates_per_h, spread_of
from frontlinje.drills.rules.patience import mean_patience, survival
from frontlinje.drills.rules.recorded import Came, LaneKey
from frontlinje.drills.rules.window import INTERVAL_MIN, Backlog
from frontlinje.simulation.model import Lane, Spread

WRITTEN = frozenset({"mail", "web", "paper"})
"""Channels on which contacts come while it is closed, and wait for the opening."""


@dataclass(frozen=True)
class Known:
    """What is known of handling and waiting, over the whole period and all kinds of day."""

    handling: Mapping[LaneKey, list[float]]
    wrap_up: Mapping[LaneKey, list[float]]
    waits: Mapping[LaneKey, list[tuple[float, bool]]]
    figures: dict[str, Figure] = field(default_factory=dict)
    """Filled while lanes are made."""

    @classmethod
    def of(cls, came: Sequence[Came]) -> "Known":
        """Return what some contacts tell.

        Parameters
        ----------
        came : sequence of Came
            All of the period.

        Returns
        -------
        Known
            By lane.
        """
        handling, wrap_up = defaultdict(list), defaultdict(list)
        waits: defaultdict[LaneKey, list[tuple[float, bool]]] = defaultdict(list)
        for one in came:
            if one.handling_s is not None:
                handling[one.lane].append(one.handling_s)
                wrap_up[one.lane].append(one.wrap_up_s or 0.0)
            end = one.gave_up_at or one.answered_at
            if end is not None and one.lane[1] in defaults.PATIENCE_S:
                waited_s = max(0.0, (end - one.at).total_seconds())
                waits[one.lane].append((waited_s, one.gave_up_at is not None))
        return cls(handling, wrap_up, waits)

    def on_channel(self, lane: LaneKey, name: str) -> list[float]:
        """Return a lane's times together with those of all lanes on its channel.

        Parameters
        ----------
        lane : LaneKey
            Which.
        name : str
            ``handling`` or ``wrap_up``.

        Returns
        -------
        list of float
            Seconds.
        """
        times: Mapping[LaneKey, list[float]] = getattr(self, name)
        return [time for other, own in times.items() if other[1] == lane[1] for time in own]


def lane_of(
    key: LaneKey,
    *,
    counts: Sequence[Sequence[int]] | None,
    backlogs: Sequence[Backlog | None],
    n_intervals: int,
    state: CentreState,
    known: Known,
) -> Lane:
    """Return a lane as a day's form has it, and note how each figure came.

    Parameters
    ----------
    key : LaneKey
        Queue, channel, language.
    counts : sequence of sequence of int or None
        (days x intervals); None when nothing was recorded of any lane.
    backlogs : sequence of Backlog or None
        What waited when each of the days began.
    n_intervals : int
        Of the day.
    state : CentreState
        With the queue.
    known : Known
        Whose ``figures`` are filled.

    Returns
    -------
    Lane
        Without hours, which the centre says.
    """
    queue, channel, language = key
    if counts is None:
        per_h = (defaults.PER_H,) * n_intervals
        _note(known, key, "per_h", Figure(source="default"))
    else:
        per_h = rates_per_h(counts, INTERVAL_MIN)
        _note(known, key, "per_h", Figure(source="history", n=sum(map(sum, counts))))
    there = [one for one in backlogs if one is not None]
    n_waiting = round(sum(one.n for one in there) / len(backlogs)) if backlogs else 0
    return Lane(
        queue=queue,
        channel=channel,
        language=language,
        per_h=per_h,
        handling=_handling(key, known),
        wrap_up=_wrap_up(key, state, known),
        patience=_patience(key, known),
        target_s=state.queues[queue].promise_s,
        is_taken_when_closed=channel in WRITTEN,
        backlog=n_waiting,
        backlog_age_s=round(fmean(one.oldest_s for one in there)) if n_waiting else 0.0,
    )


def _note(known: Known, key: LaneKey, name: str, figure: Figure) -> None:
    known.figures[lane_figure(*key, name)] = figure


def _handling(key: LaneKey, known: Known) -> Spread:
    own = known.handling.get(key, [])
    if len(own) >= defaults.LEAST_CONTACTS and (spread := spread_of(own)):
        _note(known, key, "handling", Figure(source="history", n=len(own)))
        return spread
    pooled = known.on_channel(key, "handling")
    if len(pooled) >= defaults.LEAST_CONTACTS and (spread := spread_of(pooled)):
        _note(known, key, "handling", Figure(source="channel", n=len(pooled)))
        return spread
    _note(known, key, "handling", Figure(source="default", n=len(own)))
    return Spread(mean_s=defaults.HANDLING_S[key[1]], cv=defaults.CV)


def _wrap_up(key: LaneKey, state: CentreState, known: Known) -> Spread | None:
    own = known.wrap_up.get(key, [])
    if len(own) >= defaults.LEAST_CONTACTS:
        _note(known, key, "wrap_up", Figure(source="history", n=len(own)))
        mean_s = round(fmean(own), 1)
    else:
        _note(known, key, "wrap_up", Figure(source="centre", n=len(own)))
        mean_s = state.queues[key[0]].wrap_up_s
    return Spread(kind="constant", mean_s=mean_s) if mean_s > 0.0 else None


def _patience(key: LaneKey, known: Known) -> Spread | None:
    channel = key[1]
    if channel not in defaults.PATIENCE_S:
        return None
    own = known.waits.get(key, [])
    pooled = [wait for other, some in known.waits.items() if other[1] == channel for wait in some]
    for source, waits in (("history", own), ("channel", pooled)):
        n_gave_up = sum(is_gone for _, is_gone in waits)
        mean_s = mean_patience(survival(waits))
        if n_gave_up >= defaults.LEAST_GAVE_UP and mean_s is not None:
            figure = Figure(source="history" if source == "history" else "channel", n=len(waits))
            _note(known, key, "patience", figure)
            return Spread(kind="exponential", mean_s=mean_s)
    _note(known, key, "patience", Figure(source="default", n=len(own)))
    return Spread(kind="exponential", mean_s=defaults.PATIENCE_S[channel])


def patience_curves(known: Known) -> Iterator[Patience]:
    """Yield how customers held out on each channel where some gave up.

    Parameters
    ----------
    known : Known
        With waits.

    Yields
    ------
    Patience
        All lanes of a channel together.
    """
    for channel in defaults.PATIENCE_S:
        waits = [w for key, some in known.waits.items() if key[1] == channel for w in some]
        curve = survival(waits)
        mean_s = mean_patience(curve)
        if mean_s is not None:
            n_gave_up = sum(is_gone for _, is_gone in waits)
            yield Patience(
                channel=channel,
                n_waited=len(waits),
                n_gave_up=n_gave_up,
                curve=_thinned(curve),
                mean_s=mean_s,
            )


def _thinned(curve: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """Return a curve with at most some hundred steps, its ends among them."""
    step = -(-len(curve) // 100)
    kept = [*curve[::step], *([curve[-1]] if (len(curve) - 1) % step else [])]
    return tuple((round(at_s, 1), round(share, 4)) for at_s, share in kept)


def paces(came: Sequence[Came], lanes: Sequence[Lane], known: Known) -> dict[str, float]:
    """Return the pace of each crew that handled enough, and note how each came.

    Parameters
    ----------
    came : sequence of Came
        All of the period.
    lanes : sequence of Lane
        With the mean that a crew is compared with.
    known : Known
        Whose ``figures`` are filled.

    Returns
    -------
    dict
        By crew: handling takes so many times as long; see `estimates.pace_of`.
    """
    means = {(one.queue, one.channel, one.language): one.handling.mean_s for one in lanes}
    taken: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in came:
        if one.lane in means and one.handling_s is not None:
            taken[one.crew].append((one.handling_s, means[one.lane]))
    found = {}
    for crew, times in taken.items():
        pace = pace_of(times)
        if len(times) >= defaults.LEAST_CONTACTS and pace is not None:
            found[crew] = min(max(pace, 0.1), 10.0)
            known.figures[f"pace:{crew}"] = Figure(source="history", n=len(times))
    return found
