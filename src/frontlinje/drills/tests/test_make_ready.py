"""Is the simulator compiled after a start, once, and in nobody's way?"""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from frontlinje.base import clock
from frontlinje.drills import tasks

pytestmark = pytest.mark.django_db


def test_after_a_start_the_simulator_is_made_ready_and_no_drill_waits_for_that_time() -> None:
    tasks.make_ready_later()
    tasks.make_ready_later()
    later = ProcrastinateJob.objects.get()
    assert later.scheduled_at is not None
    assert later.scheduled_at > clock.now()
    assert later.lock is None
    tasks.make_ready_after_a_start()
    tasks.make_ready_after_a_start()
    assert ProcrastinateJob.objects.get(task_name="drills.make_ready").lock == tasks.LOCK
