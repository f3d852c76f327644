"""Does the log keep who decided what, when and why, and does nobody change it afterwards?"""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from frontlinje.base.errors import Conflict, FrontlinjeError, Invalid, NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.files import path_of
from frontlinje.continuity.actions.activating import (
    activate_plan,
    end_activation,
    extend_activation,
)
from frontlinje.continuity.actions.capability import Standing, write_capability
from frontlinje.continuity.actions.follow_ups import add_follow_up, close_follow_up
from frontlinje.continuity.actions.for_incident import activate_for_new_incident
from frontlinje.continuity.actions.incidents import (
    File,
    add_entry,
    close_incident,
    describe_incident,
    open_incident,
    reopen_incident,
    report_incident,
)
from frontlinje.continuity.events import (
    ChannelShed,
    ProbeTurned,
    SuggestionAcknowledged,
    SuggestionRaised,
)
from frontlinje.continuity.incident_sheets import log_csv
from frontlinje.continuity.models import FollowUp, Incident, IncidentEntry, Probe, Suggestion
from frontlinje.continuity.queries.capability import plans_to_review, standings
from frontlinje.continuity.queries.incidents import log_of, open_incidents
from frontlinje.continuity.rules.incident_log import Kind
from frontlinje.continuity.tests.small_plans import TOLD, saved
from frontlinje.ledger.actions import record
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.events import CommonCauseSuspected
from frontlinje.routing.tests.centre_of_two_queues import NOON, after, centre

PROBE_DOWN: dict[str, object] = {"kind": "probe", "code": "portal", "down_for_s": 60}

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def incident(cast: Cast) -> Incident:
    return open_incident(title="Telefonen er nede", began_at=NOON, by=cast.liv, at=NOON)


def test_anybody_reports_and_a_leader_has_it(cast: Cast) -> None:
    report_incident(text="Ingen ringer inn\nSiden åtte", by=cast.tiril, at=NOON)
    found = open_incidents().get()
    assert found.title == "Ingen ringer inn"
    report_incident(text="Her også", by=cast.lea, at=after(60), incident_id=found.id)
    assert [(line.kind, line.by) for line in log_of(found)] == [
        ("system", "Tiril Prøve"),
        ("report", "Tiril Prøve"),
        ("report", "Lea Prøve"),
    ]
    opened = Event.objects.get(kind="incident.opened")
    assert (opened.topics, opened.body["is_report"]) == (["incident"], True)


def test_who_does_not_lead_writes_notes_and_decides_nothing(cast: Cast, incident: Incident) -> None:
    add_entry(incident_id=incident.id, kind=Kind.NOTE, text="Hei", by=cast.nina, at=NOON)
    with pytest.raises(NotAllowed):
        add_entry(
            incident_id=incident.id, kind=Kind.DECISION, text="x", why="y", by=cast.nina, at=NOON
        )
    with pytest.raises(NotAllowed):
        open_incident(title="x", began_at=NOON, by=cast.nina, at=NOON)
    with pytest.raises(NotAllowed):
        close_incident(incident_id=incident.id, over_at=NOON, by=cast.nina, at=NOON)
    with pytest.raises(NotAllowed):
        reopen_incident(incident_id=incident.id, by=cast.nina, at=NOON)


def test_what_is_over_is_written_on_by_leaders_alone(cast: Cast, incident: Incident) -> None:
    close_incident(incident_id=incident.id, over_at=after(60), by=cast.liv, at=after(90))
    late: dict[str, Any] = {
        "incident_id": incident.id,
        "kind": Kind.NOTE,
        "text": "Lærdom",
        "at": after(200),
    }
    add_entry(**late, by=cast.liv)
    with pytest.raises(NotFound):
        add_entry(**late, by=cast.nina)
    with pytest.raises(Conflict):
        close_incident(incident_id=incident.id, over_at=after(60), by=cast.liv, at=after(300))
    reopen_incident(incident_id=incident.id, by=cast.liv, at=after(300))
    assert open_incidents().get() == incident


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"text": " "}, "continuity.text_missing"),
        ({"kind": Kind.DECISION}, "continuity.why_missing"),
        ({"happened_at": after(1)}, "continuity.not_yet"),
        ({"file": File("a.bin", bytes(20 * 2**20 + 1))}, "continuity.file_too_large"),
    ],
)
def test_a_line_that_says_too_little_is_refused(
    cast: Cast, incident: Incident, facts: dict[str, object], code: str
) -> None:
    line: dict[str, Any] = {"kind": Kind.NOTE, "text": "Hei", "by": cast.liv, "at": NOON}
    with pytest.raises(Invalid) as refusal:
        add_entry(incident_id=incident.id, **{**line, **facts})
    assert refusal.value.code == code


def test_a_line_is_never_changed_nor_taken_away(cast: Cast, incident: Incident) -> None:
    add_entry(incident_id=incident.id, kind=Kind.NOTE, text="Først", by=cast.liv, at=NOON)
    for change in (
        lambda: IncidentEntry.objects.update(text="Sist"),
        lambda: IncidentEntry.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert IncidentEntry.objects.get().text == "Først"


def test_a_file_lies_under_its_hash_and_its_name_is_made_safe(
    cast: Cast, incident: Incident
) -> None:
    entry = add_entry(
        incident_id=incident.id,
        kind=Kind.FILE,
        text="",
        file=File("../../logg.txt", b"linje"),
        by=cast.nina,
        at=NOON,
    )
    assert entry.file_name == "logg.txt"
    assert path_of(entry.file_sha256).read_bytes() == b"linje"


def test_a_late_note_stands_where_it_happened_and_says_when_it_was_written(
    cast: Cast, incident: Incident
) -> None:
    note: dict[str, Any] = {"incident_id": incident.id, "kind": Kind.NOTE, "by": cast.liv}
    add_entry(**note, text="Nå", at=after(100))
    add_entry(**note, text="Før", happened_at=after(50), at=after(200))
    *_, early, late = log_of(incident)
    assert (early.text, early.is_later, late.text, late.is_later) == ("Før", True, "Nå", False)


def test_what_the_system_did_is_in_the_log_by_itself(cast: Cast, incident: Incident) -> None:
    saved(code="phone-down")
    at = after(60)
    made = activate_plan(plan="phone-down", by=cast.liv, at=at, reason="Ingen tone")
    record(CommonCauseSuspected(agents=[], n_on_duty=4), at=after(120), by=None)
    figures = {"value": 61.0, "name": "Min side"}
    suggested = SuggestionRaised(
        suggestion_id=uuid7(), plan="phone-down", trigger=PROBE_DOWN, figures=figures
    )
    record(suggested, at=after(30), by=None)
    closed = close_incident(incident_id=incident.id, over_at=after(600), by=cast.liv, at=after(600))
    # A plan that outlives the incident is still its matter; what came later otherwise is not.
    end_activation(activation_id=made.id, by=cast.hedda, at=after(900), reason="Oppe")
    record(CommonCauseSuspected(agents=[], n_on_duty=4), at=after(1000), by=None)
    lines = log_of(closed)
    assert [line.at for line in lines] == [after(s) for s in (0, 30, 60, 120, 600, 900)]
    assert "Min side" in lines[1].why
    assert (lines[2].by, lines[2].why) == ("Liv Prøve", "Ingen tone")
    assert (lines[5].by, lines[5].why) == ("Hedda Prøve", "Oppe")


def test_two_incidents_do_not_read_each_others_story(cast: Cast, incident: Incident) -> None:
    other = open_incident(title="Strøm", began_at=NOON, by=cast.liv, at=after(1))
    saved(code="phone-down")
    activate_plan(plan="phone-down", by=cast.liv, at=after(60), reason="x", incident=other)
    assert len(log_of(incident)) == 1
    assert len(log_of(other)) == 2


def test_a_crude_report_gets_a_better_title(cast: Cast) -> None:
    entry = report_incident(text="alt er nede!!", by=cast.nina, at=after(600))
    describe_incident(
        incident_id=entry.incident_id,
        title="Sentralbordet svarer ikke",
        began_at=NOON,
        is_exercise=False,
        by=cast.liv,
        at=after(700),
    )
    found = Incident.objects.get()
    assert (found.title, found.began_at) == ("Sentralbordet svarer ikke", NOON)
    with pytest.raises(Invalid):
        close_incident(
            incident_id=found.id, over_at=NOON - timedelta(1), by=cast.liv, at=after(800)
        )


# -- follow-ups ------------------------------------------------------------------------------------


def test_a_follow_up_is_open_until_its_owner_says_what_came_of_it(
    cast: Cast, incident: Incident
) -> None:
    left = add_follow_up(
        incident_id=incident.id,
        text="Bytte leverandør",
        owner=cast.nina,
        due_on=date(2026, 4, 1),
        by=cast.liv,
        at=NOON,
    )
    closing: dict[str, Any] = {"follow_up_id": left.id, "at": after(60)}
    with pytest.raises(NotAllowed):
        close_follow_up(**closing, outcome="Nei", by=cast.omar)
    with pytest.raises(Invalid):
        close_follow_up(**closing, outcome=" ", by=cast.nina)
    close_follow_up(**closing, outcome="Byttet", by=cast.nina)
    assert FollowUp.objects.get().outcome == "Byttet"
    with pytest.raises(Conflict):
        close_follow_up(**closing, outcome="Igjen", by=cast.liv)
    with pytest.raises(NotFound):
        close_follow_up(follow_up_id=uuid7(), at=NOON, outcome="x", by=cast.liv)


# -- what channels can stand -----------------------------------------------------------------------


def test_what_a_channel_can_stand_is_kept_with_what_stood_there_before(cast: Cast) -> None:
    written = Standing(longest_outage_h=4, target_back_h=1, last_exercise_on=date(2025, 11, 10))
    write_capability(channel="phone", standing=written, by=cast.hedda, at=NOON)
    again = Standing(longest_outage_h=2, last_exercise_on=date(2026, 3, 10))
    write_capability(channel="phone", standing=again, by=cast.hedda, at=after(60))
    last = Event.objects.filter(kind="capability.changed").latest("id")
    assert last.body["before"]["target_back_h"] == 1
    phone, chat, *_ = standings(effective_state(NOON), now=NOON)
    assert (phone.exercise.is_overdue, chat.exercise.is_overdue) == (False, True)
    assert phone.test_call is not None
    assert chat.test_call is None


@pytest.mark.parametrize(
    "standing",
    [
        Standing(longest_outage_h=1, target_back_h=2),
        Standing(last_exercise_on=date(2026, 3, 11)),
    ],
)
def test_what_cannot_be_is_not_written_down(cast: Cast, standing: Standing) -> None:
    with pytest.raises(FrontlinjeError):
        write_capability(channel="phone", standing=standing, by=cast.hedda, at=NOON)
    with pytest.raises(NotAllowed):
        write_capability(channel="phone", standing=Standing(), by=cast.liv, at=NOON)


def test_a_plan_that_was_to_be_gone_through_is_told() -> None:
    saved(code="phone-down", review_on=date(2026, 3, 9))
    saved(code="mail-down", review_on=date(2026, 3, 10))
    due = plans_to_review(effective_state(NOON), now=NOON)
    assert [plan.code for plan in due] == ["phone-down"]


def test_a_plan_opens_the_incident_that_began_with_its_first_sign(cast: Cast) -> None:
    plan = saved(code="phone-down", triggers=[PROBE_DOWN]).plan
    Probe.objects.create(
        code="portal", name="Min side", kind="http", is_ok=False, since=after(-120)
    )
    for kind in ("raised", "elsewhere"):
        Suggestion.objects.create(
            plan=plan, trigger=PROBE_DOWN, trigger_key=kind, raised_at=after(-60)
        )
    record(ProbeTurned(probe="portal", is_ok=False, since=after(-120)), at=after(-90), by=None)
    record(
        ChannelShed(channel="chat", n_waiting=9, n_ready=1, until_at=after(900)), at=NOON, by=None
    )
    made = activate_for_new_incident(
        plan="phone-down", by=cast.liv, at=after(30), reason="Min side svarer ikke"
    )
    assert made.incident is not None
    assert (made.incident.title, made.incident.began_at) == ("Min side svarer ikke", after(-120))
    lines = log_of(made.incident)
    assert [line.at for line in lines] == [after(s) for s in (-90, 0, 30, 30)]
    assert "Min side" in lines[0].text
    with pytest.raises(Invalid):
        activate_for_new_incident(plan="phone-down", by=cast.liv, at=after(40), reason=" ")
    with pytest.raises(NotAllowed):
        activate_for_new_incident(plan="phone-down", by=cast.nina, at=after(40), reason="x")
    assert Incident.objects.count() == 1


def test_what_led_to_a_plan_of_one_incident_is_not_told_in_another(
    cast: Cast, incident: Incident
) -> None:
    plan = saved(code="phone-down").plan
    made = activate_for_new_incident(plan="phone-down", by=cast.liv, at=after(30), reason="Strøm")
    row = Suggestion.objects.create(
        plan=plan, trigger=PROBE_DOWN, trigger_key="x", raised_at=after(20), activation=made
    )
    told = SuggestionAcknowledged(suggestion_id=row.id, plan="phone-down")
    record(told, at=after(40), by=cast.liv.id)
    assert [line.at for line in log_of(incident)] == [NOON]
    assert made.incident is not None
    assert log_of(made.incident)[-1].at == after(40)


IN_ORDER = [
    "Hendelsen ble åpnet.",
    "Først",
    "Vi bruker planen",
    "satt i kraft",
    "Kundene får høre",
    "Planen virker",
    "varer nå til",
    "Det kundene får høre, ble endret",
    "Vi forlenger",
    "ble avsluttet",
    "Kundene får ikke lenger",
]


def test_what_happened_in_one_second_stands_in_the_order_in_which_it_happened(
    cast: Cast, incident: Incident, browser_of: Callable[[User], Client]
) -> None:
    saved(code="phone-down", announcement=TOLD)
    noon = after(60)
    now: dict[str, Any] = {"by": cast.liv, "at": noon}
    note: dict[str, Any] = {"incident_id": incident.id, "kind": Kind.NOTE, **now}
    add_entry(**note, text="Vi bruker planen")
    made = activate_plan(plan="phone-down", reason="Ingen tone", incident=incident, **now)
    add_entry(**note, text="Planen virker")
    # Whoever asked first may be let in last: the clock was read before the locks were had.
    later, earlier = after(60.6), after(60.3)
    extend_activation(
        activation_id=made.id, until_at=after(7200), by=cast.liv, at=later, reason="Lenge"
    )
    add_entry(**{**note, "at": earlier}, text="Vi forlenger")
    end_activation(activation_id=made.id, by=cast.liv, at=after(60.9), reason="Oppe")
    add_entry(**{**note, "at": after(61)}, text="Først", happened_at=after(59))

    with override("nb"):
        lines = log_of(incident)
    told = [line.text for line in lines]
    assert [part for part, text in zip(IN_ORDER, told, strict=True) if part not in text] == []
    written = list(csv.reader(io.StringIO(log_csv(lines).removeprefix("\ufeff")), delimiter=";"))
    assert [row[4] for row in written[1:]] == told
    for page, shown in (("incident", told[::-1]), ("incident-after", told)):
        answer = browser_of(cast.liv).get(reverse(f"continuity:{page}", args=[incident.id]))
        assert [line.text for line in answer.context["lines"]] == shown
