"""Which files go with an answer? Put to the draft one by one, kept by their hash, sent with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from frontlinje.base.errors import Conflict, Invalid, NotFound, Unavailable
from frontlinje.channels.mail.files import store_file
from frontlinje.channels.mail.models import DraftFile
from frontlinje.channels.mail.rules.files import safe_name, safe_type
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require
from frontlinje.routing.actions.work import contact_in_hand

MOST_BYTES = 20 * 2**20
"""Of all files of one answer; in a mail they grow by a third, and many servers refuse 30 MB."""

MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as a browser hands it over."""

    name: str
    content_type: str
    body: bytes


@transaction.atomic
def add_draft_files(
    *, contact_id: UUID, files: Sequence[GivenFile], by: User, at: datetime
) -> list[DraftFile]:
    """Put files to the answer that somebody is writing, all or none.

    Raises
    ------
    NotAllowed
        ``routing.not_yours``.
    Conflict
        ``mail.not_in_hand`` unless the contact is being worked on.
    Invalid
        ``mail.empty_file``, ``mail.files_too_large``, ``mail.too_many_files``.
    Unavailable
        ``mail.no_room_for_files`` when the disk is full.
    """
    _contact_to_answer(contact_id, by)
    mine = DraftFile.objects.filter(contact=contact_id, user=by)
    for file in files:
        if not file.body:
            raise Invalid("mail.empty_file", field="files", name=file.name[:120])
    if mine.count() + len(files) > MOST_FILES:
        raise Invalid("mail.too_many_files", field="files", most=MOST_FILES)
    before = mine.aggregate(size=Sum("size"))["size"] or 0
    if before + sum(len(file.body) for file in files) > MOST_BYTES:
        raise Invalid("mail.files_too_large", field="files", most=MOST_BYTES // 2**20)
    return [_added(contact_id, file, by=by, at=at) for file in files]


def _added(contact_id: UUID, file: GivenFile, *, by: User, at: datetime) -> DraftFile:
    try:
        sha256 = store_file(file.body)
    except OSError as error:
        raise Unavailable("mail.no_room_for_files") from error
    content_type = safe_type(file.content_type)
    return DraftFile.objects.create(
        contact_id=contact_id,
        user=by,
        name=safe_name(file.name, content_type=content_type, number=1),
        content_type=content_type,
        size=len(file.body),
        sha256=sha256,
        added_at=at,
    )


@transaction.atomic
def remove_draft_file(*, file_id: UUID, by: User) -> UUID:
    """Take a file off the answer that somebody is writing; return the contact's id.

    Raises
    ------
    NotFound
        ``mail.no_such_file``.
    """
    require(by, Permission.DESK_USE)
    file = DraftFile.objects.filter(id=file_id, user=by).first()
    if file is None:
        raise NotFound("mail.no_such_file")
    file.delete()
    return file.contact_id


def _contact_to_answer(contact_id: UUID, by: User) -> Contact:
    require(by, Permission.DESK_USE)
    contact = contact_in_hand(contact_id, by)
    if contact.state not in (State.ACTIVE, State.WRAP_UP):
        raise Conflict("mail.not_in_hand")
    return contact
