"""How does one mailbox become empty, mail after mail, whatever goes wrong? One thread asks this.

Fetched by UID without marking, kept and committed, and only then put aside at the server. A mail
that the server will not hand out, or that breaks the line, is left lying and holds up no other.
"""

import imaplib
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from django.conf import settings
from django.db import Error
from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError

from frontlinje.base import clock
from frontlinje.channels.mail.actions.fetched import (
    Fetched,
    keep_fetched,
    kept_uids,
    note_numbered_anew,
    note_seen,
    note_trouble,
)
from frontlinje.channels.mail.actions.mailboxes import token_for
from frontlinje.channels.mail.imap.access import access_of
from frontlinje.channels.mail.imap.folder import (
    Lying,
    bodies,
    lying,
    opened,
    put_aside,
    uids_from,
)
from frontlinje.channels.mail.imap.idling import wait_for_mail
from frontlinje.channels.mail.imap.line import signed_in
from frontlinje.channels.mail.imap.trouble import BoxTrouble, pause_kind, shortened, trouble_of
from frontlinje.channels.mail.models import Mailbox
from frontlinje.channels.mail.rules.mailboxes import batches, pause_s

SLICE = 500
"""Mails that are asked about together."""
CUT_AT = 2**20
"""What is fetched of a mail that is too large."""
LOOK_AT_ALL_EVERY_S = 3600.0
MOST_STRIKES = 3
STRIKES_LAST_S = 600.0

log = logging.getLogger(__name__)


class Fetcher:
    """One mailbox, and what was learnt about it since this process looks after it."""

    def __init__(
        self, mailbox: Mailbox, stopping: threading.Event, wake_reader: Callable[[], None]
    ) -> None:
        self.mailbox = mailbox
        self.stopping = stopping
        self.wake_reader = wake_reader
        self.failed_in_a_row = 0
        self.under_way: Sequence[int] = ()
        self.strikes: dict[int, int] = {}
        """How often the line broke while a mail was fetched."""
        self.struck_at = 0.0
        self.trouble: BoxTrouble | None = None
        """What is wrong, though mail can be fetched."""

    def try_once(self) -> None:
        """Fetch until the line breaks or we are told to stop; then wait as long as is wise."""
        try:
            self._fetch_while_the_line_holds()
        except Error:
            raise
        except Exception as error:
            self._note_failure(trouble_of(error))

    def _note_failure(self, trouble: BoxTrouble) -> None:
        if trouble.code == "mail.box_strange_answer":
            log.warning("mailbox_answers_strangely", exc_info=True)
        for uid in self.under_way:
            self.strikes[uid] = self.strikes.get(uid, 0) + 1
            self.struck_at = time.monotonic()
        self.under_way = ()
        self.failed_in_a_row += 1
        note_trouble(self.mailbox, trouble.code, trouble.words, at=clock.now())
        self.stopping.wait(pause_s(pause_kind(trouble.code), self.failed_in_a_row))

    def _fetch_while_the_line_holds(self) -> None:
        access = access_of(self.mailbox)
        token = token_for(self.mailbox, access, at=clock.now())
        first, looked_at_all = 1, 0.0
        with signed_in(access, token=token) as box:
            while not self.stopping.is_set():
                if time.monotonic() - looked_at_all > LOOK_AT_ALL_EVERY_S:
                    first, looked_at_all = 1, time.monotonic()
                first = self.look(box, first)
                self.failed_in_a_row = 0
                wait_for_mail(box, self.stopping)

    def look(self, box: BaseMailBox, first: int) -> int:
        """Fetch what is new from a UID on; return from which one to look next time."""
        uidvalidity = opened(box, self.mailbox.folder)
        if uidvalidity != self.mailbox.uidvalidity:
            note_numbered_anew(self.mailbox, uidvalidity, at=clock.now())
            first = 1
        if time.monotonic() - self.struck_at > STRIKES_LAST_S:
            self.strikes = {}
        self.trouble = None
        uids = uids_from(box, first)
        left, several = 0, iter(uids)
        while some := list(islice(several, SLICE)):
            left += self._take(box, uidvalidity, some)
            if self.stopping.is_set():
                return first
        self._note_how_it_went(left)
        return first if left or self.trouble or not uids else uids[-1] + 1

    def _note_how_it_went(self, left: int) -> None:
        now = clock.now()
        if self.trouble is None:
            note_seen(self.mailbox, left=left, at=now)
            return
        self.mailbox.left, self.mailbox.seen_at = left, now
        self.mailbox.save(update_fields=["left", "seen_at"])
        note_trouble(self.mailbox, self.trouble.code, self.trouble.words, at=now)

    def _take(self, box: BaseMailBox, uidvalidity: int, uids: Sequence[int]) -> int:
        """Fetch and put aside; return how many had to be left."""
        there = lying(box, uids)
        kept = kept_uids(self.mailbox, uidvalidity, there)
        self._put_aside(box, [uid for uid in kept if self._is_in_the_way(there[uid])])
        new = {uid: one.size for uid, one in there.items() if uid not in kept}
        left = sum(self.strikes.get(uid, 0) >= MOST_STRIKES for uid in new)
        for batch in self._batches(new):
            if self.stopping.is_set():
                return left
            got = self._fetch(box, batch, there)
            if got:
                keep_fetched(self.mailbox, uidvalidity, got, at=clock.now())
                self.wake_reader()
                self._put_aside(box, [mail.uid for mail in got])
            left += len(batch) - len(got)
        return left

    def _is_in_the_way(self, mail: Lying) -> bool:
        """Say whether a mail that is kept still has to be put aside."""
        return not (mail.is_deleted if self.mailbox.done_folder else mail.is_seen)

    def _batches(self, new: Mapping[int, int]) -> list[list[int]]:
        """Return what is fetched together; what once broke the line comes last and alone."""
        struck = [uid for uid in new if 0 < self.strikes.get(uid, 0) < MOST_STRIKES]
        others = {uid: size for uid, size in new.items() if not self.strikes.get(uid)}
        return [*batches(others), *([uid] for uid in struck)]

    def _fetch(
        self, box: BaseMailBox, uids: Sequence[int], there: Mapping[int, Lying]
    ) -> list[Fetched]:
        """Fetch mails; those that the server refuses, one by one and then not at all."""
        self.under_way = uids
        limit = settings.MAIL_SIZE_LIMIT
        too_large = [uid for uid in uids if there[uid].size > limit]
        whole = [uid for uid in uids if there[uid].size <= limit]
        got: list[Fetched] = []
        try:
            if whole:
                got += [Fetched(uid, raw) for uid, raw in bodies(box, whole).items()]
            for uid in too_large:
                cut = bodies(box, [uid], most=CUT_AT)
                got += [Fetched(uid, raw, is_cut=True) for raw in cut.values()]
        except imaplib.IMAP4.abort:
            raise
        except (ImapToolsError, imaplib.IMAP4.error) as error:
            self.trouble = BoxTrouble("mail.box_mail_refused", shortened(error))
        self.under_way = ()
        missing = [uid for uid in uids if uid not in {mail.uid for mail in got}]
        if len(uids) > 1 and missing:
            self.trouble = None
            for uid in missing:
                got += self._fetch(box, [uid], there)
        elif missing and not self.trouble and lying(box, missing):
            self.trouble = BoxTrouble("mail.box_mail_refused")
        return got

    def _put_aside(self, box: BaseMailBox, uids: Sequence[int]) -> None:
        if not uids:
            return
        try:
            put_aside(box, uids, self.mailbox.done_folder)
        except imaplib.IMAP4.abort:
            raise
        except (ImapToolsError, imaplib.IMAP4.error) as error:
            said = trouble_of(error)
            is_known = said.code != "mail.box_strange_answer"
            code = said.code if is_known else "mail.box_not_put_aside"
            self.trouble = BoxTrouble(code, said.words)
