"""What holds now, what is the base, what may it refer to? Every room asks ``effective_state``."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import Q

from frontlinje.base.errors import NotFound, Unavailable
from frontlinje.centre.models import OverrideRow, Revision
from frontlinje.centre.rules import state as rule
from frontlinje.centre.rules.changes import Change, changes_between
from frontlinje.centre.rules.checks import Known
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.files import CentreFile
from frontlinje.centre.rules.overrides import EDIT, Override
from frontlinje.centre.rules.problems import read_document
from frontlinje.centre.rules.state import CentreState
from frontlinje.people.models import Site, Skill, Team, User

_VERSION_SQL = """
SELECT (SELECT max(id) FROM centre_revision), (SELECT max(version) FROM centre_overriderow)
"""

Version = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A state that this process has worked out: for which rows, and from when on it is right."""

    version: Version
    since: datetime
    state: CentreState


_kept: _Kept | None = None
_working = Lock()
"""Held while a state is worked out: whoever waits for the same one has it worked out once."""


@dataclass(frozen=True, slots=True)
class _ReadBase:
    """A revision that this process has read; it never changes."""

    saved: tuple[int, datetime]
    document: CentreDocument


_read_base: _ReadBase | None = None

LONGEST_STEADY = timedelta(seconds=1)
_steady: ContextVar[list[tuple[datetime, CentreState]] | None] = ContextVar("steady", default=None)


@contextmanager
def steady_state() -> Iterator[None]:
    """Ask for the state once a second at most in this block, where much of one kind is done.

    What changes meanwhile counts from the next second on, as if what is done had been done before.
    """
    token = _steady.set([])
    try:
        yield
    finally:
        _steady.reset(token)


def effective_state(now: datetime) -> CentreState:
    """Return the effective state at ``now``; one short query when nothing has changed.

    Raises
    ------
    Unavailable
        ``centre.not_begun`` before the first revision is saved.
    """
    steady = _steady.get()
    if steady and steady[0][0] <= now < steady[0][0] + LONGEST_STEADY:
        return steady[0][1]
    state = _state_at(now)
    if steady is not None:
        steady[:] = [(now, state)]
    return state


def _state_at(now: datetime) -> CentreState:
    global _kept
    with connection.cursor() as cursor:
        cursor.execute(_VERSION_SQL)
        version: Version = cursor.fetchone() or ()
    if (state := _kept_state(version, now)) is not None:
        return state
    with _working:
        if (state := _kept_state(version, now)) is not None:
            return state
        state = rule.effective_state(base_document(), overrides_at(now), now)
        _kept = _Kept(version, now, state)
        return state


def _kept_state(version: Version, now: datetime) -> CentreState | None:
    kept = _kept
    if kept is None or kept.version != version or now < kept.since:
        return None
    until = kept.state.valid_until
    return kept.state if until is None or now < until else None


def base_document() -> CentreDocument:
    """Return the latest saved document, without what is laid on top of it.

    Raises
    ------
    Unavailable
        ``centre.not_begun`` before the first revision is saved.
    """
    global _read_base
    saved = Revision.objects.order_by("-id").values_list("id", "made_at").first()
    known = _read_base
    if known is not None and known.saved == saved:
        return known.document
    latest = latest_revision()
    document = document_of(latest)
    _read_base = _ReadBase((latest.id, latest.made_at), document)
    return document


def latest_revision() -> Revision:
    """Return the revision that is the base.

    Raises
    ------
    Unavailable
        ``centre.not_begun`` before there is one.
    """
    latest = Revision.objects.select_related("made_by").order_by("-id").first()
    if latest is None:
        raise Unavailable("centre.not_begun")
    return latest


def revision_before(revision: Revision) -> Revision | None:
    """Return the revision that was the base until this one was saved."""
    return Revision.objects.filter(id__lt=revision.id).order_by("-id").first()


def revision(revision_id: int) -> Revision:
    """Return one revision.

    Raises
    ------
    NotFound
        ``centre.no_such_revision``.
    """
    with suppress(Revision.DoesNotExist):
        return Revision.objects.select_related("made_by", "undo_of").get(id=revision_id)
    raise NotFound("centre.no_such_revision", revision=revision_id)


def document_of(saved: Revision) -> CentreDocument:
    """Return the document that a revision holds."""
    return read_document(saved.document, CentreDocument)


def plain_of(saved: Revision) -> dict[str, Any]:
    """Return what a revision holds as plain data, in the order and with the defaults of today."""
    return plain_form(document_of(saved))


def changes_of(saved: Revision) -> list[Change]:
    """Return what a revision changed; nothing for the first."""
    before = revision_before(saved)
    return changes_between(plain_of(before), plain_of(saved)) if before is not None else []


def overrides_at(now: datetime) -> list[Override]:
    """Return the overrides that hold at ``now`` or later, the lowest first."""
    rows = OverrideRow.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=now),
        Q(ended_at__isnull=True) | Q(ended_at__gt=now),
    )
    return [override_of(row) for row in rows.order_by("order")]


def override_of(row: OverrideRow) -> Override:
    """Return the override that a row stands for."""
    return Override(
        id=row.id,
        order=row.order,
        edit=EDIT.validate_python(row.edit),
        starts_at=row.starts_at,
        until_at=row.until_at,
        ended_at=row.ended_at,
    )


def known_people() -> Known:
    """Return the skills, teams, sites and usernames that a document may refer to."""
    return Known(
        skills=frozenset(Skill.objects.values_list("code", flat=True)),
        teams=frozenset(Team.objects.values_list("code", flat=True)),
        sites=frozenset(Site.objects.values_list("code", flat=True)),
        usernames=frozenset(_usernames()),
    )


def _usernames() -> Iterator[str]:
    for username in User.objects.values_list("username", flat=True):
        yield username.lower()


def centre_file() -> CentreFile:
    """Return the base with the skills, teams and sites it may refer to, as a file holds them."""
    parts = {
        "skills": list(Skill.objects.order_by("code").values("code", "names")),
        "teams": list(Team.objects.order_by("code").values("code", "name")),
        "sites": list(Site.objects.order_by("code").values("code", "name")),
    }
    return CentreFile.model_validate(plain_form(base_document()) | parts)
