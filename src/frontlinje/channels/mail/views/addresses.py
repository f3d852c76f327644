"""Which addresses do we write from, and as whom? A page of the settings."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from frontlinje.base import clock
from frontlinje.base.errors import NotFound
from frontlinje.centre.queries import effective_state
from frontlinje.centre.views.frame import Frame
from frontlinje.channels.mail.actions.addresses import (
    Presentation,
    present_address,
    presentation_of,
)
from frontlinje.channels.mail.rules.own_addresses import CHANNEL, queues_by_address
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """An address as the list shows it."""

    address: str
    queue: str
    presentation: Presentation


class AddressForm(forms.Form):
    """How we present ourselves from one address."""

    from_name = forms.CharField(
        label=gettext_lazy("Name that customers see"),
        help_text=gettext_lazy("When it is empty, the name of the centre stands there."),
        max_length=120,
        required=False,
    )
    is_receipt_on = forms.BooleanField(
        label=gettext_lazy("Answer new mail with a receipt"),
        help_text=gettext_lazy(
            "The text is the centre's automatic answer for mail. Nobody gets more than one a day, "
            "and machines get none."
        ),
        required=False,
    )
    has_plus = forms.BooleanField(
        label=gettext_lazy("Mark the address that answers go to"),
        help_text=gettext_lazy(
            "Answers then find their contact also when a mail program drops everything else. Only "
            "where mail to name+anything@… comes to the same mailbox: ask whoever runs the mail "
            "server, and try it first."
        ),
        required=False,
    )

    def __init__(self, presentation: Presentation, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "from_name": presentation.from_name,
            "is_receipt_on": presentation.is_receipt_on,
            "has_plus": presentation.has_plus,
        }
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"signature_{code}"] = forms.CharField(
                label=_("Signature (%(language)s)") % {"language": name},
                initial=presentation.signatures.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
                max_length=2000,
                required=False,
            )

    def presentation(self) -> Presentation:
        """Return what was filled in."""
        given = self.cleaned_data
        return Presentation(
            from_name=given["from_name"],
            signatures={code: given[f"signature_{code}"] for code, _name in settings.LANGUAGES},
            is_receipt_on=given["is_receipt_on"],
            has_plus=given["has_plus"],
        )


@needs(Permission.CENTRE_READ)
@require_GET
def addresses(request: HttpRequest) -> HttpResponse:
    """List our addresses with their queues."""
    frame = Frame(request)
    state = effective_state(clock.now())
    rows = [
        ShownAddress(
            address, state.queues[queue].name.in_language(frame.language), presentation_of(address)
        )
        for address, queue in queues_by_address(state).items()
    ]
    has_text = state.text_for("autoreply", channel=CHANNEL) is not None
    context = frame.context(rows=rows, centre_name=frame.name, has_text=has_text)
    return render(request, "mail/addresses.html", context)


@needs(Permission.CENTRE_CONFIGURE)
@require_http_methods(["GET", "POST"])
def address_edit(request: HttpRequest, address: str) -> HttpResponse:
    """Change how we present ourselves from one address."""
    now = clock.now()
    if address not in queues_by_address(effective_state(now)):
        raise NotFound("mail.unknown_address", address=address)
    form = AddressForm(presentation_of(address), request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = current_user(request)
        present_address(address=address, as_=form.presentation(), by=user, at=now)
        messages.success(request, _("%(address)s was saved.") % {"address": address})
        return redirect("mail:addresses")
    context = Frame(request).context(form=form, address=address)
    return render(request, "mail/address.html", context)
