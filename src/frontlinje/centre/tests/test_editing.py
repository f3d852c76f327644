"""Does each form change what it asks about? Each save is one revision."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.centre.queries import base_document, latest_revision
from frontlinje.centre.rules.fields import format_day
from frontlinje.centre.tests.pages import answers, edit
from frontlinje.people.models import Skill
from frontlinje.people.tests.cast import Cast

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("two_queues")


def test_a_queue_is_changed_with_words_for_time_and_a_reason(hedda: Client, cast: Cast) -> None:
    Skill.objects.create(code="law", names={"en": "Law"})
    page = hedda.get(edit("queues", "settlements"))
    sent = answers(page) | {
        "promise_s": "1 h 30 min",
        "weight": "1,5",
        "units.mail": "20",
        "demands.0.skill": "law",
        "demands.0.level": "4",
        "reason": "quicker",
    }
    assert hedda.post(edit("queues", "settlements"), sent).status_code == 302
    queue = base_document().queues[1]
    assert (queue.promise_s, queue.weight, queue.units) == (5400, 1.5, {"mail": 20})
    assert [(demand.skill, demand.level) for demand in queue.demands] == [("law", 4)]
    saved = latest_revision()
    assert (saved.reason, saved.made_by) == ("quicker", cast.hedda)


@pytest.mark.parametrize(
    ("field", "written", "told"),
    [
        ("promise_s", "soon", "Write a length of time"),
        ("promise_s", "0 s", "too small"),
        ("weight", "-1", "too small"),
        ("name.sv", "", "required"),
        ("channels", [], "required"),
        ("units.mail", "90", "too large"),
    ],
)
def test_what_is_wrong_is_told_at_its_input(
    hedda: Client, field: str, written: object, told: str
) -> None:
    page = hedda.get(edit("queues", "settlements"))
    refused = hedda.post(edit("queues", "settlements"), answers(page) | {field: written})
    assert told in str(refused.context["form"].errors[field])
    assert f'href="#id_{field}' in refused.content.decode()


def test_wrong_hours_are_told_at_their_day(hedda: Client) -> None:
    page = hedda.get(edit("hours", "main"))
    refused = hedda.post(edit("hours", "main"), answers(page) | {"week.tue": "22-06"})
    assert "ends before it starts" in str(refused.context["form"].errors["week.tue"])


def test_a_channel_is_closed(hedda: Client) -> None:
    sent = answers(hedda.get(edit("channels", "chat")))
    del sent["is_open"]
    assert hedda.post(edit("channels", "chat"), sent).status_code == 302
    assert [channel.is_open for channel in base_document().channels].count(False) == 1


def test_what_a_plan_may_change_is_kept_by_the_forms_and_can_be_set_in_them(hedda: Client) -> None:
    page = hedda.get(edit("channels", "chat"))
    more = {"within": "10-14", "alternative": "phone", "is_manual": "on", "weight": "1,5"}
    assert hedda.post(edit("channels", "chat"), answers(page) | more).status_code == 302
    sent = answers(hedda.get(edit("channels", "chat"))) | {"units": "15"}
    assert hedda.post(edit("channels", "chat"), sent).status_code == 302
    chat = next(channel for channel in base_document().channels if channel.code == "chat")
    assert (format_day(chat.within), chat.alternative, chat.is_manual) == (
        "10:00-14:00",
        "phone",
        True,
    )
    assert (chat.weight, chat.units) == (1.5, 15)
    untouched = next(channel for channel in base_document().channels if channel.code == "mail")
    assert (untouched.within, untouched.alternative) == ((), None)


def test_a_pause_may_be_good_for_the_centre(hedda: Client) -> None:
    sent = answers(hedda.get(edit("pause_reasons", "lunch"))) | {"bias": "1"}
    assert hedda.post(edit("pause_reasons", "lunch"), sent).status_code == 302
    assert base_document().pause_reasons[1].bias == 1


def test_the_centre_itself_is_changed_on_its_own_page(hedda: Client) -> None:
    address = reverse("centre:page", args=["general"])
    sent = answers(hedda.get(address)) | {"country": "SE", "timezone": "Europe/Stockholm"}
    assert hedda.post(address, sent).status_code == 302
    document = base_document()
    assert (document.country, document.timezone) == ("SE", "Europe/Stockholm")
    assert document.queues


def test_minimum_staffing_has_a_row_for_each_need(hedda: Client) -> None:
    address = reverse("centre:page", args=["staffing"])
    row = {"staffing.0.queue": "general", "staffing.0.ready": "2", "staffing.0.hours": "main"}
    assert hedda.post(address, answers(hedda.get(address)) | row).status_code == 302
    (minimum,) = base_document().staffing
    assert (minimum.queue, minimum.ready, minimum.hours) == ("general", 2, "main")
    assert hedda.post(address, answers(hedda.get(address)) | {"staffing.0.queue": ""})
    assert base_document().staffing == ()


def test_a_code_is_made_from_the_name(hedda: Client) -> None:
    address = reverse("centre:part-new", args=["absence_reasons"])
    name = {"name.nb": "På kurs", "name.sv": "På kurs", "name.en": "On a course"}
    for _ in range(2):
        assert hedda.post(address, name).status_code == 302
    codes = [reason.code for reason in base_document().absence_reasons]
    assert codes[-2:] == ["on-a-course", "on-a-course-2"]


def test_a_recipe_asks_only_what_its_steps_need(hedda: Client) -> None:
    address = reverse("centre:inner-new", args=["queues", "settlements", "overflow"])
    sent = {
        "code": "long",
        "when.waited_s": "3 min",
        "rows.then": "2",
        "then.0.do": "raise",
        "then.0.by": "0.5",
        "then.0.group": "everyone",
        "then.1.do": "",
    }
    assert hedda.post(address, sent).status_code == 302
    (recipe,) = base_document().queues[1].overflow
    assert recipe.when.waited_s == 180
    assert [step.model_dump() for step in recipe.then] == [{"do": "raise", "by": 0.5}]


def test_a_problem_in_a_row_is_told_in_that_row_though_one_above_is_empty(hedda: Client) -> None:
    address = reverse("centre:inner-new", args=["queues", "settlements", "overflow"])
    sent = {
        "code": "long",
        "when.waited_s": "3 min",
        "rows.then": "2",
        "then.0.do": "",
        "then.1.do": "raise",
        "then.1.by": "0",
    }
    refused = hedda.post(address, sent)
    assert "too small" in str(refused.context["form"].errors["then.1.by"])


def test_one_more_row_keeps_what_was_written(hedda: Client) -> None:
    page = hedda.get(edit("queues", "settlements"))
    sent = answers(page) | {"weight": "nonsense", "more": "demands"}
    again = hedda.post(edit("queues", "settlements"), sent)
    assert again.status_code == 200
    assert again.context["form"]["weight"].value() == "nonsense"
    assert "demands.1.skill" in again.context["form"].fields
    assert not again.context["form"].errors


def test_a_special_day_is_added_copied_and_removed(hedda: Client) -> None:
    new = reverse("centre:inner-new", args=["hours", "main", "special_days"])
    day = {
        "date": "2026-12-24",
        "hours": "8-12",
        "name.nb": "Julaften",
        "name.sv": "Julafton",
        "name.en": "Christmas Eve",
    }
    assert hedda.post(new, day).status_code == 302
    copy = hedda.get(new, {"copy": "2026-12-24"})
    assert copy.context["form"]["name.nb"].value() == "Julaften"
    sent = answers(copy) | {"date": "2026-12-31"}
    assert hedda.post(f"{new}?copy=2026-12-24", sent).status_code == 302
    days = [(str(d.date), str(d.hours[0])) for d in base_document().hours[0].special_days]
    assert days == [("2026-12-24", "08:00-12:00"), ("2026-12-31", "08:00-12:00")]
    remove = reverse("centre:inner-remove", args=["hours", "main", "special_days", "2026-12-24"])
    assert hedda.post(remove).status_code == 302
    assert len(base_document().hours[0].special_days) == 1


def test_a_holiday_gets_hours_of_its_own_and_loses_them_again(hedda: Client) -> None:
    address = reverse("centre:holidays", args=["main"])
    page = hedda.get(address)
    names = {bound.value(): bound.html_name for bound in page.context["form"]}
    row = names["Good Friday"].split(".")[1]
    sent = answers(page) | {f"own_holidays.{row}.hours": "10-12"}
    assert hedda.post(address, sent).status_code == 302
    (own,) = base_document().hours[0].own_holidays
    assert (own.holiday, str(own.hours[0])) == ("Good Friday", "10:00-12:00")
    page = hedda.get(address)
    sent = answers(page) | {f"own_holidays.{row}.hours": ""}
    assert hedda.post(address, sent).status_code == 302
    assert base_document().hours[0].own_holidays == ()


def test_the_words_for_hours_are_those_of_the_language(hedda: Client, cast: Cast) -> None:
    cast.hedda.ui_language = "nb"
    cast.hedda.save()
    page = hedda.get(edit("hours", "main"))
    assert 'value="stengt"' in page.content.decode()
    sent = answers(page) | {"week.mon": "Stengt"}
    assert hedda.post(edit("hours", "main"), sent).status_code == 302
    assert base_document().hours[0].week.mon == ()


def test_things_are_moved_and_what_is_needed_is_not_removed(hedda: Client) -> None:
    move = reverse("centre:part-move", args=["queues", "settlements"])
    hedda.post(move, {"to": "up"})
    assert [queue.code for queue in base_document().queues] == ["settlements", "general"]
    refused = hedda.post(reverse("centre:part-remove", args=["groups", "everyone"]), follow=True)
    told = "Queues › Oppgjør › Answer groups: There is no answer group with the code «everyone»"
    assert told in refused.content.decode()
    assert base_document().groups


def test_who_changed_the_same_thing_meanwhile_is_shown_before_saving(hedda: Client) -> None:
    address = edit("queues", "settlements")
    sent = answers(hedda.get(address)) | {"promise_s": "2 min"}
    other = answers(hedda.get(address)) | {"promise_s": "5 min"}
    hedda.post(address, other)
    warned = hedda.post(address, sent)
    assert warned.status_code == 200
    (line,) = warned.context["meanwhile"]
    assert (line.place, line.before, line.after) == (
        "Queues › Oppgjør › Promised within",
        "1 h",
        "5 min",
    )
    latest = str(latest_revision().id)
    assert f'name="based_on" value="{latest}"' in warned.content.decode()
    assert hedda.post(address, sent | {"based_on": latest}).status_code == 302
    assert base_document().queues[1].promise_s == 120


def test_two_who_change_different_fields_of_a_thing_both_have_their_way(hedda: Client) -> None:
    address = edit("queues", "settlements")
    sent = answers(hedda.get(address)) | {"weight": "2"}
    other = answers(hedda.get(address)) | {"promise_s": "5 min"}
    hedda.post(address, other)
    assert hedda.post(address, sent).status_code == 302
    queue = base_document().queues[1]
    assert (queue.weight, queue.promise_s) == (2, 300)


def test_a_change_elsewhere_meanwhile_is_kept_without_a_word(hedda: Client) -> None:
    sent = answers(hedda.get(edit("queues", "settlements"))) | {"weight": "2"}
    other = answers(hedda.get(edit("queues", "general"))) | {"weight": "3"}
    hedda.post(edit("queues", "general"), other)
    assert hedda.post(edit("queues", "settlements"), sent).status_code == 302
    assert [queue.weight for queue in base_document().queues] == [3, 2]
