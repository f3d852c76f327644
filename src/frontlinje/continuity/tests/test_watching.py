"""Do triggers suggest the right plan in time, call people until somebody answers, and let go?"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from frontlinje.base.errors import Conflict, Invalid, NotAllowed
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact
from frontlinje.continuity.actions.activating import activate_plan, end_activation
from frontlinje.continuity.actions.escalating import acknowledge_suggestion, dismiss_suggestion
from frontlinje.continuity.actions.plans import retire_plan, save_plan
from frontlinje.continuity.actions.sweeping import sweep_activations
from frontlinje.continuity.actions.watching import sweep_triggers
from frontlinje.continuity.calling import NotCalled
from frontlinje.continuity.models import Activation, Suggestion, TriggerWatch
from frontlinje.continuity.queries.figures import Figures
from frontlinje.continuity.rules.probes import Tried
from frontlinje.continuity.rules.triggers import TRIGGER
from frontlinje.continuity.rules.watching import Reading
from frontlinje.continuity.tasks import call_by_sms
from frontlinje.continuity.tests.outside_servers import running
from frontlinje.continuity.tests.small_plans import HOUR_S, plan, saved
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.models import Shift
from frontlinje.routing.tests.centre_of_two_queues import (
    NOON,
    after,
    arrive,
    centre,
    document,
    go_ready,
    named,
    save,
)

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]

LONG_WAIT = {"kind": "waiting_time", "over_s": 300, "for_s": 60, "clear_after_s": 120}
TRIED_BADLY = Tried(False, 0.1, "continuity.probe_refused")


def sweep(*seconds: float) -> None:
    for moment in seconds:
        sweep_triggers(at=after(moment))


def only() -> Suggestion:
    return Suggestion.objects.get()


def kinds() -> list[str]:
    told = Event.objects.filter(kind__startswith="suggestion.").order_by("id")
    return [kind.partition(".")[2] for kind in told.values_list("kind", flat=True)]


def read(**trigger: Any) -> Reading:
    return Figures(effective_state(NOON), NOON).read(TRIGGER.validate_python(trigger))


# -- Suggestions ----------------------------------------------------------------------------------


def test_a_long_wait_suggests_the_plan_once_and_its_end_clears_it(cast: Cast) -> None:
    saved(triggers=[LONG_WAIT])
    contact = arrive("general", "phone")
    sweep(300, 301, 360)
    assert not Suggestion.objects.exists()
    sweep(361, 365, 900)
    assert only().raised_at == after(361)
    assert only().figures == {"value": 361.0, "queue": "general"}
    told = Event.objects.get(kind="suggestion.raised")
    assert told.topics == ["centre"]
    Contact.objects.filter(id=contact.id).update(state="active", agent=cast.nina)
    sweep(1000, 1119)
    assert only().cleared_at is None
    sweep(1120)
    assert only().cleared_at == after(1120)
    assert kinds() == ["raised", "cleared"]
    assert not TriggerWatch.objects.exists()


def test_nothing_is_suggested_while_the_plan_is_in_effect_nor_after_somebody_ended_it(
    cast: Cast,
) -> None:
    saved(triggers=[LONG_WAIT])
    arrive("general", "phone")
    sweep(400, 460)
    made = activate_plan(plan="phone-down", by=cast.liv, at=after(500), reason="Ja")
    sweep(505)
    assert (only().activation, only().acknowledged_by) == (made, cast.liv)
    end_activation(activation_id=made.id, by=cast.liv, at=after(600), reason="Nok")
    sweep(605, 1200)
    assert Suggestion.objects.count() == 1


def test_a_plan_whose_time_was_over_is_suggested_anew_if_the_cause_lasts() -> None:
    saved(triggers=[{**LONG_WAIT, "for_s": 1}], measures=[{"kind": "board_meeting", "at": "08:15"}])
    arrive("general", "mail")
    sweep(400, 401)
    activate_plan(plan="phone-down", by=None, at=after(410), reason="Ja", until_at=after(500))
    sweep(420)
    sweep_activations(at=after(501))
    sweep(502, 503, 504)
    assert kinds() == ["raised", "cleared", "raised"]


def test_a_trigger_that_may_act_puts_its_plan_into_effect_until_the_plan_expires() -> None:
    saved(triggers=[{**LONG_WAIT, "mode": "act"}])
    arrive("general", "mail")
    sweep(400, 460, 465)
    made = Activation.objects.get()
    assert (made.source, made.activated_by, made.until_at) == (
        "trigger",
        None,
        after(460 + 4 * HOUR_S),
    )
    assert "7 min" in made.reason
    assert "General" in made.reason
    assert only().activation == made
    assert only().acknowledged_at is None


def test_a_trigger_that_cannot_act_leaves_its_suggestion_and_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saved(triggers=[{**LONG_WAIT, "mode": "act"}])
    arrive("general", "mail")
    # Whatever is in the way: the plan was put away between the look and the act, say.
    monkeypatch.setattr("frontlinje.continuity.actions.watching.activate_plan", _refuse)
    sweep(400, 460)
    assert kinds() == ["raised", "could_not_act"]
    assert Event.objects.get(kind="suggestion.could_not_act").reason == "continuity.plan_retired"
    assert only().activation is None


def _refuse(**_facts: object) -> None:
    raise Conflict("continuity.plan_retired", plan="phone-down")


def test_a_suggestion_goes_when_its_trigger_or_its_plan_does() -> None:
    saved("one", triggers=[LONG_WAIT])
    saved("two", triggers=[LONG_WAIT])
    arrive("general", "mail")
    sweep(400, 460)
    assert Suggestion.objects.filter(cleared_at__isnull=True).count() == 2
    other = plan("one", triggers=[{**LONG_WAIT, "over_s": 9000}])
    save_plan(document=other, by=None, at=after(470), based_on=1)
    retire_plan(plan="two", by=None, at=after(470))
    sweep(475)
    assert not Suggestion.objects.filter(cleared_at__isnull=True).exists()


# -- Answers and calls ----------------------------------------------------------------------------


def suggested(**trigger: Any) -> Suggestion:
    saved(triggers=[{**LONG_WAIT, **trigger}])
    arrive("general", "mail")
    sweep(400, 460)
    return only()


CALLS = [
    {"after_s": 900, "by": "sms", "to": "centre_head"},
    {"after_s": 300, "by": "desk", "to": "team_leader"},
    {"after_s": 600, "by": "mail", "to": "vakt@example.org"},
]


def test_people_are_called_step_by_step_until_somebody_answers(cast: Cast) -> None:
    User.objects.filter(id=cast.hedda.id).update(phone="+4740000001")
    suggestion = suggested(escalate=CALLS)
    sweep(500, 759)
    assert only().n_escalated == 0
    sweep(760, 765)
    told = Event.objects.get(kind="suggestion.escalated")
    assert set(told.topics) == {"centre", f"agent:{cast.liv.id}"}
    sweep(1060)
    assert _jobs() == [("continuity.call_by_mail", "vakt@example.org")]
    acknowledge_suggestion(suggestion_id=suggestion.id, by=cast.liv, at=after(1100))
    acknowledge_suggestion(suggestion_id=suggestion.id, by=cast.hedda, at=after(1101))
    sweep(2000)
    assert (only().n_escalated, only().acknowledged_by) == (2, cast.liv)
    assert kinds() == ["raised", "escalated", "escalated", "acknowledged"]


def test_steps_missed_while_nothing_watched_are_all_taken(cast: Cast) -> None:
    User.objects.filter(id=cast.hedda.id).update(phone="+4740000001")
    suggested(escalate=CALLS)
    sweep(5000)
    assert only().n_escalated == 3
    assert _jobs() == [
        ("continuity.call_by_mail", "vakt@example.org"),
        ("continuity.call_by_sms", "+4740000001"),
    ]


def _jobs() -> list[tuple[str, str]]:
    jobs = ProcrastinateJob.objects.filter(task_name__startswith="continuity.call").order_by("id")
    return [(job.task_name, job.args["to"]) for job in jobs]


def test_what_is_dismissed_with_a_reason_is_not_suggested_again_for_the_same_cause(
    cast: Cast,
) -> None:
    suggestion = suggested(escalate=CALLS)
    facts: dict[str, Any] = {"suggestion_id": suggestion.id, "at": after(500)}
    with pytest.raises(NotAllowed):
        dismiss_suggestion(by=cast.nina, reason="Nei", **facts)
    with pytest.raises(NotAllowed):
        acknowledge_suggestion(by=cast.pia, **facts)
    with pytest.raises(Invalid, match=r"continuity\.no_reason"):
        dismiss_suggestion(by=cast.liv, reason=" ", **facts)
    dismiss_suggestion(by=cast.liv, reason="Feil tall", **facts)
    with pytest.raises(Conflict, match=r"continuity\.suggestion_is_over"):
        dismiss_suggestion(by=cast.liv, reason="Feil tall", **facts)
    sweep(5000)
    assert (only().dismissed_reason, only().n_escalated) == ("Feil tall", 0)


@pytest.fixture
def gateway() -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Run an SMS gateway that refuses the first message; yields its port and what it was given."""
    given: list[dict[str, Any]] = []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            given.append(json.loads(body))
            self.send_response(503 if len(given) == 1 else 202)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Gateway)) as port:
        yield port, given


def test_a_text_message_goes_to_the_gateway_again_until_it_takes_it(
    cast: Cast, gateway: tuple[int, list[dict[str, Any]]]
) -> None:
    port, given = gateway
    suggestion = suggested()

    def call(attempts: int) -> None:
        context: Any = SimpleNamespace(job=SimpleNamespace(id=7, attempts=attempts))
        call_by_sms(context, str(suggestion.id), "+4740000001")

    with override_settings(SMS_WEBHOOK=f"http://127.0.0.1:{port}/send?key=k"):
        with pytest.raises(NotCalled, match="503"):
            call(0)
        call(1)
    assert [message["to"] for message in given] == ["+4740000001"] * 2
    assert given[0]["id"] == given[1]["id"]
    assert "«Telefonen nede»" in given[1]["text"]
    assert "/continuity/watching/" in given[1]["text"]
    assert not Event.objects.filter(kind="suggestion.call_failed").exists()
    call(5)  # there is no gateway any more
    failed = Event.objects.get(kind="suggestion.call_failed")
    assert (failed.reason, failed.body["to"]) == ("FRONTLINJE_SMS_WEBHOOK", "+4740000001")


# -- Figures --------------------------------------------------------------------------------------


def test_volume_is_compared_with_the_same_hours_of_the_weeks_before() -> None:
    asked = {"kind": "volume_ratio", "over": 2, "window_s": 3600}
    assert read(**asked).usual is None
    for week, n in ((1, 2), (2, 4)):
        for i in range(n):
            arrive(at=after(-week * 7 * 86400 - 600 - i))
    arrive(at=after(-2 * 7 * 86400 - 4000))
    for i in range(5):
        arrive("settlement", "phone", at=after(-60 - i))
    arrive(at=after(-4000))
    assert read(**asked) == Reading(value=5.0, usual=3.0)
    assert read(**asked, channel="phone") == Reading(value=5.0, usual=0.0)
    assert read(**asked, queue="general") == Reading(value=0.0, usual=3.0)


def test_holidays_and_special_days_do_not_tell_what_is_usual(centre: Revision) -> None:
    # 1 May 2026 is a Friday, and the Friday four weeks before it is Good Friday.
    friday = datetime(2026, 5, 8, 10, tzinfo=UTC)
    for days, n in ((7, 1), (14, 3), (21, 5), (28, 7), (35, 11), (42, 13)):
        # Six weeks before it is still winter time, and the same hour on the wall is an hour later.
        then = friday - timedelta(days=days) + timedelta(hours=days == 42)
        for i in range(n):
            arrive(at=then - timedelta(seconds=60 + i))
    arrive(at=friday - timedelta(days=60))
    asked = TRIGGER.validate_python({"kind": "volume_ratio", "over": 2})
    compared = (3 + 5 + 7 + 13) / 4
    assert Figures(effective_state(friday), friday).read(asked).usual == compared
    day_off = {"date": "2026-04-24", "hours": "closed", "name": named("Fagdag")}
    hours = [calendar.model_dump(mode="json") for calendar in document().hours]
    hours[0]["special_days"] = [day_off]
    save(document(hours=hours))
    compared = (5 + 7 + 13 + 0) / 4
    assert Figures(effective_state(friday), friday).read(asked).usual == compared


def test_weeks_are_counted_by_the_clock_on_the_wall(centre: Revision) -> None:
    monday = datetime(2026, 3, 30, 7, 30, tzinfo=UTC)  # 9:30 in Oslo, summer time since a day
    a_week_before = datetime(2026, 3, 23, 8, 15, tzinfo=UTC)  # 9:15, winter time
    arrive(at=a_week_before)
    arrive(at=a_week_before - timedelta(hours=5))
    asked = TRIGGER.validate_python({"kind": "volume_ratio", "over": 2})
    assert Figures(effective_state(monday), monday).read(asked).usual == 1.0


def test_who_should_be_there_and_is_not_is_absent(cast: Cast) -> None:
    for user in (cast.nina, cast.omar, cast.stig):
        Shift.objects.create(user=user, starts_at=after(-3600), ends_at=after(3600))
    Shift.objects.create(user=cast.aksel, starts_at=after(3600), ends_at=after(7200))
    go_ready(cast.nina, at=after(-3000))
    assert read(kind="share_absent", over=0.5) == Reading(value=2 / 3, of=3.0)
    assert read(kind="share_absent", over=0.5, team="north") == Reading(value=0.5, of=2.0)
    assert read(kind="share_absent", over=0.5, team="nobody") == Reading(value=0.0, of=0.0)


def test_the_queue_with_the_fewest_ready_counts(cast: Cast) -> None:
    go_ready(cast.nina, cast.omar, at=after(-60))
    assert read(kind="few_ready", fewer_than=2) == Reading(value=0.0, queue="settlement")
    assert read(kind="few_ready", fewer_than=2, queue="general") == Reading(
        value=2.0, queue="general"
    )


# -- Screens --------------------------------------------------------------------------------------


def test_a_leader_sees_it_on_every_page_and_answers_it(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    suggestion = suggested()
    liv, nina = browser_of(cast.liv), browser_of(cast.nina)
    somewhere = reverse("continuity:announcements")
    assert "Foreslått: Telefonen nede" in liv.get(somewhere).content.decode()
    assert "Foreslått: Telefonen nede" not in nina.get(somewhere).content.decode()
    assert nina.get(reverse("continuity:suggested")).content.strip() == b""
    page = liv.get(reverse("continuity:watching")).content.decode()
    assert reverse("continuity:plan-preview", args=["phone-down"]) in page
    assert "7 min i åpningstiden i General" in page
    liv.post(reverse("continuity:suggestion-dismiss", args=[suggestion.id]), {"reason": ""})
    assert only().acknowledged_at is None
    liv.post(reverse("continuity:suggestion-acknowledge", args=[suggestion.id]))
    assert only().acknowledged_by == cast.liv
    assert "Foreslått:" not in liv.get(somewhere).content.decode()
    liv.post(reverse("continuity:suggestion-dismiss", args=[suggestion.id]), {"reason": "Feil"})
    assert only().dismissed_reason == "Feil"
    assert "Telefonen nede" not in liv.get(reverse("continuity:watching")).content.decode()
