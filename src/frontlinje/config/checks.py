"""Is all well with database, processes, jobs, disk and backups? One function for each question.

`doctor` asks them all. A channel adds its own as the `findings` of its contract.
"""

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from frontlinje.base.last_backup import BACKUP_EVERY, last_backup
from frontlinje.channels.registry import CHANNELS
from frontlinje.contacts.queries import conservation, is_behind
from frontlinje.portal.exporting import last_export

LEAST_FREE = 2 * 2**30
OVERDUE_AFTER_S = 60
DEAD_AFTER_S = 15


@dataclass(frozen=True)
class Check:
    """One line of the doctor: what was looked at, whether it is well, and what was seen."""

    name: str
    is_ok: bool
    says: str


def check_database(now: datetime) -> Iterator[Check]:
    """Does the database answer, and does it have this version's tables?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()), version()")
        size, version = cursor.fetchone()
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        text = f"{len(missing)} migrations are missing: run frontlinje prepare"
        yield Check("database", False, text)
    else:
        yield Check("database", True, f"{version.split(' on ')[0]}, {size / 2**20:.0f} MB")


def check_web(now: datetime) -> Iterator[Check]:
    """Does a web process answer?"""
    address = f"{_address()}/health"
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            yield Check("web", answer.status == 200, f"answers at {address}")
    except (urllib.error.URLError, TimeoutError) as error:
        yield Check("web", False, f"no answer at {address} ({error}): start frontlinje up")


def _address() -> str:
    """Return where `frontlinje up` listens, else the address that people type."""
    try:
        note = json.loads((settings.HOME / "run" / "up.json").read_text())
    except FileNotFoundError:
        return str(settings.PUBLIC_URL)
    return str(note["address"])


def check_worker(now: datetime) -> Iterator[Check]:
    """Was a worker there within the last seconds?"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [DEAD_AFTER_S],
        )
        alive = cursor.fetchone()[0]
    if alive:
        yield Check("worker", True, f"{alive} alive")
    else:
        yield Check("worker", False, "none is alive: start frontlinje up")


def check_jobs(now: datetime) -> Iterator[Check]:
    """Are jobs done in time, and do they succeed?"""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FILTER (WHERE status = 'todo'),
                count(*) FILTER (WHERE status = 'todo'
                    AND coalesce(scheduled_at, now()) < now() - make_interval(secs => %s)),
                count(*) FILTER (WHERE status = 'failed')
            FROM procrastinate_jobs""",
            [OVERDUE_AFTER_S],
        )
        waiting, overdue, failed = cursor.fetchone()
    text = f"{waiting} waiting, {overdue} of them overdue, {failed} failed"
    yield Check("jobs", not (overdue or failed), text)


def check_disk(now: datetime) -> Iterator[Check]:
    """Is there room for what comes?"""
    free = shutil.disk_usage(settings.HOME).free
    yield Check("disk", free >= LEAST_FREE, f"{free / 2**30:.1f} GB free in {settings.HOME}")


def check_backup(now: datetime) -> Iterator[Check]:
    """Is there a backup that is not too old?"""
    last = last_backup(settings.HOME)
    begun = MigrationRecorder.Migration.objects.order_by("applied").values_list("applied").first()
    since = last.at if last else begun[0] if begun else now
    text = f"last at {last.at.astimezone():%Y-%m-%d %H:%M}" if last else "none yet"
    if now - since > BACKUP_EVERY:
        yield Check("backup", False, f"{text}: run frontlinje backup FILE")
    else:
        yield Check("backup", True, text)


def check_conservation(now: datetime) -> Iterator[Check]:
    """Is every contact that was ever received somewhere? The sum of law 1, channel by channel."""
    for found in conservation():
        text = (
            f"{found.received} received = {found.closed} closed + {found.abandoned} abandoned"
            f" + {found.waiting} waiting + {found.with_someone} with someone"
            f" + {found.parked} parked + {found.captured_offline} offline"
        )
        if found.differences:
            text += f"; rows and ledger differ: {found.differences}"
        yield Check(f"conservation {found.channel}", found.holds, text)


def check_channels(now: datetime) -> Iterator[Check]:
    """What do the channels themselves have to say?"""
    for channel in CHANNELS.values():
        for finding in channel.findings(now) if channel.findings else ():
            yield Check(f"{channel.code}: {finding.subject}", finding.is_well, finding.text)


def check_status_page(now: datetime) -> Iterator[Check]:
    """Did the latest status page get to where it is read when we are down?"""
    if settings.STATUS_FOLDER is None:
        return
    last = last_export()
    if last is None:
        text = f"not written to {settings.STATUS_FOLDER} yet: is a worker running?"
        yield Check("status page", False, text)
    elif last.trouble:
        yield Check("status page", False, f"not sent: {last.trouble}")
    else:
        yield Check("status page", True, f"as it is now since {last.at[:16]}Z")


def check_search(now: datetime) -> Iterator[Check]:
    """Is what was written found soon after?"""
    if is_behind(now):
        text = "some of what was written is not found yet: is a worker running, or still reading?"
        yield Check("search", False, text)
    else:
        yield Check("search", True, "everything that was written is found")


CHECKS: tuple[Callable[[datetime], Iterator[Check]], ...] = (
    check_database,
    check_web,
    check_worker,
    check_jobs,
    check_disk,
    check_backup,
    check_conservation,
    check_channels,
    check_search,
    check_status_page,
)
