"""What does a trigger measure right now? Figures are read once for all triggers of one look."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Min

from frontlinje.centre.rules.hours import open_seconds_between
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.continuity.models import Probe
from frontlinje.continuity.rules.triggers import (
    CommonCause,
    FewReady,
    ProbeDown,
    ShareAbsent,
    Trigger,
    VolumeRatio,
    WaitingTime,
)
from frontlinje.continuity.rules.watching import Reading
from frontlinje.continuity.rules.weeks_before import days_to_compare
from frontlinje.presence.queries import offerable
from frontlinje.presence.rules.standing import Standing
from frontlinje.reports.queries.queues import figures_since
from frontlinje.routing.actions.common_cause import suspected_since
from frontlinje.routing.queries import people_now

_PLANNED: Final = {Standing.AS_PLANNED, Standing.LATE, Standing.LEFT}
_ABSENT: Final = {Standing.LATE, Standing.LEFT}


class Figures:
    """What triggers measure at one instant."""

    def __init__(self, state: CentreState, now: datetime) -> None:
        self.state, self.now = state, now
        self._received: dict[tuple[datetime, datetime], dict[tuple[str, str], int]] = {}

    def read(self, trigger: Trigger) -> Reading:
        """Return what a trigger measures."""
        match trigger:
            case VolumeRatio():
                return self._volume(trigger)
            case WaitingTime(queue=queue):
                return self._wait(queue)
            case ShareAbsent(team=team):
                return self._absent(team)
            case FewReady(queue=queue):
                return self._ready(queue)
            case CommonCause():
                return Reading(value=float(suspected_since() is not None))
            case ProbeDown(code=code):
                return self._down(code)

    @cached_property
    def n_waiting(self) -> int:
        """Return how many contacts wait, in all queues."""
        return Contact.objects.filter(state=State.QUEUED, is_exercise=False).count()

    @property
    def n_ready(self) -> int:
        """Return how many are on duty and declared ready, busy or not."""
        return len(self._on_duty)

    def _volume(self, trigger: VolumeRatio) -> Reading:
        """Compare with the same hours by the clock on the wall, on the same weekdays before.

        Holidays and special days count for nothing, nor do weeks before the first contact ever.
        """
        span = timedelta(seconds=trigger.window_s)
        zone = ZoneInfo(self.state.document.timezone)
        here = self.now.astimezone(zone).replace(tzinfo=None)
        days = days_to_compare(here.date(), self.state.document)
        ends = [datetime.combine(day, here.time(), zone) for day in days]
        known = [end for end in ends if self._first_at is not None and end - span >= self._first_at]
        counts = [self._came(trigger, end - span, end) for end in known]
        usual = sum(counts) / len(counts) if counts else None
        came = self._came(trigger, self.now - span, self.now)
        return Reading(value=float(came), usual=usual)

    def _came(self, trigger: VolumeRatio, since: datetime, until: datetime) -> int:
        window = (since, until)
        if window not in self._received:
            figures = figures_since(since, now=self.now, until=until)
            self._received[window] = {key: line.received for key, line in figures.items()}
        return sum(
            n
            for (queue, channel), n in self._received[window].items()
            if trigger.queue in (None, queue) and trigger.channel in (None, channel)
        )

    @cached_property
    def _first_at(self) -> datetime | None:
        real = Contact.objects.filter(is_exercise=False)
        first: datetime | None = real.aggregate(first=Min("received_at"))["first"]
        return first

    def _wait(self, queue: str | None) -> Reading:
        """Return the longest wait, in opening hours: nobody waits while it is closed."""
        waits = [wait for wait in self._waits if queue in (None, wait[1])]
        if not waits:
            return Reading(value=0.0)
        wait_s, where = max(waits)
        return Reading(value=wait_s, queue=where)

    @cached_property
    def _waits(self) -> list[tuple[float, str]]:
        waiting = Contact.objects.filter(state=State.QUEUED, is_exercise=False)
        rows = waiting.values_list("queue", "channel").order_by().annotate(Min("received_at"))
        return [
            (open_seconds_between(self.state.opening(channel, queue), since, self.now), queue)
            for queue, channel, since in rows
        ]

    def _absent(self, team: str | None) -> Reading:
        """Return the share of those whose shift is under way who are not logged on."""
        stands = [
            standing
            for of_team, standing in self._standings
            if team in (None, of_team) and standing in _PLANNED
        ]
        absent = sum(standing in _ABSENT for standing in stands)
        return Reading(value=absent / len(stands) if stands else 0.0, of=float(len(stands)))

    @cached_property
    def _standings(self) -> list[tuple[str | None, Standing]]:
        return [
            (person.user.team.code if person.user.team else None, person.standing)
            for person in people_now(self.state, now=self.now)
        ]

    def _ready(self, queue: str | None) -> Reading:
        """Return how many are ready for a queue that is open; of several the one with fewest."""
        counts = [(n, code) for code, n in self._ready_where_open.items() if queue in (None, code)]
        if not counts:
            return Reading(value=float("inf"))
        n, where = min(counts)
        return Reading(value=float(n), queue=where)

    @cached_property
    def _ready_where_open(self) -> dict[str, int]:
        counts = {
            code: 0
            for code, queue in self.state.queues.items()
            if any(self.state.is_channel_open(c, self.now, code) for c in queue.channels)
        }
        for username, team, site in self._on_duty:
            for code in self.state.queues_of(username=username, team=team, site=site):
                if code in counts:
                    counts[code] += 1
        return counts

    @cached_property
    def _on_duty(self) -> list[tuple[str, str | None, str | None]]:
        return list(
            offerable(self.now)
            .exclude(user__exercise_seat__takes_real=False, user__exercise_seat__until__gt=self.now)
            .values_list("user__username", "user__team__code", "user__site__code")
        )

    def _down(self, code: str) -> Reading:
        is_ok, since = self._probes.get(code, (None, None))
        if is_ok is None or since is None:
            return Reading()
        # Half a second at least: a probe that failed this instant is down.
        down_s = 0.0 if is_ok else max(0.5, (self.now - since).total_seconds())
        return Reading(value=down_s)

    @cached_property
    def _probes(self) -> dict[str, tuple[bool | None, datetime | None]]:
        rows = Probe.objects.filter(is_on=True).values_list("code", "is_ok", "since")
        return {code: (is_ok, since) for code, is_ok, since in rows}
