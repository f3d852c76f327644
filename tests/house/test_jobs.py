"""Is every job that was put off done, also when the worker that had it was killed?"""

import os
import signal

import pytest

from frontlinje.config.embedded import used
from tests.house.centre import Centre, query, wait_for

pytestmark = pytest.mark.slow

NAME = "builtin:procrastinate.builtin_tasks.remove_old_jobs"
PUT_OFF = f"""
from procrastinate.contrib.django import app
app.configure_task("{NAME}").defer(max_hours=1)
"""
# As a worker leaves a job that was killed while it did it.
LEAVE_BEHIND = f"""
INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour');
UPDATE procrastinate_jobs SET status = 'doing', worker_id =
    (SELECT id FROM procrastinate_workers ORDER BY last_heartbeat LIMIT 1)
    WHERE task_name = '{NAME}'
"""
LEFT = f"SELECT count(*) FROM procrastinate_jobs WHERE task_name = '{NAME}'"


def test_job_of_a_killed_worker_is_given_out_again(centre: Centre) -> None:
    centre.python(PUT_OFF)
    with used(centre.home):
        query(centre.home, LEAVE_BEHIND)
        assert query(centre.home, LEFT) == [(1,)]
        centre.up()
        wait_for(lambda: query(centre.home, LEFT) == [(0,)])


def test_jobs_are_done_again_after_the_database_was_away(centre: Centre) -> None:
    centre.up()
    with used(centre.home) as database:
        # Not by `stop`, which waits for a server that is gone: ours is started again at once.
        stopped = centre.database_pid()
        os.kill(stopped, signal.SIGINT)
        wait_for(lambda: database.pid() not in (stopped, None))
        wait_for(lambda: centre.status() == 200)
        centre.python(PUT_OFF)
        wait_for(lambda: query(centre.home, LEFT) == [(0,)], limit_s=60)
