"""What are lines of an incident's log called, and how is said what the system did by itself?"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.events import (
    ActivationEnded,
    ActivationExtended,
    AnnouncementApproved,
    AnnouncementChanged,
    AnnouncementWithdrawn,
    IncidentClosed,
    IncidentDescribed,
    IncidentExported,
    IncidentOpened,
    IncidentReopened,
    PlanActivated,
)
from frontlinje.continuity.rules.incident_log import AGAIN, Kind, Notice
from frontlinje.continuity.watched_in_log import WATCHED, Names
from frontlinje.ledger.models import Event
from frontlinje.people.models import name_in
from frontlinje.routing.events import CommonCauseOver, CommonCauseSuspected

SYSTEM = "system"
"""The kind of a line that nobody wrote."""

KINDS: dict[str, Promise] = {
    Kind.REPORT: pgettext_lazy("line of a log", "Report"),
    Kind.NOTE: pgettext_lazy("line of a log", "Note"),
    Kind.DECISION: pgettext_lazy("line of a log", "Decision"),
    Kind.MESSAGE: pgettext_lazy("line of a log", "Message"),
    Kind.FIGURES: pgettext_lazy("line of a log", "Figures"),
    Kind.FILE: pgettext_lazy("line of a log", "File"),
    SYSTEM: pgettext_lazy("line of a log", "Frontlinje"),
}

NOTICES: dict[Notice, Promise] = {
    Notice.DAY: gettext_lazy("Early warning, within 24 hours"),
    Notice.THREE_DAYS: gettext_lazy("Notification, within 72 hours"),
    Notice.MONTH: gettext_lazy("Final report, within a month"),
}

FORMS: dict[str, Promise] = {
    "csv": gettext_lazy("the log as CSV"),
    "report": gettext_lazy("the after-action report"),
    **{notice.value: name for notice, name in NOTICES.items()},
}


def instant(then: str | datetime | None) -> str:
    """Return an instant in full, by the clock on the wall."""
    if then is None:
        return ""
    at = datetime.fromisoformat(then) if isinstance(then, str) else then
    here = timezone.localtime(at)
    return f"{_small(formats.date_format(here, 'j. M Y'))} {formats.time_format(here, 'H:i')}"


def footer_of(state: CentreState, *, now: datetime) -> str:
    """Return the line at the foot of every sheet: whose it is, and when it was made."""
    centre = state.document.name.in_language(get_language() or "nb")
    return _("%(centre)s. Made %(at)s.") % {"centre": centre, "at": instant(now)}


def to_the_second(then: datetime) -> str:
    """Return an instant of this year as the log shows it: «12 Mar 14:20:05»."""
    here = timezone.localtime(then)
    return f"{_small(formats.date_format(here, 'j. M'))} {formats.time_format(here, 'H:i:s')}"


def _small(day: str) -> str:
    return day if get_language() == "en" else day.lower()


def event_in_words(event: Event, names: Names) -> str:
    """Return what the system did, or what it saw."""
    if event.kind in WATCHED:
        return WATCHED[event.kind](event, names)
    said = _SAID.get(event.kind)
    return said(event.body, names.plans) if said else event.kind


Body = Mapping[str, Any]
Said = Callable[[Body, Mapping[str, str]], str]


def _plan(body: Body, plans: Mapping[str, str]) -> str:
    return plans.get(body["plan"], body["plan"])


def _activated(body: Body, plans: Mapping[str, str]) -> str:
    facts = {"plan": _plan(body, plans), "until": instant(body["until_at"])}
    if body.get("source") == AGAIN:
        return _("The plan «%(plan)s» was put back into effect as it was, until %(until)s.") % facts
    if body.get("is_partial"):
        return _("Parts of the plan «%(plan)s» were put into effect, until %(until)s.") % facts
    return _("The plan «%(plan)s» was put into effect, until %(until)s.") % facts


def _extended(body: Body, plans: Mapping[str, str]) -> str:
    facts = {"plan": _plan(body, plans), "until": instant(body["until_at"])}
    return _("The plan «%(plan)s» now goes on until %(until)s.") % facts


def _ended(body: Body, plans: Mapping[str, str]) -> str:
    facts = {"plan": _plan(body, plans)}
    if body.get("has_expired"):
        return _("The plan «%(plan)s» ended by itself: its time was over.") % facts
    return _("The plan «%(plan)s» was ended.") % facts


def _title(body: Body) -> str:
    return name_in(body.get("title") or {}, get_language())


def _described(body: Body) -> str:
    after = body["after"]
    facts = {"title": after["title"], "began": instant(after["began_at"])}
    return _("The incident is called «%(title)s» and began at %(began)s.") % facts


_SAID: dict[str, Said] = {
    PlanActivated.kind: _activated,
    ActivationExtended.kind: _extended,
    ActivationEnded.kind: _ended,
    AnnouncementApproved.kind: lambda body, _plans: (
        _("Customers are told «%(title)s».") % {"title": _title(body)}
    ),
    AnnouncementChanged.kind: lambda _body, _plans: _("What customers are told was changed."),
    AnnouncementWithdrawn.kind: lambda body, _plans: (
        _("Customers are no longer told «%(title)s».") % {"title": _title(body)}
    ),
    CommonCauseSuspected.kind: lambda _body, _plans: _(
        "Many stopped answering at once: one fault is suspected, and automatic pauses are frozen."
    ),
    CommonCauseOver.kind: lambda _body, _plans: _("Those who had stopped answering are back."),
    IncidentOpened.kind: lambda body, _plans: (
        _("The incident was opened by a report.")
        if body.get("is_report")
        else _("The incident was opened.")
    ),
    IncidentDescribed.kind: lambda body, _plans: _described(body),
    IncidentClosed.kind: lambda body, _plans: (
        _("The incident was closed; it was over at %(over)s.") % {"over": instant(body["over_at"])}
    ),
    IncidentReopened.kind: lambda _body, _plans: _("The incident was opened again."),
    IncidentExported.kind: lambda body, _plans: (
        _("Taken out as a file: %(form)s.") % {"form": FORMS[body["form"]]}
    ),
}

TOLD_OF = (*_SAID, *WATCHED)
"""Kinds of events that stand in a log."""
