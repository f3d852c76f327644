"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "people.account_closed": _(
        "The account is closed or its end date has passed. Open it first, then make the link."
    ),
    "people.bad_code": _(
        "The code «%(given)s» cannot be used: up to 40 letters, digits, - and _, without spaces."
    ),
    "people.bad_contract_share": _("The contract share is a whole number from 1 to 100."),
    "people.bad_email": _("Write the e-mail address as name@example.org."),
    "people.bad_languages": _("Write languages by their codes, such as nb or sv."),
    "people.bad_level": _("Skill levels go from 1 to 9; 0 means not held."),
    "people.bad_name": _("Write a name of at most 120 characters."),
    "people.bad_part_name": _("Write a name of at most 80 characters."),
    "people.bad_phone": _(
        "Write the phone number with digits and spaces, such as +47 12 34 56 78."
    ),
    "people.bad_ui_language": _("Choose one of the languages that the screens have."),
    "people.bad_username": _(
        "A username has 2 to 60 characters: small letters a–z, digits and . _ - @ +,"
        " and starts with a letter or digit."
    ),
    "people.end_date_missing": _(
        "Agency staff, lent staff and people on work training need an end date."
    ),
    "people.ends_before_it_starts": _("The access must end after it starts."),
    "people.last_owner": _(
        "This is the last system owner who can let others in."
        " Make somebody else system owner first."
    ),
    "people.missing_permission": _("You do not have the right to do this. Ask your leader."),
    "people.more_than_own": _(
        "You cannot give rights that you do not have, or change somebody who has them."
    ),
    "people.no_access": _("Your access has ended or has not begun yet. Ask your leader."),
    "people.no_role": _("Choose at least one role."),
    "people.no_such_user": _("There is no such person."),
    "people.not_changed_here": _("This cannot be changed here: %(field)s."),
    "people.not_signed_in": _("You are not signed in. Sign in and try again."),
    "people.not_your_password": _(
        "Only the person chooses their password. Make a sign-in link for them instead."
    ),
    "people.unknown_employer": _("There is no employer of the kind «%(employer)s»."),
    "people.unknown_role": _("There is no role «%(role)s»."),
    "people.unknown_skill": _("There is no skill with the code «%(skill)s»."),
    "people.username_taken": _("Somebody else has the username «%(username)s»."),
    "people.weak_password": _("Choose another password. %(reasons)s"),
}
