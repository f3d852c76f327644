"""Do we answer this sender by ourselves? At most once a day each, and never a machine.

What everybody must know now (the situation ``incident``) is told on every address of ours; «we have
your mail» only where it is switched on. RFC 3834: what answers by itself says so, comes from nobody
(null return path), and answers nothing that was itself automatic. When answers go out faster than
customers write, something answers them: then all stop, until a person has looked (``AnswersStop``).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from django.db import connection

from frontlinje.centre.rules.document import Text
from frontlinje.centre.rules.hours import next_opening
from frontlinje.centre.rules.placeholders import fill
from frontlinje.centre.rules.state import CentreState
from frontlinje.channels.mail.actions.posting import Writing, language_for, post_message
from frontlinje.channels.mail.actions.stopping import are_stopped, stop_if_too_fast
from frontlinje.channels.mail.models import MailAddress, RawMail
from frontlinje.channels.mail.queries import Answered
from frontlinje.channels.mail.rules.addresses import sendable, without_plus
from frontlinje.channels.mail.rules.automatic import Automatic, is_nobody
from frontlinje.channels.mail.rules.own_addresses import CHANNEL, own_form, queues_by_address
from frontlinje.channels.mail.rules.read_mail import ReadMail
from frontlinje.contacts.models import Contact, Message
from frontlinje.ledger.kept_statement import KeptStatement

ONE_DAY = timedelta(days=1)
_SWITCHED_ON = KeptStatement(
    lambda _now: MailAddress.objects.filter(is_receipt_on=True).values_list("address")
)

# One statement, so that two mails of one sender at the same time get one receipt between them.
_TURN = """
INSERT INTO mail_receiptsent (address, at) VALUES (%s, %s)
ON CONFLICT (address) DO UPDATE SET at = excluded.at WHERE mail_receiptsent.at <= %s
RETURNING address
"""


def send_receipt(
    contact: Contact, *, raw: RawMail, mail: ReadMail, state: CentreState, at: datetime
) -> Message | None:
    """Answer a new mail with what the centre has to say, if it should be answered by itself."""
    texts = what_to_tell(raw, mail, contact.queue, state, addresses_with_receipt())
    if not texts:
        return None
    to = sendable(mail.reply_to)
    if are_stopped() or not _is_first_today(to, at) or stop_if_too_fast(at=at):
        return None
    language = language_for(contact, state)
    answers = Answered(
        to=to,
        subject=mail.subject,
        msg_id=mail.message_id,
        references=mail.references,
        came_to=raw.recipients,
    )
    words = "\n\n".join(text.body.in_language(language) for text in texts)
    filled = fill(words, _facts(contact, state, language, at))
    return post_message(contact, Writing(text=filled, answers=answers), at=at)


def addresses_with_receipt() -> set[str]:
    """Return our addresses where «we have your mail» is switched on."""
    return {address for (address,) in _SWITCHED_ON.rows()}


def what_to_tell(
    raw: RawMail, mail: ReadMail, queue: str, state: CentreState, with_receipt: Collection[str]
) -> list[Text]:
    """Return what a new mail is answered by itself, if it may be: incidents, then the receipt."""
    texts = list(state.texts_for("incident", channel=CHANNEL, queue=queue))
    receipt = state.text_for("autoreply", channel=CHANNEL, queue=queue)
    if receipt is not None and any(own_form(address) in with_receipt for address in raw.recipients):
        texts.append(receipt)
    to = sendable(mail.reply_to)
    return texts if to and texts and _may_answer(raw, mail, to, state) else []


def _may_answer(raw: RawMail, mail: ReadMail, to: str, state: CentreState) -> bool:
    ours = queues_by_address(state)
    if mail.automatic != Automatic.NO or is_nobody(to):
        return False
    if own_form(to) in ours or own_form(mail.sender.address) in ours:
        return False
    return any(own_form(address) in ours for address in raw.recipients)


def _is_first_today(to: str, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [without_plus(to), at, at - ONE_DAY])
        return cursor.fetchone() is not None


def _facts(contact: Contact, state: CentreState, language: str, at: datetime) -> dict[str, str]:
    """Return what the placeholders of the text stand for; the wait is what the queue promises."""
    queue = state.queues.get(contact.queue)
    opens_at = next_opening(state.opening(CHANNEL, contact.queue), at)
    local = opens_at.astimezone(ZoneInfo(state.document.timezone)) if opens_at else None
    return {
        "centre_name": state.document.name.in_language(language),
        "queue_name": queue.name.in_language(language) if queue else "",
        "reference": contact.reference,
        "next_opening": f"{local:%d.%m. %H:%M}" if local else "",
        "wait_minutes": str(ceil(queue.promise_s / 60)) if queue else "",
    }
