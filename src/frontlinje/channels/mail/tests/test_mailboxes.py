"""Are mailboxes set, kept secret, shown and removed as people mean it? Without a mail server."""

from dataclasses import replace

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.base.errors import Conflict, Invalid, NotAllowed, Unavailable
from frontlinje.channels.mail.actions.fetched import (
    Fetched,
    keep_fetched,
    kept_uids,
    note_seen,
    note_trouble,
)
from frontlinje.channels.mail.actions.mailboxes import (
    BoxFacts,
    found_mailbox,
    remove_mailbox,
    save_mailbox,
)
from frontlinje.channels.mail.channel import findings
from frontlinje.channels.mail.imap.standing import (
    STALE_AFTER,
    Standing,
    mailbox_state,
    mailboxes_in_trouble,
)
from frontlinje.channels.mail.models import Mailbox, RawMail
from frontlinje.channels.mail.sealed import sealed, unsealed
from frontlinje.channels.mail.tests.mailroom import GENERAL, mail
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
FACTS = BoxFacts(
    name="Post",
    host="imap.example.org",
    port=993,
    security="tls",
    user_name="post",
    sign_in="password",
    tenant="",
    client_id="",
    folder="INBOX",
    done_folder="Frontlinje",
    queue="settlement",
    is_on=True,
)


def save(by: User, facts: BoxFacts = FACTS, password: str = "hemmelig", **more: bool) -> Mailbox:
    return save_mailbox(
        code="post",
        facts=facts,
        secrets={"password": password},
        is_new=more.get("is_new", True),
        by=by,
        at=clock.now(),
    )


def test_a_password_lies_sealed_in_the_database_and_nowhere_in_the_ledger(cast: Cast) -> None:
    box = save(cast.hedda)
    assert "hemmelig" not in box.secrets
    assert unsealed(box.secrets) == {"password": "hemmelig"}
    event = Event.objects.get(kind="mail.mailbox_changed")
    assert "secrets" not in event.body["after"]
    with override_settings(SECRET_KEY="another"), pytest.raises(Unavailable):
        unsealed(box.secrets)


def test_a_password_stays_until_another_account_is_named(cast: Cast) -> None:
    save(cast.hedda)
    same = save(cast.hedda, replace(FACTS, name="Nytt navn"), password="", is_new=False)
    assert unsealed(same.secrets) == {"password": "hemmelig"}
    other = save(cast.hedda, replace(FACTS, host="mail.evil.example"), password="", is_new=False)
    assert other.secrets == ""


def test_only_who_configures_the_centre_sets_mailboxes(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        save(cast.liv)
    with pytest.raises(NotAllowed):
        remove_mailbox(code="post", by=cast.liv, at=clock.now())


def test_what_cannot_work_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        save(cast.hedda, replace(FACTS, done_folder="INBOX"))
    with pytest.raises(Invalid):
        save(cast.hedda, replace(FACTS, queue="nowhere"))
    save(cast.hedda)
    with pytest.raises(Conflict):
        save(cast.hedda)


def test_another_folder_or_server_makes_known_numbers_mean_nothing(cast: Cast) -> None:
    box = save(cast.hedda)
    keep_fetched(box, 7, [Fetched(1, mail())], at=clock.now())
    assert kept_uids(box, 7, [1, 2]) == {1}
    box = save(cast.hedda, replace(FACTS, folder="Kunder"), is_new=False)
    assert kept_uids(box, 7, [1]) == set()
    assert keep_fetched(box, 7, [Fetched(5, mail())], at=clock.now()) == 0  # the same bytes
    assert kept_uids(box, 7, [1, 5]) == {5}


def test_fetched_mail_is_for_the_address_it_names_else_for_the_queues_own(cast: Cast) -> None:
    box = save(cast.hedda)
    blind = b"From: Kari <kari@example.net>\r\n\r\nHei\r\n"
    keep_fetched(box, 7, [Fetched(1, mail()), Fetched(2, blind)], at=clock.now())
    named, hidden = RawMail.objects.order_by("uid")
    assert named.recipients == [GENERAL]
    assert hidden.recipients == ["oppgjor@example.org"]
    assert hidden.envelope_sender == "kari@example.net"


def test_trouble_is_told_once_and_its_end_too(cast: Cast) -> None:
    box = save(cast.hedda)
    for _ in range(2):
        note_trouble(box, "mail.box_silent", "", at=clock.now())
    assert mailbox_state(box, clock.now()).standing is Standing.TROUBLE
    assert not all(finding.is_well for finding in findings(clock.now()))
    assert [one.code for one, _state in mailboxes_in_trouble(clock.now())] == ["post"]
    note_seen(box, left=0, at=clock.now())
    kinds = ["mail.mailbox_changed", "mail.mailbox_in_trouble", "mail.mailbox_recovered"]
    told = Event.objects.filter(kind__startswith="mail.mailbox").order_by("id")
    assert list(told.values_list("kind", flat=True)) == kinds
    assert mailbox_state(box, clock.now()).standing is Standing.WELL
    later = clock.now() + 2 * STALE_AFTER
    assert mailbox_state(box, later).standing is Standing.STALE
    note_seen(box, left=2, at=clock.now())
    assert mailbox_state(box, clock.now()).standing is Standing.LEFT


def test_a_mailbox_that_is_removed_leaves_its_mail(cast: Cast) -> None:
    box = save(cast.hedda)
    keep_fetched(box, 7, [Fetched(1, mail())], at=clock.now())
    remove_mailbox(code="post", by=cast.hedda, at=clock.now())
    assert not Mailbox.objects.exists()
    assert RawMail.objects.get().mailbox is None


def test_a_mailbox_is_added_tested_changed_and_removed_on_pages(cast: Cast, client: Client) -> None:
    client.force_login(cast.hedda)
    new = reverse("mail:mailbox-new", args=["password"])
    given = {
        **{"name": "Post og svar", "host": "127.0.0.1", "security": "none", "port": "1"},
        **{"user_name": "post", "password": "hemmelig", "folder": "INBOX", "after": "move"},
        **{"done_folder": "", "queue": "general", "is_on": "on"},
    }
    assert "done_folder" in client.post(new, given).context["form"].errors
    answer = client.post(new, {**given, "done_folder": "Frontlinje"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("mail:mailbox", args=["post-og-svar"])
    tested = client.post(reverse("mail:mailbox-test", args=["post-og-svar"]))
    assert tested.context["tested"].trouble.code == "mail.box_refused"
    assert "hemmelig" not in tested.content.decode()
    change = reverse("mail:mailbox-change", args=["post-og-svar"])
    assert "hemmelig" not in client.get(change).content.decode()
    client.post(change, {**given, "password": "", "after": "mark"})
    box = found_mailbox("post-og-svar")
    assert (box.done_folder, unsealed(box.secrets)["password"]) == ("", "hemmelig")
    assert "Post og svar" in client.get(reverse("mail:mailboxes")).content.decode()
    client.post(reverse("mail:mailbox-remove", args=["post-og-svar"]))
    assert not Mailbox.objects.exists()


def test_a_secret_that_can_no_longer_be_read_is_no_broken_page(cast: Cast, client: Client) -> None:
    box = save(cast.hedda, replace(FACTS, sign_in="microsoft", tenant="example.org"))
    Mailbox.objects.filter(id=box.id).update(secrets=sealed({"x": "y"})[:-4])
    client.force_login(cast.hedda)
    page = client.get(reverse("mail:mailbox", args=["post"]))
    assert page.status_code == 200
    client.post(
        reverse("mail:mailbox-change", args=["post"]),
        {
            **{"name": "Post", "user_name": "post", "tenant": "example.org", "client_id": "app"},
            **{"client_secret": "new", "folder": "INBOX", "after": "mark", "queue": "general"},
        },
    )
    assert unsealed(found_mailbox("post").secrets) == {"client_secret": "new"}
