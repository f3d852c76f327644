"""How does the base change? By a new revision; taking one back is a new revision too."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid, Unavailable
from frontlinje.centre.actions.writing import TOPICS, locked_latest, require_configure
from frontlinje.centre.events import CentreChanged
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import (
    document_of,
    known_people,
    overrides_at,
    plain_of,
    revision,
    revision_before,
)
from frontlinje.centre.rules.changes import changes_between, merge
from frontlinje.centre.rules.checks import problems_of
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.problems import InvalidDocument, read_document
from frontlinje.centre.rules.starter import starter_document
from frontlinje.centre.rules.state import effective_state
from frontlinje.ledger.actions import record
from frontlinje.people.actions.rights import actor_id
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@transaction.atomic
def begin_centre(*, at: datetime, by: User | None) -> Revision:
    """Save the first document, unless there is one already. Records ``CentreChanged``."""
    latest = locked_latest()
    if latest is not None:
        return latest
    return save_revision(document=starter_document(), by=by, reason="", based_on=None, at=at)


@transaction.atomic
def save_revision(
    *,
    document: CentreDocument,
    by: User | None,
    reason: str,
    based_on: int | None,
    at: datetime,
    undo_of: Revision | None = None,
) -> Revision:
    """Make a document the base, unless it changes nothing. Records ``CentreChanged``.

    ``based_on`` is the revision that the author saw, None when there was none.

    Raises
    ------
    NotAllowed
        Without ``CENTRE_CONFIGURE``.
    Conflict
        ``centre.changed_meanwhile``, with who changed which paths since ``based_on``.
    InvalidDocument
        When parts of the document do not fit together, alone or under the overrides laid on it.
    """
    require_configure(by)
    latest = locked_latest()
    if latest is not None and latest.id != based_on:
        raise _changed_meanwhile(latest, based_on)
    return _saved(latest, document, by=by, reason=reason, at=at, undo_of=undo_of)


@transaction.atomic
def demand_for_tone(*, is_demanded: bool, by: User, at: datetime) -> Revision:
    """Let writers who sound dissatisfied go to those skilled in it, or to anybody again.

    Records ``CentreChanged``.

    Raises
    ------
    NotAllowed
        Without ``TONE_DEMAND``, which leaders have who may change nothing else.
    Invalid
        ``centre.no_skill_for_tone``: nobody has said which skill that is.
    """
    require(by, Permission.TONE_DEMAND)
    latest = locked_latest()
    if latest is None:
        raise Unavailable("centre.not_begun")
    document = document_of(latest)
    asked = document.dissatisfied
    if is_demanded and asked.skill is None:
        raise Invalid("centre.no_skill_for_tone")
    switched = asked.model_copy(update={"is_demanded": is_demanded})
    document = document.model_copy(update={"dissatisfied": switched})
    return _saved(latest, document, by=by, reason="", at=at)


def _saved(
    latest: Revision | None,
    document: CentreDocument,
    *,
    by: User | None,
    reason: str,
    at: datetime,
    undo_of: Revision | None = None,
) -> Revision:
    _check(document, at)
    plain = plain_form(document)
    changes = changes_between(plain_of(latest) if latest is not None else {}, plain)
    if latest is not None and not changes:
        return latest
    saved = Revision.objects.create(
        document=plain, made_at=at, made_by=by, reason=reason[:400], undo_of=undo_of
    )
    event = CentreChanged(
        revision=saved.id,
        reason=saved.reason,
        changes=[asdict(change) for change in changes],
        undo_of=undo_of.id if undo_of is not None else None,
    )
    record(event, at=at, by=actor_id(by), topics=TOPICS)
    return saved


@transaction.atomic
def undo_revision(revision_id: int, *, by: User | None, reason: str, at: datetime) -> Revision:
    """Take back what one revision changed, and nothing that was changed later.

    Records ``CentreChanged``.

    Raises
    ------
    NotFound
        ``centre.no_such_revision``.
    Invalid
        ``centre.first_revision``: there is nothing before it.
    Conflict
        ``centre.changed_since``, with the paths that a later revision changed again.
    InvalidDocument
        When later revisions rely on what would be taken back.
    """
    latest = locked_latest()
    undone = revision(revision_id)
    before = revision_before(undone)
    if before is None or latest is None:
        raise Invalid("centre.first_revision", revision=revision_id)
    merged, conflicts = merge(plain_of(undone), plain_of(latest), plain_of(before))
    if conflicts:
        raise Conflict("centre.changed_since", revision=revision_id, paths=", ".join(conflicts))
    return save_revision(
        document=read_document(merged, CentreDocument),
        by=by,
        reason=reason,
        based_on=latest.id,
        at=at,
        undo_of=undone,
    )


def _changed_meanwhile(latest: Revision, based_on: int | None) -> Conflict:
    since = Revision.objects.filter(id__gt=based_on or 0).select_related("made_by").order_by("id")
    seen = Revision.objects.filter(id=based_on or 0).first()
    changes = changes_between(plain_of(seen) if seen is not None else {}, plain_of(latest))
    names = dict.fromkeys(saved.made_by.name for saved in since if saved.made_by is not None)
    return Conflict(
        "centre.changed_meanwhile",
        by=", ".join(names),
        at=latest.made_at,
        latest=latest.id,
        paths=", ".join(change.path for change in changes),
    )


def _check(document: CentreDocument, at: datetime) -> None:
    known = known_people()
    for _, effective in effective_state(document, overrides_at(at), at).timeline:
        problems = problems_of(effective, known)
        if problems:
            raise InvalidDocument(problems)
