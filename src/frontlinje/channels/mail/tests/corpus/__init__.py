"""Which mails must every centre survive? Made here byte by byte, by what is wrong with them.

The rule for each, and for all that the standard library tests itself with: one original kept with
the same hash, one contact or one «unreadable mail» that somebody sees, and a process that lives.
"""

from importlib.util import find_spec
from pathlib import Path

from frontlinje.channels.mail.tests.corpus import (
    attachments,
    charsets,
    headers,
    locked,
    machines,
    structure,
)
from frontlinje.channels.mail.tests.nasty_mails import READABLE, UNREADABLE

OWN: dict[str, bytes] = {
    **READABLE,
    **UNREADABLE,
    **headers.MAILS,
    **charsets.MAILS,
    **structure.MAILS,
    **attachments.MAILS,
    **locked.MAILS,
    **machines.MAILS,
}


def of_the_standard_library() -> dict[str, bytes]:
    """Return the mails that Python's own tests come with; none where they are not installed."""
    found = find_spec("test")
    folders = found.submodule_search_locations if found else None
    paths = (path for folder in folders or () for path in Path(folder).glob("**/test_email/data/*"))
    return {path.name: path.read_bytes() for path in sorted(paths) if path.is_file()}
