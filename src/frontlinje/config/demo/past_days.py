"""How did the made-up weeks go? Contacts come, wait, give up or are answered by whoever is there.

A small play of its own, so that waits, shifts and handling belong together as they do in a real
centre. Seconds count from the first midnight.
"""

import heapq
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Final

DAY_S: Final = 86400.0
_TURN, _COMES, _GIVES_UP, _DONE = range(4)
_MAILS_AT_ONCE = 2
_ILL = 0.06

_PER_DAY: Final = {
    ("switchboard", "phone"): 62,
    ("portal", "phone"): 48,
    ("registrations", "phone"): 78,
    ("settlements", "phone"): 40,
    ("registrations", "mail"): 22,
    ("settlements", "mail"): 14,
    ("portal", "mail"): 8,
    ("general", "mail"): 12,
    ("registrations", "web"): 16,
    ("portal", "web"): 8,
}
"""On a middling working day, of each queue and channel."""
_HANDLING_S: Final = {
    ("switchboard", "phone"): 105.0,
    ("portal", "phone"): 330.0,
    ("registrations", "phone"): 270.0,
    ("settlements", "phone"): 420.0,
}
_WRITTEN_S: Final = 480.0
_PATIENCE_S: Final = 260.0
_HELPED_AFTER_S: Final = {"registrations": 900.0}
"""When everybody helps, as the overflow of the queue has it."""
_WEEKDAYS: Final = (1.2, 1.05, 1.0, 1.0, 0.9, 0.3, 0.2)


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works at these hours."""

    username: str
    hours: tuple[int, int]
    queues: frozenset[str]
    pace: float


@dataclass(slots=True, eq=False)
class Past:
    """A contact, and what became of it."""

    queue: str
    channel: str
    came_s: float
    handling_s: float
    wrap_up_s: float = 0.0
    patience_s: float | None = None
    taken_s: float | None = None
    by: str = ""
    ends_s: float | None = None
    """When it was closed, or the customer gave up."""


@dataclass(frozen=True, slots=True)
class Turn:
    """That somebody's status changed."""

    at_s: float
    username: str
    status: str
    reason: str = ""


_Event = tuple[float, int, int, Past | Turn]


@dataclass(slots=True)
class _Desk:
    worker: Worker
    is_ready: bool = False
    idle_since_s: float = 0.0
    call: Past | None = None
    mails: list[Past] = field(default_factory=list)


def comings(weekdays: Sequence[int], wrap_up_s: dict[str, float], chance: Random) -> list[Past]:
    """Return what comes on days with these weekdays, one after the other."""
    found = []
    for day, weekday in enumerate(weekdays):
        factor = _WEEKDAYS[weekday] * chance.gammavariate(60.0, 1 / 60.0)
        for (queue, channel), usual in _PER_DAY.items():
            for _ in range(_poisson(usual * factor, chance)):
                hour = chance.triangular(7.5, 17.0, 9.5) if channel == "phone" else _written(chance)
                mean_s = _HANDLING_S.get((queue, channel), _WRITTEN_S)
                is_call = channel == "phone"
                found.append(
                    Past(
                        queue=queue,
                        channel=channel,
                        came_s=day * DAY_S + hour * 3600.0,
                        handling_s=mean_s * chance.lognormvariate(-0.2, 0.63),
                        wrap_up_s=wrap_up_s[queue] if is_call else 0.0,
                        patience_s=chance.expovariate(1 / _PATIENCE_S) if is_call else None,
                    )
                )
    return sorted(found, key=lambda one: one.came_s)


def _poisson(mean: float, chance: Random) -> int:
    n, sum_s = 0, chance.expovariate(1.0)
    while sum_s < mean:
        n, sum_s = n + 1, sum_s + chance.expovariate(1.0)
    return n


def _written(chance: Random) -> float:
    return chance.triangular(6.0, 23.5, 10.0)


def turns(n_days: int, workers: Sequence[Worker], chance: Random) -> Iterator[Turn]:
    """Yield when people come, have their breaks and go; now and then somebody is ill."""
    for day in range(n_days):
        for worker in workers:
            if chance.random() < _ILL:
                continue
            begins = day * DAY_S + worker.hours[0] * 3600.0 + chance.uniform(-240.0, 180.0)
            ends = day * DAY_S + worker.hours[1] * 3600.0 + chance.uniform(-60.0, 300.0)
            yield Turn(begins, worker.username, "ready")
            for share, reason, length_s in ((0.3, "break", 900.0), (0.55, "lunch", 1800.0)):
                if ends - begins < 5 * 3600.0 and reason == "lunch":
                    continue
                at_s = begins + (ends - begins) * share + chance.uniform(-1800.0, 1800.0)
                yield Turn(at_s, worker.username, "pause", reason)
                yield Turn(at_s + length_s, worker.username, "ready")
            yield Turn(ends, worker.username, "logged_off")


def play(came: Iterable[Past], changes: Iterable[Turn], workers: Sequence[Worker]) -> None:
    """Let people answer: calls before letters, the oldest first, by whoever was idle longest."""
    desks = {worker.username: _Desk(worker) for worker in workers}
    waiting: list[Past] = []
    events: list[_Event] = [(turn.at_s, _TURN, n, turn) for n, turn in enumerate(changes)]
    events += [(one.came_s, _COMES, n, one) for n, one in enumerate(came)]
    order = count(len(events))
    heapq.heapify(events)
    while events:
        now_s, kind, _, what = heapq.heappop(events)
        if isinstance(what, Turn):
            desks[what.username].is_ready = what.status == "ready"
        elif kind == _COMES:
            waiting.append(what)
            if what.patience_s is not None:
                heapq.heappush(events, (now_s + what.patience_s, _GIVES_UP, next(order), what))
        elif kind == _GIVES_UP and what in waiting:
            waiting.remove(what)
            what.ends_s = now_s
        elif kind == _DONE:
            _put_down(what, desks[what.by], now_s)
        for taken in _hand_out(waiting, desks.values(), now_s):
            heapq.heappush(events, (taken.ends_s or now_s, _DONE, next(order), taken))


def _put_down(one: Past, desk: _Desk, now_s: float) -> None:
    if desk.call is one:
        desk.call = None
    elif one in desk.mails:
        desk.mails.remove(one)
    desk.idle_since_s = now_s


def _hand_out(waiting: list[Past], desks: Iterable[_Desk], now_s: float) -> Iterator[Past]:
    ready = sorted((desk for desk in desks if desk.is_ready), key=lambda desk: desk.idle_since_s)
    for one in sorted(waiting, key=lambda one: (one.channel != "phone", one.came_s)):
        is_call = one.channel == "phone"
        for desk in ready:
            has_room = desk.call is None and (is_call or len(desk.mails) < _MAILS_AT_ONCE)
            if not has_room or not _may_have(desk.worker, one, now_s):
                continue
            waiting.remove(one)
            one.by, one.taken_s = desk.worker.username, now_s
            one.handling_s *= desk.worker.pace
            one.ends_s = now_s + one.handling_s + one.wrap_up_s
            if is_call:
                desk.call = one
            else:
                desk.mails.append(one)
            yield one
            break


def _may_have(worker: Worker, one: Past, now_s: float) -> bool:
    helped_after_s = _HELPED_AFTER_S.get(one.queue, math.inf)
    return one.queue in worker.queues or now_s - one.came_s > helped_after_s
