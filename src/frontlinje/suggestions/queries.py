"""What has the centre sorted, and what does a contact look like by that? Lessons and hints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Left

from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact, Message
from frontlinje.contacts.rules.lifecycle import Channel, State
from frontlinje.suggestions.files import model_of
from frontlinje.suggestions.learner import Lesson
from frontlinje.suggestions.models import Aim, Learning
from frontlinje.suggestions.rules.model import SURE_ENOUGH
from frontlinje.suggestions.rules.reading_words import MOST_READ, buckets_of

WRITTEN = frozenset({Channel.MAIL, Channel.WEB})
"""The channels on which something is written that can be read at once."""

MOST_LESSONS = 30_000
HANDLED = "handled"


def lessons_for(aim: Aim, state: CentreState) -> list[Lesson]:
    """Return the newest contacts that were settled, the oldest of them first.

    The topic is what agents chose; the queue is where the contact was when somebody settled it.
    What the centre has no more is no lesson.
    """
    settled = Contact.objects.filter(
        state=State.CLOSED, channel__in=WRITTEN, is_exercise=False, merged_into=None
    )
    if aim == Aim.TOPIC:
        known, field = list(state.wrap_up_codes), "wrap_up_code"
    else:
        known, field = list(state.queues), "queue"
        settled = settled.filter(closed_reason=HANDLED)
    rows = _with_text(settled.filter(**{f"{field}__in": known}))
    newest = rows.order_by("-received_at").values_list("theirs_subject", "theirs", field)
    found = [(subject or "", text or "", label) for subject, text, label in newest[:MOST_LESSONS]]
    return found[::-1]


def _with_text(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    first = Message.objects.filter(contact=OuterRef("id"), is_outgoing=False).order_by("at", "id")
    begun = first.annotate(beginning=Left("text", MOST_READ))
    return contacts.annotate(
        theirs=Subquery(begun.values("beginning")[:1]),
        theirs_subject=Subquery(first.values("subject")[:1]),
    ).exclude(theirs=None)


def latest_learnings() -> dict[Aim, Learning]:
    """Return what was learnt last, by aim."""
    rows = Learning.objects.order_by("aim", "-at").distinct("aim")
    return {Aim(row.aim): row for row in rows}


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text is probably about."""

    aim: Aim
    label: str
    sureness: float
    """From 0 to 1."""
    learning: Learning


def guesses_for(subject: str, text: str) -> Iterator[Guess]:
    """Yield what is suggested for a text, by models that are used, where they are sure enough."""
    used = [learning for learning in latest_learnings().values() if learning.sha256]
    buckets: Sequence[int] = buckets_of(subject, text) if used else ()
    for learning in used:
        model = model_of(learning.sha256)
        if model is None or not buckets:
            continue
        label, sureness = model.guess(buckets)
        if sureness >= SURE_ENOUGH:
            yield Guess(Aim(learning.aim), label, sureness, learning)
