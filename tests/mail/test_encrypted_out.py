"""Does mail leave over STARTTLS only for a server that proves who it is? Real Postfix."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from frontlinje.channels.mail.delivery import Outcome, Way, deliver
from frontlinje.channels.mail.tests.mailroom import mail
from tests.mail.certificates import HOST, Issuer
from tests.mail.postfix import Postfix
from tests.mail.sink import Sink
from tests.mail.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.program("postfix")]


@pytest.fixture
def relay(outside: Sink, tmp_path: Path) -> Iterator[Postfix]:
    tmp_path.chmod(0o755)
    relay = Postfix(outside.port, certificate=Issuer(tmp_path).issue())
    relay.start()
    yield relay
    relay.remove()


def hand_over(host: str, port: int) -> Outcome:
    return deliver(
        Way(host=host, port=port, is_tls=False, needs_starttls=True),
        envelope_sender="post@example.org",
        recipients=["kari@example.net"],
        raw=mail(),
        may_begin=lambda: True,
    )


def test_a_server_that_proves_nothing_gets_no_mail_and_the_right_one_does(
    relay: Postfix, outside: Sink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stranger").mkdir()
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("SSL_CERT_FILE", str(Issuer(tmp_path / "stranger").root))
    untrusted = hand_over(HOST, relay.port)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "issuer.pem"))
    other_name = hand_over("127.0.0.1", relay.port)
    for outcome in (untrusted, other_name):
        assert outcome.is_server_away
        assert "certificate verify failed" in outcome.trouble
    assert outside.received == []
    assert hand_over(HOST, relay.port).taken == ["kari@example.net"]
    until(lambda: outside.received)
    assert len(outside.received) == 1
