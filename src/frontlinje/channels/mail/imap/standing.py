"""How is a mailbox? One word for pages and for the doctor, and what is wrong in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontlinje.channels.contract import Finding
from frontlinje.channels.mail.imap.trouble import BoxTrouble
from frontlinje.channels.mail.models import Mailbox
from frontlinje.channels.mail.wording import in_words

STALE_AFTER = timedelta(minutes=10)
"""Longer than a worker that is alive ever waits."""


class Standing(StrEnum):
    """How a mailbox is."""

    OFF = "off"
    WAITING = "waiting"
    """Nobody has looked yet since it was set."""
    STALE = "stale"
    """Nobody looks any more."""
    TROUBLE = "trouble"
    LEFT = "left"
    """It is fetched from, but some mail could not be had."""
    WELL = "well"


@dataclass(frozen=True, slots=True)
class MailboxState:
    """How a mailbox is, and what is to be said about it."""

    standing: Standing
    words: str

    @property
    def is_well(self) -> bool:
        """Say whether nobody has to do anything."""
        return self.standing in (Standing.OFF, Standing.WAITING, Standing.WELL)


def mailbox_state(box: Mailbox, now: datetime) -> MailboxState:
    """Return how a mailbox is."""
    if not box.is_on:
        return MailboxState(Standing.OFF, _("Switched off: nothing is fetched."))
    if box.trouble:
        return MailboxState(Standing.TROUBLE, in_words(BoxTrouble(box.trouble, box.trouble_words)))
    since = max(filter(None, (box.seen_at, box.changed_at)))
    if now - since > STALE_AFTER:
        text = _("Nobody has looked since %(when)s: no worker is running.")
        return MailboxState(Standing.STALE, text % {"when": _shown(since)})
    if box.seen_at is None:
        return MailboxState(Standing.WAITING, _("Not looked at yet."))
    if box.left:
        text = ngettext(
            "%(n)s mail lies there that could not be fetched.",
            "%(n)s mails lie there that could not be fetched.",
            box.left,
        )
        return MailboxState(Standing.LEFT, text % {"n": box.left})
    newest = _shown(box.newest_at) if box.newest_at else _("none yet")
    return MailboxState(
        Standing.WELL, _("All is fetched; newest mail: %(when)s") % {"when": newest}
    )


def _shown(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def mailbox_findings(now: datetime) -> Iterator[Finding]:
    """Yield a line of the doctor for each mailbox."""
    for box in Mailbox.objects.order_by("code"):
        state = mailbox_state(box, now)
        subject = _("Mailbox %(name)s") % {"name": box.name}
        yield Finding(subject=subject, is_well=state.is_well, text=state.words)


def mailboxes_in_trouble(now: datetime) -> list[tuple[Mailbox, MailboxState]]:
    """Return the mailboxes that somebody has to look at, and how they are."""
    states = [(box, mailbox_state(box, now)) for box in Mailbox.objects.order_by("name")]
    return [(box, state) for box, state in states if not state.is_well]
