"""How much comes in an hour, how long does one take, and what waits? By what was so lately."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncHour

from frontlinje.centre.rules.fields import WHOLE
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.continuity.rules.keep_open import HOUR_S
from frontlinje.continuity.rules.weeks_before import days_to_compare

WEEKS_BACK = 4
"""From which it is told how long contacts take."""
LONGEST_STRETCH_S = 3600
"""A contact in hand for longer was left lying; more is not counted as work."""

_HANDLING = """
SELECT queue, channel, sum(least(extract(epoch FROM until - at), %s)), count(DISTINCT contact_id)
FROM (
    SELECT queue, channel, to_state, contact_id, at,
        lead(at) OVER (PARTITION BY contact_id ORDER BY id) AS until
    FROM ledger_event WHERE kind = 'contact.moved' AND at >= %s
        AND contact_id NOT IN (SELECT id FROM contacts_contact WHERE is_exercise)
) AS moves
WHERE to_state IN ('active', 'wrap_up') AND until IS NOT NULL
GROUP BY queue, channel
"""

Lane = tuple[str, str]
"""A queue on one channel."""


def usual_volume(
    state: CentreState, now: datetime, zone: ZoneInfo
) -> dict[tuple[Lane, int], float]:
    """Return how many contacts come an hour, by lane and hour of the day on the wall.

    As on the same weekdays before, without holidays and special days.
    """
    found: defaultdict[tuple[Lane, int], float] = defaultdict(float)
    dates = days_to_compare(now.astimezone(zone).date(), state.document)
    days = [datetime.combine(date, time(), zone) for date in dates]
    real = Contact.objects.filter(is_exercise=False).order_by("received_at")
    earliest = real.values_list("received_at", flat=True).first()
    known = [day for day in days if earliest is not None and earliest < day + timedelta(days=1)]
    for day in known:
        rows = (
            Contact.objects.filter(
                received_at__gte=day,
                received_at__lt=day + timedelta(days=1),
                queued_at__isnull=False,
                is_exercise=False,
            )
            .values("queue", "channel", hour=TruncHour("received_at", tzinfo=zone))
            .order_by()
            .annotate(n=Count("id"))
        )
        for row in rows:
            lane = (row["queue"], row["channel"])
            found[lane, row["hour"].hour] += row["n"] / len(known)
    return dict(found)


def handling_times(now: datetime) -> dict[Lane, float]:
    """Return the mean time in seconds that an agent had a contact in hand, by lane."""
    since = now - timedelta(weeks=WEEKS_BACK)
    with connection.cursor() as cursor:
        cursor.execute(_HANDLING, [LONGEST_STRETCH_S, since])
        return {
            (queue, channel): float(total) / n
            for queue, channel, total, n in cursor.fetchall()
            if total > 0
        }


def waiting_now() -> dict[Lane, int]:
    """Return how many contacts wait, by lane."""
    rows = (
        Contact.objects.filter(state=State.QUEUED, is_exercise=False)
        .values_list("queue", "channel")
        .order_by()
        .annotate(n=Count("id"))
    )
    return {(queue, channel): n for queue, channel, n in rows}


def waiting_work(
    state: CentreState, waiting: Mapping[Lane, int], handling: Mapping[Lane, float]
) -> dict[str, float]:
    """Return the work that waits already, by queue, in agents' hours."""
    found: defaultdict[str, float] = defaultdict(float)
    for (queue, channel), n in waiting.items():
        handling_s = handling.get((queue, channel), 0.0)
        found[queue] += n * handling_s * state.units(queue, channel) / WHOLE / HOUR_S
    return dict(found)
