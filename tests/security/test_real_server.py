"""Does the real web process keep what it must: early refusals, quiet logs, safe headers?"""

import http.client
import json
import re
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.tokens import default_token_generator

from frontlinje.people.models import User
from frontlinje.people.tests.cast import PASSWORD, Cast
from tests.screens.live import LiveCentre
from tests.slack import slack

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def centre(transactional_db: None) -> Iterator[LiveCentre]:
    running = LiveCentre()
    running.start()
    yield running
    running.kill()


@pytest.fixture
def connection(centre: LiveCentre) -> Iterator[http.client.HTTPConnection]:
    with closing(http.client.HTTPConnection("127.0.0.1", centre.port, timeout=60)) as opened:
        yield opened


def test_what_is_too_big_is_refused_before_it_is_sent(
    connection: http.client.HTTPConnection,
) -> None:
    started = time.monotonic()
    connection.putrequest("POST", "/account/login/")
    connection.putheader("Content-Length", str(10 * 2**30))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    assert b"Larger than" in answer.read()
    assert time.monotonic() - started < 5 * slack()


def test_logs_hold_no_secret_and_nobody(
    centre: LiveCentre, connection: http.client.HTTPConnection, cast: Cast
) -> None:
    # The real process knows no fast hashes.
    password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=10_000)
    User.objects.filter(id=cast.nina.id).update(password=password)
    cast.nina.refresh_from_db()
    secret = default_token_generator.make_token(cast.nina)
    connection.request("GET", f"/account/link/{cast.nina.id}/{secret}/")
    connection.getresponse().read()
    cookies = _sign_in(connection, "nina", PASSWORD)
    _sign_in(connection, "nina@example.org", "not the password")
    connection.request("GET", "/no/such/page/?q=nina@example.org&phone=+4712345678")
    connection.getresponse().read()
    session = cookies["sessionid"]
    connection.request("GET", "/people/me/", headers={"Cookie": f"sessionid={session}"})
    assert connection.getresponse().status == 200
    told = _all_logs(centre)
    assert "/no/such/page/" in told, "without any log this proves nothing"
    for forbidden in (secret, PASSWORD, "nina@example.org", "12345678", session):
        assert forbidden not in told, forbidden


def _sign_in(connection: http.client.HTTPConnection, login: str, password: str) -> dict[str, str]:
    connection.request("GET", "/account/login/")
    page = connection.getresponse()
    cookies = _cookies(page)
    token = _TOKEN.search(page.read().decode())
    assert token is not None
    body = urlencode({"login": login, "password": password, "csrfmiddlewaretoken": token[1]})
    connection.request(
        "POST",
        "/account/login/",
        body,
        {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={cookies['csrftoken']}",
        },
    )
    answer = connection.getresponse()
    answer.read()
    return cookies | _cookies(answer)


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    lines = answer.headers.get_all("Set-Cookie") or []
    return dict(line.split(";")[0].split("=", 1) for line in lines)


def _all_logs(centre: LiveCentre) -> str:
    files = [centre.log, *(Path(settings.HOME) / "log").glob("*.log")]
    return "\n".join(file.read_text() for file in files if file.exists())


def test_logs_are_lines_of_json(centre: LiveCentre) -> None:
    log = Path(settings.HOME) / "log" / "web.log"
    for line in log.read_text().splitlines():
        assert {"at", "level", "process", "text"} <= json.loads(line).keys()
