"""Do we get into a mailbox with a token, and does losing the consent say so? Real Dovecot."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.channels.mail.imap import oauth
from frontlinje.channels.mail.models import Mailbox, RawMail, SignIn
from frontlinje.channels.mail.sealed import unsealed
from frontlinje.channels.mail.tests.mailroom import mail, open_centre
from frontlinje.people.tests.cast import Cast
from tests.mail.boxes import add_mailbox, ensure_dovecot, fetch_once
from tests.mail.dovecot import Dovecot
from tests.mail.token_server import TokenServer, handing_out_tokens

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    with handing_out_tokens() as server:
        for sign_in in (SignIn.MICROSOFT, SignIn.GOOGLE):
            monkeypatch.setitem(oauth.PROVIDERS, sign_in, server.provider)
        yield server


@pytest.fixture
def box(tokens: TokenServer, cast: Cast) -> Iterator[Mailbox]:
    ensure_dovecot()
    open_centre()
    dovecot = Dovecot("post")
    config = dovecot.place / "oauth.conf"
    config.write_text(tokens.dovecot())
    dovecot.mechanisms = " xoauth2"
    dovecot.more = f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {config}\n}}\n"
    try:
        dovecot.start()
        dovecot.put(mail())
        yield add_mailbox(
            dovecot.port, sign_in="microsoft", secrets="", tenant="example.org", client_id="app"
        )
    finally:
        dovecot.remove()


def test_a_code_typed_in_at_the_provider_lets_us_fetch(
    box: Mailbox, tokens: TokenServer, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch_once(box, monkeypatch)
    assert box.trouble == "mail.box_not_signed_in"
    client.force_login(cast.hedda)
    page = client.post(reverse("mail:mailbox-code-begin", args=["post"]), follow=True)
    assert "ABCD-1234" in page.content.decode()
    check = reverse("mail:mailbox-code-check", args=["post"])
    waiting = client.post(check, headers={"HX-Request": "true"})
    assert "ABCD-1234" in waiting.content.decode()
    tokens.is_signed_in = True
    done = client.post(check, headers={"HX-Request": "true"})
    assert done.headers["HX-Redirect"] == reverse("mail:mailbox", args=["post"])
    fetch_once(box, monkeypatch)
    assert (box.trouble, RawMail.objects.count()) == ("", 1)
    assert unsealed(box.secrets)["refresh_token"] == f"refresh-{tokens.given}"
    fetch_once(box, monkeypatch)  # with the newer refresh token
    assert box.trouble == ""


def test_there_and_back_lets_us_in_and_nobody_elses_way_back_does(
    box: Mailbox, tokens: TokenServer, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.hedda)
    page = client.get(reverse("mail:mailbox", args=["post"]))
    way = parse_qs(urlsplit(page.context["way_in"].url).query)
    tokens.challenge = way["code_challenge"][0]
    back = urlsplit(way["redirect_uri"][0]).path
    assert back == reverse("mail:mailbox-signed-in")
    client.get(back, {"code": "code-1", "state": "another"})
    box.refresh_from_db()
    assert (box.secrets, tokens.given) == ("", 0)
    page = client.get(reverse("mail:mailbox", args=["post"]))
    way = parse_qs(urlsplit(page.context["way_in"].url).query)
    tokens.challenge = way["code_challenge"][0]
    client.get(back, {"code": "code-1", "state": way["state"][0]})
    fetch_once(box, monkeypatch)
    assert (box.trouble, RawMail.objects.count()) == ("", 1)


def test_a_consent_that_was_withdrawn_and_a_box_of_somebody_else_say_what_is_wrong(
    box: Mailbox, tokens: TokenServer, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens.is_signed_in, tokens.user = True, "somebody else"
    client.force_login(cast.hedda)
    client.post(reverse("mail:mailbox-code-begin", args=["post"]))
    client.post(reverse("mail:mailbox-code-check", args=["post"]))
    fetch_once(box, monkeypatch)
    assert box.trouble == "mail.box_token_refused"
    tokens.is_withdrawn = True
    fetch_once(box, monkeypatch)
    assert box.trouble == "mail.box_not_signed_in"
    assert "AADSTS: invalid_grant" in box.trouble_words
