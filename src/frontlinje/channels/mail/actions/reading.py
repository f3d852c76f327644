"""How does a mail that was kept become a contact? Claimed from its row, read, and written whole.

A mail is read outside the transaction and written in one. If the process dies in between, the row
still says «kept» and is claimed again; whatever goes wrong, the mail ends as a contact that
somebody sees. ``doors.read_mail`` calls this, over and over.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q

from frontlinje.base.errors import Unavailable
from frontlinje.channels.mail.actions.arriving import write_mail, write_unreadable
from frontlinje.channels.mail.files import store_file
from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.queries import files_missing
from frontlinje.channels.mail.rules.body import MailFile
from frontlinje.channels.mail.rules.read_mail import ReadMail, UnreadableMail, read_mail

HOLD = timedelta(seconds=30)
"""A mail is read in far less; a process that has not is taken for dead."""

MOST_ATTEMPTS = 5
"""A mail that brought down its reader so often is not read again, but shown as text."""

log = logging.getLogger(__name__)


@transaction.atomic
def claim_kept_mail(*, at: datetime) -> UUID | None:
    """Return the oldest mail to be read that nobody else is reading; it is ours for a while."""
    free = RawMail.objects.filter(state=RawState.KEPT).filter(
        Q(held_until__isnull=True) | Q(held_until__lte=at)
    )
    oldest = free.order_by("turn_at").select_for_update(skip_locked=True)
    raw_id = oldest.values_list("id", flat=True).first()
    if raw_id is not None:
        RawMail.objects.filter(id=raw_id).update(attempts=F("attempts") + 1, held_until=at + HOLD)
    return raw_id


def read_kept_mail(*, raw_id: UUID, at: datetime) -> None:
    """Read one mail and write what it says.

    Raises
    ------
    OperationalError, InterfaceError
        When the database went away; the row stays as it was.
    Unavailable
        ``mail.no_queue`` while no queue takes mail.
    """
    raw = RawMail.objects.get(id=raw_id)
    if raw.attempts > MOST_ATTEMPTS:
        _write(raw, None, at=at, trouble="mail.reading_never_ends")
        return
    try:
        mail = read_mail(bytes(raw.raw), envelope_sender=raw.envelope_sender)
    except UnreadableMail as error:
        log.warning("mail_unreadable", extra={"raw_mail": raw.id, "reason": str(error)})
        _write(raw, None, at=at, trouble=str(error))
        return
    raw.has_files_missing = not _store_all(mail.body.files)
    try:
        _write(raw, mail, at=at)
    except Unavailable:
        RawMail.objects.filter(id=raw.id).update(attempts=0)  # not the mail's fault
        raise
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:  # whatever it is, a colleague must see the mail
        log.exception("mail_not_written", extra={"raw_mail": raw.id})
        _write(raw, None, at=at, trouble=type(error).__name__)


def _store_all(files: Sequence[MailFile]) -> bool:
    try:
        for file in files:
            store_file(file.body)
    except OSError:
        log.exception("mail_files_not_stored")
        return False
    return True


@transaction.atomic
def _write(raw: RawMail, mail: ReadMail | None, *, at: datetime, trouble: str = "") -> None:
    current = RawMail.objects.select_for_update().only("state").get(id=raw.id)
    if current.state != RawState.KEPT:
        return
    _one_at_a_time(mail.content_sha256 if mail else raw.sha256)
    if mail is None:
        write_unreadable(raw, trouble=trouble, at=at)
    else:
        write_mail(raw, mail, at=at)


def _one_at_a_time(content: str) -> None:
    """Let nobody else write the same content until this transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [content])


def store_missing_files() -> int:
    """Store files that found no room when their mail was read; return for how many mails."""
    mended = 0
    for raw_id in list(files_missing().values_list("id", flat=True)[:100]):
        raw = RawMail.objects.get(id=raw_id)
        mail = read_mail(bytes(raw.raw), envelope_sender=raw.envelope_sender)
        if not _store_all(mail.body.files):
            break
        mended += RawMail.objects.filter(id=raw_id).update(has_files_missing=False)
    return mended
