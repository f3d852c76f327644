"""How are the real customers served while an exercise runs? They come first."""

from datetime import datetime
from uuid import UUID

from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.routing.live_rows import agents_on_duty


def late_since(since: datetime, now: datetime) -> list[UUID]:
    """Return the real contacts that wait and whose promise ran out between these instants."""
    waiting = Contact.objects.filter(state=State.QUEUED, is_exercise=False)
    return list(waiting.filter(due_at__gt=since, due_at__lte=now).values_list("id", flat=True))


def waiting_for_participants(state: CentreState, now: datetime) -> list[str]:
    """Return the queues in which real customers wait whom only participants could take."""
    taken_away: set[str] = set()
    served: set[str] = set()
    for agent in agents_on_duty(state, now):
        queues = state.queues_of(username=agent.username, team=agent.team, site=agent.site)
        (served if agent.takes_real else taken_away).update(queues)
    alone = taken_away - served
    if not alone:
        return []
    waiting = Contact.objects.filter(state=State.QUEUED, is_exercise=False, queue__in=alone)
    return list(waiting.order_by("queue").values_list("queue", flat=True).distinct())


def ready_for(state: CentreState, now: datetime) -> dict[str, list[str]]:
    """Return for each queue that is open who is ready for it now, busy or not, by username."""
    found: dict[str, list[str]] = {
        code: []
        for code, queue in state.queues.items()
        if any(state.is_channel_open(channel, now, code) for channel in queue.channels)
    }
    for agent in agents_on_duty(state, now):
        if not agent.takes_real:
            continue
        for code in state.queues_of(username=agent.username, team=agent.team, site=agent.site):
            if code in found:
                found[code].append(agent.username)
    return found
