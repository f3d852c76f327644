"""Who does what was put off? The service `jobs`: procrastinate's worker inside ours.

A job left behind by a worker that was killed is given out again, so every task has to bear being
done twice.
"""

import asyncio
import logging
import threading
from typing import cast

from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from psycopg import AsyncConnection

from frontlinje.config.streamer import conninfo

CONCURRENCY = 4
HEARTBEAT_S = 3.0
# A worker that was silent for this long is dead, and its jobs are given to another.
DEAD_AFTER_S = 9.0
LAST_JOBS_S = 3.0
# Of a new job we are told; one that is given out again, or whose lock is free again, is looked for.
LOOK_S = 1.0

log = logging.getLogger(__name__)


def run_jobs(stopping: threading.Event) -> None:
    """Do jobs until `stopping` is set."""
    asyncio.run(_work(stopping))


async def _work(stopping: threading.Event) -> None:
    # Periodic jobs are put off in asgiref's one thread, whose connection may have died before.
    await sync_to_async(connections.close_all)()
    # A second app for the worker's own connections: through the first one, tasks put off further
    # work inside their business transaction, which `replace_connector` would break.
    connector = cast(DjangoConnector, app.connector)
    worker = app.with_connector(connector.get_worker_connector())
    async with worker.open_async():
        tasks = [
            asyncio.create_task(_do_jobs(worker)),
            asyncio.create_task(_rescue_jobs(worker)),
            asyncio.create_task(_notice_lost_database()),
            asyncio.create_task(_wait_for(stopping)),
        ]
        done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        for task in done:
            task.result()


async def _do_jobs(worker: App) -> None:
    await worker.run_worker_async(
        concurrency=CONCURRENCY,
        fetch_job_polling_interval=LOOK_S,
        install_signal_handlers=False,
        delete_jobs="successful",
        update_heartbeat_interval=HEARTBEAT_S,
        stalled_worker_timeout=DEAD_AFTER_S,
        shutdown_graceful_timeout=LAST_JOBS_S,
    )


async def _rescue_jobs(worker: App) -> None:
    while True:
        jobs = await worker.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_S)
        for job in jobs:
            log.warning(
                "Job %s (%s) was left behind and is given out again.", job.id, job.task_name
            )
            await worker.job_manager.retry_job(job)
        await asyncio.sleep(HEARTBEAT_S)


async def _notice_lost_database() -> None:
    """Fall when the database goes away: procrastinate would go on without hearing of new jobs."""
    async with await AsyncConnection.connect(conninfo(), autocommit=True) as connection:
        await anext(connection.notifies(), None)


async def _wait_for(stopping: threading.Event) -> None:
    while not stopping.is_set():
        await asyncio.sleep(0.2)
