"""What does mail give to the rest of the house? Registered in ``channels.registry``."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from frontlinje.centre.queries import effective_state
from frontlinje.channels.contract import Channel, Finding
from frontlinje.channels.mail.actions.answering import answer_address, send_reply
from frontlinje.channels.mail.actions.taking_back import take_back_answer
from frontlinje.channels.mail.imap.standing import mailbox_findings
from frontlinje.channels.mail.models import AnswersStop, OutgoingState
from frontlinje.channels.mail.queries import (
    files_missing,
    outgoing_in_trouble,
    unreadable_mail,
    waiting_to_be_read,
)
from frontlinje.channels.mail.rules.own_addresses import queues_by_address
from frontlinje.contacts.rules.lifecycle import Channel as ChannelCode

READ_WITHIN = timedelta(minutes=2)


def findings(at: datetime) -> Iterator[Finding]:
    """Yield how mail is: what waits, what does not get through, what could not be read."""
    late = waiting_to_be_read(at - READ_WITHIN).count()
    yield Finding(
        subject=_("Mail waiting to be read"),
        is_well=late == 0,
        text=_("%(number)s for more than two minutes") % {"number": late},
    )
    trouble = outgoing_in_trouble()
    failed = trouble.filter(state=OutgoingState.FAILED).count()
    delayed = trouble.filter(state=OutgoingState.DELAYED).count()
    yield Finding(
        subject=_("Outgoing mail"),
        is_well=failed == 0,
        text=_("%(failed)s failed, %(delayed)s delayed") % {"failed": failed, "delayed": delayed},
    )
    if queues_by_address(effective_state(at)) and not settings.MAIL_OUT_URL:
        text = _("no mail server is set (FRONTLINJE_MAIL_OUT_URL)")
        yield Finding(subject=_("Way out for mail"), is_well=False, text=text)
    yield Finding(
        subject=_("Unreadable mail in open contacts"),
        is_well=True,
        text=str(unreadable_mail().count()),
    )
    yield from mailbox_findings(at)
    stopped = AnswersStop.objects.filter(ended_at__isnull=True).first()
    yield Finding(
        subject=_("Automatic answers to mail"),
        is_well=stopped is None,
        text=_("stopped: %(number)s in a minute; look at Mail problems") % {"number": stopped.n}
        if stopped
        else _("go out"),
    )
    missing = files_missing().count()
    yield Finding(
        subject=_("Mail whose files found no room"), is_well=missing == 0, text=str(missing)
    )


CHANNEL = Channel(
    code=ChannelCode.MAIL,
    send_answer=send_reply,
    take_back=take_back_answer,
    answer_address=answer_address,
    findings=findings,
)
