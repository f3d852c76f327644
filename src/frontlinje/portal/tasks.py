"""When is the status page exported? At every change, and every minute if it moved by itself.

Opening hours and announcements begin and end with time; the job that runs every minute notices.
"""

from collections.abc import Sequence
from contextlib import suppress

from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from frontlinje.base import clock
from frontlinje.ledger.events import LedgerEvent
from frontlinje.portal import exporting

TRY_AGAIN_AFTER_S = 20


@app.periodic(cron="* * * * *")
@app.task(
    name="portal.export_status",
    lock="portal.export_status",
    queueing_lock="portal.export_status",
    retry=RetryStrategy(wait=TRY_AGAIN_AFTER_S),
)
def export_status(timestamp: int = 0) -> None:
    """Write the status page to its folder and send it on."""
    exporting.export_status(at=clock.now())


def export_status_soon(events: Sequence[LedgerEvent]) -> None:
    """Let a job export the page now, because what it says has changed (a listener)."""
    if settings.STATUS_FOLDER is None:
        return
    with suppress(AlreadyEnqueued), transaction.atomic():
        export_status.defer()
