"""What is asked for about a person, a team, a site or a skill?"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frontlinje.people.choices import offer
from frontlinje.people.days import end_of_day, first_day, last_day, start_of_day
from frontlinje.people.labels import EMPLOYERS, ROLES, SPOKEN, language_name
from frontlinje.people.models import Site, Team, User
from frontlinje.people.permissions import Employer, Role, permissions_of
from frontlinje.people.rules.managing import may_manage

DAYS = {"access_from": "first_day", "access_until": "last_day"}
"""Which field of a form asks for which fact."""


def _spoken() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in SPOKEN]


def _day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class FactsForm(forms.Form):
    """The plain facts about somebody."""

    name = forms.CharField(label=_("Name"), max_length=120)
    username = forms.CharField(
        label=_("Username"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=20)
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"), label=_("Team"), required=False, empty_label="–"
    )
    site = forms.ModelChoiceField(
        Site.objects.order_by("name"), label=_("Usual site"), required=False, empty_label="–"
    )
    contract_share = forms.IntegerField(
        label=_("Contract share (%)"), min_value=1, max_value=100, initial=100
    )
    languages = forms.MultipleChoiceField(
        label=_("Speaks with customers"),
        choices=_spoken,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @staticmethod
    def of(user: User) -> dict[str, Any]:
        """Return the facts as the form shows them."""
        return {name: getattr(user, name) for name in FactsForm.base_fields}


class RolesForm(forms.Form):
    """What somebody may do."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, actor: User, employer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        manageable = [
            (role.value, label)
            for role, label in ROLES.items()
            if may_manage(actor.permissions, permissions_of([role], employer))
        ]
        offer(self, "roles", manageable)


class AccessForm(forms.Form):
    """Whose staff somebody is, and from which day until which."""

    employer = forms.ChoiceField(
        label=_("Employed"),
        choices=[(employer.value, label) for employer, label in EMPLOYERS.items()],
        initial=Employer.OWN.value,
        widget=forms.RadioSelect,
    )
    first_day = forms.DateField(label=_("First day"), required=False, widget=_day_input())
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=_day_input(),
        help_text=_("Must be set for everybody who is not our own staff."),
    )

    @staticmethod
    def of(user: User) -> dict[str, Any]:
        """Return somebody's access as the form shows it."""
        return {
            "employer": user.employer,
            "first_day": first_day(user.access_from),
            "last_day": last_day(user.access_until),
        }

    def access_from(self, before: datetime | None = None) -> datetime | None:
        """Return when access begins; ``before`` stays as it is, to the minute, on the same day."""
        return _instant(self.cleaned_data["first_day"], before, first_day, start_of_day)

    def access_until(self, before: datetime | None = None) -> datetime | None:
        """Return when access ends; ``before`` stays as it is, to the minute, on the same day."""
        return _instant(self.cleaned_data["last_day"], before, last_day, end_of_day)


def _instant(
    day: date | None,
    before: datetime | None,
    day_of: Callable[[datetime | None], date | None],
    instant_of: Callable[[date], datetime],
) -> datetime | None:
    if day is None:
        return None
    return before if day_of(before) == day else instant_of(day)


class NewUserForm(FactsForm, RolesForm, AccessForm):
    """Everything about somebody who is to get an account."""

    ui_language = forms.ChoiceField(
        label=_("Language on screen"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )
    field_order = (
        "name",
        "username",
        "roles",
        "employer",
        "first_day",
        "last_day",
        "team",
        "site",
        "email",
        "phone",
        "contract_share",
        "languages",
        "ui_language",
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, employer=Employer.OWN.value, **kwargs)
        self.fields["roles"].initial = [Role.AGENT.value]


class ProfileForm(forms.Form):
    """What everybody may change of themselves."""

    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=20,
        help_text=_("Where colleagues reach you when the systems are down."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    ui_language = forms.ChoiceField(label=_("Language on screen"), choices=settings.LANGUAGES)


class PartForm(forms.Form):
    """A team or a site."""

    code = forms.SlugField(
        label=_("Code"),
        max_length=40,
        help_text=_("Short and lasting; queues and imports refer to it."),
    )
    name = forms.CharField(label=_("Name"), max_length=80)


class SkillForm(forms.Form):
    """A skill with its name in each language."""

    code = forms.SlugField(
        label=_("Code"),
        max_length=40,
        help_text=_("Short and lasting; queues and imports refer to it."),
    )
    nb = forms.CharField(label=_("Name in bokmål"), max_length=80)
    sv = forms.CharField(label=_("Name in Swedish"), max_length=80, required=False)
    en = forms.CharField(label=_("Name in English"), max_length=80, required=False)


class LedgerForm(forms.Form):
    """Which events of the ledger to show."""

    day = forms.DateField(label=_("Day"), required=False, widget=_day_input())
    subject = forms.ChoiceField(label=_("About"), required=False)
    person = forms.ModelChoiceField(
        User.objects.order_by("name"),
        label=_("Who did it, or whom it is about"),
        required=False,
        empty_label=_("Everybody"),
    )

    def __init__(self, *args: Any, subjects: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = ((subject, subject) for subject in subjects)
        offer(self, "subject", [("", _("Everything")), *named])


class SearchForm(forms.Form):
    """Which users to show."""

    search = forms.CharField(label=_("Search"), required=False)
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"),
        label=_("Team"),
        required=False,
        to_field_name="code",
        empty_label=_("All teams"),
    )
    role = forms.ChoiceField(label=_("Role"), required=False)
    employer = forms.ChoiceField(label=_("Employed"), required=False)
    access = forms.ChoiceField(
        label=_("Access"),
        required=False,
        choices=[
            ("open", pgettext_lazy("account", "Open")),
            ("ended", _("Closed or over")),
            ("all", _("All")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", [("", _("All roles")), *ROLES.items()])
        offer(self, "employer", [("", _("All")), *EMPLOYERS.items()])
