"""Law 6: a recorded live day, replayed by the simulator, gives every contact to the same agent."""

from random import Random
from typing import Any
from uuid import UUID

import pytest

from frontlinje.contacts.models import Customer
from frontlinje.people.models import User
from frontlinje.people.permissions import Role
from frontlinje.people.tests.cast import Cast, person
from frontlinje.routing.tests.centre_of_two_queues import NOON, document, hold, queue, save
from frontlinje.simulation import handing_out, serving
from frontlinje.simulation.from_centre import Person, under_centre
from frontlinje.simulation.model import Agent, Day, Lane, Rules, Spread, Stage
from frontlinje.simulation.problems import problems_of
from frontlinje.simulation.running import play
from frontlinje.simulation.world import World
from tests.laws.recorded_day import (
    LENGTH_S,
    SWEEP_S,
    LiveDay,
    arrivals_told,
    offers_made,
    on_duty_of,
)

N_INTERVALS = 2
TRAINEE = 4
"""The last of the people of the day."""


def centre_of_the_day() -> Any:
    """Return two queues of one team: one asks for a skill, and for less as customers wait."""
    asks = [{"skill": "dairy", "level": 6, "relax_per_min": 2.0}]
    widens = {
        "code": "long-wait",
        "when": {"waited_s": 45},
        "then": [{"do": "widen", "group": "south"}],
    }
    return document(
        queues=[
            queue("general", "north", wrap_up_s=15, overflow=[widens], promise_s=60),
            queue("settlement", "north", demands=asks, promise_s=240, weight=0.25),
        ],
        not_responding={"misses": 10},
    )


def people_of(cast: Cast) -> list[User]:
    """Return four of the north, one of them in training, and one of the south."""
    people = [person(f"Agent{i}", Role.AGENT, team=cast.nina.team) for i in range(3)]
    people.append(person("South", Role.AGENT, team=cast.stig.team))
    people.append(person("Trainee", Role.TRAINEE, team=cast.nina.team))
    User.objects.bulk_create(people)
    for user, level in zip(people, (8, 5, 2), strict=False):
        hold(user, "dairy", level)
    return people


def day_of(people: list[User], last_agents: dict[UUID, UUID | None]) -> Day:
    """Return the recorded day as the simulator takes it."""
    names = {one.id: one.username for one in people}
    known = {
        contact: None if agent is None else names[agent] for contact, agent in last_agents.items()
    }
    levels: list[dict[str, int]] = [{"dairy": 8}, {"dairy": 5}, {"dairy": 2}, {}, {}]
    lanes = tuple(
        Lane(
            queue=code,
            channel=channel,
            per_h=(0.0,) * N_INTERVALS,
            handling=Spread(kind="constant", mean_s=60.0),
            target_s=60.0,
        )
        for code in ("general", "settlement")
        for channel in ("phone", "chat", "mail")
    )
    bare = Day(
        interval_s=LENGTH_S / N_INTERVALS,
        lanes=lanes,
        agents=tuple(
            Agent(
                username=one.username,
                skills=held,
                on_duty=on_duty_of(one),
                is_last_resort=i == TRAINEE,
            )
            for i, (one, held) in enumerate(zip(people, levels, strict=True))
        ),
        stages=(Stage(from_s=0.0, rules=tuple(Rules(groups=(), promise_s=1.0) for _ in lanes)),),
        arrivals=tuple(arrivals_told(known)),
        misses_allowed=10,
        sweep_s=SWEEP_S,
    )
    return under_centre(
        bare,
        document=centre_of_the_day(),
        starts_at=NOON,
        people=[Person(username=one.username, team=one.team.code) for one in people if one.team],
    )


@pytest.mark.parametrize("seed", [2, 3])
def test_a_recorded_day_replayed_gives_every_contact_to_the_same_agent(
    cast: Cast, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = people_of(cast)
    save(centre_of_the_day())
    customers = [
        Customer.objects.create(name=f"Kunde {i}", created_at=NOON, weight=i) for i in range(2)
    ]
    live = LiveDay(people=people, customers=customers, chance=Random(seed))
    live.play()
    day = day_of(people, live.last_agents)
    assert problems_of(day) == []
    replayed: list[tuple[float, int, int]] = []
    give = serving.give

    def noted(w: World, contact: int, agent: int, now_s: float) -> None:
        replayed.append((now_s, w.live.known[contact], agent))
        give(w, contact, agent, now_s)

    monkeypatch.setattr(handing_out, "give", noted)
    play(day, seed=1, is_plain=True)
    number = {contact: i for i, contact in enumerate(live.last_agents)}
    place = {one.id: i for i, one in enumerate(people)}
    # Contact by contact: in which order one dispatch writes its offers is not told.
    recorded = sorted(
        (number[contact], at_s, place[agent]) for at_s, contact, agent in offers_made()
    )
    last = replayed[len(replayed) - len(recorded) :]
    played = sorted((contact, at_s, agent) for at_s, contact, agent in last)
    assert [(one[0], one[2]) for one in played] == [(one[0], one[2]) for one in recorded]
    assert all(a[1] == pytest.approx(b[1], abs=1e-3) for a, b in zip(played, recorded, strict=True))
    # A day worth replaying: people missed offers, came back to whom they knew, waited long.
    assert len(recorded) > len(number) > 50
    assert {agent for _, _, agent in recorded} == set(range(len(people)))
