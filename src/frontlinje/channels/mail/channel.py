"""What does mail give to the rest of the house? Registered in ``channels.registry``."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from frontlinje.channels.contract import Channel, Finding
from frontlinje.channels.mail.actions.answering import answer_address, send_reply
from frontlinje.channels.mail.models import OutgoingMail, OutgoingState
from frontlinje.channels.mail.queries import files_missing, unreadable_mail, waiting_to_be_read
from frontlinje.contacts.rules.lifecycle import Channel as ChannelCode

READ_WITHIN = timedelta(minutes=2)


def findings(at: datetime) -> list[Finding]:
    """Return how mail is: what waits, what does not get through, what could not be read."""
    late = waiting_to_be_read(at - READ_WITHIN).count()
    failed = OutgoingMail.objects.filter(state=OutgoingState.FAILED).count()
    delayed = OutgoingMail.objects.filter(state=OutgoingState.DELAYED).count()
    unreadable = unreadable_mail().count()
    without_files = files_missing().count()
    return [
        Finding(
            subject=_("Mail waiting to be read"),
            is_well=late == 0,
            text=_("%(number)s for more than two minutes") % {"number": late},
        ),
        Finding(
            subject=_("Outgoing mail"),
            is_well=failed == 0 and bool(settings.MAIL_OUT_URL),
            text=_("%(failed)s failed, %(delayed)s delayed")
            % {"failed": failed, "delayed": delayed}
            if settings.MAIL_OUT_URL
            else _("no mail server is set (FRONTLINJE_MAIL_OUT_URL)"),
        ),
        Finding(subject=_("Unreadable mail in open contacts"), is_well=True, text=str(unreadable)),
        Finding(
            subject=_("Mail whose files found no room"),
            is_well=without_files == 0,
            text=str(without_files),
        ),
    ]


CHANNEL = Channel(
    code=ChannelCode.MAIL,
    send_answer=send_reply,
    answer_address=answer_address,
    findings=findings,
)
