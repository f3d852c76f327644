"""How fast does mail in a mailbox become waiting contacts, beside what cannot be avoided?

A real Dovecot on the loopback, mails of natural sizes, a worker as an installation runs it. Ours:
fetched by UID, committed with its hash, moved at the server, read in a child process, written with
its files, ledger and customer, and put before dispatch. Bare: the same mails fetched in batches of
a hundred and parsed whole by the standard library, in one thread, nothing else. Both take turns.
Beside them django-helpdesk's ``get_email`` takes the same 500 mails from the same server into
SQLite, in an environment that is made here with pip.
"""

import email
import email.policy
import json
import subprocess
import sys
import time
import venv
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.db import connection

from benchmarks.mailboxes import (
    ADDRESS,
    add_mailbox,
    count,
    mail_server,
    open_centre,
    wait_for,
    worker,
)
from benchmarks.natural_mail import natural_mails
from frontlinje.config.bench import Goal, Result

if TYPE_CHECKING:
    from tests.mail.dovecot import Dovecot

NAME = "mail"
SUMMARY = (
    "from a mailbox to waiting contacts, beside fetching and parsing alone and django-helpdesk"
)
NEEDS_DATABASE = True

N_MAILS, N_QUICK = 10_000, 900
ROUNDS, ROUNDS_QUICK = 4, 3
N_HELPDESK = 500
TOGETHER = 100
HELPDESK = "django-helpdesk"
_CONTACTS = "SELECT count(*) FROM contacts_contact WHERE state <> 'received'"


def run(quick: bool) -> Result:
    """Take turns, then let django-helpdesk have its turn."""
    rounds = ROUNDS_QUICK if quick else ROUNDS
    share = (N_QUICK if quick else N_MAILS) // rounds
    queue = open_centre()
    users = [f"{who}{number}" for number in range(rounds) for who in ("bare", "ours")]
    ours, bare = [], []
    with mail_server(*users, "ours500", "helpdesk") as server:
        for number in range(rounds):
            for who in ("bare", "ours"):
                mails = natural_mails(share, seed=number, to=ADDRESS)
                server.lay(f"{who}{number}", mails)
        for user in ("ours500", "helpdesk"):
            server.lay(user, natural_mails(N_HELPDESK, seed=500, to=ADDRESS))
        with worker():
            for number in range(rounds):
                bare.append(share / _fetch_and_parse(server, f"bare{number}"))
                ours.append(share / _take_in(server, f"ours{number}", queue, share))
            ours_500 = N_HELPDESK / _take_in(server, "ours500", queue, N_HELPDESK)
        helpdesk = N_HELPDESK / _helpdesk_s(server)
    _see_that_all_is_there(rounds * share + N_HELPDESK)
    figures = {
        "mails_per_s": median(ours),
        "bare_mails_per_s": median(bare),
        "ratio_to_fetching_and_parsing": median(a / b for a, b in zip(ours, bare, strict=True)),
        "ours_500_mails_per_s": ours_500,
        "helpdesk_500_mails_per_s": helpdesk,
        "times_as_fast_as_helpdesk": ours_500 / helpdesk,
    }
    return Result(
        figures,
        [
            Goal("ratio_to_fetching_and_parsing", at_least=0.25),
            Goal("times_as_fast_as_helpdesk", at_least=3.0),
        ],
    )


def _fetch_and_parse(server: "Dovecot", user: str) -> float:
    """Return the seconds for fetching and parsing alone."""
    begun = time.perf_counter()
    line = server.signed_in(user)
    line.select("INBOX")
    uids = line.uid("SEARCH", "ALL")[1][0].split()
    for at in range(0, len(uids), TOGETHER):
        which = b",".join(uids[at : at + TOGETHER]).decode()
        for said in line.uid("FETCH", which, "(BODY.PEEK[])")[1]:
            if isinstance(said, tuple):
                message = email.message_from_bytes(said[1], policy=email.policy.default)
                for part in message.walk():
                    part.get_payload(decode=True)
    line.logout()
    return time.perf_counter() - begun


def _take_in(server: "Dovecot", user: str, queue: str, n: int) -> float:
    """Return the seconds until all mails of a mailbox are contacts that wait for an agent."""
    before = count(_CONTACTS)
    begun = time.perf_counter()
    add_mailbox(server, user, queue)
    wait_for(_CONTACTS, before + n)
    return time.perf_counter() - begun


def _see_that_all_is_there(n: int) -> None:
    kept = count("SELECT count(DISTINCT sha256) FROM mail_rawmail")
    contacts = count("SELECT count(*) FROM contacts_contact")
    connection.close()
    if (kept, contacts) != (n, n):
        raise RuntimeError(f"{n} mails, {kept} kept, {contacts} contacts")


def _helpdesk_s(server: "Dovecot") -> float:
    """Return the seconds that django-helpdesk takes for its 500 mails."""
    with TemporaryDirectory(prefix="frontlinje-helpdesk-") as place:
        venv.create(place, with_pip=True)
        python = str(Path(place, "bin", "python"))
        subprocess.run([python, "-m", "pip", "install", "-qq", HELPDESK], check=True)
        said = {
            "port": server.port,
            "user": "helpdesk",
            "password": server.password,
            "place": place,
        }
        program = Path(__file__).with_name("helpdesk_intake.py")
        done = subprocess.run(
            [python, str(program)], input=json.dumps(said), text=True, capture_output=True
        )
        if done.returncode:
            raise RuntimeError(f"django-helpdesk: {done.stderr[-2000:]}")
        answer = json.loads(done.stdout.splitlines()[-1])
    if answer["tickets"] != N_HELPDESK:
        print(f"django-helpdesk made {answer['tickets']} of {N_HELPDESK} tickets", file=sys.stderr)
    return float(answer["seconds"])
