"""Does every plan of the library do to those who wait what its preview said?"""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import conservation
from frontlinje.continuity.actions.activating import activate_plan
from frontlinje.continuity.actions.plans import LIBRARY
from frontlinje.continuity.queries.plans import document_of, latest_version
from frontlinje.continuity.queries.preview import Preview, preview_of
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.sweeping import sweep
from tests.laws.stored_day import NOON, let_the_day_come

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PLANS = sorted(path.stem for path in LIBRARY.glob("*.yaml"))

Fates = Mapping[UUID, tuple[str, str]]
"""What becomes of a contact that waits, and which queue it comes to if it is sent on."""


def foreseen(seen: Preview) -> Fates:
    return {one: (move.kind, move.to) for move in seen.moves for one in move.contact_ids}


def waiting() -> Mapping[UUID, str]:
    return dict(Contact.objects.filter(state="queued").values_list("id", "queue"))


def become_of(before: Mapping[UUID, str]) -> Fates:
    found = {}
    for contact in Contact.objects.filter(id__in=before):
        if contact.queue != before[contact.id]:
            found[contact.id] = ("sent", contact.queue)
        elif contact.state == "offered":
            found[contact.id] = ("offered", "")
    return found


def without_names(state: CentreState) -> dict[str, Any]:
    """Return what a state says; an announcement is named anew each time it is made."""
    plain = plain_form(state.document)
    plain["texts"] = [{**text, "code": ""} for text in plain["texts"]]
    return plain


def fates_under(plan: str) -> tuple[Fates, Fates]:
    """Return what the preview says, and what happens, and leave the day as it was."""
    with transaction.atomic():
        before = waiting()
        seen = preview_of(document_of(latest_version(plan)), now=NOON)
        activate_plan(plan=plan, by=None, at=NOON, reason="test")
        assert without_names(effective_state(NOON)) == without_names(seen.after), plan
        dispatch(at=NOON)
        sweep(at=NOON)
        happened = become_of(before)
        assert all(one.holds for one in conservation()), plan
        transaction.set_rollback(True)
    return foreseen(seen), happened


def test_what_a_preview_says_of_each_contact_is_what_becomes_of_it() -> None:
    let_the_day_come()
    first = waiting()
    came_true = Counter[str]()
    for plan in PLANS:
        said, happened = fates_under(plan)
        assert said == happened, plan
        came_true.update(kind for kind, _ in happened.values())
        assert waiting() == first
    assert min(came_true["offered"], came_true["sent"]) > 20
