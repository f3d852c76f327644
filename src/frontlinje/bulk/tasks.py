"""What of this room takes long? Working through runs, and undoing them, done by jobs.

Each bears being done twice: the rows say what is left to do.
"""

from uuid import UUID

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from frontlinje.base import clock
from frontlinje.bulk.actions.working import undo_more, work_on
from frontlinje.people.models import User

# A database that went away is back within minutes, or there is greater trouble.
_AGAIN = RetryStrategy(
    max_attempts=20, linear_wait=5, retry_exceptions=[OperationalError, InterfaceError]
)


@app.task(name="bulk.work_through", retry=_AGAIN)
def work_through(run_id: str) -> None:
    """Work through a run until it is done or stopped."""
    while work_on(run_id=UUID(run_id), at=clock.now()):
        pass


@app.task(name="bulk.undo", retry=_AGAIN)
def undo(run_id: str, by: str) -> None:
    """Take back what a run did."""
    person = User.objects.get(id=UUID(by))
    while undo_more(run_id=UUID(run_id), by=person, at=clock.now()):
        pass
