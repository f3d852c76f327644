"""Which plans are suggested now, and nobody has answered yet?"""

from datetime import datetime

from frontlinje.continuity.models import Suggestion
from frontlinje.continuity.queries.plans import live_activations


def open_suggestions(now: datetime) -> list[Suggestion]:
    """Return what triggers suggest, the latest first; not what is in effect or was dismissed."""
    live = {activation.version.plan_id for activation in live_activations(now)}
    rows = Suggestion.objects.select_related("plan", "acknowledged_by").filter(
        cleared_at__isnull=True,
        activation__isnull=True,
        dismissed_reason="",
        plan__retired_at__isnull=True,
    )
    return list(rows.exclude(plan__in=live).order_by("-raised_at", "-id"))
