"""A centre in which some mail needs somebody: for pictures of the pages that show it."""

from collections.abc import Mapping

from frontlinje.base import clock
from frontlinje.channels.mail.actions.answering import send_reply
from frontlinje.channels.mail.actions.sending import claim_due_mail, settle
from frontlinje.channels.mail.delivery import Outcome
from frontlinje.channels.mail.models import Mailbox
from frontlinje.channels.mail.tests.mailroom import (
    GENERAL,
    arrive,
    contact_of,
    let_go,
    mail,
    open_centre,
    take,
)
from frontlinje.channels.mail.tests.nasty_mails import nested
from frontlinje.people.tests.cast import Cast

OUTCOMES = (
    Outcome(is_final=True, trouble="550 5.1.1 There is no such user here"),
    Outcome(is_final=True, trouble="mail.outcome_unknown"),
    Outcome(is_server_away=True, trouble="mail.no_way_out"),
)


def give_addresses(cast: Cast) -> Mapping[str, object]:
    """Open a centre whose queues have mail addresses, and name one of them."""
    open_centre()
    return {"address": GENERAL}


def make_trouble(cast: Cast) -> None:
    """Let answers fail and be late, and a mail come in that nobody can read."""
    open_centre()
    now = clock.now()
    for number, outcome in enumerate(OUTCOMES):
        contact = contact_of(arrive(mail(f"Hei {number}", message_id=f"<{number}@x>"), at=now))
        take(contact, cast.nina, at=now)
        send_reply(contact_id=contact.id, text="Hei", by=cast.nina, at=now)
        let_go(at=now)
        claimed = claim_due_mail(at=now)
        assert claimed is not None
        settle(claimed, outcome, at=now)
    arrive(nested(1500), at=now)


def several_boxes(cast: Cast) -> None:
    """Fetch from three mailboxes: one well, one in trouble, one that keeps some mail."""
    open_centre()
    now = clock.now()
    usual = {"port": 993, "security": "tls", "folder": "INBOX", "done_folder": "Frontlinje"}
    for n, (name, facts) in enumerate(
        {
            "Post": {"queue": "general", "seen_at": now, "newest_at": now},
            "Oppgjør": {
                "queue": "settlement",
                "trouble": "mail.box_sign_in_refused",
                "trouble_words": "[AUTHENTICATIONFAILED] Authentication failed.",
                "trouble_since": now,
            },
            "Melk": {
                "queue": "general",
                "sign_in": "microsoft",
                "tenant": "example.org",
                "client_id": "6731de76-14a6-49ae-97bc-6eba6914391e",
                "left": 2,
                "seen_at": now,
            },
        }.items()
    ):
        Mailbox.objects.create(
            code=f"box-{n}",
            name=name,
            host="imap.example.org",
            user_name=f"{name.lower()}@example.org",
            changed_at=now,
            **{"sign_in": "password", **usual, **facts},
        )
