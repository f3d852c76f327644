"""Mails that machines write: absence notices, receipts, lists, reports of what went wrong."""

from frontlinje.channels.mail.tests.corpus.making import BODY, mail, part, parts

_REPORT = b"multipart/report; report-type=delivery-status"


def from_machine(sender: bytes, subject: str, text: str, *headers: bytes) -> bytes:
    """Return a mail as a machine sends it."""
    head = [b"From: " + sender, b"Subject: " + subject.encode(), *headers]
    return b"\r\n".join([*head, b"", text.encode()])


def status(action: bytes, recipient: bytes, said: bytes = b"550 5.1.1 User unknown") -> bytes:
    """Return a report of a mail server (RFC 3464) on a mail of nobody's."""
    fields = (
        b"Reporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; " + recipient
    ) + (b"\r\nAction: " + action + b"\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; " + said)
    return parts(
        _REPORT,
        part(body=b"It did not arrive."),
        part(b"Content-Type: message/delivery-status", body=fields),
        part(b"Content-Type: text/rfc822-headers", body=b"Message-ID: <x@example.org>"),
        more=b"Auto-Submitted: auto-replied\r\n",
    )


ABSENCE: dict[str, bytes] = {
    "absence of Outlook in English": from_machine(
        b"kari@example.net", "Automatic reply: Faktura", "I am out of the office until Monday."
    ),
    "absence of Outlook in Norwegian": from_machine(
        b"kari@example.net", "Automatisk svar: Faktura", "Jeg er på ferie til 15. juli."
    ),
    "absence of Outlook in Swedish": from_machine(
        b"kari@example.net", "Autosvar: Faktura", "Jag är på semester till den 15 juli."
    ),
    "absence of Outlook in Danish": from_machine(
        b"kari@example.net", "Automatisk svar: Faktura", "Jeg holder ferie til uge 30."
    ),
    "absence of old Outlook in Norwegian": from_machine(
        b"kari@example.net", "Fravær: Faktura", "Jeg er ikke til stede."
    ),
    "absence of old Outlook in Swedish": from_machine(
        b"kari@example.net", "Frånvaro: Faktura", "Jag är inte på kontoret."
    ),
    "absence by RFC 3834": from_machine(
        b"kari@example.net", "Re: Faktura", "Borte.", b"Auto-Submitted: auto-replied (vacation)"
    ),
    "absence by Precedence": from_machine(
        b"kari@example.net", "Re: Faktura", "Borte.", b"Precedence: auto_reply"
    ),
    "absence by a header of its own": from_machine(
        b"kari@example.net", "Re: Faktura", "Borte.", b"X-Autoreply: yes"
    ),
}
MAILS: dict[str, bytes] = {
    **ABSENCE,
    "absence that only its text tells": from_machine(
        b"kari@example.net", "Re: Faktura", "Hei! Jeg er ute av kontoret til mandag."
    ),
    "a newsletter": mail(b"List-Unsubscribe: <https://x.example>", b"Precedence: bulk"),
    "a mailing list": mail(b"List-Id: <bygda.example.net>", b"List-Post: <mailto:b@example.net>"),
    "a machine that wants no answers": mail(b"X-Auto-Response-Suppress: DR, OOF, AutoReply"),
    "a machine called no-reply": from_machine(b"no-reply@example.net", "Kvittering", "Takk."),
    "a receipt of having read": parts(
        b"multipart/report; report-type=disposition-notification",
        part(body=b"Lest."),
        part(
            b"Content-Type: message/disposition-notification",
            body=b"Disposition: manual-action/MDN-sent-manually; displayed",
        ),
    ),
    "a report that it failed": status(b"failed", b"ola@example.net"),
    "a report that it is late": status(b"delayed", b"ola@example.net", b"451 4.7.1 Try later"),
    "a report that it arrived": status(b"delivered", b"ola@example.net", b"250 OK"),
    "a report of an unknown action": status(b"exploded", b"ola@example.net"),
    "a report without an action": parts(
        _REPORT, part(b"Content-Type: message/delivery-status", body=b"Final-Recipient: x")
    ),
    "a report of a thousand recipients": parts(
        _REPORT,
        part(
            b"Content-Type: message/delivery-status",
            body=b"\r\n\r\n".join(
                b"Final-Recipient: rfc822; a%d@example.net\r\nAction: failed" % i
                for i in range(1000)
            ),
        ),
    ),
    "a report about a report": parts(
        _REPORT, part(b"Content-Type: message/rfc822", body=status(b"failed", b"a@example.net"))
    ),
    "a report of Postfix in words": from_machine(
        b"MAILER-DAEMON@mx.example.net",
        "Undelivered Mail Returned to Sender",
        "<ola@example.net>: host mx.example.net said: 550 5.1.1 No such user",
    ),
    "a report of Exim in words": from_machine(
        b"Mail Delivery System <Mailer-Daemon@mx.example.net>",
        "Mail delivery failed: returning message to sender",
        "ola@example.net\r\n  all hosts have been failing for a long time",
        b"X-Failed-Recipients: ola@example.net",
    ),
    "a report of qmail": from_machine(
        b"MAILER-DAEMON@mx.example.net",
        "failure notice",
        "Hi. This is the qmail-send program.\r\n<ola@example.net>:\r\nSorry, no mailbox here.",
    ),
    "a report in Norwegian": from_machine(
        b"postmaster@example.net",
        "Kan ikke leveres: Faktura",
        "Meldingen til ola@example.net kunne ikke leveres.\r\n550 5.1.1 Ukjent mottaker",
    ),
    "a report in Swedish": from_machine(
        b"postmaster@example.net",
        "Olevererat: Faktura",
        "Ditt meddelande till ola@example.net kunde inte levereras.\r\n550 5.1.1 Okänd mottagare",
    ),
    "a report in Norwegian that it is late": from_machine(
        b"postmaster@example.net", "Levering forsinket: Faktura", "ola@example.net prøves igjen."
    ),
    "a person who passes a report on": from_machine(
        b"kari@example.net", "Undelivered Mail Returned to Sender", "Hva betyr dette?"
    ),
    "a ping-pong of subjects": mail(b"Subject: " + b"Automatisk svar: " * 500, body=BODY),
    "a machine that answers itself": from_machine(
        b"post@example.org", "Vi har fått e-posten din", "ABC", b"Auto-Submitted: auto-replied"
    ),
}
