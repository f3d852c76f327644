"""What if? A scenario: small edits of a day, such as a third ill while the portal is down.

Laid on a day that already has its rules, so that it hits plans as it hits the ordinary day.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from frontlinje.base.errors import Invalid
from frontlinje.centre.rules.fields import ChannelCode, ChannelSet, Code, HoursLimit, Section
from frontlinje.simulation.model import Agent, Day, Factor, Lane, Share, Span, Spread

Times = Annotated[float, Field(ge=0, le=100)]


class OnLanes(Section):
    """What is about some lanes: those of the channels and queues that it names."""

    channels: ChannelSet = frozenset()
    """None stands for all."""
    queues: tuple[Code, ...] = ()
    """None stands for all."""

    def is_about(self, lane: Lane) -> bool:
        """Say whether it is about a lane.

        Parameters
        ----------
        lane : Lane
            Of the day.

        Returns
        -------
        bool
            True when channel and queue are named, or none is.
        """
        is_channel = not self.channels or lane.channel in self.channels
        return is_channel and (not self.queues or lane.queue in self.queues)


class Volume(OnLanes):
    """So many times as much comes."""

    factor: Times
    hours: HoursLimit = ()
    """Clock times; none stands for the whole day. An interval that is in them in part counts in
    part."""


class Longer(OnLanes):
    """Handling and wrap-up take so many times as long."""

    factor: Factor


class Down(Section):
    """Nobody gets through on a channel, whatever hours and plans say.

    Who calls is turned away. What is taken while it is closed (mail) comes as soon as it is up.
    """

    channel: ChannelCode
    hours: HoursLimit = ()


class Portal(Section):
    """Forms cannot be sent: a share of those who would have call instead, about the same."""

    to_phone: Share
    """The others do not come that day."""
    hours: HoursLimit = ()


class NewStaff(Section):
    """A share of the people is new: spread evenly over their list, by counting."""

    share: Share
    pace: Factor = 1.5
    """Handling takes them so many times as long, on top of their own pace."""


class Scenario(Section):
    """What goes wrong; nothing, unless something is said."""

    code: Code
    share_ill: Share = 0.0
    """Chance that somebody is away, each for himself, on top of the day's own absence."""
    late_start_s: float = Field(default=0.0, ge=0, le=86400)
    """So much later everybody's shift begins."""
    new_staff: NewStaff | None = None
    volume: tuple[Volume, ...] = ()
    """Several multiply."""
    handling: tuple[Longer, ...] = ()
    """Several multiply."""
    down: tuple[Down, ...] = ()
    portal_down: Portal | None = None


def under_scenario(day: Day, scenario: Scenario, *, starts_at: datetime) -> Day:
    """Return a day on which a scenario happens.

    Parameters
    ----------
    day : Day
        With rules and opening hours; see ``from_centre.under_centre``.
    scenario : Scenario
        What happens.
    starts_at : datetime
        The instant at which the day's first interval begins, in the zone of the scenario's clock.

    Returns
    -------
    Day
        The very same when nothing happens. Known arrivals (``Day.arrivals``) stay as they are.

    Raises
    ------
    Invalid
        ``simulation.no_phone_lane`` when forms become calls in a queue without calls.

    Notes
    -----
    In the order volume, portal, channels down: forms that become calls are forms of the scenario.
    """
    lanes = [_lane(day, lane, scenario, starts_at) for lane in day.lanes]
    if scenario.portal_down is not None:
        lanes = _without_portal(day, lanes, scenario.portal_down, starts_at)
    for down in scenario.down:
        spans = _spans(day, down.hours, starts_at)
        lanes = [_down(day, one, spans) if one.channel == down.channel else one for one in lanes]
    agents = [
        _agent(agent, scenario, is_new=is_new)
        for agent, is_new in zip(day.agents, _are_new(day.agents, scenario.new_staff), strict=True)
    ]
    return day.model_copy(update={"lanes": tuple(lanes), "agents": tuple(agents)})


def _lane(day: Day, lane: Lane, scenario: Scenario, starts_at: datetime) -> Lane:
    rates = list(lane.per_h)
    for change in scenario.volume:
        if change.is_about(lane):
            parts = _parts(day, _spans(day, change.hours, starts_at))
            rates = [
                rate * (1.0 + (change.factor - 1.0) * parts[i]) for i, rate in enumerate(rates)
            ]
    factor = 1.0
    for longer in scenario.handling:
        factor *= longer.factor if longer.is_about(lane) else 1.0
    return lane.model_copy(
        update={
            "per_h": tuple(rates),
            "handling": _times(lane.handling, factor),
            "wrap_up": None if lane.wrap_up is None else _times(lane.wrap_up, factor),
        }
    )


def _times(spread: Spread, factor: float) -> Spread:
    table_s = tuple(at_s * factor for at_s in spread.table_s)
    return spread.model_copy(update={"mean_s": spread.mean_s * factor, "table_s": table_s})


def _without_portal(
    day: Day, lanes: Sequence[Lane], portal: Portal, starts_at: datetime
) -> list[Lane]:
    parts = _parts(day, _spans(day, portal.hours, starts_at))
    changed = list(lanes)
    for i, web in enumerate(lanes):
        if web.channel != "web":
            continue
        moved = [rate * portal.to_phone * parts[k] for k, rate in enumerate(web.per_h)]
        rates = tuple(rate * (1.0 - part) for rate, part in zip(web.per_h, parts, strict=True))
        changed[i] = web.model_copy(update={"per_h": rates})
        key = (web.queue, "phone", web.language)
        k = next((k for k, o in enumerate(lanes) if (o.queue, o.channel, o.language) == key), None)
        if k is not None:
            calls = tuple(a + b for a, b in zip(changed[k].per_h, moved, strict=True))
            changed[k] = changed[k].model_copy(update={"per_h": calls})
        elif any(moved):
            raise Invalid("simulation.no_phone_lane", queue=web.queue)
    return changed


def _down(day: Day, lane: Lane, spans: Iterable[Span]) -> Lane:
    return _late(day, lane, spans) if lane.is_taken_when_closed else _closed(lane, spans)


def _late(day: Day, lane: Lane, spans: Iterable[Span]) -> Lane:
    """Return a lane to which nothing comes in some spans, and all of it in the interval after."""
    rates = list(lane.per_h)
    for span in spans:
        held = 0.0
        for k, part in enumerate(_parts(day, [span])):
            held += rates[k] * part
            rates[k] *= 1.0 - part
        up = int(span.until_s // day.interval_s)
        if up < len(rates):
            rates[up] += held
    return lane.model_copy(update={"per_h": tuple(rates)})


def _closed(lane: Lane, spans: Iterable[Span]) -> Lane:
    """Return a lane that is not open in some spans."""
    opens = list(lane.opens)
    for down in spans:
        opens = [
            Span(from_s=from_s, until_s=until_s)
            for span in opens
            for from_s, until_s in (
                (span.from_s, min(span.until_s, down.from_s)),
                (max(span.from_s, down.until_s), span.until_s),
            )
            if from_s < until_s
        ]
    return lane.model_copy(update={"opens": tuple(opens)})


def _agent(agent: Agent, scenario: Scenario, *, is_new: bool) -> Agent:
    there = (1.0 - agent.absent_share) * (1.0 - scenario.share_ill)
    ill = scenario.share_ill > 0.0
    new = scenario.new_staff
    return agent.model_copy(
        update={
            "absent_share": 1.0 - there if ill else agent.absent_share,
            "pace": agent.pace * new.pace if new is not None and is_new else agent.pace,
            "on_duty": _later(agent.on_duty, scenario.late_start_s),
        }
    )


def _later(on_duty: Sequence[Span], by_s: float) -> tuple[Span, ...]:
    if not on_duty:
        return ()
    from_s = on_duty[0].from_s + by_s
    return tuple(
        Span(from_s=max(span.from_s, from_s), until_s=span.until_s)
        for span in on_duty
        if span.until_s > from_s
    )


def _are_new(agents: Sequence[Agent], new: NewStaff | None) -> list[bool]:
    share = 0.0 if new is None else new.share
    # Half up front, so that half of three is two, and the first is not always the last to be new.
    counts = [int(share * i + 0.5) for i in range(len(agents) + 1)]
    return [later > earlier for earlier, later in pairwise(counts)]


def _spans(day: Day, hours: HoursLimit, starts_at: datetime) -> list[Span]:
    """Return clock times as seconds of the day, on every date that it touches."""
    if not hours:
        return [Span(from_s=0.0, until_s=day.length_s)] if day.length_s > 0.0 else []
    found = []
    last = (starts_at + timedelta(seconds=day.length_s)).date()
    date = starts_at.date()
    while date <= last:
        for interval in hours:
            ends = [
                (datetime.combine(date, time(), starts_at.tzinfo) + timedelta(minutes=minute))
                for minute in (interval.opens, interval.closes)
            ]
            # Instants, not clock times, or the day on which clocks change would lose an hour.
            from_s, until_s = (end.timestamp() - starts_at.timestamp() for end in ends)
            from_s, until_s = max(from_s, 0.0), min(until_s, day.length_s)
            if from_s < until_s:
                found.append(Span(from_s=from_s, until_s=until_s))
        date += timedelta(days=1)
    return found


def _parts(day: Day, spans: Iterable[Span]) -> list[float]:
    """Return the share of each interval that is in spans, which do not overlap."""
    parts = [0.0] * day.n_intervals
    for span in spans:
        for k in range(day.n_intervals):
            begins, ends = k * day.interval_s, (k + 1) * day.interval_s
            inside = min(ends, span.until_s) - max(begins, span.from_s)
            parts[k] += max(inside, 0.0) / day.interval_s
    return parts
