"""Which mailboxes are fetched from, and how do they let us in? Set on pages of the settings."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid, NotFound, Unavailable
from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.events import MailboxChanged, MailboxSignedIn
from frontlinje.channels.mail.imap.access import Access
from frontlinje.channels.mail.imap.oauth import Tokens, fresh_tokens
from frontlinje.channels.mail.models import Mailbox, RawMail, SignIn
from frontlinje.channels.mail.rules.own_addresses import CHANNEL
from frontlinje.channels.mail.sealed import sealed, unsealed
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxFacts:
    """What people say of a mailbox, besides its secrets."""

    name: str
    host: str
    port: int
    security: str
    user_name: str
    sign_in: str
    tenant: str
    client_id: str
    folder: str
    done_folder: str
    queue: str
    is_on: bool


_PLACE = ("host", "port", "user_name", "folder")
"""When one of these is another one, the numbers of mails mean other mails."""


def facts_of(mailbox: Mailbox) -> BoxFacts:
    """Return what is set for a mailbox."""
    return BoxFacts(**{name: getattr(mailbox, name) for name in BoxFacts.__dataclass_fields__})


def found_mailbox(code: str) -> Mailbox:
    """Return a mailbox.

    Raises
    ------
    NotFound
        ``mail.no_such_mailbox``.
    """
    mailbox = Mailbox.objects.filter(code=code).first()
    if mailbox is None:
        raise NotFound("mail.no_such_mailbox")
    return mailbox


@transaction.atomic
def save_mailbox(
    *,
    code: str,
    facts: BoxFacts,
    secrets: Mapping[str, str],
    is_new: bool,
    by: User,
    at: datetime,
) -> Mailbox:
    """Add or change a mailbox; it is fetched from, as it is set now, within a second.

    ``secrets`` are those that were typed in; what is missing there stays as it was, but for tokens
    of another account.

    Raises
    ------
    NotAllowed
        Without the right to configure the centre.
    Conflict
        ``mail.mailbox_exists``.
    NotFound
        ``mail.no_such_mailbox``.
    Invalid
        ``mail.box_same_folder``; ``mail.box_queue`` when that queue takes no mail.
    """
    require(by, Permission.CENTRE_CONFIGURE)
    _check(facts, at)
    mailbox = Mailbox.objects.select_for_update().filter(code=code).first()
    if is_new and mailbox is not None:
        raise Conflict("mail.mailbox_exists", field="code")
    if not is_new and mailbox is None:
        raise NotFound("mail.no_such_mailbox")
    before = facts_of(mailbox) if mailbox is not None else None
    mailbox = mailbox or Mailbox(code=code)
    mailbox.secrets = _secrets(mailbox, before, facts, secrets)
    for name, value in asdict(facts).items():
        setattr(mailbox, name, value)
    mailbox.changed_at = at
    mailbox.forget_trouble()
    is_moved = before is not None and any(getattr(before, n) != getattr(facts, n) for n in _PLACE)
    if is_moved:
        mailbox.uidvalidity, mailbox.seen_at, mailbox.left = None, None, 0
    mailbox.save()
    if is_moved:
        RawMail.objects.filter(mailbox=mailbox).update(uidvalidity=None, uid=None)
    was = asdict(before) if before is not None else {}
    if was != asdict(facts):
        changed = MailboxChanged(mailbox=code, before=was, after=asdict(facts))
        record(changed, at=at, by=by.id, topics=["centre"])
    return mailbox


def _check(facts: BoxFacts, at: datetime) -> None:
    if facts.done_folder == facts.folder:
        raise Invalid("mail.box_same_folder", field="done_folder")
    queue = effective_state(at).queues.get(facts.queue)
    if queue is None or CHANNEL not in queue.channels:
        raise Invalid("mail.box_queue", field="queue")


def _secrets(
    mailbox: Mailbox, before: BoxFacts | None, facts: BoxFacts, typed: Mapping[str, str]
) -> str:
    new = {name: secret for name, secret in typed.items() if secret}
    account = ("host", "user_name", "sign_in", "tenant", "client_id")
    is_same = before is not None and all(getattr(before, n) == getattr(facts, n) for n in account)
    if not is_same:
        return sealed(new) if new else ""
    if not new:
        return mailbox.secrets
    return sealed({**_still_known(mailbox), **new})


def _still_known(mailbox: Mailbox) -> dict[str, str]:
    """Return the secrets there are; what was sealed with another key is lost, and typed anew."""
    try:
        return unsealed(mailbox.secrets)
    except Unavailable:
        return {}


@transaction.atomic
def remove_mailbox(*, code: str, by: User, at: datetime) -> None:
    """Fetch from a mailbox no more; mail that was fetched stays.

    Raises
    ------
    NotAllowed
        Without the right to configure the centre.
    NotFound
        ``mail.no_such_mailbox``.
    """
    require(by, Permission.CENTRE_CONFIGURE)
    mailbox = found_mailbox(code)
    changed = MailboxChanged(mailbox=code, before=asdict(facts_of(mailbox)), after={})
    RawMail.objects.filter(mailbox=mailbox).update(mailbox=None, uidvalidity=None, uid=None)
    mailbox.delete()
    record(changed, at=at, by=by.id, topics=["centre"])


@transaction.atomic
def let_in(*, code: str, tokens: Tokens, by: User, at: datetime) -> None:
    """Keep what a provider gave after somebody signed in there; fetching begins with it.

    Raises
    ------
    NotAllowed
        Without the right to configure the centre.
    """
    require(by, Permission.CENTRE_CONFIGURE)
    mailbox = Mailbox.objects.select_for_update().get(id=found_mailbox(code).id)
    secrets = {**_still_known(mailbox), "refresh_token": tokens.refresh}
    mailbox.secrets, mailbox.changed_at = sealed(secrets), at
    mailbox.forget_trouble()
    mailbox.save()
    record(MailboxSignedIn(mailbox=code), at=at, by=by.id, topics=["centre"])


def token_for(mailbox: Mailbox, access: Access, *, at: datetime) -> str:
    """Return a token to sign in with now; empty where a password does it.

    Raises
    ------
    BoxTrouble, OSError
        When the provider gives none.
    """
    if access.sign_in is SignIn.PASSWORD:
        return ""
    tokens = fresh_tokens(access)
    if tokens.refresh != access.secrets.get("refresh_token"):
        _keep_refresh_token(mailbox, tokens.refresh)
    return tokens.access


@transaction.atomic
def _keep_refresh_token(mailbox: Mailbox, refresh: str) -> None:
    """Keep the newer refresh token, unless somebody signed in meanwhile."""
    row = Mailbox.objects.select_for_update().filter(id=mailbox.id).first()
    if row is not None and row.changed_at == mailbox.changed_at:
        row.secrets = sealed({**unsealed(row.secrets), "refresh_token": refresh})
        row.save(update_fields=["secrets"])
