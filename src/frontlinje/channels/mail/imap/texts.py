"""How is it said what is wrong with a mailbox? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "mail.box_away_for_now": _("The server says that it is away for the moment. We try again."),
    "mail.box_certificate_expired": _(
        "The server's certificate has expired. Whoever runs the server must renew it; until then "
        "nothing is fetched, because nobody could tell who listens."
    ),
    "mail.box_certificate_other_name": _(
        "The server's certificate was made for another name. Check how the server is written here; "
        "it must be a name that stands in the certificate."
    ),
    "mail.box_certificate_untrusted": _(
        "This machine does not trust the server's certificate. Whoever runs the server must get "
        "one from a known issuer, or the issuer must be made known to this machine."
    ),
    "mail.box_consent_refused": _("The provider sent you back without letting us in."),
    "mail.box_full": _(
        "The mailbox is full, so fetched mail cannot be moved. Make room there; what was fetched "
        "is safe here."
    ),
    "mail.box_hung_up": _("The server hung up. We try again."),
    "mail.box_mail_refused": _(
        "The server does not hand out a mail that lies there. Open the mailbox in another mail "
        "program and move or delete it."
    ),
    "mail.box_needs_encryption": _(
        "The server takes no password without encryption. Choose TLS or STARTTLS."
    ),
    "mail.box_no_encryption": _(
        "The server does not speak this encryption on this port. TLS usually has port 993, "
        "STARTTLS port 143."
    ),
    "mail.box_no_folder": _("There is no such folder in the mailbox."),
    "mail.box_no_such_host": _("There is no server of that name. Check how it is spelt."),
    "mail.box_not_put_aside": _(
        "Mail is fetched, but the server does not let us move or mark it. Choose another folder."
    ),
    "mail.box_not_signed_in": _(
        "We are not let in yet, or no longer. Sign in here, or type the password."
    ),
    "mail.box_other_way_back": _(
        "This way back does not belong to a sign-in that you began here. Begin again."
    ),
    "mail.box_provider_away": _("The provider's sign-in cannot be reached. We try again."),
    "mail.box_provider_refused": _(
        "The provider refuses the sign-in. Check the application's number, its secret and what it "
        "may do there."
    ),
    "mail.box_queue": _("Choose a queue that takes mail."),
    "mail.box_read_only": _("The folder may only be read, so fetched mail cannot be put aside."),
    "mail.box_refused": _("Nothing answers on this port of the server. Check name and port."),
    "mail.box_same_folder": _("Mail cannot be moved to the folder it is fetched from."),
    "mail.box_sealed": _(
        "The password can no longer be read, because the key of this installation is another one. "
        "Type it again, or sign in again."
    ),
    "mail.box_sign_in_refused": _("The server does not take this user name and password."),
    "mail.box_silent": _("The server does not answer in time."),
    "mail.box_strange_answer": _("The server's answer makes no sense to us."),
    "mail.box_token_refused": _(
        "The provider let us in, but the mailbox does not. Check that the address is the mailbox's "
        "and that IMAP is switched on for it."
    ),
    "mail.box_too_many_lines": _(
        "The server lets nobody else in just now: too many programs are connected to the mailbox."
    ),
    "mail.box_unreachable": _("The server cannot be reached."),
    "mail.mailbox_exists": _("There is a mailbox of that name already."),
    "mail.no_such_mailbox": _("There is no such mailbox."),
}
