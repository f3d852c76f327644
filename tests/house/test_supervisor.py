"""Does `frontlinje up` keep a centre alive whatever falls, and leave nothing behind?"""

import socket
import time

import psutil
import pytest

from tests.house.centre import Centre, kill, wait_for
from tests.slack import slack

pytestmark = pytest.mark.slow
BACK_WITHIN_S = 150.0  # a busy test machine takes its time; alone it is two or three seconds


def test_up_answers_and_stops_cleanly(centre: Centre) -> None:
    centre.up()
    assert centre.status("/account/login/") == 200
    code, said = centre.stop()
    assert code == 0, said
    assert centre.processes() == []
    assert not (centre.home / "database" / "postmaster.pid").exists()


def test_up_stops_within_seconds_while_streams_are_open(centre: Centre) -> None:
    cookie = centre.python(OPEN_A_SESSION)
    centre.up()
    with socket.create_connection(("127.0.0.1", centre.port)) as stream:
        stream.sendall(f"GET /stream HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n".encode())
        assert b" 200 " in stream.recv(1000)
        started = time.monotonic()
        code, said = centre.stop()
    assert code == 0, said
    assert time.monotonic() - started < 8 * slack()
    assert centre.processes() == []


def test_killed_web_process_is_replaced(centre: Centre) -> None:
    centre.up()
    web = centre.child("web")
    assert web is not None
    kill(web.pid)
    wait_for(lambda: centre.status() == 200, limit_s=BACK_WITHIN_S)
    replaced = centre.child("web")
    assert replaced is not None
    assert replaced.pid != web.pid


def test_killed_worker_is_replaced(centre: Centre) -> None:
    centre.up()
    worker = centre.child("worker")
    assert worker is not None
    kill(worker.pid)
    wait_for(
        lambda: (again := centre.child("worker")) is not None and again.pid != worker.pid,
        limit_s=BACK_WITHIN_S,
    )


def test_killed_database_is_restarted_with_its_data(centre: Centre) -> None:
    centre.python(WRITE_A_ROW)
    centre.up()
    before = centre.database_pid()
    kill(before)
    told: list[int] = []

    def is_back() -> bool:
        told.append(centre.status())
        return told[-1] == 200 and centre.database_pid() != before

    wait_for(is_back, limit_s=BACK_WITHIN_S)
    assert set(told) <= {503, 200}, "an outage is told as 503, never as a broken page"
    assert centre.python(COUNT_ROWS) == "1"


def test_killed_supervisor_takes_its_children_along_and_the_next_start_works(
    centre: Centre,
) -> None:
    centre.python(WRITE_A_ROW)
    centre.up()
    assert centre.process is not None
    children = psutil.Process(centre.process.pid).children()
    centre.process.kill()
    centre.process.communicate()
    wait_for(lambda: not any(_lives(child) for child in children), limit_s=10)
    centre.up()
    assert centre.python(COUNT_ROWS) == "1"
    code, said = centre.stop()
    assert code == 0, said
    assert centre.processes() == []


def test_second_supervisor_of_a_home_is_refused_in_one_line(centre: Centre) -> None:
    centre.up()
    second = Centre(centre.home)
    done = second.run("up", "--port", str(second.port))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "is up already" in done.stderr
    assert centre.status() == 200


def test_taken_port_is_told_in_one_line(centre: Centre) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", centre.port))
        other.listen()
        done = centre.run("up", "--port", str(centre.port))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"Port {centre.port} on 127.0.0.1 is taken" in done.stderr
    assert "--port" in done.stderr


def test_doctor_of_a_centre_that_is_up_sees_web_and_worker(centre: Centre) -> None:
    centre.up()
    wait_for(lambda: "ok     worker" in centre.run("doctor").stdout)
    done = centre.run("doctor")
    assert "ok     database" in done.stdout
    assert "ok     web" in done.stdout
    centre.stop()
    after = centre.run("doctor")
    assert after.returncode == 1
    assert "WRONG  web" in after.stdout


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


WRITE_A_ROW = """
from frontlinje.people.models import Site
Site.objects.create(code="kept", name="Kept")
"""
COUNT_ROWS = """
from frontlinje.people.models import Site
print(Site.objects.filter(code="kept").count())
"""
OPEN_A_SESSION = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from frontlinje.base import clock
from frontlinje.people.models import User
user = User(username="nina", name="Nina Prøve", roles=["agent"], created_at=clock.now())
user.set_unusable_password()
user.save()
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""
