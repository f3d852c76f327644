"""Which mails that were read can be written together? Those that begin a contact, and no more.

Most mail does, and in one transaction twenty cost the database little more than one. Whatever may
belong to something we have, is a report, came before or is answered by itself is left to
``arriving``, and so is all of it when anything goes wrong.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.actions.arriving import (
    arrival_of,
    attachments_of,
    done_with,
    note_facts,
    queue_for,
)
from frontlinje.channels.mail.actions.receipts import addresses_with_receipt, what_to_tell
from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.queries import customers_with, known_mails
from frontlinje.channels.mail.rules.read_mail import ReadMail
from frontlinje.channels.mail.rules.subjects import has_words_before
from frontlinje.channels.mail.rules.tags import contacts_tagged
from frontlinje.channels.mail.rules.threads import contacts_named
from frontlinje.contacts.actions.receiving import receive_several
from frontlinje.ledger.rows import insert_rows

Pair = tuple[RawMail, ReadMail]


def names_nothing_known(raw: RawMail, mail: ReadMail) -> bool:
    """Say whether a mail shows no sign that it belongs to anything, or is anything but a mail."""
    boxes = [*raw.recipients, *mail.recipients, *mail.copies]
    is_itself_known = mail.report is not None or contacts_named([mail.message_id])
    is_empty = not (mail.subject or mail.body.text or mail.body.html)
    return bool(mail.message_id) and not (
        is_itself_known
        or is_empty
        or mail.refers_to
        or contacts_tagged(boxes)
        or has_words_before(mail.subject)
    )


def each_once(pairs: Sequence[Pair]) -> list[Pair]:
    """Return those of which no other is a delivery of the same mail."""
    times = Counter(_same(mail) for _, mail in pairs)
    return [(raw, mail) for raw, mail in pairs if times[_same(mail)] == 1]


def _same(mail: ReadMail) -> tuple[str, str]:
    return mail.message_id, mail.content_sha256


def begin_contacts(pairs: Sequence[Pair], *, at: datetime) -> list[RawMail]:
    """Write those that came for the first time and are answered by nobody; return them.

    Runs in a transaction in which nobody else writes the same contents.

    Raises
    ------
    WrittenAlready
        When another reader was faster with one of them.
    Unavailable
        ``mail.no_queue``.
    """
    state = effective_state(at)
    known = known_mails(mail.message_id for _, mail in pairs)
    with_receipt = addresses_with_receipt()
    customers = customers_with(mail.sender.address for _, mail in pairs)
    ours, arrivals = list[Pair](), []
    for raw, mail in pairs:
        note_facts(raw, mail)
        queue = queue_for(raw, None, state)
        if _same(mail) in known or what_to_tell(raw, mail, queue, state, with_receipt):
            continue
        ours.append((raw, mail))
        arrivals.append(arrival_of(raw, mail, queue, customers.get(mail.sender.address)))
    messages = [message for _, message in receive_several(arrivals, at=at) if message is not None]
    written = list(zip(ours, messages, strict=True))
    insert_rows(
        [
            file
            for (_, mail), message in written
            for file in attachments_of(message, mail.body.files)
        ]
    )
    done_with([(raw, message) for (raw, _), message in written], RawState.READ)
    return [raw for raw, _ in ours]
