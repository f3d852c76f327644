"""What of the reports is done regularly? The sum of law 1, which reads the whole ledger."""

from procrastinate.contrib.django import app

from frontlinje.base import clock
from frontlinje.reports import actions


@app.periodic(cron="*/10 * * * *")
@app.task(name="reports.check_conservation", queueing_lock="reports.check_conservation")
def check_conservation(timestamp: int) -> None:
    """Look for every contact ever received."""
    actions.check_conservation(at=clock.now())
