"""Which plans are there, and which is in effect, when somebody looks at the continuity room?"""

from datetime import timedelta

from frontlinje.base import clock
from frontlinje.continuity.actions.activating import activate_plan
from frontlinje.continuity.actions.checklists import sign_off
from frontlinje.continuity.actions.equipment import write_equipment
from frontlinje.continuity.actions.plans import load_library, save_plan
from frontlinje.continuity.models import ChecklistItem, Plan, Suggestion
from frontlinje.continuity.queries.plans import document_of, latest_version
from frontlinje.people.tests.cast import Cast
from tests.screens.lively_day import let_it_live


def library(cast: Cast) -> None:
    """Give a busy centre the plans that come with the product, one of them changed since."""
    load_library(at=clock.now())
    first = latest_version("portal-down")
    changed = document_of(first).model_copy(update={"expires_after_s": 86400.0, "label": "B"})
    save_plan(document=changed, by=cast.hedda, at=clock.now(), reason="Kortere", based_on=1)
    let_it_live(cast)


def portal_down(cast: Cast) -> None:
    """Put one into effect, have an item done, and have another one suggested."""
    library(cast)
    now = clock.now()
    activate_plan(
        plan="portal-down",
        by=cast.liv,
        at=now - timedelta(minutes=50),
        reason="Min side svarer ikke, driften sier tidligst i ettermiddag",
    )
    first = ChecklistItem.objects.order_by("order").filter(owner_role="team_leader").first()
    assert first is not None
    sign_off(item_id=first.id, by=cast.liv, at=now, note="Sagt på morgenmøtet")
    Suggestion.objects.create(
        plan=Plan.objects.get(code="short-staffed-day"),
        trigger={"kind": "share_absent", "over": 0.15},
        trigger_key="share_absent",
        figures={"value": 0.25, "of": 12},
        raised_at=now - timedelta(minutes=4),
    )


def equipment_asked(cast: Cast) -> None:
    """Look at a team in which one has everything, one lacks much, and others were not asked."""
    for user, has in ((cast.nina, ("pc", "headset", "vpn", "phone")), (cast.omar, ("phone",))):
        write_equipment(user_id=user.id, has=has, by=cast.liv, at=clock.now())
