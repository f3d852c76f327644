"""What are the things of this room called on screens? Words for what the rows hold as codes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frontlinje.contacts.models import ImportState
from frontlinje.contacts.rules.import_columns import Column
from frontlinje.contacts.rules.lifecycle import Channel, State

CHANNELS = {
    Channel.PHONE: _("Phone call"),
    Channel.MAIL: _("E-mail"),
    Channel.CHAT: _("Chat"),
    Channel.WEB: _("Web form"),
    Channel.PAPER: _("Paper"),
    Channel.VISIT: _("Visit"),
}

STATES = {
    State.RECEIVED: _("Received"),
    State.QUEUED: _("In queue"),
    State.OFFERED: _("Offered"),
    State.ACTIVE: _("Being handled"),
    State.WRAP_UP: _("Wrap-up"),
    State.CLOSED: pgettext_lazy("contact", "Closed"),
    State.ABANDONED: _("Left the queue"),
    State.SCHEDULED: _("Call-back agreed"),
    State.PARKED: _("Parked"),
    State.CAPTURED_OFFLINE: _("Noted in fall-back operation"),
}

COLUMNS = {
    Column.NUMBER: _("Customer number"),
    Column.NAME: _("Name"),
    Column.FIRST_NAME: _("First name"),
    Column.LAST_NAME: _("Last name"),
    Column.KIND: _("Person or organisation"),
    Column.PHONE: _("Phone"),
    Column.EMAIL: _("E-mail"),
    Column.ADDRESS: _("Address"),
    Column.POSTAL_CODE: _("Postal code"),
    Column.PLACE: _("Town"),
    Column.LANGUAGE: _("Language"),
    Column.FLAGS: _("Flags"),
    Column.WEIGHT: _("Weight"),
}

LANGUAGES = {
    "nb": _("Norwegian"),
    "sv": _("Swedish"),
    "en": _("English"),
    "da": _("Danish"),
    "fi": _("Finnish"),
    "se": _("Northern Sámi"),
}

IMPORT_STATES = {
    ImportState.UPLOADED: _("Uploaded"),
    ImportState.CHECKING: _("Being checked"),
    ImportState.CHECKED: _("Checked, not imported"),
    ImportState.WRITING: _("Being imported"),
    ImportState.DONE: _("Imported"),
    ImportState.FAILED: _("Failed"),
    ImportState.DISCARDED: _("Thrown away"),
    ImportState.UNDOING: _("Being undone"),
    ImportState.UNDONE: _("Undone"),
}
