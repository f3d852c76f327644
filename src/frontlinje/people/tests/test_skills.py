"""Are skill levels set for whole grids at once, only by those who may, and never half?"""

from datetime import UTC, datetime

import pytest

from frontlinje.base.errors import Invalid, NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.ledger.models import Event
from frontlinje.people.actions import set_skills, upsert_site, upsert_skill, upsert_team
from frontlinje.people.models import Skill, SkillHeld, Team, User
from frontlinje.people.queries import skill_grid
from frontlinje.people.tests.cast import Cast

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def skills() -> None:
    Skill.objects.create(code="beef", names={"nb": "Storfe", "sv": "Nöt", "en": "Cattle"})
    Skill.objects.create(code="grain", names={"nb": "Korn"})


def _held(user: User) -> dict[str, int]:
    return dict(user.skills_held.values_list("skill__code", "level"))


def test_a_leader_sets_a_grid(cast: Cast) -> None:
    SkillHeld.objects.create(user=cast.nina, skill=Skill.objects.get(code="grain"), level=4)
    changed = set_skills(
        {cast.nina.id: {"beef": 9, "grain": 0}, cast.omar.id: {"beef": 1, "grain": 0}},
        at=AT,
        by=cast.liv,
    )
    assert (_held(cast.nina), _held(cast.omar)) == ({"beef": 9}, {"beef": 1})
    assert set(changed) == {cast.nina.id, cast.omar.id}
    event = Event.objects.get(agent_id=cast.nina.id)
    assert event.body == {"before": {"beef": 0, "grain": 4}, "after": {"beef": 9, "grain": 0}}
    assert set_skills({cast.nina.id: {"beef": 9}}, at=AT, by=cast.liv) == []


def test_an_agent_does_not_grade_colleagues(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_skills({cast.nina.id: {"beef": 9}}, at=AT, by=cast.nina)


@pytest.mark.parametrize("level", [-1, 10])
def test_one_wrong_level_changes_nothing(cast: Cast, level: int) -> None:
    wanted = {cast.nina.id: {"beef": 5}, cast.omar.id: {"beef": level}}
    with pytest.raises(Invalid, match="bad_level"):
        set_skills(wanted, at=AT, by=cast.liv)
    assert not SkillHeld.objects.exists()


def test_unknown_skills_and_people_are_named(cast: Cast) -> None:
    with pytest.raises(Invalid, match="unknown_skill"):
        set_skills({cast.nina.id: {"witchcraft": 5}}, at=AT, by=cast.liv)
    with pytest.raises(NotFound, match="no_such_user"):
        set_skills({uuid7(): {"beef": 5}}, at=AT, by=cast.liv)


def test_the_grid_shows_everybody_and_every_skill(cast: Cast) -> None:
    set_skills({cast.nina.id: {"grain": 7}}, at=AT, by=None)
    rows = skill_grid(User.objects.filter(team__code="north").order_by("name"), Skill.objects.all())
    nina = next(row for row in rows if row.user == cast.nina)
    assert [(held.code, held.level) for held in nina.skills] == [("beef", 0), ("grain", 7)]
    assert len(rows) == 6


def test_parts_of_the_centre_are_added_once_and_renamed(cast: Cast) -> None:
    for name in ("East", "East", "Far east"):
        upsert_team(code="east", name=name, at=AT, by=cast.hedda)
    upsert_site(code="hill", name="Hill", at=AT, by=cast.hedda)
    upsert_skill(code="beef", names={"nb": "Kjøtt", "sv": " "}, at=AT, by=cast.hedda)
    assert Team.objects.get(code="east").name == "Far east"
    kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["team.saved", "team.saved", "site.saved", "skill.saved"]
    assert Skill.objects.get(code="beef").names == {"nb": "Kjøtt"}


def test_parts_of_the_centre_are_not_for_everybody(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        upsert_team(code="east", name="East", at=AT, by=cast.liv)


@pytest.mark.parametrize(
    ("code", "name", "error"),
    [("two words", "X", "bad_code"), ("x" * 41, "X", "bad_code"), ("ok", " ", "bad_part_name")],
)
def test_parts_of_the_centre_need_a_code_and_a_name(code: str, name: str, error: str) -> None:
    with pytest.raises(Invalid, match=error):
        upsert_team(code=code, name=name, at=AT, by=None)
