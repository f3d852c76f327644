"""Is a plan wholly in effect, or not at all, when the database is killed while it is activated?"""

import subprocess
import time
from random import Random

import pytest

from tests.faults.loaded_centre import LoadedCentre, Victim, rounds
from tests.house.centre import COMMAND

pytestmark = pytest.mark.slow

SEED = 3
ROUNDS = 3
PREPARED = """
from frontlinje.base import clock
from frontlinje.centre.actions import save_revision
from frontlinje.centre.queries import base_document, latest_revision
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.continuity.actions.plans import save_plan
from frontlinje.continuity.rules.plan import PlanDocument
plain = plain_form(base_document())
first = plain["queues"][0]
plain["queues"] += [first | {"code": f"queue-{n}", "addresses": []} for n in range(40)]
document, now = CentreDocument.model_validate(plain), clock.now()
save_revision(document=document, by=None, reason="", based_on=latest_revision().id, at=now)
name = {"nb": "Alt nede", "sv": "Allt nere", "en": "All down"}
item = {"text": name, "owner_role": "centre_head"}
save_plan(by=None, at=now, document=PlanDocument.model_validate({
    "code": "all-down", "name": name, "purpose": name, "scenario": "all-down",
    "expires_after_s": 3600, "announcement": {"title": name, "body": name},
    "measures": [
        {"kind": "close_channels", "channels": ["phone"]},
        {"kind": "set_times", "offer_s": 40},
        {"kind": "checklist", "title": name, "items": [item, item]},
    ],
}))
"""
AGAIN_AND_AGAIN = """
from frontlinje.base import clock
from frontlinje.continuity.actions.activating import activate_plan, end_activation
from frontlinje.continuity.queries.plans import live_activations
for live in live_activations(clock.now()):
    end_activation(activation_id=live.id, by=None, at=clock.now())
print("begins", flush=True)
while True:
    made = activate_plan(plan="all-down", by=None, at=clock.now(), reason="test")
    end_activation(activation_id=made.id, by=None, at=clock.now())
    print("made", flush=True)
"""
FOUND = """
from frontlinje.base import clock
from frontlinje.centre.models import OverrideRow
from frontlinje.centre.queries import base_document, effective_state
from frontlinje.continuity.models import Activation
from frontlinje.ledger.models import Event
made = list(Activation.objects.select_related("announcement"))
# A channel, the times of each queue, and the announcement.
n_edits = 1 + len(base_document().queues) + 1
laid = [one.override_ids + one.announcement.override_ids for one in made]
torn = [
    one.id for one, ids in zip(made, laid)
    if {row.ended_at is not None for row in OverrideRow.objects.filter(id__in=ids)}
        != {one.ended_at is not None}
    or (one.announcement.withdrawn_at is not None) != (one.ended_at is not None)
    or OverrideRow.objects.filter(id__in=ids).count() != n_edits
    or one.items.count() != 2
]
told = [Event.objects.filter(kind=kind).count() for kind in ("plan.activated", "plan.ended")]
n_live = sum(one.ended_at is None for one in made)
now = clock.now()
is_in_effect = effective_state(now).document != base_document()
whole = (
    not torn
    and told == [len(made), len(made) - n_live]
    and is_in_effect == (n_live == 1)
    and OverrideRow.objects.count() == len({id for ids in laid for id in ids})
)
print(len(made), whole, torn, told, n_live, is_in_effect)
"""


def test_a_plan_is_wholly_in_effect_or_not_at_all(loaded_centre: LoadedCentre) -> None:
    centre = loaded_centre
    chance = Random(SEED)
    centre.up()
    centre.python(PREPARED)
    n_before = 0
    for _ in range(rounds(ROUNDS)):
        words = [*COMMAND, "shell", "--no-imports", "--command", AGAIN_AND_AGAIN]
        leader = subprocess.Popen(
            words, env=centre.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert leader.stdout is not None
        assert leader.stdout.readline() == b"begins\n"
        assert leader.stdout.readline() == b"made\n"
        time.sleep(chance.uniform(0.3, 1.5))
        assert leader.poll() is None
        centre.strike(Victim.DATABASE)
        assert leader.wait(timeout=180) != 0
        leader.stdout.close()
        n_made, whole, *rest = centre.python(FOUND).split(" ", 2)
        print(f"{n_made} activations: {rest}")
        assert whole == "True", rest
        assert int(n_made) > n_before
        n_before = int(n_made)
