"""Who looks at triggers, load and probes? The service `watch`.

Triggers and load are looked at in one process, every few seconds. Probes are tried in threads of
their own, which know no database; every worker takes those that are due and that no other took.
"""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait

from frontlinje.base import clock
from frontlinje.continuity.actions.probing import claim_due_probes, facts_of, note_result, try_jobs
from frontlinje.continuity.actions.shedding import shed_load
from frontlinje.continuity.actions.watching import sweep_triggers
from frontlinje.continuity.models import Probe
from frontlinje.continuity.probing import try_probe
from frontlinje.continuity.rules.probes import ProbeKind, Tried, read_target
from frontlinje.ledger.turns import is_ours

PROBES_EVERY_S = 1.0
LOOK_EVERY_S = 4.0
AT_ONCE = 8
_WATCH_LOCK = 0x5741544348


def run_watch(stopping: threading.Event) -> None:
    """Watch until `stopping` is set."""
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="probe")
    try:
        Watcher(pool).run(stopping)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


class Watcher:
    """What is being tried, and when triggers were looked at last."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool
        self.under_way: dict[Future[Tried], Probe] = {}
        self._looked = 0.0

    def run(self, stopping: threading.Event) -> None:
        """Watch until `stopping` is set."""
        while not stopping.is_set():
            started = time.monotonic()
            has_news = self.note_results()
            self.begin_tries()
            if (has_news or started - self._looked >= LOOK_EVERY_S) and is_ours(_WATCH_LOCK):
                self._looked = started
                now = clock.now()
                sweep_triggers(at=now)
                shed_load(at=now)
            stopping.wait(max(0.0, PROBES_EVERY_S - (time.monotonic() - started)))

    def begin_tries(self) -> None:
        """Begin to try what is due, as far as there are free threads."""
        free = AT_ONCE - len(self.under_way)
        now, busy = clock.now(), {probe.code for probe in self.under_way.values()}
        for probe in claim_due_probes(at=now, at_most=free, besides=busy) if free else ():
            facts = facts_of(probe)
            if facts.kind is ProbeKind.JOBS:
                note_result(probe=probe, tried=try_jobs(facts.settings, at=now), at=now)
                continue
            target = read_target(facts.kind, facts.target, facts.settings)
            trying = self.pool.submit(try_probe, facts.kind, target, facts.settings, at=now)
            self.under_way[trying] = probe

    def note_results(self) -> bool:
        """Keep what tries have come to since; say whether there was any."""
        done, _rest = wait(self.under_way, timeout=0)
        for trying in done:
            probe = self.under_way.pop(trying)
            note_result(probe=probe, tried=trying.result(), at=clock.now())
        return bool(done)
