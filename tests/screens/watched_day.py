"""What is suggested, closed by load and down when somebody looks at what is watched?"""

from datetime import timedelta
from typing import Any

from frontlinje.base import clock
from frontlinje.centre.actions.overrides import lay_on
from frontlinje.centre.rules.edits.channels import SetChannelOpen
from frontlinje.continuity.actions.probing import ProbeFacts, note_result, save_probe
from frontlinje.continuity.events import CallFailed, SuggestionEscalated
from frontlinje.continuity.models import LoadShedding, Plan, Probe, Suggestion
from frontlinje.continuity.rules.probes import ProbeKind, Tried
from frontlinje.ledger.actions import record
from frontlinje.people.tests.cast import Cast
from tests.screens.plans_day import library

_PROBES = (
    ("portal", "Min side", ProbeKind.HTTP, "https://portal.example.org/"),
    ("exchange", "Telefonsentralen", ProbeKind.SIP, "sip.example.org"),
    ("mailbox", "E-posttjeneren", ProbeKind.IMAP, "mail.example.org"),
    ("certificate", "Sertifikatet til Min side", ProbeKind.CERTIFICATE, "portal.example.org"),
)
_TROUBLE = {"portal": ("continuity.probe_timed_out", "")}


def much_is_wrong(cast: Cast) -> None:
    """Let the portal be down, plans be suggested, and chat be closed by load."""
    library(cast)
    _probe_all(cast)
    now = clock.now()
    portal = {
        "trigger": {"kind": "probe", "code": "portal"},
        "figures": {"value": 260.0, "name": "Min side", "found": "continuity.probe_timed_out"},
    }
    volume = {
        "trigger": {"kind": "volume_ratio", "over": 1.8},
        "figures": {"value": 96.0, "usual": 41.25},
    }
    for code, facts in (("portal-down", portal), ("volume-doubled", volume)):
        made = Suggestion.objects.create(
            plan=Plan.objects.get(code=code),
            trigger_key=code,
            raised_at=now - timedelta(minutes=12),
            **facts,
        )
        if code == "portal-down":
            _tell_of_calls(made)
    _turned_down(cast)
    _close_chat()


def _turned_down(cast: Cast) -> None:
    now = clock.now()
    Suggestion.objects.create(
        plan=Plan.objects.get(code="short-staffed-day"),
        trigger={"kind": "share_absent", "over": 0.2},
        trigger_key="past",
        figures={"value": 0.25, "of": 12},
        raised_at=now - timedelta(days=2),
        acknowledged_at=now - timedelta(days=2),
        acknowledged_by=cast.liv,
        dismissed_reason="To av dem er på kurs",
        cleared_at=now - timedelta(days=2),
    )


def _close_chat() -> None:
    now = clock.now()
    laid = lay_on(
        [SetChannelOpen(channel="chat", is_open=False)],
        starts_at=now,
        until_at=now + timedelta(minutes=15),
        by=None,
        reason="31 venter, 3 er ledige",
        at=now,
    )
    closed = [{"channel": "chat", "override_ids": [str(laid[0].id)]}]
    LoadShedding.objects.create(closed=closed)


def _tell_of_calls(made: Suggestion) -> None:
    facts: dict[str, Any] = {"suggestion_id": made.id, "plan": made.plan_id}
    now = clock.now()
    record(
        SuggestionEscalated(step=1, way="desk", to="team_leader", n_called=1, **facts),
        SuggestionEscalated(step=2, way="mail", to="vakt@example.org", n_called=1, **facts),
        CallFailed(way="mail", to="vakt@example.org", reason="550 No such user", **facts),
        at=now - timedelta(minutes=2),
        by=None,
    )
    Suggestion.objects.filter(id=made.id).update(n_escalated=2)


def _probe_all(cast: Cast) -> None:
    now = clock.now()
    for code, name, kind, target in _PROBES:
        facts = ProbeFacts(name=name, kind=kind, target=target)
        save_probe(code=code, facts=facts, by=cast.hedda, at=now, is_new=True)
        probe = Probe.objects.get(code=code)
        for minutes in range(24, 0, -1):
            trouble = _TROUBLE.get(code, ("", "")) if minutes < 5 else ("", "")
            took_s = 0.043 + 0.002 * (minutes % 7)
            tried = Tried(not trouble[0], took_s, *trouble)
            note_result(probe=probe, tried=tried, at=now - timedelta(minutes=minutes))
