"""What are customers told now, and what has been written? Portal, status page and screens ask."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.document import Text
from frontlinje.continuity.models import Announcement
from frontlinje.continuity.rules.wording import Said, announcement_of, in_language


@dataclass(frozen=True, slots=True)
class LiveAnnouncement:
    """Something that customers are told now, in one language."""

    said: Said
    """Without a title when it is a text of the settings or of a plan."""
    queues: tuple[str, ...]
    """What it is about; none means everything."""
    since: datetime | None
    """When it was first told, or last changed; None for a text of the settings or of a plan."""
    until_at: datetime | None


def live_announcements(
    now: datetime, channel: str = "", queue: str = "", *, language: str
) -> list[LiveAnnouncement]:
    """Return what is told on a channel and about a queue, the latest first.

    What counts is the effective state: whatever says something in the situation ``incident``, be
    it an announcement, a plan or the settings. Without a channel, or without a queue, everything
    that is told on some channel, or about some queue.
    """
    state = effective_state(now)
    texts = [
        text
        for text in state.document.texts
        if text.situation == "incident"
        and (not channel or not text.channels or channel in text.channels)
        and (not queue or not text.queues or queue in text.queues)
    ]
    ids = [id_ for text in texts if (id_ := announcement_of(text.code)) is not None]
    rows = {row.id: row for row in Announcement.objects.filter(id__in=ids)} if ids else {}
    own = state.document.language
    return [
        _as_announced(rows[id_], text, language, own)
        if (id_ := announcement_of(text.code)) in rows and id_ is not None
        else LiveAnnouncement(
            Said("", text.body.in_language(language), language), text.queues, None, None
        )
        for text in texts
    ]


def _as_announced(row: Announcement, text: Text, language: str, own: str) -> LiveAnnouncement:
    said = in_language(row.title, row.body, language, own)
    return LiveAnnouncement(said, text.queues, row.from_at, row.until_at)


@dataclass(frozen=True, slots=True)
class AnnouncementLists:
    """Everything written, by how far it is."""

    live: list[Announcement]
    coming: list[Announcement]
    unapproved: list[Announcement]
    past: list[Announcement]
    """The latest ones."""


def announcement_lists(now: datetime, *, most_past: int = 30) -> AnnouncementLists:
    """Return what is told now, what will be, what waits for approval and what was told."""
    rows = announcements()
    open_rows = rows.filter(withdrawn_at__isnull=True).filter(
        Q(until_at__isnull=True) | Q(until_at__gt=now)
    )
    approved = open_rows.filter(approved_at__isnull=False)
    past = rows.filter(Q(withdrawn_at__isnull=False) | Q(until_at__lte=now))
    return AnnouncementLists(
        live=list(approved.filter(from_at__lte=now)),
        coming=list(approved.filter(from_at__gt=now)),
        unapproved=list(open_rows.filter(approved_at__isnull=True)),
        past=list(past[:most_past]),
    )


def announcements() -> QuerySet[Announcement]:
    """Return announcements with who wrote, approved and withdrew them, the latest first."""
    people = ("written_by", "approved_by", "withdrawn_by")
    return Announcement.objects.select_related(*people).order_by("-from_at", "-id")
