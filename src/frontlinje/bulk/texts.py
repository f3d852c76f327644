"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "bulk.changed_since": _("Something has happened to it since, so it stays as it is."),
    "bulk.crashed": _("That went wrong. The log of the system tells why; tell the system owner."),
    "bulk.has_a_case": _("It has a case already."),
    "bulk.in_hand": _("Somebody has it in hand, or is being offered it."),
    "bulk.is_over": _("It is finished already."),
    "bulk.no_case": _("Choose a major incident, or give a new one a name."),
    "bulk.no_such_case": _("This incident is closed. Choose another, or name a new one."),
    "bulk.no_such_run": _("There is no such task any more. Choose the contacts again."),
    "bulk.no_tag": _("Choose a tag to give or to take away."),
    "bulk.no_terms": _("Say first how it is to be done."),
    "bulk.no_way_back": _("On its channel nothing can be written back."),
    "bulk.nothing_chosen": _("No contact is chosen. Tick some in the backlog first."),
    "bulk.nothing_done": _("Nothing was done, so there is nothing to undo."),
    "bulk.nothing_left": _("Nothing is left to do."),
    "bulk.own_draft": _("You have begun an answer to it. Send it or throw it away first."),
    "bulk.put_aside": _("It is put aside for somebody, and comes back at its time."),
    "bulk.text_missing": _("Write the answer in the usual language of the centre."),
    "bulk.there_already": _("It is in that queue already."),
    "bulk.too_many": _("At most %(most)s contacts at once. Narrow the filter."),
    "bulk.unknown_of_customer": _("We do not know this of the customer: %(lacks)s."),
    "bulk.unknown_word": _(
        "«{%(given)s}» means nothing here. Use {customer_name}, {reference}, {agent_name} or"
        " {centre_name}."
    ),
    "bulk.wrong_channel": _("That queue does not take contacts of its channel."),
    "bulk.wrong_state": _("This has been started or ended meanwhile. See how it stands."),
}
