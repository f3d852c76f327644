"""How does a file become the operating state? All of it, or nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from frontlinje.centre.actions.revisions import save_revision
from frontlinje.centre.actions.writing import locked_latest, require_configure
from frontlinje.centre.queries import centre_file, known_people
from frontlinje.centre.rules.changes import Change, changes_between
from frontlinje.centre.rules.checks import Known, problems_of
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.files import CentreFile, read_file
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.people.actions import upsert_site, upsert_skill, upsert_team
from frontlinje.people.models import User


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import changes, or changed."""

    changes: list[Change]
    revision: int | None
    """The revision that is the base afterwards, None when it was only tried."""


@transaction.atomic
def import_file(
    content: bytes,
    *,
    by: User | None,
    reason: str,
    at: datetime,
    based_on: int | None = None,
    is_trial: bool = False,
) -> ImportOutcome:
    """Make what a file holds the base; a trial only tells what would change.

    Skills, teams and sites are added and renamed, never removed. Records what the single changes
    record. ``based_on`` is the revision that the person compared the file with, if any.

    Raises
    ------
    NotAllowed
        Without ``CENTRE_CONFIGURE``.
    Conflict
        ``centre.changed_meanwhile``.
    InvalidDocument
        With line and column of every problem; nothing is changed then.
    """
    require_configure(by)
    file = checked_file(content)
    latest = locked_latest()
    changes = _changes(file, has_base=latest is not None)
    if is_trial:
        return ImportOutcome(changes, None)
    for skill in file.skills:
        names = {str(language): name for language, name in skill.names.items()}
        upsert_skill(code=skill.code, names=names, at=at, by=by)
    for team in file.teams:
        upsert_team(code=team.code, name=team.name, at=at, by=by)
    for site in file.sites:
        upsert_site(code=site.code, name=site.name, at=at, by=by)
    if based_on is None and latest is not None:
        based_on = latest.id
    saved = save_revision(document=file.document, by=by, reason=reason, based_on=based_on, at=at)
    return ImportOutcome(changes, saved.id)


def checked_file(content: bytes) -> CentreFile:
    """Return what a file holds, if it could be imported now.

    Raises
    ------
    InvalidDocument
        With line and column of every problem.
    """
    file, marks = read_file(content)
    problems = problems_of(file.document, _known_with(file))
    if problems:
        raise InvalidDocument([marks.mark(problem) for problem in problems])
    return file


def _known_with(file: CentreFile) -> Known:
    known = known_people()
    return replace(
        known,
        skills=known.skills | {skill.code for skill in file.skills},
        teams=known.teams | {team.code for team in file.teams},
        sites=known.sites | {site.code for site in file.sites},
    )


def _changes(file: CentreFile, *, has_base: bool) -> list[Change]:
    """Return what would change; parts of people that the file leaves out stay."""
    after = plain_form(file)
    if not has_base:
        return changes_between({}, after)
    before = plain_form(centre_file())
    for section in ("skills", "teams", "sites"):
        named = {part["code"] for part in after[section]}
        before[section] = [part for part in before[section] if part["code"] in named]
        after[section].sort(key=lambda part: part["code"])
        before[section].sort(key=lambda part: part["code"])
    return changes_between(before, after)
