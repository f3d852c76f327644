"""What stands in the files that an incident leaves the house as: notices, report, log as table?"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from frontlinje.base.csv_cells import csv_text
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.labels import CHANNELS
from frontlinje.contacts.rules.lifecycle import Channel
from frontlinje.continuity.incident_words import KINDS, NOTICES, footer_of, instant
from frontlinje.continuity.models import Activation, FollowUp, Incident
from frontlinje.continuity.printing import Section, Sheet
from frontlinje.continuity.queries.after_action import AfterAction, Compared
from frontlinje.continuity.queries.incidents import LogLine
from frontlinje.continuity.rules.incident_log import Due, Notice
from frontlinje.people.models import name_in
from frontlinje.presence.rules.shifts import Span
from frontlinje.presence.wording import length_words
from frontlinje.reports.rules.measures import Figures
from frontlinje.reports.wording import answer_rate_of, service_level_of

QUESTIONS: dict[Notice, tuple[Promise, ...]] = {
    Notice.DAY: (
        gettext_lazy("Is it suspected to be caused by something unlawful or malicious?"),
        gettext_lazy("Could it have effects across borders? Where?"),
    ),
    Notice.THREE_DAYS: (
        gettext_lazy("First assessment: how severe is it, and whom does it affect?"),
        gettext_lazy("Signs of an intrusion, where there are any"),
        gettext_lazy("Are personal data concerned? Whose, how many, of which kind?"),
    ),
    Notice.MONTH: (
        gettext_lazy("What happened in detail, how severe it was and what it led to"),
        gettext_lazy("The kind of threat, or the cause that is likely to have started it"),
        gettext_lazy("What was done against it, and what is being done"),
        gettext_lazy("Effects across borders"),
    ),
}
"""What an authority asks that Frontlinje cannot know: answered by hand."""


def notice_sheet(
    incident: Incident,
    due: Due,
    *,
    state: CentreState,
    found: AfterAction,
    lines: list[LogLine],
    activations: Iterable[Activation],
    now: datetime,
) -> Sheet:
    """Return a notice to the authorities."""
    questions = Section(_("To be answered by hand"), questions=QUESTIONS[due.notice])
    sections = [questions, *_numbers(found, state), _plans(activations), _log(lines)]
    facts = [*_facts(incident), (_("To be sent by"), instant(due.at))]
    return _sheet(incident, NOTICES[due.notice], facts, sections, state, now)


def report_sheet(
    incident: Incident,
    *,
    state: CentreState,
    found: AfterAction,
    lines: list[LogLine],
    activations: Iterable[Activation],
    follow_ups: Iterable[FollowUp],
    now: datetime,
) -> Sheet:
    """Return the report after an incident."""
    sections = [
        *_numbers(found, state),
        _extra(found),
        _plans(activations),
        _follow_ups(follow_ups),
        _log(lines),
    ]
    return _sheet(incident, _("After-action report"), _facts(incident), sections, state, now)


def _sheet(
    incident: Incident,
    subtitle: str | Promise,
    facts: list[tuple[str | Promise, str | Promise]],
    sections: list[Section],
    state: CentreState,
    now: datetime,
) -> Sheet:
    return Sheet(
        incident.title,
        subtitle,
        footer_of(state, now=now),
        get_language() or "nb",
        facts,
        sections,
    )


def _facts(incident: Incident) -> list[tuple[str | Promise, str | Promise]]:
    opener = incident.opened_by.name if incident.opened_by else ""
    facts: list[tuple[str | Promise, str | Promise]] = [
        (_("Began at"), instant(incident.began_at)),
        (_("Known since"), f"{instant(incident.opened_at)}, {opener}".rstrip(", ")),
        (_("Over at"), instant(incident.over_at) or _("it goes on")),
    ]
    if incident.is_exercise:
        facts.append((_("Exercise"), _("Nothing of this really happened.")))
    return facts


def span_words(span: Span) -> str:
    """Return from when to when."""
    return f"{instant(span.starts_at)} – {instant(span.ends_at)}"


def _numbers(found: AfterAction, state: CentreState) -> list[Section]:
    spans = [
        (_("Before (same weekdays and hours)"), found.periods.before),
        (_("Meanwhile"), found.periods.during),
        (_("After it"), found.periods.after),
    ]
    heads = [f"{name}\n{span_words(span)}" for name, span in spans if span is not None]
    rows = [_row(row, state) for row in found.rows]
    turned = [[str(CHANNELS[Channel(channel)]), str(n)] for channel, n in found.turned_away.items()]
    sections = [
        Section(
            _("Contacts: received, service level, answer rate"),
            [_("Queue"), *heads],
            rows,
            [2, *([3] * len(heads))],
        )
    ]
    if turned:
        head = [_("Channel"), _("Customers")]
        sections.append(Section(_("Customers who found a channel closed"), head, turned, [1, 1]))
    return sections


def _row(row: Compared, state: CentreState) -> list[str]:
    language = get_language() or "nb"
    name = state.queues[row.queue].name.in_language(language) if row.queue else _("All")
    columns = [row.before, row.during, *([row.after] if row.after is not None else [])]
    return [name, *(figures_words(figures) for figures in columns)]


def figures_words(figures: Figures) -> str:
    """Return the figures of a span in one line."""
    level, rate = service_level_of(figures).shown, answer_rate_of(figures).shown
    return f"{figures.received} · {level} · {rate}"


def _extra(found: AfterAction) -> Section:
    rows = [[user.name, length_words(length)] for user, length in found.extra]
    if rows:
        rows.append([_("All"), length_words(found.extra_in_all)])
    return Section(
        _("Work outside shifts"),
        [_("Name"), _("Time")],
        rows,
        [3, 1],
        empty=_("Nobody worked outside their shifts."),
    )


def _plans(activations: Iterable[Activation]) -> Section:
    rows = [
        [
            name_in(one.version.document.get("name", {}), get_language()),
            instant(one.activated_at),
            instant(one.ended_at) or _("in effect"),
            one.activated_by.name if one.activated_by else _("the system"),
            one.reason,
        ]
        for one in activations
    ]
    head = [pgettext("continuity", "Plan"), _("From"), _("Until"), _("By"), _("Why")]
    empty = _("No plan was in effect.")
    return Section(_("Plans in effect"), head, rows, [3, 2, 2, 2, 4], empty=empty)


def _follow_ups(follow_ups: Iterable[FollowUp]) -> Section:
    rows = [
        [
            one.text,
            one.owner.name if one.owner else "",
            one.due_on.isoformat() if one.due_on else "",
            one.outcome or pgettext("follow-up", "open"),
        ]
        for one in follow_ups
    ]
    head = [_("What"), _("Who"), _("Until"), _("What came of it")]
    return Section(_("Follow-ups"), head, rows, [4, 2, 2, 4], empty=_("None was written down."))


def _log(lines: list[LogLine]) -> Section:
    head = [_("When"), _("What"), _("By"), _("In words")]
    rows = [[_second(line.at), str(KINDS[line.kind]), line.by, _told(line)] for line in lines]
    return Section(_("The log"), head, rows, [0, 0, 2, 7])


def _told(line: LogLine) -> str:
    parts = [line.text]
    if line.why:
        parts.append(_("Why: %(why)s") % {"why": line.why})
    if line.file_sha256:
        parts.append(f"{line.file_name} (SHA-256 {line.file_sha256[:16]}…)")
    if line.is_later:
        parts.append(_("Written down at %(at)s") % {"at": _second(line.recorded_at)})
    return "\n".join(part for part in parts if part)


def _second(then: datetime) -> str:
    return f"{timezone.localtime(then):%Y-%m-%d %H:%M:%S}"


def log_csv(lines: Iterable[LogLine]) -> str:
    """Return the log as a table, times to the second."""
    headings = [
        _("When"),
        _("Written down at"),
        _("What"),
        _("By"),
        _("In words"),
        _("Why"),
        _("File"),
        "SHA-256",
    ]
    rows = [
        [
            _second(line.at),
            _second(line.recorded_at),
            str(KINDS[line.kind]),
            line.by,
            line.text,
            line.why,
            line.file_name,
            line.file_sha256,
        ]
        for line in lines
    ]
    return csv_text(headings, rows)
