"""How is the trouble of a mailbox said to a person? Our words, and what the server itself said."""

from frontlinje.base.errors import Unavailable
from frontlinje.channels.mail.imap.trouble import BoxTrouble
from frontlinje.people.wording import said


def in_words(trouble: BoxTrouble) -> str:
    """Return what is wrong, with the server's own words behind it."""
    ours = said(Unavailable(trouble.code))
    return f"{ours} ({trouble.words})" if trouble.words else ours
