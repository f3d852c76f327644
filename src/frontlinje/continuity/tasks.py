"""What of the bad day is done by jobs? Calling people away from the desk, again until it worked."""

from collections.abc import Callable
from uuid import UUID

from django.utils import translation
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.calling import NotCalled, send_mail, send_sms
from frontlinje.continuity.events import CallFailed
from frontlinje.continuity.models import Suggestion
from frontlinje.continuity.watching_words import call_for
from frontlinje.ledger.actions import record
from frontlinje.people.models import User

# After 3, 9, 27, 81 and 243 seconds: a call that comes later than that is no call.
_AGAIN = RetryStrategy(max_attempts=5, exponential_wait=3, retry_exceptions=[NotCalled])

Send = Callable[[str, str, CentreState], None]
"""Gets the subject, the text and the state."""


@app.task(name="continuity.call_by_mail", retry=_AGAIN, pass_context=True)
def call_by_mail(context: JobContext, suggestion_id: str, to: str) -> None:
    """Tell somebody by mail what nobody has answered."""

    def send(subject: str, text: str, state: CentreState) -> None:
        send_mail(to=to, subject=subject, text=text, state=state, at=clock.now())

    _call(context, suggestion_id, "mail", to, send)


@app.task(name="continuity.call_by_sms", retry=_AGAIN, pass_context=True)
def call_by_sms(context: JobContext, suggestion_id: str, to: str) -> None:
    """Tell somebody by text message what nobody has answered."""

    def send(subject: str, text: str, state: CentreState) -> None:
        send_sms(to=to, text=f"{subject}. {text}", key=f"{suggestion_id}-{context.job.id}")

    _call(context, suggestion_id, "sms", to, send)


def _call(context: JobContext, suggestion_id: str, way: str, to: str, send: Send) -> None:
    """Call unless somebody has answered meanwhile; the last failure is told on the screens."""
    suggestion = Suggestion.objects.get(id=UUID(suggestion_id))
    if suggestion.acknowledged_at is not None or suggestion.cleared_at is not None:
        return
    state = effective_state(clock.now())
    with translation.override(_language_of(to) or state.document.language):
        subject, text = call_for(suggestion, state.document)
    try:
        send(subject, text, state)
    except NotCalled as failed:
        if context.job.attempts < (_AGAIN.max_attempts or 0):
            raise
        event = CallFailed(
            suggestion_id=suggestion.id,
            plan=suggestion.plan_id,
            way=way,
            to=to,
            reason=str(failed)[:400],
        )
        record(event, at=clock.now(), by=None, topics=["centre"])


def _language_of(to: str) -> str:
    person = User.objects.filter(email__iexact=to).first() or User.objects.filter(phone=to).first()
    return person.ui_language if person is not None else ""
