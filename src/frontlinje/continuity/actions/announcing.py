"""What are customers told everywhere at once? Written by anybody, told when a leader approves it.

An announcement is told by laying its text on the operating state, so portal, status page, mail,
chat and phone find it where they find all their texts; taking that off again is the withdrawal.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.centre.actions.overrides import lay_on, take_off
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.edits.said import SetText
from frontlinje.continuity.events import (
    AnnouncementApproved,
    AnnouncementChanged,
    AnnouncementWithdrawn,
    AnnouncementWritten,
)
from frontlinje.continuity.models import Announcement
from frontlinje.continuity.rules.wording import Wording, check_wording, text_of
from frontlinje.ledger.actions import record
from frontlinje.ledger.events import plain
from frontlinje.people.actions.rights import actor_id
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may, require

_TOPICS = ("centre",)


@transaction.atomic
def write_announcement(
    *, wording: Wording, by: User | None, at: datetime, announcement_id: UUID | None = None
) -> Announcement:
    """Keep what somebody wants customers to be told. Records ``AnnouncementWritten``.

    With an ``announcement_id`` of the caller's, the same one written again is written once.

    Raises
    ------
    NotAllowed
        Without ``PLAN_READ``.
    Invalid
        As ``check_wording``, and ``continuity.announcement_queue``.
    """
    if by is not None:
        require(by, Permission.PLAN_READ)
    row = Announcement(id=announcement_id or uuid7(), written_at=at, written_by=by)
    _wait_for_others(row.id)
    if (written_before := Announcement.objects.filter(id=row.id).first()) is not None:
        return written_before
    _check(wording, at)
    _fill(row, wording, at)
    row.save(force_insert=True)
    written = AnnouncementWritten(announcement_id=row.id, wording=plain(asdict(wording)))
    record(written, at=at, by=actor_id(by), topics=_TOPICS)
    return row


@transaction.atomic
def approve_announcement(*, announcement_id: UUID, by: User | None, at: datetime) -> Announcement:
    """Tell it everywhere from its time on; also one that was withdrawn. Once is enough.

    Records ``AnnouncementApproved``.

    Raises
    ------
    NotAllowed
        Without ``ANNOUNCE``.
    NotFound
        ``continuity.no_such_announcement``.
    Invalid
        As ``write_announcement``; its time may have passed, or its queue have gone, meanwhile.
    """
    if by is not None:
        require(by, Permission.ANNOUNCE)
    row = _locked(announcement_id)
    if row.approved_at is not None and row.withdrawn_at is None:
        return row
    _check(wording_of(row), at)
    row.from_at = max(row.from_at, at)
    row.approved_at, row.approved_by = at, by
    row.withdrawn_at = row.withdrawn_by = None
    _tell(row, by=by, at=at)
    row.save()
    approved = AnnouncementApproved(
        announcement_id=row.id, title=row.title, from_at=row.from_at, until_at=row.until_at
    )
    record(approved, at=at, by=actor_id(by), topics=_TOPICS)
    return row


@transaction.atomic
def change_announcement(
    *, announcement_id: UUID, wording: Wording, by: User | None, at: datetime
) -> Announcement:
    """Say it otherwise, elsewhere or longer; what is published changes at once.

    Records ``AnnouncementChanged``.

    Raises
    ------
    NotAllowed
        Without ``ANNOUNCE``, save for one's own that is not approved.
    NotFound
        ``continuity.no_such_announcement``.
    Conflict
        ``continuity.announcement_withdrawn``.
    Invalid
        As ``write_announcement``.
    """
    row = _locked(announcement_id)
    _require_hand(row, by)
    if row.withdrawn_at is not None:
        raise Conflict("continuity.announcement_withdrawn")
    _check(wording, at)
    before = plain(asdict(wording_of(row)))
    _fill(row, wording, at)
    if row.approved_at is not None:
        take_off(row.override_ids, by=by, reason="", at=at)
        _tell(row, by=by, at=at)
    row.save()
    changed = AnnouncementChanged(
        announcement_id=row.id,
        before=before,
        after=plain(asdict(wording_of(row))),
        is_published=row.approved_at is not None,
    )
    record(changed, at=at, by=actor_id(by), topics=_TOPICS)
    return row


@transaction.atomic
def withdraw_announcement(*, announcement_id: UUID, by: User | None, at: datetime) -> Announcement:
    """Tell it no more, on any channel. Once is enough. Records ``AnnouncementWithdrawn``.

    Raises
    ------
    NotAllowed
        Without ``ANNOUNCE``, save for one's own that is not approved.
    NotFound
        ``continuity.no_such_announcement``.
    """
    row = _locked(announcement_id)
    _require_hand(row, by)
    if row.withdrawn_at is not None:
        return row
    take_off(row.override_ids, by=by, reason="", at=at)
    row.withdrawn_at, row.withdrawn_by = at, by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    withdrawn = AnnouncementWithdrawn(announcement_id=row.id, title=row.title)
    record(withdrawn, at=at, by=actor_id(by), topics=_TOPICS)
    return row


def wording_of(row: Announcement) -> Wording:
    """Return what an announcement says, where and when."""
    return Wording(
        title=row.title,
        body=row.body,
        channels=tuple(row.channels),
        queues=tuple(row.queues),
        from_at=row.from_at,
        until_at=row.until_at,
    )


def _tell(row: Announcement, *, by: User | None, at: datetime) -> None:
    own = effective_state(at).document.language
    placed = lay_on(
        [SetText(text=text_of(row.id, wording_of(row), own=own))],
        starts_at=max(row.from_at, at),
        until_at=row.until_at,
        by=by,
        reason=row.title[own],
        at=at,
    )
    row.override_ids = [override.id for override in placed]


def _check(wording: Wording, at: datetime) -> None:
    document = effective_state(at).document
    check_wording(wording, own=document.language, at=at)
    unknown = set(wording.queues) - {queue.code for queue in document.queues}
    if unknown:
        raise Invalid("continuity.announcement_queue", field="queues", queue=min(unknown))


def _fill(row: Announcement, wording: Wording, at: datetime) -> None:
    row.title, row.body = _given(wording.title), _given(wording.body)
    row.channels, row.queues = list(wording.channels), list(wording.queues)
    row.from_at, row.until_at = wording.from_at or at, wording.until_at


def _given(words: Mapping[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in words.items() if text.strip()}


def may_change(row: Announcement, by: User) -> bool:
    """Say whether a person may change or withdraw it: a leader, and the author of a draft."""
    is_own_draft = row.approved_at is None and row.written_by_id == by.id
    return may(by, Permission.ANNOUNCE) or (is_own_draft and may(by, Permission.PLAN_READ))


def _require_hand(row: Announcement, by: User | None) -> None:
    if by is not None and not may_change(row, by):
        require(by, Permission.ANNOUNCE)


def _wait_for_others(announcement_id: UUID) -> None:
    """Let a button that is pressed twice write once: the second waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(announcement_id)]
        )


def _locked(announcement_id: UUID) -> Announcement:
    row = Announcement.objects.select_for_update().filter(id=announcement_id).first()
    if row is None:
        raise NotFound("continuity.no_such_announcement")
    return row
