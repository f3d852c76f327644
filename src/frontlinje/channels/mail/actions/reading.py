"""How does a mail that was kept become a contact? Claimed from its row, read, and written whole.

A mail is read outside the transaction, by the child process of a ``Reader``, and written in one.
If anything dies in between, the row still says «kept» and is claimed again; whatever goes wrong,
the mail ends as a contact that somebody sees. ``doors.read_mail`` calls this, over and over.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q

from frontlinje.base.errors import Unavailable
from frontlinje.channels.mail.actions.arriving import (
    WrittenAlready,
    write_mail,
    write_unreadable,
)
from frontlinje.channels.mail.actions.together import (
    begin_contacts,
    each_once,
    names_nothing_known,
)
from frontlinje.channels.mail.files import store_file
from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.queries import files_missing
from frontlinje.channels.mail.reader import Envelope, Reader
from frontlinje.channels.mail.rules.body import MailFile
from frontlinje.channels.mail.rules.read_mail import ReadMail, UnreadableMail
from frontlinje.ledger.rows import sent_together

HOLD = timedelta(seconds=30)
"""A mail is read in far less; a process that has not is taken for dead."""

MOST_ATTEMPTS = 5
"""A mail that brought down whole workers so often is not read again, but shown as text."""

MOST_AT_ONCE = 60
MOST_BYTES_AT_ONCE = 8 * 2**20

Said = ReadMail | UnreadableMail
log = logging.getLogger(__name__)


@transaction.atomic
def claim_kept_mail(*, at: datetime) -> list[RawMail]:
    """Return some mail whose turn it is and that nobody else is reading; it is ours for a while."""
    free = RawMail.objects.filter(state=RawState.KEPT).filter(
        Q(held_until__isnull=True) | Q(held_until__lte=at)
    )
    turn = free.order_by("turn_at").select_for_update(skip_locked=True)
    ours, size = list[UUID](), 0
    for raw_id, its_size in turn.values_list("id", "size")[:MOST_AT_ONCE]:
        size += its_size
        if ours and size > MOST_BYTES_AT_ONCE:
            break
        ours.append(raw_id)
    if not ours:
        return []
    claimed = RawMail.objects.filter(id__in=ours)
    claimed.update(attempts=F("attempts") + 1, held_until=at + HOLD)
    return list(claimed.select_related("mailbox").order_by("turn_at"))


def hold_on(claimed: Sequence[RawMail], *, at: datetime) -> None:
    """Keep others from claiming what is ours, when reading it takes longer than usual."""
    kept = RawMail.objects.filter(id__in=[raw.id for raw in claimed], state=RawState.KEPT)
    kept.update(held_until=at + HOLD)


def hand_back(claimed: Sequence[RawMail]) -> None:
    """Let others claim what we will not read after all."""
    kept = RawMail.objects.filter(id__in=[raw.id for raw in claimed], state=RawState.KEPT)
    kept.update(held_until=None, attempts=F("attempts") - 1)


def what_they_say(claimed: Sequence[RawMail], reader: Reader) -> Iterator[Said]:
    """Yield what each mail says; one that brought down whole workers is not read any more."""
    readable = [raw for raw in claimed if raw.attempts <= MOST_ATTEMPTS]
    said = reader.read([as_envelope(raw) for raw in readable])
    for raw in claimed:
        is_readable = raw.attempts <= MOST_ATTEMPTS
        yield next(said) if is_readable else UnreadableMail("mail.reading_never_ends")


def as_envelope(raw: RawMail) -> Envelope:
    """Return a raw mail as a reader takes it."""
    # Who fetches mail from a mailbox is not told the return path; empty means nothing there.
    is_told = raw.envelope_sender or raw.mailbox_id is None
    return bytes(raw.raw), raw.envelope_sender if is_told else None


def write_kept_mail(raw: RawMail, said: Said, *, at: datetime) -> None:
    """Write what one mail says.

    Raises
    ------
    OperationalError, InterfaceError
        When the database went away; the row stays as it was.
    Unavailable
        ``mail.no_queue`` while no queue takes mail.
    """
    if isinstance(said, UnreadableMail):
        log.warning("mail_unreadable", extra={"raw_mail": raw.id, "reason": str(said)})
        _write(raw, None, at=at, trouble=str(said))
        return
    raw.has_files_missing = not store_all(said.body.files)
    try:
        _write(raw, said, at=at)
    except Unavailable:
        RawMail.objects.filter(id=raw.id).update(attempts=0)  # not the mail's fault
        raise
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:  # whatever it is, a colleague must see the mail
        log.exception("mail_not_written", extra={"raw_mail": raw.id})
        _write(raw, None, at=at, trouble=type(error).__name__)


def write_together(
    read: Sequence[tuple[RawMail, Said]], *, at: datetime
) -> list[tuple[RawMail, Said]]:
    """Write mails of which that is easily said at once; return the others, to be written alone.

    Raises
    ------
    OperationalError, InterfaceError
        When the database went away; every row stays as it was.
    """
    pairs = each_once(
        [
            (raw, said)
            for raw, said in read
            if raw.attempts == 1
            and not isinstance(said, UnreadableMail)
            and names_nothing_known(raw, said)
        ]
    )
    if len(pairs) < 2:
        return list(read)
    for raw, mail in pairs:
        raw.has_files_missing = not store_all(mail.body.files)
    try:
        with transaction.atomic():
            _one_at_a_time(mail.content_sha256 for _, mail in pairs)
            written = begin_contacts(pairs, at=at)
    except (InterfaceError, OperationalError):
        raise
    except (WrittenAlready, Unavailable):  # it shows with whom when each is written alone
        return list(read)
    except Exception:
        log.exception("mails_not_written_together")
        return list(read)
    done = {raw.id for raw in written}
    return [(raw, said) for raw, said in read if raw.id not in done]


def store_all(files: Sequence[MailFile]) -> bool:
    """Keep the bytes of files; say whether there was room for all."""
    try:
        for file in files:
            store_file(file.body)
    except OSError:
        log.exception("mail_files_not_stored")
        return False
    return True


def _write(raw: RawMail, mail: ReadMail | None, *, at: datetime, trouble: str = "") -> None:
    with suppress(WrittenAlready), transaction.atomic():
        _one_at_a_time([mail.content_sha256 if mail else raw.sha256])
        if mail is None:
            write_unreadable(raw, trouble=trouble, at=at)
        else:
            write_mail(raw, mail, at=at)


def _one_at_a_time(contents: Iterable[str]) -> None:
    """Let nobody else write the same contents until this transaction is over.

    All take them in the same order, so that no two wait for each other. Nobody waits for the disk:
    if the power goes, the mail is still kept and is read once more.
    """
    with sent_together(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(content, 0)),"
            " set_config('synchronous_commit', 'off', true) FROM unnest(%s::text[]) AS content",
            [sorted(contents)],
        )


def store_missing_files(reader: Reader) -> int:
    """Store files that found no room when their mail was read; return for how many mails."""
    mended = 0
    for raw_id in list(files_missing().values_list("id", flat=True)[:100]):
        raw = RawMail.objects.get(id=raw_id)
        (said,) = reader.read([as_envelope(raw)])
        if isinstance(said, UnreadableMail):
            continue
        if not store_all(said.body.files):
            break
        mended += RawMail.objects.filter(id=raw_id).update(has_files_missing=False)
    return mended
