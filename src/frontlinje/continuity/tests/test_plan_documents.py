"""Which plans can be written down, what is said of those that cannot, and how do two differ?"""

from typing import Any

import pytest

from frontlinje.centre.rules.checks import Known
from frontlinje.centre.rules.problems import InvalidDocument, Problem, read_document
from frontlinje.continuity.rules.plan import PlanDocument, compare, problems_of, read_plan
from frontlinje.continuity.rules.triggers import TRIGGER
from frontlinje.continuity.tests.small_plans import plan
from frontlinje.routing.tests.centre_of_two_queues import document, named

KNOWN = Known(
    skills=frozenset({"law"}),
    teams=frozenset({"north", "south"}),
    sites=frozenset({"hill"}),
    usernames=frozenset({"liv"}),
)
HEAD = """code: nede
name: {nb: Nede, sv: Nere, en: Down}
purpose: {nb: Svar, sv: Svara, en: Answer}
scenario: nede
expires_after_s: 3600
measures:
"""


def problem_in(text: str) -> Problem:
    with pytest.raises(InvalidDocument) as caught:
        read_plan(text)
    assert len(caught.value.problems) == 1, caught.value.problems
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("measure", "code", "place"),
    [
        ("{kind: close_chanels, channels: [web]}", "not_one_of", "kind"),
        ("{channels: [web]}", "missing", "kind"),
        ("{kind: close_channels, channels: []}", "too_few", "channels"),
        ("{kind: close_channels, chanels: [web], channels: [web]}", "unknown_key", "chanels"),
        ("{kind: close_channels, channels: [web], alternative: web}", "alternative_closed", ""),
        ("{kind: limit_hours, hours: sent}", "bad_interval", "hours"),
        ("{kind: limit_hours, hours: ''}", "too_few", "hours"),
        ("{kind: board_meeting, at: 9}", "not_text", "at"),
        ("{kind: board_meeting, at: '25:00'}", "bad_time", "at"),
        ("{kind: set_times}", "no_time", ""),
        ("{kind: overflow, when: {}}", "no_condition", "when"),
        ("{kind: overflow, when: {waited_s: 9}, site: a, queue: b}", "one_helper", ""),
        ("{kind: shed_load, order: [chat], over: 2, under: 3}", "limits_cross", ""),
        ("{kind: shed_load, order: [chat], over: 2, under: 1, rest_s: 60}", "too_small", "rest_s"),
        ("{kind: shed_load, order: [chat, chat], over: 2, under: 1}", "same_channel_twice", ""),
        ("{kind: split_in_cohorts, sites: [hill]}", "two_sites", ""),
        ("{kind: work_from, place: home, site: hill}", "site_is_no_home", ""),
        ("{kind: say, situation: closed, body: {nb: Hei, en: Hi}}", "missing_language", "body.sv"),
    ],
)
def test_a_measure_that_means_nothing_is_refused_in_its_line(
    measure: str, code: str, place: str
) -> None:
    problem = problem_in(f"{HEAD}  - {{kind: board_meeting, at: '09:00'}}\n  - {measure}\n")
    assert problem.code == f"centre.{code}"
    assert problem.place == f"measures.1{'.' + place if place else ''}"
    assert problem.line == 8


def test_a_misspelt_kind_gets_the_nearest_one() -> None:
    problem = problem_in(HEAD + "  - {kind: close_chanels, channels: [web]}\n")
    assert problem.params["nearest"] == "close_channels"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"expires_after_s": None}, "not_a_number"),
        ({"expires_after_s": 10}, "too_small"),
        ({"warn_before_s": 4 * 3600}, "warns_too_early"),
        ({"measures": []}, "too_few"),
        ({"may_activate": []}, "too_few"),
        ({"label": "Z"}, "not_one_of"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    given = plan().model_dump(mode="json") | changes
    with pytest.raises(InvalidDocument) as caught:
        read_document(given, PlanDocument)
    assert [problem.code for problem in caught.value.problems] == [f"centre.{code}"]


def test_a_plan_must_say_when_it_ends() -> None:
    given = plan().model_dump(mode="json")
    del given["expires_after_s"]
    with pytest.raises(ValueError, match="expires_after_s"):
        PlanDocument.model_validate(given)


@pytest.mark.parametrize(
    ("measure", "code", "place"),
    [
        ({"kind": "add_groups", "groups": ["souht"]}, "centre.unknown_group", "groups.0"),
        ({"kind": "follow_up", "queue": "later"}, "centre.unknown_queue", "queue"),
        (
            {"kind": "set_times", "queues": {"codes": ["generel"]}, "offer_s": 5},
            "centre.unknown_queue",
            "queues.codes.0",
        ),
        ({"kind": "relax_skills", "by": 1, "skill": "lav"}, "centre.unknown_skill", "skill"),
        ({"kind": "invite_people", "usernames": ["Livv"]}, "centre.unknown_user", "usernames.0"),
        ({"kind": "split_in_cohorts", "sites": ["hill", "hall"]}, "centre.unknown_site", "sites.1"),
        (
            {"kind": "close_channels", "channels": ["web"], "alternative": "visit"},
            "centre.unknown_channel",
            "alternative",
        ),
    ],
)
def test_what_a_plan_names_must_be_in_the_centre(
    measure: dict[str, Any], code: str, place: str
) -> None:
    (problem,) = problems_of(plan(measures=[measure]), document(), KNOWN)
    assert (problem.code, problem.place) == (code, f"measures.0.{place}")


def test_overflow_in_a_circle_is_told_at_the_measure_that_closes_it() -> None:
    there = {"kind": "overflow", "when": {"waited_s": 9}, "queue": "settlement"}
    back = {"kind": "overflow", "when": {"waited_s": 9}, "queue": "general"}
    found = problems_of(plan(measures=[there, back]), document(), KNOWN)
    assert {(problem.code, problem.place) for problem in found} == {
        ("centre.overflow_loop", "measures.1")
    }


def test_triggers_and_roles_must_be_there_too() -> None:
    triggers = [
        {"kind": "waiting_time", "queue": "generel", "over_s": 60},
        {"kind": "share_absent", "team": "west", "over": 0.3},
        {"kind": "volume_ratio", "channel": "visit", "over": 2},
    ]
    found = problems_of(
        plan(triggers=triggers, may_activate=["agent", "team_leader"]), document(), KNOWN
    )
    assert [(problem.code, problem.place) for problem in found] == [
        ("centre.unknown_queue", "triggers.0.queue"),
        ("centre.unknown_team", "triggers.1.team"),
        ("centre.unknown_channel", "triggers.2.channel"),
        ("continuity.role_may_not_activate", "may_activate.0"),
    ]


@pytest.mark.parametrize(
    "trigger",
    [
        {"kind": "volume_ratio", "over": 1},
        {"kind": "volume_ratio", "over": 2, "channel": "phone", "queue": "general"},
        {"kind": "share_absent", "over": 30},
        {"kind": "probe"},
        {"kind": "common_cause", "mode": "perhaps"},
        {
            "kind": "few_ready",
            "fewer_than": 2,
            "escalate": [{"after_s": 1, "by": "owl", "to": "x"}],
        },
    ],
)
def test_a_trigger_that_means_nothing_is_refused(trigger: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        TRIGGER.validate_python(trigger)


def test_two_versions_are_compared_measure_by_measure() -> None:
    say = {"kind": "say", "situation": "closed", "body": named("Stengt")}
    other = {**say, "body": named("Åpner snart")}
    before, after = plan(measures=[say, say]), plan(measures=[say, other], expires_after_s=7200)
    paths = [change.path for change in compare(before, after)]
    assert paths == [
        "measures.say-2.body.nb",
        "measures.say-2.body.sv",
        "measures.say-2.body.en",
        "expires_after_s",
    ]
    assert compare(before, before) == []
