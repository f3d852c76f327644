"""What does the public form ask, and what does it refuse?"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from frontlinje.base.ids import uuid7
from frontlinje.centre.rules.state import CentreState
from frontlinje.channels.web.rules.limits import is_too_fast
from frontlinje.contacts.rules.lifecycle import Channel
from frontlinje.people.choices import offer

_SALT = "portal.form"
_OLDEST_S = 60 * 60 * 24 * 7


def new_token(shown_at: datetime) -> str:
    """Return what makes this one page's form itself: its id, and when it was shown."""
    return signing.dumps([str(uuid7()), shown_at.timestamp()], salt=_SALT)


def form_of(token: str) -> UUID | None:
    """Return which form a token belongs to, None when it is not one of ours."""
    try:
        return UUID(signing.loads(token, salt=_SALT, max_age=_OLDEST_S)[0])
    except signing.BadSignature:
        return None


class ContactForm(forms.Form):
    """The form with which a customer writes to us."""

    topic = forms.ChoiceField(label=_("What is it about?"))
    subject = forms.CharField(label=_("In a few words"), max_length=120)
    text = forms.CharField(
        label=_("Your message"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Please leave out national identity numbers and card numbers."),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We answer here."),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    customer_number = forms.CharField(
        label=_("Customer or member number"), required=False, max_length=40
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    """A trap: people do not see it, programs fill it in."""
    token = forms.CharField(widget=forms.HiddenInput)

    visible: ClassVar = (
        "topic",
        "subject",
        "text",
        "name",
        "email",
        "phone",
        "customer_number",
    )

    def __init__(self, *args: Any, state: CentreState, language: str, now: datetime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.now = now
        self.form_id: UUID | None = None
        queues = [queue for queue in state.document.queues if Channel.WEB in queue.channels]
        topics = ((queue.code, queue.name.in_language(language)) for queue in queues)
        offer(self, "topic", [("", _("Choose a topic")), *topics])

    def clean_token(self) -> str:
        token: str = self.cleaned_data["token"]
        try:
            form_id, shown = signing.loads(token, salt=_SALT, max_age=_OLDEST_S)
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("This page had been open for very long. Please send it once more.")
            ) from error
        self.form_id = UUID(form_id)
        shown_at = datetime.fromtimestamp(shown, tz=self.now.tzinfo)
        if is_too_fast(shown_at, self.now):
            raise forms.ValidationError(
                _("That was very quick. If you are a person, please send it once more.")
            )
        return token

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("website"):
            self.add_error(
                None,
                _("A field that should be empty was filled in. Please send the form once more."),
            )
        if not cleaned.get("email") and not cleaned.get("phone") and "email" not in self.errors:
            self.add_error(
                "email", _("Give an e-mail address or a telephone number, so that we can answer.")
            )
        return cleaned

    def again(self) -> None:
        """Make the form ready to be sent once more: trap emptied, a new page's token."""
        data = {**self.data.dict(), "website": ""} if isinstance(self.data, QueryDict) else {}
        if "token" in self.errors:
            data["token"] = new_token(self.now)
        self.data = data
