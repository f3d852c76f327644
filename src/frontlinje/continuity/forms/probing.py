"""What is asked of a probe? A form for each kind, with the settings that it heeds."""

from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontlinje.centre.forms.values import NumberField, SpanField
from frontlinje.continuity.actions.probing import ProbeFacts
from frontlinje.continuity.rules.probes import USED_BY, ProbeKind, ProbeSettings

_SERVER: Final = _("Server")
_WITH_PORT: Final = _("Name and port, such as server.example.org:5432.")
_PORT_MAY_BE_LEFT: Final = _("Name, and the port if it is not the usual one.")

TARGETS: Final[dict[ProbeKind, tuple[Promise, Promise]]] = {
    ProbeKind.HTTP: (
        _("Address of the page"),
        _("Such as https://portal.example.org/. Links and redirections are not followed."),
    ),
    ProbeKind.TCP: (_SERVER, _WITH_PORT),
    ProbeKind.SMTP: (_SERVER, _PORT_MAY_BE_LEFT),
    ProbeKind.IMAP: (_SERVER, _PORT_MAY_BE_LEFT),
    ProbeKind.SIP: (_SERVER, _PORT_MAY_BE_LEFT),
    ProbeKind.CERTIFICATE: (_SERVER, _PORT_MAY_BE_LEFT),
    ProbeKind.DISK: (
        _("Folder"),
        _("On the machine where Frontlinje's worker runs, such as /var/lib."),
    ),
}


def _setting(name: str) -> forms.Field:
    match name:
        case "contains":
            return forms.CharField(
                label=_("Words that must be on the page"), max_length=200, required=False
            )
        case "encryption":
            choices = [("none", _("None")), ("starttls", "STARTTLS"), ("tls", "TLS")]
            return forms.ChoiceField(label=_("Encryption"), choices=choices)
        case "transport":
            return forms.ChoiceField(label=_("Transport"), choices=[("udp", "UDP"), ("tcp", "TCP")])
        case "least_days":
            return forms.IntegerField(
                label=_("Days for which it must still hold"), min_value=1, max_value=365
            )
        case "least_free_percent":
            return NumberField(label=_("Least free space, in per cent"))
        case "longest_wait_s":
            return SpanField(label=_("Longest wait of what is due"))
        case _:
            return SpanField(label=_("Time to answer"), help_text=_("10 s at most."))


class ProbeForm(forms.Form):
    """What is probed, how, and how often."""

    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9_-]{0,39}$",
        label=_("Code"),
        help_text=_("Triggers of plans name the probe by it: small letters, digits and hyphens."),
        error_messages={"invalid": _("Use small letters, digits and hyphens.")},
    )
    target = forms.CharField(max_length=400)
    every_s = SpanField(label=_("Try every"), initial=60)
    in_a_row = forms.IntegerField(
        label=_("Equal results in a row that change the state"),
        help_text=_("So that one try that fails by chance alarms nobody."),
        min_value=1,
        max_value=20,
    )
    is_on = forms.BooleanField(label=_("Keep trying it"), required=False, initial=True)

    def __init__(
        self, kind: ProbeKind, *args: Any, facts: ProbeFacts | None = None, **kwargs: Any
    ) -> None:
        settings = facts.settings if facts is not None else ProbeSettings()
        begun = settings.model_dump()
        if facts is not None:
            begun |= {"name": facts.name, "target": facts.target}
            begun |= {"every_s": float(facts.every_s), "is_on": facts.is_on}
        super().__init__(*args, **{**kwargs, "initial": begun})
        self.kind = kind
        if facts is not None:
            del self.fields["code"]
        if kind in TARGETS:
            label, help_text = TARGETS[kind]
            self.fields["target"].label = str(label)
            self.fields["target"].help_text = str(help_text)
        else:
            del self.fields["target"]
        for name in USED_BY[kind]:
            self.fields[name] = _setting(name)
        last = ("every_s", "in_a_row", "is_on")
        self.order_fields([name for name in self.fields if name not in last] + list(last))

    def clean_every_s(self) -> int:
        """Return whole seconds within reason."""
        seconds = float(self.cleaned_data["every_s"])
        if not 10 <= seconds <= 86400:
            raise forms.ValidationError(_("Between 10 s and 24 h."))
        return round(seconds)

    def clean_timeout_s(self) -> float:
        """Return the time a try may take."""
        return self._within("timeout_s", 1, 10, _("Between 1 s and 10 s."))

    def clean_longest_wait_s(self) -> float:
        """Return how long a job may wait."""
        return self._within("longest_wait_s", 10, 86400, _("Between 10 s and 24 h."))

    def clean_least_free_percent(self) -> float:
        """Return the share that must be free."""
        return self._within("least_free_percent", 0.1, 99.9, _("Between 0 and 100."))

    def _within(self, name: str, least: float, most: float, words: Promise) -> float:
        try:
            number = float(self.cleaned_data[name])
        except ValueError:
            number = -1.0
        if not least <= number <= most:
            raise forms.ValidationError(str(words))
        return number

    def facts(self) -> ProbeFacts:
        """Return what was filled in."""
        given = self.cleaned_data
        names = ("in_a_row", *USED_BY[self.kind])
        return ProbeFacts(
            name=given["name"],
            kind=self.kind,
            target=given.get("target", "").strip(),
            settings=ProbeSettings.model_validate({name: given[name] for name in names}),
            every_s=given["every_s"],
            is_on=given["is_on"],
        )
