"""What is done about an incident? It is reported or opened, its log is written, it is closed.

Lines of the log are never changed: the database refuses it. What was wrong gets a later line.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.channels.mail.files import store_file
from frontlinje.channels.mail.rules.files import safe_name
from frontlinje.continuity.events import (
    IncidentClosed,
    IncidentDescribed,
    IncidentEntryAdded,
    IncidentExported,
    IncidentOpened,
    IncidentReopened,
)
from frontlinje.continuity.models import Incident, IncidentEntry
from frontlinje.continuity.rules.incident_log import FOR_LEADERS, Kind
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

TOPICS = ("incident",)
MOST_TITLE = 120
MOST_BYTES = 20 * 2**20
"""Of one file in a log."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes into a log."""

    name: str
    body: bytes


@transaction.atomic
def open_incident(
    *, title: str, began_at: datetime, by: User, at: datetime, is_exercise: bool = False
) -> Incident:
    """Open an incident. Records ``IncidentOpened``.

    Raises
    ------
    NotAllowed
        Without ``INCIDENT_LEAD``.
    Invalid
        ``continuity.title_missing``, ``continuity.not_yet``.
    """
    require(by, Permission.INCIDENT_LEAD)
    return _opened(title, began_at, by, at, is_report=False, is_exercise=is_exercise)


@transaction.atomic
def report_incident(
    *, text: str, by: User, at: datetime, incident_id: UUID | None = None, file: File | None = None
) -> IncidentEntry:
    """Tell that something is wrong: about an open incident, or something new, which opens one.

    Raises
    ------
    NotAllowed
        Without ``INCIDENT_REPORT``.
    NotFound
        ``continuity.no_such_incident`` when it is not open.
    Invalid
        ``continuity.text_missing``, ``continuity.file_too_large``.
    """
    require(by, Permission.INCIDENT_REPORT)
    if not text.strip():
        raise Invalid("continuity.text_missing", field="text")
    if incident_id is not None:
        incident = _locked(incident_id, is_open=True)
    else:
        title = text.strip().splitlines()[0]
        incident = _opened(title, at, by, at, is_report=True, is_exercise=False)
    return _written(incident, Kind.REPORT, text, "", at, by, at, file)


@transaction.atomic
def add_entry(
    *,
    incident_id: UUID,
    kind: Kind,
    text: str,
    by: User,
    at: datetime,
    happened_at: datetime | None = None,
    why: str = "",
    file: File | None = None,
) -> IncidentEntry:
    """Write a line into the log. Records ``IncidentEntryAdded``.

    A leader may also write when the incident is over: what was learned later belongs there too.

    Raises
    ------
    NotAllowed
        Without the right to write such a line.
    NotFound
        ``continuity.no_such_incident``.
    Invalid
        ``continuity.text_missing``, ``continuity.why_missing`` of a decision,
        ``continuity.not_yet``, ``continuity.file_too_large``.
    """
    is_leaders = kind in FOR_LEADERS
    require(by, Permission.INCIDENT_LEAD if is_leaders else Permission.INCIDENT_REPORT)
    may_lead = Permission.INCIDENT_LEAD in by.permissions
    incident = _locked(incident_id, is_open=not may_lead)
    if not text.strip() and file is None:
        raise Invalid("continuity.text_missing", field="text")
    if kind == Kind.DECISION and not why.strip():
        raise Invalid("continuity.why_missing", field="why")
    if happened_at is not None and happened_at > at:
        raise Invalid("continuity.not_yet", field="happened_at")
    return _written(incident, kind, text, why, happened_at or at, by, at, file)


@transaction.atomic
def describe_incident(
    *, incident_id: UUID, title: str, began_at: datetime, is_exercise: bool, by: User, at: datetime
) -> Incident:
    """Give an incident a better title or its true beginning. Records ``IncidentDescribed``.

    Raises
    ------
    NotAllowed
        Without ``INCIDENT_LEAD``.
    NotFound
        ``continuity.no_such_incident``.
    Invalid
        ``continuity.title_missing``, ``continuity.not_yet``, ``continuity.ends_before_it_began``.
    """
    require(by, Permission.INCIDENT_LEAD)
    incident = _locked(incident_id)
    before = _facts(incident)
    incident.title, incident.began_at = _title(title), began_at
    incident.is_exercise = is_exercise
    _check_beginning(began_at, at)
    if incident.over_at is not None and incident.over_at < began_at:
        raise Invalid("continuity.ends_before_it_began", field="began_at")
    after = _facts(incident)
    if after != before:
        incident.save(update_fields=["title", "began_at", "is_exercise"])
        event = IncidentDescribed(incident_id=incident.id, before=before, after=after)
        record(event, at=at, by=by.id, topics=TOPICS)
    return incident


@transaction.atomic
def close_incident(*, incident_id: UUID, over_at: datetime, by: User, at: datetime) -> Incident:
    """Say that an incident is over. Records ``IncidentClosed``.

    Raises
    ------
    NotAllowed
        Without ``INCIDENT_LEAD``.
    NotFound
        ``continuity.no_such_incident``.
    Invalid
        ``continuity.ends_before_it_began``, ``continuity.not_yet``.
    Conflict
        ``continuity.incident_is_over``.
    """
    require(by, Permission.INCIDENT_LEAD)
    incident = _locked(incident_id)
    if incident.over_at is not None:
        raise Conflict("continuity.incident_is_over")
    if over_at < incident.began_at:
        raise Invalid("continuity.ends_before_it_began", field="over_at")
    if over_at > at:
        raise Invalid("continuity.not_yet", field="over_at")
    incident.over_at, incident.closed_by = over_at, by
    incident.save(update_fields=["over_at", "closed_by"])
    event = IncidentClosed(incident_id=incident.id, over_at=over_at)
    record(event, at=at, by=by.id, topics=TOPICS)
    return incident


@transaction.atomic
def reopen_incident(*, incident_id: UUID, by: User, at: datetime) -> Incident:
    """Take back that an incident is over. Records ``IncidentReopened``.

    Raises
    ------
    NotAllowed
        Without ``INCIDENT_LEAD``.
    NotFound
        ``continuity.no_such_incident``.
    """
    require(by, Permission.INCIDENT_LEAD)
    incident = _locked(incident_id)
    if incident.over_at is not None:
        incident.over_at = incident.closed_by = None
        incident.save(update_fields=["over_at", "closed_by"])
        record(IncidentReopened(incident_id=incident.id), at=at, by=by.id, topics=TOPICS)
    return incident


def note_export(*, incident: Incident, form: str, sha256: str, by: User, at: datetime) -> None:
    """Keep in the ledger that somebody took an incident out as a file.

    Raises
    ------
    NotAllowed
        Without ``INCIDENT_LEAD``.
    """
    require(by, Permission.INCIDENT_LEAD)
    event = IncidentExported(incident_id=incident.id, form=form, sha256=sha256)
    record(event, at=at, by=by.id)


def _opened(
    title: str, began_at: datetime, by: User, at: datetime, *, is_report: bool, is_exercise: bool
) -> Incident:
    _check_beginning(began_at, at)
    incident = Incident.objects.create(
        title=_title(title), began_at=began_at, opened_at=at, opened_by=by, is_exercise=is_exercise
    )
    event = IncidentOpened(
        incident_id=incident.id,
        title=incident.title,
        began_at=began_at,
        is_report=is_report,
        is_exercise=is_exercise,
    )
    record(event, at=at, by=by.id, topics=TOPICS)
    return incident


def _written(
    incident: Incident,
    kind: Kind,
    text: str,
    why: str,
    happened_at: datetime,
    by: User,
    at: datetime,
    file: File | None,
) -> IncidentEntry:
    entry = IncidentEntry(
        incident=incident,
        kind=kind,
        at=happened_at,
        recorded_at=at,
        by=by,
        text=text.strip(),
        why=why.strip(),
    )
    if file is not None:
        if len(file.body) > MOST_BYTES:
            raise Invalid("continuity.file_too_large", field="file", most_mb=MOST_BYTES // 2**20)
        entry.file_name = safe_name(file.name, content_type="", number=1)
        entry.file_size = len(file.body)
        entry.file_sha256 = store_file(file.body)
    entry.save(force_insert=True)
    event = IncidentEntryAdded(
        incident_id=incident.id, entry_id=entry.id, entry_kind=kind, file_sha256=entry.file_sha256
    )
    record(event, at=at, by=by.id, topics=TOPICS)
    return entry


def _locked(incident_id: UUID, *, is_open: bool = False) -> Incident:
    incident = Incident.objects.select_for_update().filter(id=incident_id).first()
    if incident is None or (is_open and incident.over_at is not None):
        raise NotFound("continuity.no_such_incident")
    return incident


def _title(given: str) -> str:
    title = " ".join(given.split())[:MOST_TITLE]
    if not title:
        raise Invalid("continuity.title_missing", field="title")
    return title


def _check_beginning(began_at: datetime, at: datetime) -> None:
    if began_at > at:
        raise Invalid("continuity.not_yet", field="began_at")


def _facts(incident: Incident) -> dict[str, object]:
    return {
        "title": incident.title,
        "began_at": incident.began_at.isoformat(),
        "is_exercise": incident.is_exercise,
    }
