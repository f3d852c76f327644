"""What holds now? Law 5: base and active overrides alone decide; ending one is the undo."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.hours import is_open, next_closing, next_opening
from frontlinje.centre.rules.overrides import EDIT, Override, has_target
from frontlinje.centre.rules.state import effective_document, effective_state
from frontlinje.centre.tests.samples import document, local, name, plain_document

NOON = local(2026, 11, 23, 12)
HOUR = timedelta(hours=1)


def override(order: int, edit: dict[str, Any], **instants: Any) -> Override:
    return Override(
        id=UUID(int=order),
        order=order,
        edit=EDIT.validate_python(edit),
        **{"starts_at": NOON - HOUR} | instants,
    )


CLOSE_PHONE = {"kind": "set_channel_open", "channel": "phone", "is_open": False}
OPEN_PHONE = CLOSE_PHONE | {"is_open": True}
MEETING = {"kind": "set_hours", "calendar": "main", "hours": "closed"}
URGENT = {"kind": "change_queue", "queue": "settlements", "changes": {"promise_s": 60}}


def test_without_overrides_the_state_is_the_document() -> None:
    base = document()
    state = effective_state(base, [], NOON)
    assert state.document == base
    assert state.valid_until is None
    assert list(state.queues) == ["general", "settlements"]


def test_an_override_holds_from_its_start_to_its_end() -> None:
    closing = override(1, CLOSE_PHONE, starts_at=NOON, until_at=NOON + HOUR)
    opened = [
        effective_state(document(), [closing], at).is_channel_open("phone", at)
        for at in (NOON - HOUR / 2, NOON, NOON + HOUR / 2, NOON + HOUR)
    ]
    assert opened == [True, False, False, True]


def test_the_state_says_when_it_must_be_worked_out_anew() -> None:
    closing = override(1, CLOSE_PHONE, starts_at=NOON, until_at=NOON + HOUR)
    assert effective_state(document(), [closing], NOON - HOUR).valid_until == NOON
    assert effective_state(document(), [closing], NOON).valid_until == NOON + HOUR
    assert effective_state(document(), [closing], NOON + HOUR).valid_until is None


def test_hours_laid_on_top_beat_a_special_day_until_they_end() -> None:
    base = plain_document()
    base["hours"][0]["special_days"] = [
        {"date": "2026-11-23", "hours": "10:00-20:00", "name": name()}
    ]
    meeting = override(1, MEETING, until_at=NOON + HOUR)
    state = effective_state(CentreDocument.model_validate(base), [meeting], NOON)
    hours = state.opening("phone")
    assert not is_open(hours, NOON)
    assert next_opening(hours, NOON) == NOON + HOUR
    assert next_closing(hours, NOON + HOUR) == local(2026, 11, 23, 20)
    assert is_open(hours, NOON - 1.5 * HOUR)


def test_a_closed_channel_opens_again_when_the_override_ends() -> None:
    closing = override(1, CLOSE_PHONE, until_at=local(2026, 11, 24, 3))
    state = effective_state(document(), [closing], NOON)
    assert next_opening(state.opening("phone"), NOON) == local(2026, 11, 24, 8)
    assert is_open(state.opening("mail"), NOON)


def test_a_channel_limited_to_some_hours_opens_at_the_next_of_them() -> None:
    change = {"kind": "change_channel", "channel": "phone", "changes": {"within": "9-11, 14-18"}}
    state = effective_state(document(), [override(1, change, until_at=NOON + 24 * HOUR)], NOON)
    assert not state.is_channel_open("phone", NOON)
    assert state.is_channel_open("mail", NOON)
    assert next_opening(state.opening("phone"), NOON) == NOON + 2 * HOUR
    # Monday: the limit leaves 14-16 of 8-16; on Tuesday from noon it no longer holds.
    assert next_closing(state.opening("phone"), NOON + 2 * HOUR) == NOON + 4 * HOUR
    assert is_open(state.opening("phone"), NOON + 24 * HOUR)


def test_another_week_leaves_holidays_above_it() -> None:
    week = {"kind": "set_week", "calendar": "main", "week": {"fri": "10:00-12:00"}}
    state = effective_state(document(), [override(1, week)], NOON)
    hours = state.hours("main")
    assert next_opening(hours, NOON) == local(2026, 11, 27, 10)
    assert not is_open(hours, local(2026, 12, 25, 11))


def test_of_two_overrides_the_later_placed_is_on_top() -> None:
    both = [override(2, OPEN_PHONE), override(1, CLOSE_PHONE)]
    assert effective_state(document(), both, NOON).is_channel_open("phone", NOON)


def test_a_queue_may_have_hours_of_its_own_but_not_on_a_closed_channel() -> None:
    base = plain_document()
    always = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")
    night = {"code": "night", "name": name(), "week": always, "holidays": "usual"}
    base["hours"].append(night)
    base["queues"][1]["hours"] = "night"
    base["channels"][1]["is_open"] = False
    state = effective_state(CentreDocument.model_validate(base), [], NOON)
    midnight = local(2026, 11, 23, 0)
    assert not state.is_channel_open("phone", midnight)
    assert state.is_channel_open("phone", midnight, queue="settlements")
    assert not state.is_channel_open("mail", midnight, queue="settlements")


def test_what_a_queue_changes_is_said_in_the_form_of_the_document() -> None:
    state = effective_state(document(), [override(1, URGENT)], NOON)
    assert state.queues["settlements"].promise_s == 60
    assert state.queues["general"].promise_s != 60


def test_a_text_laid_on_top_is_said_before_its_equals() -> None:
    base = plain_document()
    incident = {"code": "old", "situation": "incident", "body": name("Old")}
    base["texts"].append(incident)
    text = {"kind": "set_text", "text": incident | {"code": "new", "body": name("New")}}
    state = effective_state(CentreDocument.model_validate(base), [override(1, text)], NOON)
    said = state.text_for("incident", channel="web")
    assert said is not None
    assert said.body.nb == "New"


def test_the_text_for_the_queue_beats_the_text_for_the_channel() -> None:
    closed = {"situation": "closed"}
    texts = [
        closed | {"code": "all", "body": name("all")},
        closed | {"code": "mail", "body": name("mail"), "channels": ["mail"]},
        closed | {"code": "queue", "body": name("queue"), "queues": ["settlements"]},
    ]
    state = effective_state(document(texts=texts), [], NOON)
    said = [
        state.text_for("closed", channel="phone"),
        state.text_for("closed", channel="mail"),
        state.text_for("closed", channel="mail", queue="settlements"),
        state.text_for("greeting", channel="mail"),
    ]
    assert [text.code if text else None for text in said] == ["all", "mail", "queue", None]


def test_a_text_that_comes_first_beats_the_one_made_for_the_queue() -> None:
    own = {"code": "own", "situation": "closed", "queues": ["general"], "body": name("Own")}
    first = {"code": "first", "situation": "closed", "is_first": True, "body": name("First")}
    state = effective_state(document(texts=[own, first]), [], NOON)
    said = state.text_for("closed", channel="mail", queue="general")
    assert said is not None
    assert said.code == "first"


def test_a_channels_weight_comes_on_top_of_the_queues() -> None:
    change = {"kind": "change_channel", "channel": "phone", "changes": {"weight": 2}}
    urgent = URGENT | {"changes": {"weight": 1}}
    state = effective_state(document(), [override(1, change), override(2, urgent)], NOON)
    assert state.weight("settlements", "phone") == 3
    assert state.weight("settlements", "mail") == 1
    assert state.weight("gone", "gone") == 0


def test_a_group_of_a_site_has_its_people() -> None:
    groups = [{"code": "hill", "name": name(), "sites": ["hill"]}]
    queues = [plain_document()["queues"][0] | {"groups": ["hill"]}]
    state = effective_state(document(groups=groups, queues=queues), [], NOON)
    assert state.queues_of(username="nina", team=None, site="hill") == {"general"}
    assert state.queues_of(username="nina", team=None, site=None) == frozenset()


def test_a_new_contact_begins_in_the_queue_of_its_address() -> None:
    base = plain_document()
    base["queues"][1]["addresses"] = ["Oppgjor@example.org"]
    base["channels"][0]["queue"] = "settlements"
    state = effective_state(CentreDocument.model_validate(base), [], NOON)
    found = [
        state.queue_for("mail", "oppgjor@EXAMPLE.org"),
        state.queue_for("mail", "other@example.org"),
        state.queue_for("phone"),
    ]
    assert [queue.code if queue else None for queue in found] == [
        "settlements",
        "general",
        "settlements",
    ]


def test_units_come_from_the_queue_then_the_channel() -> None:
    base = plain_document()
    base["queues"][1]["units"] = {"mail": 10}
    state = effective_state(CentreDocument.model_validate(base), [], NOON)
    assert state.units("settlements", "mail") == 10
    assert state.units("settlements", "phone") == 60
    assert state.units("general", "chat") == 20


def test_a_contact_on_a_channel_that_has_gone_takes_the_whole_agent() -> None:
    base = plain_document()
    base["channels"].pop()
    for queue in base["queues"]:
        queue["channels"] = ["mail"]
    state = effective_state(CentreDocument.model_validate(base), [], NOON)
    assert state.units("general", "visit") == 60
    assert state.units("gone", "mail") == 30
    assert not state.is_channel_open("visit", NOON)
    assert state.queue_for("phone") is None


def test_everything_is_found_by_its_code() -> None:
    answer = {"code": "hello", "title": name(), "body": name("Hei {customer_name}")}
    document_with_answer = document(standard_answers=[answer])
    state = effective_state(document_with_answer, [], NOON)
    sections: list[tuple[Mapping[str, Any], str]] = [
        (state.channels, "channels"),
        (state.groups, "groups"),
        (state.texts, "texts"),
        (state.wrap_up_codes, "wrap_up_codes"),
        (state.pause_reasons, "pause_reasons"),
        (state.absence_reasons, "absence_reasons"),
        (state.standard_answers, "standard_answers"),
    ]
    for found, section in sections:
        assert list(found.values()) == list(getattr(document_with_answer, section))
        assert all(thing.code == code for code, thing in found.items())


def test_choices_are_those_for_all_and_those_for_the_queue() -> None:
    codes = [
        {"code": "all", "name": name()},
        {"code": "only", "name": name(), "queues": ["settlements"]},
    ]
    answers = [
        {"code": "all", "title": name(), "body": name()},
        {"code": "mail", "title": name(), "body": name(), "channels": ["mail"]},
        {"code": "only", "title": name(), "body": name(), "queues": ["settlements"]},
    ]
    state = effective_state(document(wrap_up_codes=codes, standard_answers=answers), [], NOON)
    assert [code.code for code in state.wrap_up_codes_for("general")] == ["all"]
    assert [code.code for code in state.wrap_up_codes_for("settlements")] == ["all", "only"]
    fitting = state.standard_answers_for(channel="phone", queue="settlements")
    assert [answer.code for answer in fitting] == ["all", "only"]


def test_a_person_serves_the_queues_of_their_groups() -> None:
    base = plain_document()
    base["groups"].append({"code": "north", "name": name(), "teams": ["north"]})
    base["queues"][1]["groups"] = ["north"]
    state = effective_state(CentreDocument.model_validate(base), [], NOON)
    assert state.queues_of(username="nina", team="north") == {"general", "settlements"}
    assert state.queues_of(username="stig", team=None) == {"general"}


def test_an_edit_of_what_has_gone_changes_nothing() -> None:
    base = document()
    gone = [
        override(1, {"kind": "add_group", "queue": "general", "group": "gone"}),
        override(2, MEETING | {"calendar": "gone"}),
        override(3, URGENT | {"queue": "gone"}),
    ]
    assert effective_document(base, gone, NOON) == base
    assert not any(has_target(each.edit, base) for each in gone)
    there = [
        CLOSE_PHONE,
        MEETING,
        URGENT,
        {"kind": "add_group", "queue": "general", "group": "everyone"},
    ]
    assert all(has_target(EDIT.validate_python(edit), base) for edit in there)
    assert not has_target(EDIT.validate_python(CLOSE_PHONE), document(channels=[]))


edits = st.one_of(
    st.builds(
        lambda channel, is_open: CLOSE_PHONE | {"channel": channel, "is_open": is_open},
        st.sampled_from(["phone", "mail", "chat"]),
        st.booleans(),
    ),
    st.builds(
        lambda hours: MEETING | {"hours": hours},
        st.sampled_from(["closed", "10:00-14:00", "00:00-24:00"]),
    ),
    st.builds(
        lambda hours: {"kind": "set_week", "calendar": "main", "week": {"mon": hours}},
        st.sampled_from(["closed", "09:00-11:00"]),
    ),
    st.builds(
        lambda queue, weight: {
            "kind": "change_queue",
            "queue": queue,
            "changes": {"weight": weight, "groups": ["everyone"]},
        },
        st.sampled_from(["general", "settlements", "gone"]),
        st.integers(0, 5),
    ),
    st.builds(
        lambda queue: {"kind": "add_group", "queue": queue, "group": "everyone"},
        st.sampled_from(["general", "settlements"]),
    ),
    st.builds(
        lambda code, word: {
            "kind": "set_text",
            "text": {"code": code, "situation": "incident", "body": name(word)},
        },
        st.sampled_from(["closed", "incident"]),
        st.sampled_from(["One", "Two"]),
    ),
)
offsets = st.integers(-6, 6)


@st.composite
def override_lists(draw: st.DrawFn) -> list[Override]:
    drawn = draw(st.lists(st.tuples(edits, offsets, st.none() | st.integers(1, 8)), max_size=5))
    return [
        override(
            order,
            edit,
            starts_at=NOON + start * HOUR,
            until_at=None if length is None else NOON + (start + length) * HOUR,
        )
        for order, (edit, start, length) in enumerate(drawn)
    ]


@given(override_lists(), edits, offsets, offsets, offsets, st.randoms())
def test_ending_an_override_is_the_exact_undo(
    others: list[Override],
    edit: dict[str, Any],
    starts: int,
    ends: int,
    now: int,
    random: Any,
) -> None:
    """Whatever else holds, overlapping and in any order: once ended, it is as if never placed."""
    at = NOON + max(ends, now) * HOUR
    placed = override(
        len(others), edit, starts_at=NOON + starts * HOUR, ended_at=NOON + ends * HOUR
    )
    shuffled = [*others, placed]
    random.shuffle(shuffled)
    without = effective_state(document(), others, at)
    after = effective_state(document(), shuffled, at)
    assert after == without
    assert after.opening("phone") == without.opening("phone")


@given(override_lists(), offsets)
def test_the_order_of_the_list_does_not_matter(overrides: list[Override], now: int) -> None:
    at = NOON + now * HOUR
    forwards = effective_state(document(), overrides, at)
    assert forwards == effective_state(document(), overrides[::-1], at)


@given(override_lists(), offsets, offsets)
def test_the_hours_foretold_are_the_hours_that_come(
    overrides: list[Override], now: int, later: int
) -> None:
    at = NOON + now * HOUR
    then = at + abs(later) * HOUR
    foretold = effective_state(document(), overrides, at).opening("phone")
    assert is_open(foretold, then) == effective_state(document(), overrides, then).is_channel_open(
        "phone", then
    )
