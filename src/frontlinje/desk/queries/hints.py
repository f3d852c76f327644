"""What does a contact look like, before anybody has sorted it? Hints on its page, never more."""

from dataclasses import dataclass

from frontlinje.centre.rules.fields import Name
from frontlinje.contacts.models import Message
from frontlinje.contacts.rules.dissatisfied import dissatisfaction
from frontlinje.contacts.rules.lifecycle import OPEN
from frontlinje.desk.queries.open_contact import OpenContact
from frontlinje.suggestions.models import Aim
from frontlinje.suggestions.queries import WRITTEN, guesses_for


@dataclass(frozen=True, slots=True)
class Suggested:
    """A contact reason or a queue that the text probably belongs to."""

    code: str
    name: Name
    hit_percent: int
    """How often such suggestions were right on mail that was not seen before."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the page of a contact hints at; nothing is moved by it."""

    topic: Suggested | None = None
    queue: Suggested | None = None
    marks: tuple[str, ...] = ()
    """The words by which the writer sounds dissatisfied."""


def hints_for(shown: OpenContact) -> Hints:
    """Return the hints for a contact: for those that are open and came in writing."""
    contact, state = shown.contact, shown.state
    if contact.state not in OPEN or contact.channel not in WRITTEN:
        return Hints()
    theirs = Message.objects.filter(contact=contact, is_outgoing=False).order_by("at", "id")
    first = theirs.values_list("subject", "text").first()
    if first is None:
        return Hints()
    found: dict[Aim, Suggested] = {}
    for guess in guesses_for(*first):
        things = state.wrap_up_codes if guess.aim is Aim.TOPIC else state.queues
        if guess.label in things:
            name, hits = things[guess.label].name, round(100 * guess.learning.hit_rate)
            found[guess.aim] = Suggested(guess.label, name, hits)
    topic, queue = found.get(Aim.TOPIC), found.get(Aim.QUEUE)
    is_elsewhere = queue is not None and queue.code != contact.queue
    own = state.document.dissatisfied.marks
    return Hints(
        topic=topic if topic and not contact.wrap_up_code and shown.may_write else None,
        queue=queue if is_elsewhere and shown.may_give_on else None,
        marks=dissatisfaction("\n".join(first), own),
    )
