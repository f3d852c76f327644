"""Does a mailbox let us in, and what would become of its mail? The test button asks this.

Everything is done that fetching does, but for fetching: nothing is marked, moved or made.
"""

from dataclasses import dataclass
from datetime import datetime

from frontlinje.channels.mail.actions.mailboxes import token_for
from frontlinje.channels.mail.imap.access import access_of
from frontlinje.channels.mail.imap.folder import opened, uids_from
from frontlinje.channels.mail.imap.line import signed_in
from frontlinje.channels.mail.imap.trouble import BoxTrouble, trouble_of
from frontlinje.channels.mail.models import Mailbox

TIMEOUT_S = 10.0
MOST_FOLDERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """What a test came to."""

    trouble: BoxTrouble | None = None
    n_lying: int = 0
    """Mails in the folder."""
    is_told: bool = False
    """Whether the server tells of new mail at once."""
    makes_folder: bool = False
    """Whether the folder for kept mail is still to be made."""
    folders: tuple[str, ...] = ()
    """Folders there are, when the one that was named is not among them."""


def tried(mailbox: Mailbox, *, at: datetime) -> Tested:
    """Try a mailbox as it is set, and say what is wrong if anything is; never raises."""
    folders: tuple[str, ...] = ()
    try:
        access = access_of(mailbox)
        token = token_for(mailbox, access, at=at)
        with signed_in(access, token=token, timeout_s=TIMEOUT_S) as box:
            folders = tuple(folder.name for folder in box.folder.list())
            opened(box, mailbox.folder)
            done = mailbox.done_folder
            return Tested(
                n_lying=len(uids_from(box, 1)),
                is_told="IDLE" in box.client.capabilities,
                makes_folder=bool(done) and done not in folders,
            )
    except Exception as error:
        trouble = trouble_of(error)
        is_about_folder = trouble.code == "mail.box_no_folder"
        return Tested(trouble=trouble, folders=folders[:MOST_FOLDERS] if is_about_folder else ())
