"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "mail.came_back": _("It came back: the recipient's mail server could not deliver it."),
    "mail.empty_answer": _("The answer is empty. Write something before you send it."),
    "mail.empty_file": _("«%(name)s» is empty. Choose another file."),
    "mail.file_gone": _(
        "«%(name)s» cannot be found any more. Take it off the answer and attach it once more."
    ),
    "mail.file_not_stored": _(
        "This file could not be stored yet. Try again later, or open the mail as it came."
    ),
    "mail.files_too_large": _(
        "The files are too large: %(most)s MB in all at most. Send a link, or split them over "
        "several answers."
    ),
    "mail.gave_up": _("It was tried for five days and did not get through."),
    "mail.has_left": _(
        "The answer has left already and cannot be taken back. Write once more to put something "
        "right."
    ),
    "mail.no_address_of_ours": _(
        "No queue that takes mail has an address to write from. Give one an address in the "
        "settings."
    ),
    "mail.no_file": _("Choose a file first."),
    "mail.no_queue": _("No queue takes mail. Let one take it in the settings."),
    "mail.no_room_for_files": _("The server has no room for files now. Tell the system owner."),
    "mail.no_such_file": _("There is no such file, or it is not for you."),
    "mail.no_such_mail": _("There is no such mail."),
    "mail.no_way_out": _(
        "No mail server is set for outgoing mail. The system owner sets FRONTLINJE_MAIL_OUT_URL."
    ),
    "mail.nobody_to_answer": _(
        "There is no address to answer to. Link a customer who has an e-mail address."
    ),
    "mail.not_failed": _("This mail is not one that failed. Reload the page to see how it stands."),
    "mail.not_in_hand": _("You can only answer while the contact is in your hands. Take it first."),
    "mail.not_threaded": _("This mail stands by itself already. Reload the page to see how it is."),
    "mail.not_your_answer": _("Only who wrote the answer can take it back."),
    "mail.outcome_unknown": _(
        "The connection broke twice after the mail was handed over. It has probably arrived. "
        "Ask the customer before you send it again."
    ),
    "mail.nested_too_deep": _("Its parts lie too deep inside each other."),
    "mail.not_stopped": _("Automatic answers go out already. Reload the page to see how it is."),
    "mail.reading_fell": _("Reading it made the program fall."),
    "mail.reading_never_ends": _("Reading it was begun several times and never came to an end."),
    "mail.reading_took_too_long": _("Reading it took too long."),
    "mail.reading_took_too_much": _("Reading it took too much memory."),
    "mail.too_long": _("The answer is too long: %(most)s characters at most."),
    "mail.too_many_files": _("Those are too many files: %(most)s at most."),
    "mail.unknown_address": _(
        "No queue has the address «%(address)s». Add it to a queue in the settings first."
    ),
    "mail.wrong_way_out": _(
        "FRONTLINJE_MAIL_OUT_URL cannot be read. It must look like "
        "smtp://user:password@mail.example.org:587."
    ),
}
