"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "contacts.bad_page": _("This page of the timeline does not exist. Open the customer again."),
    "contacts.bad_search_page": _(
        "This page of the search does not exist. Search once more from the top."
    ),
    "contacts.bad_weight": _("The weight is a whole number from 0 to %(most)s."),
    "contacts.being_offered": _(
        "%(reference)s is being offered to a colleague right now. Try again in a moment."
    ),
    "contacts.case_closed": _("Case %(reference)s is closed. Open it again first."),
    "contacts.customer_changed_meanwhile": _(
        "Somebody else changed this customer while you were writing."
        " Open the customer again and make your change once more."
    ),
    "contacts.customer_is_merged": _(
        "This customer has been merged into another. Open that one instead."
    ),
    "contacts.import_column_twice": _(
        "Two columns are said to hold the same thing. Choose one of them; only phones and e-mail"
        " addresses may stand in several columns."
    ),
    "contacts.import_crashed": _(
        "The import stopped because of a fault on our side. Nothing was written. Try again; if it"
        " happens again, tell the system owner the time."
    ),
    "contacts.import_no_name": _("Say which column holds the name: each customer needs one."),
    "contacts.import_nothing_to_do": _(
        "The file adds and changes nothing, so there is nothing to import."
    ),
    "contacts.import_too_many_errors": _(
        "More than %(most)s rows are wrong. Most likely the columns are matched wrongly:"
        " look at them again."
    ),
    "contacts.import_wrong_state": _(
        "The import has moved on meanwhile. Reload the page to see where it is."
    ),
    "contacts.in_other_hands": _(
        "%(reference)s is in a colleague's hands. Ask them, or a team leader."
    ),
    "contacts.is_exercise": _(
        "%(reference)s belongs to an exercise, and is kept apart from customers, cases and other"
        " contacts."
    ),
    "contacts.merge_into_finished": _(
        "%(reference)s is finished. A contact can only be merged into one that is open."
    ),
    "contacts.merge_undone": _("This merge has been undone already."),
    "contacts.merge_with_itself": _("Choose another one: nothing can be merged with itself."),
    "contacts.name_missing": _("Write a name."),
    "contacts.no_such_case": _("There is no such case."),
    "contacts.no_such_contact": _("There is no such contact, or it is not for you."),
    "contacts.no_such_customer": _("There is no such customer."),
    "contacts.no_such_import": _("There is no such import."),
    "contacts.no_such_merge": _("There is no such merge."),
    "contacts.no_such_message": _("There is no such message."),
    "contacts.no_such_note": _("There is no such note."),
    "contacts.no_such_queue": _("There is no queue with the code «%(queue)s»."),
    "contacts.not_a_phone": _(
        "«%(given)s» cannot be a phone number. Write all digits, with the country code if it is"
        " foreign: +46 70 123 45 67."
    ),
    "contacts.not_an_email": _(
        "«%(given)s» cannot be an e-mail address. Write it as name@example.org."
    ),
    "contacts.not_merged": _("%(reference)s is not merged into another contact."),
    "contacts.no_such_tag": _("There is no tag «%(tag)s» any more. Choose another."),
    "contacts.note_empty": _("Write something first."),
    "contacts.number_taken": _("Another customer has the number %(number)s."),
    "contacts.row_ambiguous": _(
        "Several customers have this phone or e-mail and a similar name. Add the customer number."
    ),
    "contacts.row_too_long": _(
        "The row has more cells than there are headings (%(n_columns)s). Look for a separator"
        " inside a cell."
    ),
    "contacts.row_twice": _("This customer is already on line %(earlier)s. Keep one of the two."),
    "contacts.title_missing": _("Write a title."),
    "contacts.too_long": _("This is too long: at most %(most)s characters."),
    "contacts.too_many": _("These are too many: at most %(most)s."),
    "contacts.undo_later_merge_first": _(
        "The customer was itself merged later. Undo that merge first."
    ),
    "contacts.unknown_kind": _("«%(given)s» is neither a person nor an organisation."),
    "contacts.unknown_language": _(
        "The language «%(given)s» is not known. Write its name, or a code such as nb, sv or en."
    ),
    "contacts.wrong_state": _(
        "This cannot be done with the contact as it is now. Reload the page to see why."
    ),
}
