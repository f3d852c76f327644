"""What does a report of a mail server change in the mail of ours that it is about?

A report that a mail failed makes that mail failed: it is shown on its contact and stands on the
leaders' list. A report that it is late is shown; nothing is sent again because of it, for the other
server still tries.
"""

from datetime import datetime, timedelta

from frontlinje.channels.mail.events import MailDelayed, MailFailed
from frontlinje.channels.mail.models import OutgoingMail, OutgoingState, RawMail
from frontlinje.channels.mail.rules.bounces import Report, Reported
from frontlinje.contacts.actions.lifecycle import topics_of
from frontlinje.ledger.actions import record
from frontlinje.ledger.events import LedgerEvent

SINCE = timedelta(days=7)
"""How long after it was sent a mail may be found by its recipient alone; servers try for days."""

_MOST_IDS = 20


def reported_mail(report: Report, *, at: datetime) -> OutgoingMail | None:
    """Return the mail of ours that a report is about: by its Message-ID, else by its recipient."""
    known = OutgoingMail.objects.defer("raw").select_related("message__contact")
    by_id = known.filter(msg_id__in=report.message_ids[:_MOST_IDS]).first()
    if by_id is not None or report.message_ids or not report.recipients:
        return by_id
    to_them = known.filter(sent_at__gte=at - SINCE, message__recipients__overlap=report.recipients)
    return to_them.order_by("-sent_at").first()


def write_report(outgoing: OutgoingMail, raw: RawMail, report: Report, *, at: datetime) -> None:
    """Write down what a mail reports of one of ours, in the transaction that writes that mail."""
    raw.reported = report.what
    raw.reports_on = outgoing
    mail = OutgoingMail.objects.select_for_update(of=("self",)).defer("raw").get(id=outgoing.id)
    contact = mail.message.contact
    if report.what == Reported.DELIVERED:
        return
    if report.what == Reported.FAILED:
        _fail(mail, report)
    happened = MailFailed if report.what == Reported.FAILED else MailDelayed
    event: LedgerEvent = happened(
        contact_id=contact.id,
        channel=contact.channel,
        message_id=mail.message_id,
        reason=report.said,
    )
    topics = topics_of(contact, contact.agent_id, mail.message.author_id)
    record(event, at=at, by=None, topics=topics)


def _fail(mail: OutgoingMail, report: Report) -> None:
    """Note whom it did not reach; while it still goes to others, its state says so."""
    sent_to = mail.message.recipients
    missed = [address for address in sent_to if address in report.recipients] or sent_to
    mail.refused = list(dict.fromkeys([*mail.refused, *missed]))
    if mail.state == OutgoingState.SENT:
        mail.state = OutgoingState.FAILED
        mail.handled_by = None
    mail.trouble = report.said or "mail.came_back"
    mail.save(update_fields=["refused", "state", "handled_by", "trouble"])
