"""Which scenarios are one click away? The bad days that centres ask about most."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontlinje.simulation.scenario import Down, Portal, Scenario, Volume


@dataclass(frozen=True, slots=True)
class Preset:
    """A scenario that somebody may take as it is."""

    name: Promise
    scenario: Scenario


PRESETS = {
    "ordinary": Preset(_("An ordinary day"), Scenario(code="new")),
    "third-ill": Preset(_("A third are ill"), Scenario(code="new", share_ill=0.33)),
    "double": Preset(_("Twice as much comes"), Scenario(code="new", volume=(Volume(factor=2.0),))),
    "portal-down": Preset(
        _("The portal is down, 60 % call instead"),
        Scenario(code="new", portal_down=Portal(to_phone=0.6)),
    ),
    "third-ill-portal-down": Preset(
        _("A third are ill and the portal is down"),
        Scenario(code="new", share_ill=0.33, portal_down=Portal(to_phone=0.6)),
    ),
    "mail-down": Preset(_("E-mail is down"), Scenario(code="new", down=(Down(channel="mail"),))),
    "late-start": Preset(
        _("Everybody starts an hour late"), Scenario(code="new", late_start_s=3600.0)
    ),
}
