"""How soon do 50 open desks see that a plan is in effect, and that it is over?

One real web process with the stream of 50 agents open. Elsewhere a plan is put into effect that
changes every one of forty queues, closes a channel and tells customers; then it is ended. Measured
from the order to do so until a desk has heard of it, has asked for the line at the top of its page,
and the line has (or no longer has) the plan's name.
"""

import asyncio
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse

from benchmarks.stream import LIMIT_S, Desk, open_desks, signed_in_desk, web_process
from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre, save_revision
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.starter import starter_document
from frontlinje.config.bench import Goal, Result
from frontlinje.continuity.actions.activating import activate_plan, end_activation
from frontlinje.continuity.actions.plans import save_plan
from frontlinje.continuity.events import ActivationEnded, PlanActivated
from frontlinje.continuity.models import Activation
from frontlinje.continuity.rules.plan import PlanDocument

NAME = "plan"
SUMMARY = "50 open desks: from the order to put a plan into effect to the line at their top"
NEEDS_DATABASE = True

N_DESKS, N_QUEUES = 50, 40
N_ROUNDS, N_QUICK = 40, 6
CALM_S = 3.0
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
PLAN = "switchboard-down"
_CALLED = "Sentralbordet nede"
_CHANGES = tuple(event.kind.encode() for event in (PlanActivated, ActivationEnded))
_ANNOUNCED = {"nb": "Ring ikke", "sv": "Ring inte", "en": "Do not call"}


def run(quick: bool) -> Result:
    """Put the plan into effect and end it, again and again."""
    _prepare()
    desks = [signed_in_desk(number) for number in range(N_DESKS)]
    with web_process() as (_, port):
        seen_ms, heard_ms, action_ms = asyncio.run(
            _measure(desks, port, N_QUICK if quick else N_ROUNDS)
        )
    figures = {
        "desks": float(N_DESKS),
        "action_p50_ms": statistics.median(action_ms),
        "heard_p99_ms": _p99(heard_ms),
        "seen_p50_ms": statistics.median(seen_ms),
        "seen_p99_ms": _p99(seen_ms),
        "seen_at_most_ms": max(seen_ms),
    }
    return Result(figures, [Goal("seen_p99_ms", at_most=2000)])


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def _prepare() -> None:
    first = begin_centre(at=AT, by=None)
    plain = plain_form(starter_document())
    queue = plain["queues"][0]
    plain["queues"] += [queue | {"code": f"queue-{n}", "addresses": []} for n in range(N_QUEUES)]
    document = CentreDocument.model_validate(plain)
    save_revision(document=document, by=None, reason="", based_on=first.id, at=AT)
    save_plan(document=_plan(), by=None, at=AT)


def _plan() -> PlanDocument:
    name = dict.fromkeys(("nb", "sv", "en"), _CALLED)
    measures: list[dict[str, Any]] = [
        {"kind": "close_channels", "channels": ["phone"]},
        {"kind": "set_times", "offer_s": 40},
        {"kind": "minimum_staffing", "ready": 2},
        {"kind": "say", "situation": "greeting", "body": _ANNOUNCED},
    ]
    return PlanDocument.model_validate(
        {
            "code": PLAN,
            "name": name,
            "purpose": name,
            "scenario": PLAN,
            "measures": measures,
            "announcement": {"title": _ANNOUNCED, "body": _ANNOUNCED},
            "expires_after_s": 3600,
        }
    )


async def _measure(
    desks: list[Desk], port: int, n_rounds: int
) -> tuple[list[float], list[float], list[float]]:
    """Return in ms until each desk saw each change, heard of it, and until it was committed."""
    watchers = [_Watcher(desk, port) for desk in desks]
    await open_desks(watchers, port)
    for watcher in watchers:
        await watcher.banner()  # as every page does when it is opened
    await asyncio.sleep(CALM_S)  # everybody has been noted as present
    draw = Random(7)
    seen_ms: list[float] = []
    heard_ms: list[float] = []
    action_ms: list[float] = []
    made: list[UUID] = []
    with ThreadPoolExecutor(1) as elsewhere:
        for number in range(2 * n_rounds):
            is_there = number % 2 == 0
            change = _activate if is_there else partial(_end, made[-1])
            for watcher in watchers:
                watcher.expect(is_there=is_there)
            begun = time.perf_counter()
            made.append(await asyncio.get_running_loop().run_in_executor(elsewhere, change))
            action_ms.append((time.perf_counter() - begun) * 1000)
            seen = await asyncio.wait_for(asyncio.gather(*(w.seen for w in watchers)), LIMIT_S)
            seen_ms += [(at - begun) * 1000 for at in seen]
            heard_ms += [(w.heard_at - begun) * 1000 for w in watchers]
            await asyncio.sleep(draw.uniform(1, 2))
        elsewhere.submit(connection.close)
    for watcher in watchers:
        watcher.close()
    return seen_ms, heard_ms, action_ms


def _activate() -> UUID:
    made: Activation = activate_plan(plan=PLAN, by=None, at=clock.now(), reason="bench")
    return made.id


def _end(activation_id: UUID) -> UUID:
    end_activation(activation_id=activation_id, by=None, at=clock.now(), reason="bench")
    return activation_id


class _Watcher(Desk):
    """A desk that asks for the line at its top whenever it hears of a plan."""

    def __init__(self, desk: Desk, port: int) -> None:
        super().__init__(desk.user, desk.cookie)
        self._port = port
        self._address = reverse("continuity:banner")
        self._is_there = True
        self._asking: set[asyncio.Task[None]] = set()

    def expect(self, *, is_there: bool) -> None:
        """Begin to wait until the line has the plan's name, or has it no longer."""
        self._is_there = is_there
        self.seen: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.heard_at = 0.0

    async def _listen(self) -> None:
        while said := await self._reader.read(65536):
            if any(kind in said for kind in _CHANGES):
                task = asyncio.create_task(self._ask())
                self._asking.add(task)
                task.add_done_callback(self._asking.discard)
        raise RuntimeError("the server closed a stream")

    async def _ask(self) -> None:
        heard_at = time.perf_counter()
        answer = await self.banner()
        if (_CALLED in answer) == self._is_there and not self.seen.done():
            self.heard_at = heard_at
            self.seen.set_result(time.perf_counter())

    async def banner(self) -> str:
        """Return the answer to a request for the line at the top."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        head = (
            f"GET {self._address} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Cookie: {self.cookie}\r\nConnection: close\r\n\r\n"
        )
        writer.write(head.encode())
        answer = (await reader.read(-1)).decode()
        writer.close()
        if not answer.startswith("HTTP/1.1 200"):
            raise RuntimeError(answer[:200])
        return answer
