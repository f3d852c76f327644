"""What does overflow do, and when? Recipes as the centre's document writes them."""

from typing import Any

import pytest

from frontlinje.centre.rules.queues import Announce, OfferCallback, Queue, Send
from frontlinje.routing.rules.overflow import QueueNow, overflow_effects

CALM = QueueNow(n_waiting=1, n_ready=5, is_closed=False)
WIDEN: dict[str, Any] = {"do": "widen", "group": "advisers"}


def queue(*recipes: tuple[dict[str, Any], list[dict[str, Any]]]) -> Queue:
    """Return the queue «settlement» with these recipes, called r0, r1 and so on."""
    return Queue.model_validate(
        {
            "code": "settlement",
            "name": {"nb": "Oppgjør", "sv": "Avräkning", "en": "Settlement"},
            "channels": ["phone"],
            "groups": ["front"],
            "promise_s": 60,
            "overflow": [
                {"code": f"r{i}", "when": when, "then": then}
                for i, (when, then) in enumerate(recipes)
            ],
        }
    )


def widens(when: dict[str, Any], *, waited_s: float = 0.0, now: QueueNow = CALM) -> bool:
    """Ask whether a recipe with these conditions holds."""
    effects = overflow_effects(queue((when, [WIDEN])), waited_s=waited_s, now=now)
    return effects.groups == ["advisers"]


@pytest.mark.parametrize(
    ("when", "waited_s", "n_waiting", "n_ready", "is_closed", "holds"),
    [
        ({"waited_s": 180}, 179.9, 1, 5, False, False),
        ({"waited_s": 180}, 180.0, 1, 5, False, True),
        ({"waited_s": 0}, 0.0, 1, 5, False, True),
        ({"waiting_per_ready": 2}, 0.0, 10, 5, False, False),
        ({"waiting_per_ready": 2}, 0.0, 11, 5, False, True),
        ({"waiting_per_ready": 0.5}, 0.0, 1, 1, False, True),  # one agent and under 100 %
        ({"waiting_per_ready": 2}, 0.0, 1, 0, False, True),  # nobody ready: above any ratio
        ({"waiting_per_ready": 2}, 0.0, 0, 0, False, False),
        ({"ready_fewer_than": 3}, 0.0, 1, 3, False, False),
        ({"ready_fewer_than": 3}, 0.0, 1, 2, False, True),
        ({"ready_fewer_than": 1}, 0.0, 1, 0, False, True),
        ({"waiting_more_than": 4}, 0.0, 4, 5, False, False),
        ({"waiting_more_than": 4}, 0.0, 5, 5, False, True),
        ({"waiting_more_than": 0}, 0.0, 1, 5, False, True),
        ({"is_closed": True}, 0.0, 1, 5, False, False),
        ({"is_closed": True}, 0.0, 1, 5, True, True),
        ({"waited_s": 60, "ready_fewer_than": 2}, 60.0, 1, 2, False, False),
        ({"waited_s": 60, "ready_fewer_than": 2}, 59.0, 1, 1, False, False),
        ({"waited_s": 60, "ready_fewer_than": 2}, 60.0, 1, 1, False, True),
        ({"waited_s": 60, "is_closed": True}, 60.0, 1, 1, False, False),
    ],
)
def test_a_recipe_holds_when_all_its_conditions_do(
    when: dict[str, Any],
    waited_s: float,
    n_waiting: int,
    n_ready: int,
    is_closed: bool,
    holds: bool,
) -> None:
    now = QueueNow(n_waiting=n_waiting, n_ready=n_ready, is_closed=is_closed)
    assert widens(when, waited_s=waited_s, now=now) is holds


def test_held_effects_add_up_and_end_with_their_conditions() -> None:
    pressed = queue(
        ({"waited_s": 60}, [WIDEN, {"do": "relax", "skill": "vat", "by": 2}]),
        ({"waiting_more_than": 9}, [WIDEN, {"do": "relax", "skill": "vat", "by": 1}]),
        ({"waiting_more_than": 9}, [{"do": "raise", "by": 1.5}, {"do": "raise", "by": 0.5}]),
        ({"waiting_more_than": 9}, [{"do": "widen", "group": "front"}]),
    )
    crowded = QueueNow(n_waiting=10, n_ready=1, is_closed=False)
    both = overflow_effects(pressed, waited_s=60.0, now=crowded)
    assert (both.groups, both.relaxed, both.raised) == (["advisers"], {"vat": 3}, 2.0)
    calmer = overflow_effects(pressed, waited_s=60.0, now=CALM)
    assert (calmer.groups, calmer.relaxed, calmer.raised) == (["advisers"], {"vat": 2}, 0.0)
    fresh = overflow_effects(pressed, waited_s=0.0, now=CALM)
    assert (fresh.groups, fresh.relaxed, fresh.raised, fresh.once) == ([], {}, 0.0, [])


def test_once_steps_are_done_once_per_contact_and_recipe() -> None:
    talking = queue(
        ({"waited_s": 60}, [{"do": "announce", "text": "long-wait"}, {"do": "offer_callback"}])
    )
    first = overflow_effects(talking, waited_s=60.0, now=CALM)
    assert first.once == [
        ("settlement/r0", Announce(text="long-wait")),
        ("settlement/r0", OfferCallback()),
    ]
    done = {mark for mark, _ in first.once}
    assert overflow_effects(talking, waited_s=90.0, now=CALM, done=done).once == []


def test_a_contact_sent_away_gets_nothing_from_later_recipes() -> None:
    leaving = queue(
        ({"waited_s": 60}, [{"do": "send", "queue": "general"}, {"do": "raise", "by": 1}]),
        ({"waited_s": 60}, [WIDEN]),
    )
    effects = overflow_effects(leaving, waited_s=60.0, now=CALM)
    assert effects.once == [("settlement/r0", Send(queue="general"))]
    assert (effects.groups, effects.raised) == ([], 0.0)


@pytest.mark.parametrize("been_in", [{"general"}, {"general", "other"}])
def test_a_contact_is_never_sent_back_to_a_queue_it_was_in(been_in: set[str]) -> None:
    leaving = queue(({"waited_s": 60}, [{"do": "send", "queue": "general"}, WIDEN]))
    effects = overflow_effects(leaving, waited_s=60.0, now=CALM, been_in=been_in)
    assert effects.once == []
    assert effects.groups == ["advisers"]


def test_a_contact_is_sent_to_a_number_or_site_however_often_it_has_moved() -> None:
    leaving = queue(({"waited_s": 60}, [{"do": "send", "number": "+4722334455"}]))
    effects = overflow_effects(leaving, waited_s=60.0, now=CALM, been_in={"general"})
    assert effects.once == [("settlement/r0", Send(number="+4722334455"))]
