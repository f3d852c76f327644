"""Law 6: what dispatch offers live is what the policy chooses from the same tables, bit for bit."""

from random import Random

import pytest

from frontlinje.centre.queries import effective_state
from frontlinje.people.models import User
from frontlinje.people.permissions import Role
from frontlinje.people.tests.cast import Cast, person
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.live_rows import every_waiting_row
from frontlinje.routing.rules.policy import assign
from frontlinje.routing.snapshot import read_snapshot
from frontlinje.routing.tests.centre_of_two_queues import after, arrive, go_ready, hold

pytestmark = pytest.mark.usefixtures("centre")


@pytest.mark.parametrize("seed", range(4))
def test_dispatch_offers_what_the_policy_assigns(cast: Cast, seed: int) -> None:
    chance = Random(seed)
    people = [person(f"Agent{i}", Role.AGENT, team=cast.nina.team) for i in range(8)]
    User.objects.bulk_create(people)
    for user in people[::2]:
        hold(user, "dairy", chance.randrange(1, 10))
    go_ready(*people)
    for i in range(12):
        demands = [{"skill": "dairy", "level": chance.randrange(1, 9)}] if i % 3 == 0 else []
        channel = chance.choice(["mail", "chat", "phone"])
        arrive(channel=channel, at=after(chance.uniform(0, 50)), demands=demands)
    now = after(60)
    snapshot = read_snapshot(effective_state(now), now, every_waiting_row(now))
    assert snapshot is not None
    pairs = assign(now.timestamp(), snapshot.agents, snapshot.lanes, snapshot.waiting)
    expected = {(snapshot.contact_ids[c], snapshot.agent_ids[a]) for c, a in pairs}
    assert {(offer.contact_id, offer.agent_id) for offer in dispatch(at=now)} == expected
    assert expected
