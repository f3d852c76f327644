"""What do people fill in about customers? Fields as they are typed; rules say what they mean."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontlinje.contacts.labels import LANGUAGES
from frontlinje.contacts.rules.checking import MOST, MOST_WEIGHT, checked_flags
from frontlinje.contacts.rules.customer_facts import CustomerFacts, fingerprint
from frontlinje.contacts.rules.reach import clean_email, e164, shown_phone


class CustomerForm(forms.Form):
    """A customer, typed in."""

    name = forms.CharField(label=_("Name"), max_length=MOST["name"])
    is_organisation = forms.BooleanField(label=_("This is an organisation"), required=False)
    number = forms.CharField(label=_("Customer number"), max_length=MOST["number"], required=False)
    phones = forms.CharField(
        label=_("Phones"),
        help_text=_("One on each line."),
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "tel", "autocomplete": "off"}),
        required=False,
    )
    emails = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("One on each line."),
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "email", "autocomplete": "off"}),
        required=False,
    )
    address = forms.CharField(label=_("Address"), max_length=MOST["address"], required=False)
    postal_code = forms.CharField(
        label=_("Postal code"), max_length=MOST["postal_code"], required=False
    )
    place = forms.CharField(label=_("Town"), max_length=MOST["place"], required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", "–"), *LANGUAGES.items()], required=False
    )
    flags = forms.CharField(
        label=_("Flags"),
        help_text=_("Short words that colleagues should see at once, parted by commas."),
        required=False,
    )
    weight = forms.IntegerField(
        label=_("Weight"),
        help_text=_("How far this customer moves ahead in the queue: 0 for most."),
        min_value=0,
        max_value=MOST_WEIGHT,
        initial=0,
    )
    expected = forms.CharField(widget=forms.HiddenInput, required=False)

    def facts(self, country: str) -> CustomerFacts:
        """Return what was typed as facts.

        Raises
        ------
        Invalid
            The first phone, address or flag that cannot be one.
        """
        typed = self.cleaned_data
        return CustomerFacts(
            name=typed["name"],
            number=typed["number"],
            is_organisation=typed["is_organisation"],
            address=typed["address"],
            postal_code=typed["postal_code"],
            place=typed["place"],
            language=typed["language"],
            flags=checked_flags(typed["flags"].split(",")),
            weight=typed["weight"],
            phones=tuple(dict.fromkeys(e164(line, country) for line in _lines(typed["phones"]))),
            emails=tuple(dict.fromkeys(map(clean_email, _lines(typed["emails"])))),
        )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def typed_form_of(facts: CustomerFacts) -> dict[str, Any]:
    """Return facts as they stand in the form before somebody changes them."""
    names = ("name", "number", "is_organisation", "address", "postal_code", "place", "language")
    return {
        **{name: getattr(facts, name) for name in names},
        "weight": facts.weight,
        "flags": ", ".join(facts.flags),
        "phones": "\n".join(map(shown_phone, facts.phones)),
        "emails": "\n".join(facts.emails),
        "expected": fingerprint(facts),
    }
