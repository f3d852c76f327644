"""What differs between two versions, and what comes of taking one back?"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from frontlinje.centre.rules.changes import Change, changes_between, merge
from frontlinje.centre.tests.samples import name, plain_document


def test_a_changed_field_is_named_by_the_codes_on_the_way() -> None:
    after = plain_document()
    after["queues"][1]["promise_s"] = 60
    assert changes_between(plain_document(), after) == [
        Change("queues.settlements.promise_s", 3600, 60)
    ]


def test_a_thing_added_or_taken_away_is_one_change() -> None:
    after = plain_document()
    gone = after["queues"].pop(1)
    assert changes_between(plain_document(), after) == [Change("queues.settlements", gone, None)]
    assert changes_between(after, plain_document()) == [Change("queues.settlements", None, gone)]


def test_a_thing_moved_is_one_change_of_order() -> None:
    after = plain_document()
    after["queues"].reverse()
    assert changes_between(plain_document(), after) == [
        Change("queues.order", ["general", "settlements"], ["settlements", "general"])
    ]


def test_special_days_are_named_by_their_date() -> None:
    before, after = plain_document(), plain_document()
    day = {"date": "2026-12-24", "hours": "closed", "name": name()}
    before["hours"][0]["special_days"] = [day]
    after["hours"][0]["special_days"] = [day | {"hours": "08:00-12:00"}]
    assert changes_between(before, after) == [
        Change("hours.main.special_days.2026-12-24.hours", "closed", "08:00-12:00")
    ]


def test_taking_back_one_change_leaves_later_ones() -> None:
    before, saved, latest = plain_document(), plain_document(), plain_document()
    saved["queues"][1]["promise_s"] = latest["queues"][1]["promise_s"] = 60
    latest["queues"][0]["weight"] = 2
    merged, conflicts = merge(saved, latest, before)
    assert conflicts == []
    assert changes_between(latest, merged) == [Change("queues.settlements.promise_s", 60, 3600)]


def test_what_was_changed_again_later_cannot_be_taken_back() -> None:
    before, saved, latest = plain_document(), plain_document(), plain_document()
    saved["queues"][1]["promise_s"], latest["queues"][1]["promise_s"] = 60, 90
    merged, conflicts = merge(saved, latest, before)
    assert conflicts == ["queues.settlements.promise_s"]
    assert merged == latest


def test_what_was_taken_away_comes_back_in_its_place() -> None:
    before, saved = plain_document(), plain_document()
    saved["queues"].pop(0)
    latest = plain_document()
    latest["queues"].pop(0)
    latest["queues"].append(latest["queues"][0] | {"code": "new"})
    merged, conflicts = merge(saved, latest, before)
    assert conflicts == []
    assert [queue["code"] for queue in merged["queues"]] == ["general", "settlements", "new"]


things = st.lists(
    st.fixed_dictionaries(
        {"code": st.sampled_from("abcde")},
        optional={"weight": st.integers(0, 3), "groups": st.lists(st.sampled_from("xyz"))},
    ),
    unique_by=lambda thing: thing["code"],
)
documents = st.fixed_dictionaries({"queues": things, "name": st.sampled_from(["A", "B"])})


@given(documents, documents)
def test_nothing_changed_means_equal(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert (changes_between(before, after) == []) == (before == after)


@given(documents, documents)
def test_taking_back_the_latest_change_gives_what_was_before(
    before: dict[str, Any], saved: dict[str, Any]
) -> None:
    merged, conflicts = merge(saved, saved, before)
    assert conflicts == []
    assert merged == before


@given(documents, documents)
def test_a_merge_with_nothing_new_is_ours(ours: dict[str, Any], base: dict[str, Any]) -> None:
    assert merge(base, ours, base) == (ours, [])
