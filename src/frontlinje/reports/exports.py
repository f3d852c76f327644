"""What stands in the files that leave the house? Today's figures per queue, and lists of contacts.

Every measure has its formula in its heading; no cell can be taken for a formula of a spreadsheet.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frontlinje.base.csv_cells import csv_text
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.labels import CHANNELS, STATES
from frontlinje.contacts.rules.lifecycle import Channel, State
from frontlinje.contacts.rules.national_id import masked
from frontlinje.reports.queries.board import Board
from frontlinje.reports.queries.queues import QueueLine
from frontlinje.reports.wording import MEASURES, Measure, answer_rate_of, service_level_of


def figures_csv(board: Board, *, language: str) -> str:
    """Return today's figures, a line for each queue and one for each of its channels."""
    headings = [
        _("Queue"),
        _("Channel"),
        _("Waiting"),
        _("Waiting too late"),
        _("With agents"),
        pgettext("people", "Ready"),
        _("Received"),
        _("Answered"),
        _("Answered within the promise"),
        _("Left the queue"),
        *(f"{name} % = {formula}" for name, formula in MEASURES.values()),
    ]
    rows = [
        _figures_row(row.queue.name.in_language(language), line)
        for row in board.queues
        for line in (row.total, *row.channels)
    ]
    return csv_text(headings, rows)


def _figures_row(name: str, line: QueueLine) -> list[str]:
    counted = line.figures
    counts = (
        line.waiting,
        line.late,
        line.with_agents,
        line.ready,
        counted.received,
        counted.answered,
        counted.in_time,
        counted.abandoned,
    )
    measures: Sequence[Measure] = (service_level_of(counted), answer_rate_of(counted))
    return [
        name,
        str(CHANNELS[Channel(line.channel)]) if line.channel else _("All"),
        *map(str, counts),
        *("" if m.value is None else str(m.value) for m in measures),
    ]


def contacts_csv(
    contacts: Iterator[dict[str, Any]],
    *,
    state: CentreState,
    language: str,
    has_customers: bool,
    today: date,
) -> tuple[str, int]:
    """Return a list of contacts as a file, and how many there are in it."""
    headings = [
        _("Reference"),
        _("Channel"),
        _("Queue"),
        pgettext("contact", "State"),
        _("Received at"),
        _("Promised by"),
        _("Answered at"),
        _("Closed at"),
        _("Contact reason"),
        _("Closed because"),
        _("Language"),
        _("Source"),
    ]
    if has_customers:
        headings += [_("Customer number"), _("Customer"), _("Subject")]
    zone = ZoneInfo(state.document.timezone)
    rows = []
    for contact in contacts:
        row = _contact_row(contact, state, language, zone)
        if has_customers:
            number, name = contact["customer__number"], contact["customer__name"]
            row += [number or "", name or "", masked(contact["subject"], today)]
        rows.append(row)
    return csv_text(headings, rows), len(rows)


def _contact_row(
    contact: dict[str, Any], state: CentreState, language: str, zone: ZoneInfo
) -> list[str]:
    queue = state.queues.get(contact["queue"])
    reason = state.wrap_up_codes.get(contact["wrap_up_code"])
    return [
        contact["reference"],
        str(CHANNELS[Channel(contact["channel"])]),
        queue.name.in_language(language) if queue else contact["queue"],
        str(STATES[State(contact["state"])]),
        *(
            _on_the_wall(contact[name], zone)
            for name in ("received_at", "due_at", "answered_at", "closed_at")
        ),
        reason.name.in_language(language) if reason else contact["wrap_up_code"],
        contact["closed_reason"],
        contact["language"],
        contact["source"],
    ]


def _on_the_wall(instant: datetime | None, zone: ZoneInfo) -> str:
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M:%S}" if instant else ""
