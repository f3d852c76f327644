"""What is asked of a mailbox? A form for each way to sign in, with what that way needs."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from frontlinje.channels.mail.actions.mailboxes import BoxFacts
from frontlinje.channels.mail.imap.access import PORTS
from frontlinje.channels.mail.models import SignIn
from frontlinje.people.choices import offer

HOSTS: Final = {SignIn.MICROSOFT: "outlook.office365.com", SignIn.GOOGLE: "imap.gmail.com"}
NEEDED: Final[dict[SignIn, tuple[str, ...]]] = {
    SignIn.PASSWORD: ("host", "security", "port", "user_name", "password"),
    SignIn.MICROSOFT: ("user_name", "tenant", "client_id", "client_secret"),
    SignIn.GOOGLE: ("user_name", "client_id", "client_secret"),
}
SECRETS: Final = ("password", "client_secret")
_ALWAYS: Final = ("name", "folder", "after", "done_folder", "queue", "is_on")
MOVE, MARK = "move", "mark"
_PAGES: Final = ("", "new", "signed-in")
"""Codes that would hide behind other pages."""
_KEPT = _("Leave it empty to keep the one that is set.")


class MailboxForm(forms.Form):
    """Where a mailbox is, how we get in, and what becomes of its mail."""

    name = forms.CharField(label=_("Name"), max_length=120)
    host = forms.CharField(
        label=_("Server"), max_length=253, help_text=_("Such as imap.example.org.")
    )
    security = forms.ChoiceField(
        label=_("Encryption"),
        choices=[
            ("tls", "TLS"),
            ("starttls", "STARTTLS"),
            ("none", _("None: the password can be read on the way")),
        ],
    )
    port = forms.IntegerField(
        label=_("Port"),
        min_value=1,
        max_value=65535,
        required=False,
        help_text=_("When it is empty, the usual one: 993 for TLS, else 143."),
    )
    user_name = forms.CharField(
        label=_("User name"), max_length=254, help_text=_("Usually the mailbox's address.")
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    tenant = forms.CharField(
        label=_("Tenant"),
        max_length=120,
        help_text=_("The organisation's domain or directory (tenant) ID at Microsoft."),
    )
    client_id = forms.CharField(
        label=_("Application (client) ID"),
        max_length=200,
        help_text=_("From the application that you registered for Frontlinje at the provider."),
    )
    client_secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    folder = forms.CharField(label=_("Folder that is read"), max_length=200, initial="INBOX")
    after = forms.ChoiceField(
        label=_("What becomes of mail that was fetched"),
        choices=[
            (MOVE, _("It is moved to a folder")),
            (MARK, _("It stays where it is, marked as read")),
        ],
        initial=MOVE,
        widget=forms.RadioSelect,
    )
    done_folder = forms.CharField(
        label=_("Folder for fetched mail"),
        max_length=200,
        required=False,
        initial="Frontlinje",
        help_text=_("It is made if there is none."),
    )
    queue = forms.ChoiceField(label=_("Queue that the mail comes into"))
    is_on = forms.BooleanField(label=_("Fetch mail"), required=False, initial=True)

    def __init__(
        self,
        sign_in: SignIn,
        *args: Any,
        queues: Sequence[tuple[str, str]],
        facts: BoxFacts | None = None,
        **kwargs: Any,
    ) -> None:
        if facts is not None:
            after = MOVE if facts.done_folder else MARK
            shown = {name: getattr(facts, name) for name in BoxFacts.__dataclass_fields__}
            kwargs["initial"] = {**shown, "after": after}
        super().__init__(*args, **kwargs)
        self.sign_in = sign_in
        asked = ("name", *NEEDED[sign_in], *_ALWAYS[1:])
        self.fields = {name: self.fields[name] for name in asked}
        offer(self, "queue", queues)
        for name in SECRETS:
            if name in self.fields and facts is not None:
                self.fields[name].help_text = str(_KEPT)
        if facts is None and sign_in is SignIn.PASSWORD:
            self.fields["password"].required = True

    def clean(self) -> dict[str, Any]:
        """Ask for the folder when mail is to be moved."""
        given = super().clean() or self.cleaned_data
        if given.get("after") == MOVE and not given.get("done_folder"):
            self.add_error("done_folder", str(_("Name a folder, or let the mail stay.")))
        return given

    def code(self) -> str:
        """Return the code of a new mailbox, made of its name."""
        code = slugify(self.cleaned_data["name"])[:30]
        return code if code not in _PAGES else f"mailbox-{code}".strip("-")

    def secrets(self) -> dict[str, str]:
        """Return the secrets that were typed in."""
        return {name: self.cleaned_data[name] for name in SECRETS if name in self.fields}

    def facts(self) -> BoxFacts:
        """Return what was filled in."""
        given = self.cleaned_data
        security = given.get("security", "tls")
        return BoxFacts(
            name=given["name"],
            host=given.get("host") or HOSTS[self.sign_in],
            port=given.get("port") or PORTS[security],
            security=security,
            user_name=given["user_name"],
            sign_in=self.sign_in.value,
            tenant=given.get("tenant", ""),
            client_id=given.get("client_id", ""),
            folder=given["folder"],
            done_folder=given["done_folder"] if given["after"] == MOVE else "",
            queue=given["queue"],
            is_on=given["is_on"],
        )
