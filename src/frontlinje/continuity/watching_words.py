"""How is said what a trigger measured, why it calls somebody, and what a probe found?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from frontlinje.centre.forms.values import number_in_words, span_in_words
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.continuity.calling import NO_GATEWAY
from frontlinje.continuity.events import CallFailed, TriggerCouldNotAct
from frontlinje.continuity.models import Suggestion
from frontlinje.continuity.queries.plans import document_of, latest_version
from frontlinje.continuity.rules.probes import ProbeKind
from frontlinje.continuity.rules.triggers import (
    TRIGGER,
    CommonCause,
    FewReady,
    ProbeDown,
    ShareAbsent,
    Trigger,
    VolumeRatio,
    WaitingTime,
)
from frontlinje.ledger.models import Event
from frontlinje.people.labels import ROLES
from frontlinje.people.permissions import Role
from frontlinje.people.wording import texts

PROBE_KINDS: dict[ProbeKind, Promise] = {
    ProbeKind.HTTP: gettext_lazy("Web page"),
    ProbeKind.TCP: gettext_lazy("Server and port"),
    ProbeKind.SMTP: gettext_lazy("Mail server that takes mail (SMTP)"),
    ProbeKind.IMAP: gettext_lazy("Mailbox server (IMAP)"),
    ProbeKind.SIP: gettext_lazy("Telephone exchange (SIP)"),
    ProbeKind.CERTIFICATE: gettext_lazy("Certificate of a server"),
    ProbeKind.DISK: gettext_lazy("Disk space here"),
    ProbeKind.JOBS: gettext_lazy("Work put off here (jobs)"),
}


def measured(trigger: Trigger, figures: Mapping[str, Any], document: CentreDocument) -> str:
    """Return what was measured when a trigger fired, in the language of the moment."""
    value = figures.get("value") or 0.0
    match trigger:
        case VolumeRatio(window_s=window_s):
            text = _("%(n)s came in during the last %(time)s. Usual at this hour: %(usual)s.")
            usual = number_in_words(round(figures.get("usual") or 0.0, 1))
            return text % {"n": int(value), "time": span_in_words(window_s), "usual": usual}
        case WaitingTime():
            text = _("The longest wait was %(time)s in opening hours%(where)s.")
            return text % {"time": _minutes(value), "where": _where(figures, document)}
        case ShareAbsent():
            text = _("%(share)s %% of the %(n)s whose shift was under way were not there.")
            return text % {"share": round(value * 100), "n": int(figures.get("of") or 0)}
        case FewReady():
            text = ngettext("%(n)s was ready%(where)s.", "%(n)s were ready%(where)s.", int(value))
            return text % {"n": int(value), "where": _where(figures, document)}
        case CommonCause():
            return _("Many stopped answering, or lost their connection, within a minute.")
        case ProbeDown(code=code):
            name, found = figures.get("name") or code, figures.get("found") or ""
            text = _("«%(probe)s» had given no good answer for %(time)s.")
            said = text % {"probe": name, "time": _minutes(value)}
            return f"{said} {found_in_words(found, figures.get('detail') or '')}".strip()


def _minutes(seconds: float) -> str:
    return span_in_words(max(1, round(seconds)) if seconds < 60 else seconds // 60 * 60)


def _where(figures: Mapping[str, Any], document: CentreDocument) -> str:
    code = figures.get("queue") or ""
    queue = next((q for q in document.queues if q.code == code), None)
    if queue is None:
        return ""
    return _(" in %(queue)s") % {"queue": queue.name.in_language(get_language())}


def found_in_words(code: str, detail: str) -> str:
    """Return what a try of a probe found, in the language of the moment; nothing when all is well.

    The texts are those of the room's errors: each says what is wrong and where to look.
    """
    text = texts().get(code)
    return str(text) % _Silent(detail=detail) if text is not None else ""


def call_for(suggestion: Suggestion, document: CentreDocument) -> tuple[str, str]:
    """Return the subject and the text by which somebody away from the desk is called."""
    trigger = TRIGGER.validate_python(suggestion.trigger)
    plan = document_of(latest_version(suggestion.plan_id)).name.in_language(get_language())
    if suggestion.activation_id is None:
        subject = _("The plan «%(plan)s» is suggested") % {"plan": plan}
        todo = _("Nobody has answered yet. Look at it here:")
    else:
        subject = _("The plan «%(plan)s» has put itself into effect") % {"plan": plan}
        todo = _("Nobody has acknowledged it yet. Look at it here:")
    lines = [
        f"{clock_time(suggestion.raised_at)} {measured(trigger, suggestion.figures, document)}",
        f"{todo} {settings.PUBLIC_URL}{reverse('continuity:watching')}",
    ]
    return subject, "\n\n".join(lines)


def clock_time(at: datetime) -> str:
    """Return the time of day by the clock on the wall."""
    return formats.time_format(timezone.localtime(at), "H:i")


def call_in_words(event: Event) -> str:
    """Return who was called about a suggestion, or what went wrong, in a line."""
    body = event.body
    facts = {
        "time": clock_time(event.at),
        "to": called(body.get("to", "")),
        "why": why_not_called(event),
    }
    if event.kind == TriggerCouldNotAct.kind:
        facts["why"] = str(texts().get(event.reason, event.reason)) % _Silent()
        return _("%(time)s It could not put itself into effect: %(why)s") % facts
    if event.kind == CallFailed.kind:
        return _("%(time)s %(to)s could not be reached: %(why)s") % facts
    if not body.get("n_called"):
        return _("%(time)s %(to)s should be called, but no address is known.") % facts
    match body["way"]:
        case "mail":
            return _("%(time)s %(to)s is called by mail.") % facts
        case "sms":
            return _("%(time)s %(to)s is called by text message.") % facts
        case _:
            return _("%(time)s %(to)s is called at the desk.") % facts


def why_not_called(event: Event) -> str:
    """Return why somebody was not reached, in words where it is a setting that is missing."""
    if event.reason == NO_GATEWAY:
        return _("no gateway for text messages is set up (%(setting)s)") % {"setting": NO_GATEWAY}
    return event.reason


class _Silent(dict[str, str]):
    """Facts of an error that were not kept."""

    def __missing__(self, key: str) -> str:
        return "…"


def called(to: str) -> str:
    """Return who is called: a role in words, or whoever is named."""
    return str(ROLES[Role(to)]) if to in list(Role) else to
