"""How is fetched mail kept, and what do we note of the mailbox it came from? Asked by ``imap``.

Law 2 here: a mail is put aside at its server only after ``keep_fetched`` returned. If the process
dies in between, its place is known and it is put aside then, not fetched again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.actions.keeping import TURN
from frontlinje.channels.mail.events import MailboxInTrouble, MailboxNumberedAnew, MailboxRecovered
from frontlinje.channels.mail.models import Mailbox, RawMail, RawState
from frontlinje.channels.mail.rules.mailboxes import addressed_to, return_path
from frontlinje.channels.mail.rules.own_addresses import own_form, queues_by_address
from frontlinje.ledger.actions import record
from frontlinje.ledger.rows import insert_rows

DOOR = "imap"
NOTE_EVERY = timedelta(seconds=20)
"""How often it is noted that all is well."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as a mailbox handed it out."""

    uid: int
    raw: bytes
    is_cut: bool = False


def kept_uids(mailbox: Mailbox, uidvalidity: int, uids: Iterable[int]) -> set[int]:
    """Return which of these places hold mail that is kept already."""
    here = RawMail.objects.filter(mailbox=mailbox, uidvalidity=uidvalidity, uid__in=list(uids))
    return {uid for uid in here.values_list("uid", flat=True) if uid is not None}


@transaction.atomic(durable=True)
def keep_fetched(
    mailbox: Mailbox, uidvalidity: int, mails: Sequence[Fetched], *, at: datetime
) -> int:
    """Keep mails as they came, and return how many we did not have. Committed when this returns."""
    hashes = {mail.uid: hashlib.sha256(mail.raw).hexdigest() for mail in mails}
    elsewhere = _had_elsewhere(mailbox, uidvalidity, hashes.values())
    new = []
    for mail in mails:
        earlier = elsewhere[hashes[mail.uid]]
        if earlier:  # the server numbered it anew
            RawMail.objects.filter(id=earlier.pop()).update(uidvalidity=uidvalidity, uid=mail.uid)
        else:
            new.append(mail)
    insert_rows(_rows(mailbox, uidvalidity, new, hashes, at=at))
    if new:
        Mailbox.objects.filter(id=mailbox.id).update(newest_at=at)
    return len(new)


def _had_elsewhere(
    mailbox: Mailbox, uidvalidity: int, hashes: Iterable[str]
) -> defaultdict[str, list[UUID]]:
    """Return what came from this mailbox under other numbers, by hash; in the same one it is new.

    The very same bytes twice under one numbering are two deliveries.
    """
    found: defaultdict[str, list[UUID]] = defaultdict(list)
    known = RawMail.objects.filter(mailbox=mailbox, sha256__in=set(hashes))
    for raw_id, sha256, validity in known.values_list("id", "sha256", "uidvalidity"):
        if validity != uidvalidity:
            found[sha256].append(raw_id)
    return found


def _rows(
    mailbox: Mailbox,
    uidvalidity: int,
    mails: Sequence[Fetched],
    hashes: dict[int, str],
    *,
    at: datetime,
) -> list[RawMail]:
    state = effective_state(at)
    ours = queues_by_address(state)
    queue = state.queues.get(mailbox.queue)
    usual = next(iter(queue.addresses if queue else ()), mailbox.user_name)
    senders = [return_path(mail.raw)[:320] for mail in mails]
    turns = _turns(senders, at)
    return [
        RawMail(
            raw=mail.raw,
            sha256=hashes[mail.uid],
            size=len(mail.raw),
            envelope_sender=sender,
            recipients=[to for to in addressed_to(mail.raw) if own_form(to) in ours] or [usual],
            door=DOOR,
            peer=mailbox.host[:64],
            received_at=at,
            turn_at=turn_at,
            mailbox=mailbox,
            uidvalidity=uidvalidity,
            uid=mail.uid,
            is_cut=mail.is_cut,
        )
        for mail, sender, turn_at in zip(mails, senders, turns, strict=True)
    ]


def _turns(senders: Sequence[str], at: datetime) -> list[datetime]:
    """Return when each mail would be due if each sender sent one at a time."""
    waiting = RawMail.objects.filter(state=RawState.KEPT, envelope_sender__in=set(senders))
    latest = dict(waiting.values_list("envelope_sender").annotate(Max("turn_at")))
    turns = []
    for sender in senders:
        latest[sender] = max(at, latest[sender] + TURN) if sender in latest else at
        turns.append(latest[sender])
    return turns


@transaction.atomic
def note_numbered_anew(mailbox: Mailbox, uidvalidity: int, *, at: datetime) -> None:
    """Note that the server gave all mails of the folder new numbers; they are looked at anew."""
    before, mailbox.uidvalidity = mailbox.uidvalidity, uidvalidity
    mailbox.save(update_fields=["uidvalidity"])
    if before is not None:
        anew = MailboxNumberedAnew(mailbox=mailbox.code, before=before, after=uidvalidity)
        record(anew, at=at, by=None)


@transaction.atomic
def note_trouble(mailbox: Mailbox, code: str, words: str, *, at: datetime) -> None:
    """Note what is wrong with a mailbox; the ledger hears of it when it is another trouble."""
    is_other = mailbox.trouble != code
    if is_other:
        mailbox.trouble_since = at
    mailbox.trouble, mailbox.trouble_words = code, words
    mailbox.save(update_fields=["trouble", "trouble_words", "trouble_since"])
    if is_other:
        record(MailboxInTrouble(mailbox=mailbox.code, reason=code, words=words), at=at, by=None)


@transaction.atomic
def note_seen(mailbox: Mailbox, *, left: int, at: datetime) -> None:
    """Note that the server told us what lies there, and that nothing is wrong."""
    was, since = mailbox.trouble, mailbox.trouble_since
    is_news = bool(was) or mailbox.left != left
    if not is_news and mailbox.seen_at and at - mailbox.seen_at < NOTE_EVERY:
        return
    mailbox.seen_at, mailbox.left = at, left
    mailbox.forget_trouble()
    mailbox.save(update_fields=["seen_at", "left", "trouble", "trouble_words", "trouble_since"])
    if was:
        lasted_s = (at - since).total_seconds() if since else 0.0
        recovered = MailboxRecovered(mailbox=mailbox.code, reason=was, lasted_s=lasted_s)
        record(recovered, at=at, by=None)
