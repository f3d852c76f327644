"""What time is it? The one place that asks; every rule and action gets ``now`` as an argument."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current instant, aware, in UTC."""
    return datetime.now(UTC)
