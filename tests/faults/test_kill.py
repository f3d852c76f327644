"""Whatever is killed, whenever: is all back soon, and is everything that was acknowledged there?"""

import time
from collections import Counter
from functools import partial
from random import Random
from statistics import median

import pytest

from tests.faults.agents import Agents, sign_in
from tests.faults.load import Load
from tests.faults.loaded_centre import LoadedCentre, Victim, rounds
from tests.house.centre import query, wait_for

pytestmark = pytest.mark.slow

SEED = 2
ROUNDS = 5
CALM_S = (0.5, 2.0)
PREPARED = """
from frontlinje.channels.mail.tests.mailroom import open_centre
from frontlinje.people.models import Team
Team.objects.bulk_create(Team(code=code, name=code) for code in ("north", "south"))
open_centre()
"""
BOOKS = """
from frontlinje.contacts.queries import conservation
print([one for one in conservation() if not one.holds])
"""


def test_nothing_acknowledged_is_lost_or_doubled_whatever_is_killed(
    loaded_centre: LoadedCentre,
) -> None:
    centre = loaded_centre
    centre.python(PREPARED)
    centre.up()
    wait_for(centre.takes_mail)
    load = Load(smtp_port=centre.smtp_port, web_port=centre.port)
    agents = Agents(sign_in(centre.python), web_port=centre.port)
    load.start()
    agents.start()
    back_s = strike_again_and_again(centre, load)
    load.stop()
    agents.stop()
    report(load, agents, back_s)

    wait_for(lambda: query(centre.home, UNREAD) == [(0,)])
    assert_all_is_there_once(centre, load)
    assert_work_is_kept(centre, agents)
    assert centre.python(BOOKS) == "[]"
    code, said = centre.stop()
    assert code == 0, said or centre.end()
    assert centre.processes() == []


def strike_again_and_again(centre: LoadedCentre, load: Load) -> list[tuple[Victim, float]]:
    """Kill something in every round, and return what it was and how long until all was back."""
    chance = Random(SEED)
    back_s = []
    left: list[Victim] = []
    for _ in range(rounds(ROUNDS)):
        n_before = len(load.mails)
        time.sleep(chance.uniform(*CALM_S))
        wait_for(partial(load.has_more_than, n_before))  # never killed idle
        left = left or chance.sample(list(Victim), k=len(Victim))
        victim = left.pop()
        back_s.append((victim, centre.strike(victim)))
        print(f"{victim} killed: all was back after {back_s[-1][1]:.1f} s")
    return back_s


def report(load: Load, agents: Agents, back_s: list[tuple[Victim, float]]) -> None:
    """Print what was measured: seen with `pytest -s`, and when the test fails."""
    for victim in Victim:
        times = [seconds for struck, seconds in back_s if struck == victim]
        if times:
            middle, most = median(times), max(times)
            print(f"{victim:<10} killed {len(times):>2}: back {middle:.1f} s, at most {most:.1f} s")
    print(f"{len(load.mails)} mails, {len(load.forms)} forms, {load.n_sent_again} tried again")
    print(f"{len(agents.accepted)} accepted, {len(agents.answers)} answered")


UNREAD = "SELECT count(*) FROM mail_rawmail WHERE state = 'kept'"
WRITTEN = """SELECT message.subject, contact.reference FROM contacts_message AS message
    JOIN contacts_contact AS contact ON contact.id = message.contact_id
    WHERE NOT message.is_outgoing"""
ANSWERED = "SELECT text FROM contacts_message WHERE is_outgoing"
TAKEN = """SELECT contact_id::text FROM ledger_event
    WHERE kind = 'contact.moved' AND to_state = 'active'"""


def assert_all_is_there_once(centre: LoadedCentre, load: Load) -> None:
    """Compare what customers were told with what is in the database."""
    written = query(centre.home, WRITTEN)
    times = Counter(subject for subject, _ in written)
    acknowledged = {*load.mails, *load.forms}
    assert load.mails
    assert load.forms
    assert acknowledged <= set(times), sorted(acknowledged - set(times))
    assert not [subject for subject, n in times.items() if n > 1]
    reference_of = dict(written)
    assert {words: reference_of[words] for words in load.forms} == load.forms
    assert len(query(centre.home, "SELECT 1 FROM contacts_contact")) == len(written)


def assert_work_is_kept(centre: LoadedCentre, agents: Agents) -> None:
    """Compare what agents were told with what is in the database."""
    assert agents.strange == []
    assert agents.accepted
    assert agents.answers
    assert set(agents.accepted) <= {contact for (contact,) in query(centre.home, TAKEN)}
    said = [text for (text,) in query(centre.home, ANSWERED)]
    for words in agents.answers:
        assert sum(words in text for text in said) == 1, words
