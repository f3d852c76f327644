"""How is a mail taken from a mail server so that it can never be lost? Asked by the listener.

Law 2: when ``keep_mail`` returns, the bytes are committed; only then is the server told «250».
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.rules.own_addresses import own_form, queues_by_address

TURN = timedelta(milliseconds=100)
"""Who sends more than ten mails a second is read after those who do not."""


def is_our_address(address: str, *, at: datetime) -> bool:
    """Say whether mail to this address is for us."""
    return own_form(address) in queues_by_address(effective_state(at))


def keep_mail(
    *,
    raw: bytes,
    envelope_sender: str,
    recipients: Sequence[str],
    door: str,
    peer: str,
    at: datetime,
) -> RawMail:
    """Keep a mail exactly as it came. Committed when this returns."""
    with transaction.atomic(durable=True):
        return RawMail.objects.create(
            raw=raw,
            sha256=hashlib.sha256(raw).hexdigest(),
            size=len(raw),
            envelope_sender=envelope_sender[:320],
            recipients=[address[:320] for address in recipients],
            door=door,
            peer=peer[:64],
            received_at=at,
            turn_at=_turn_of(envelope_sender[:320], at),
        )


def _turn_of(sender: str, at: datetime) -> datetime:
    """Return when a mail would be due if each sender sent one at a time."""
    waiting = RawMail.objects.filter(state=RawState.KEPT, envelope_sender=sender)
    latest = waiting.order_by("-turn_at").values_list("turn_at", flat=True).first()
    return max(at, latest + TURN) if latest else at
