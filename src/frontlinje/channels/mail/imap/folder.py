"""What lies in a folder, and how is it fetched and put aside? By UID alone, without marking.

Answers of a server may come mixed with news that nobody asked for, so each is read by the UID it
names and never by its position.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from imap_tools import BaseMailBox
from imap_tools.errors import MailboxFetchError, MailboxMoveError
from imap_tools.utils import check_command_status, encode_folder

from frontlinje.channels.mail.imap.trouble import BoxTrouble
from frontlinje.channels.mail.rules.mailboxes import uid_set

_UID = re.compile(rb"\bUID (\d+)", re.I)
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)", re.I)
_FLAGS = re.compile(rb"FLAGS \(([^)]*)\)", re.I)
_QUOTED = re.compile(rb'BODY\[\](?:<\d+>)? "((?:[^"\\]|\\.)*)"', re.I | re.S)


@dataclass(frozen=True, slots=True)
class Lying:
    """A mail that lies in a folder."""

    uid: int
    size: int
    is_seen: bool
    is_deleted: bool
    """Somebody, or we ourselves, marked it to be removed; it lies there all the same."""


def opened(box: BaseMailBox, name: str) -> int:
    """Open a folder and return its UIDVALIDITY.

    Raises
    ------
    MailboxFolderSelectError
        When there is no such folder.
    BoxTrouble
        ``mail.box_strange_answer`` when the server does not say.
    """
    box.folder.set(name)
    said = box.client.untagged_responses.get("UIDVALIDITY") or [b""]
    number = said[-1]
    if not isinstance(number, bytes) or not number.isdigit():
        raise BoxTrouble("mail.box_strange_answer", "no UIDVALIDITY")
    return int(number)


def uids_from(box: BaseMailBox, first: int) -> list[int]:
    """Return the UIDs in the open folder that are not below ``first``, the oldest first."""
    # «7:*» names the last mail even if its UID is below 7.
    found = box.uids("ALL" if first <= 1 else f"UID {first}:*", charset=None)
    return sorted(uid for uid in map(int, found) if uid >= first)


def lying(box: BaseMailBox, uids: Sequence[int]) -> dict[int, Lying]:
    """Return what is known of mails without fetching them; those that are gone are left out."""
    found = {}
    for line, _body in _fetched(box, uids, "(UID RFC822.SIZE FLAGS)"):
        uid, size, flags = _UID.search(line), _SIZE.search(line), _FLAGS.search(line)
        if uid and size:
            marks = flags[1].lower().split() if flags else []
            found[int(uid[1])] = Lying(
                int(uid[1]), int(size[1]), rb"\seen" in marks, rb"\deleted" in marks
            )
    return {uid: found[uid] for uid in uids if uid in found}


def bodies(box: BaseMailBox, uids: Sequence[int], *, most: int = 0) -> dict[int, bytes]:
    """Return mails whole, or their first ``most`` bytes; nothing is marked by it."""
    part = f"BODY.PEEK[]<0.{most}>" if most else "BODY.PEEK[]"
    found = {}
    for line, body in _fetched(box, uids, f"(UID {part})"):
        uid, quoted = _UID.search(line), _QUOTED.search(line)
        if body is None and quoted:
            body = re.sub(rb"\\(.)", rb"\1", quoted[1])
        if uid and body is not None and int(uid[1]) in uids:
            found[int(uid[1])] = body
    return found


def _fetched(
    box: BaseMailBox, uids: Sequence[int], parts: str
) -> Iterable[tuple[bytes, bytes | None]]:
    """Yield what the server said of each mail: the line, and the literal if there was one."""
    result = box.client.uid("FETCH", uid_set(uids), parts)
    check_command_status(result, MailboxFetchError)
    said = [part for part in result[1] if part is not None]
    for part, after in pairwise([*said, b""]):
        if isinstance(part, tuple):
            # Some servers name the UID behind the literal.
            yield part[0] + (after if isinstance(after, bytes) else b""), part[1]
        elif not part.startswith(b")"):
            yield part, None


def put_aside(box: BaseMailBox, uids: Sequence[int], done_folder: str) -> None:
    """Move mails to a folder, which is made if it is missing; without one, mark them as read.

    Only these mails are touched: nothing else that somebody marked as deleted is removed with them.

    Raises
    ------
    MailboxMoveError, MailboxFetchError
        When the server will not.
    """
    which = uid_set(uids)
    if not done_folder:
        _done(box.client.uid("STORE", which, "+FLAGS.SILENT", r"(\Seen)"))
        return
    try:
        _move(box, which, done_folder)
    except MailboxMoveError:
        if box.folder.exists(done_folder):
            raise
        box.folder.create(done_folder)
        _move(box, which, done_folder)


def _move(box: BaseMailBox, which: str, folder: str) -> None:
    name = encode_folder(folder).decode("ascii")
    if "MOVE" in box.client.capabilities:
        _done(box.client.uid("MOVE", which, name))
        return
    _done(box.client.uid("COPY", which, name))
    _done(box.client.uid("STORE", which, "+FLAGS.SILENT", r"(\Deleted \Seen)"))
    if "UIDPLUS" in box.client.capabilities:
        _done(box.client.uid("EXPUNGE", which))


def _done(result: tuple[str, Sequence[object]]) -> None:
    check_command_status(result, MailboxMoveError)
