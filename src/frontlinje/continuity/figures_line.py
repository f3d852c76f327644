"""How do the queues stand, in words that are written down? For the log of an incident."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontlinje.centre.rules.state import CentreState
from frontlinje.presence.wording import span_words
from frontlinje.reports.queries.queues import QueueLine, queue_lines
from frontlinje.reports.wording import answer_rate_of, service_level_of
from frontlinje.routing.queries import people_now


def figures_in_words(state: CentreState, *, now: datetime) -> str:
    """Return a line for each queue in which anything waits or has come today."""
    lines = queue_lines(state, people_now(state, now=now), now=now)
    said = [_said(state, total, now) for total, *_ in lines.values() if total.is_lively]
    return "\n".join(said) or _("Nothing waits, and nothing has come today.")


def _said(state: CentreState, line: QueueLine, now: datetime) -> str:
    return _(
        "%(queue)s: %(waiting)s waiting (longest %(longest)s), %(late)s too late, %(ready)s ready;"
        " today %(received)s received, service level %(level)s, answer rate %(rate)s"
    ) % {
        "queue": state.queues[line.queue].name.in_language(get_language() or "nb"),
        "waiting": line.waiting,
        "longest": span_words(now - line.oldest_at) if line.oldest_at else "–",
        "late": line.late,
        "ready": line.ready,
        "received": line.figures.received,
        "level": service_level_of(line.figures).shown,
        "rate": answer_rate_of(line.figures).shown,
    }
