"""Do automatic answers go out faster than customers write? Then all stop, until somebody looks.

What answers our answers under one name is stopped by «once a day each»; what takes a new name each
time is stopped here.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from frontlinje.base.errors import Conflict
from frontlinje.channels.mail.events import AnswersLetGo, AnswersStopped
from frontlinje.channels.mail.models import AnswersStop, ReceiptSent
from frontlinje.contacts.actions.lifecycle import BOARD
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

MOST_IN_A_MINUTE = 100

log = logging.getLogger(__name__)


def are_stopped() -> bool:
    """Say whether automatic answers are stopped."""
    return AnswersStop.objects.filter(ended_at__isnull=True).exists()


def stop_if_too_fast(*, at: datetime) -> bool:
    """Stop all automatic answers if there were too many in the last minute; say whether."""
    n = ReceiptSent.objects.filter(at__gt=at - timedelta(minutes=1)).count()
    if n <= MOST_IN_A_MINUTE:
        return False
    _, is_new = AnswersStop.objects.get_or_create(ended_at=None, defaults={"at": at, "n": n})
    if is_new:
        log.error("mail_answers_stopped", extra={"n": n})
        record(AnswersStopped(n=n), at=at, by=None, topics=[BOARD])
    return True


@transaction.atomic
def let_answers_go(*, by: User, at: datetime) -> None:
    """Let automatic answers go out again.

    Raises
    ------
    NotAllowed
        Without the right to reassign contacts.
    Conflict
        ``mail.not_stopped``.
    """
    require(by, Permission.CONTACT_REASSIGN)
    stopped = AnswersStop.objects.filter(ended_at__isnull=True)
    if not stopped.update(ended_at=at, ended_by=by):
        raise Conflict("mail.not_stopped")
    record(AnswersLetGo(), at=at, by=by.id, topics=[BOARD])
