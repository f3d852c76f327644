"""Do the settings screens show, change and take back? Each save is one revision."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre, place_override, save_revision
from frontlinje.centre.models import OverrideRow, Revision
from frontlinje.centre.queries import base_document, centre_file, latest_revision, plain_of
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.files import write_file
from frontlinje.centre.rules.overrides import EDIT
from frontlinje.centre.tests.samples import plain_document
from frontlinje.people.models import Skill, User
from frontlinje.people.tests.cast import Cast

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db

Page = Any


@pytest.fixture(autouse=True)
def base(db: None) -> Revision:
    first = begin_centre(at=AT, by=None)
    document = CentreDocument.model_validate(plain_document())
    return save_revision(document=document, by=None, reason="", based_on=first.id, at=AT)


@pytest.fixture
def hedda(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    cast.hedda.ui_language = "en"
    cast.hedda.save()
    return browser_of(cast.hedda)


def answers(page: Page) -> dict[str, Any]:
    """Return what a browser would send of the form on a page, untouched."""
    form = page.context["form"]
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if value is True:
            sent[bound.html_name] = "on"
        elif value is not None and value is not False:
            sent[bound.html_name] = bound.field.prepare_value(value)
    return sent


def edit(section: str, key: str) -> str:
    return reverse("centre:part-edit", args=[section, key])


SECTIONS = [
    "channels",
    "hours",
    "queues",
    "groups",
    "wrap_up_codes",
    "pause_reasons",
    "absence_reasons",
    "texts",
    "standard_answers",
]
ALL_PAGES = [
    reverse("centre:settings"),
    reverse("centre:history"),
    reverse("centre:file"),
    reverse("centre:page", args=["general"]),
    reverse("centre:page", args=["staffing"]),
    reverse("centre:holidays", args=["main"]),
    *(
        reverse("centre:shelf", args=[section])
        for section in [
            "channels",
            "hours",
            "queues",
            "groups",
            "wrap_up_codes",
            "pause_reasons",
            "absence_reasons",
            "texts",
            "standard_answers",
        ]
    ),
    *(
        edit(section, key)
        for section, key in [
            ("channels", "mail"),
            ("hours", "main"),
            ("queues", "general"),
            ("groups", "everyone"),
            ("wrap_up_codes", "other"),
            ("pause_reasons", "lunch"),
            ("absence_reasons", "sick"),
            ("texts", "closed"),
        ]
    ),
]
NEW_PAGES = [
    *(
        reverse("centre:part-new", args=[section])
        for section in [
            "hours",
            "queues",
            "groups",
            "wrap_up_codes",
            "pause_reasons",
            "absence_reasons",
            "texts",
            "standard_answers",
        ]
    ),
    reverse("centre:inner-new", args=["queues", "general", "overflow"]),
    reverse("centre:inner-new", args=["hours", "main", "special_days"]),
]


@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_every_page_opens_in_every_language(
    cast: Cast, browser_of: Callable[[User], Client], language: str
) -> None:
    cast.hedda.ui_language = language
    cast.hedda.save()
    hedda = browser_of(cast.hedda)
    for address in [*ALL_PAGES, *NEW_PAGES]:
        page = hedda.get(address)
        assert page.status_code == 200, address
        assert f'lang="{language}"' in page.content.decode()


def test_saving_an_untouched_form_changes_nothing(hedda: Client) -> None:
    before = latest_revision()
    for address in ALL_PAGES:
        if address.endswith(("change/", "holidays/", "general/", "staffing/")):
            saved = hedda.post(address, answers(hedda.get(address)))
            assert saved.status_code == 302, (address, saved.context["form"].errors)
    assert latest_revision() == before


def test_a_leader_may_look_but_not_change(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    liv = browser_of(cast.liv)
    page = liv.get(edit("queues", "general"))
    assert page.status_code == 200
    assert 'data-key="ctrl+enter"' not in page.content.decode()
    assert liv.post(edit("queues", "general"), answers(page) | {"weight": "3"}).status_code != 302
    assert base_document().queues[0].weight == 0
    assert liv.get(NEW_PAGES[0]).status_code == 403


def test_an_agent_sees_no_settings(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    assert browser_of(cast.nina).get(reverse("centre:settings")).status_code == 403


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


def test_each_save_can_be_looked_at_and_taken_back(hedda: Client, base: Revision) -> None:
    address = edit("queues", "settlements")
    hedda.post(address, answers(hedda.get(address)) | {"weight": "2"})
    changed = latest_revision()
    page = hedda.get(reverse("centre:revision", args=[changed.id]))
    (line,) = page.context["lines"]
    assert (line.place, line.before, line.after) == (
        "Queues › Oppgjør › Weight",
        "0",
        "2",
    )
    undone = hedda.post(reverse("centre:revision-undo", args=[changed.id]), follow=True)
    assert undone.status_code == 200
    assert plain_of(latest_revision()) == plain_of(base)
    compared = hedda.get(reverse("centre:compare"), {"from": changed.id, "to": base.id})
    assert len(compared.context["lines"]) == 1
    assert hedda.get(reverse("centre:compare"), {"from": "x"}).status_code == 404


def test_the_history_is_long_and_in_pages(hedda: Client) -> None:
    for weight in range(1, 55):
        document = plain_document()
        document["queues"][0]["weight"] = weight
        save_revision(
            document=CentreDocument.model_validate(document),
            by=None,
            reason="",
            based_on=latest_revision().id,
            at=AT,
        )
    first = hedda.get(reverse("centre:history"))
    older = hedda.get(reverse("centre:history"), {"before": first.context["more"]})
    shown = [r.id for page in (first, older) for r in page.context["revisions"]]
    assert shown == sorted(shown, reverse=True)
    assert len(shown) == 56


def upload(text: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("centre.yaml", text.encode())}


def test_a_file_is_looked_at_before_it_counts(hedda: Client) -> None:
    exported = hedda.get(reverse("centre:file-export")).content.decode()
    assert exported == write_file(centre_file())
    changed = exported.replace("misses: 2", "misses: 4")
    preview = hedda.post(reverse("centre:file-preview"), upload(changed))
    (line,) = preview.context["lines"]
    assert line.place == "Not responding › Offers missed in a row"
    assert base_document().not_responding.misses == 2
    sent = answers(preview) | {"reason": "calm"}
    assert hedda.post(reverse("centre:file-import"), sent).status_code == 302
    assert base_document().not_responding.misses == 4
    assert latest_revision().reason == "calm"


def test_a_file_looked_at_before_another_change_is_not_taken(hedda: Client) -> None:
    changed = write_file(centre_file()).replace("misses: 2", "misses: 4")
    preview = hedda.post(reverse("centre:file-preview"), upload(changed))
    address = edit("queues", "settlements")
    hedda.post(address, answers(hedda.get(address)) | {"weight": "2"})
    refused = hedda.post(reverse("centre:file-import"), answers(preview), follow=True)
    assert "meanwhile" in refused.content.decode()
    assert base_document().not_responding.misses == 2


def test_a_wrong_file_is_told_line_by_line(hedda: Client) -> None:
    wrong = write_file(centre_file()).replace("country:", "contry:")
    refused = hedda.post(reverse("centre:file-preview"), upload(wrong))
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Line 6, column 1" in text
    assert "Did you mean «country»?" in text


def test_what_is_laid_on_top_is_shown_and_ended(hedda: Client) -> None:
    edit_of = {"kind": "set_channel_open", "channel": "phone", "is_open": False}
    now = clock.now()
    row = place_override(
        edit=EDIT.validate_python(edit_of),
        starts_at=now,
        until_at=None,
        by=None,
        reason="",
        at=now,
    )
    page = hedda.get(reverse("centre:settings"))
    assert "Phone is closed" in page.content.decode()
    hedda.post(reverse("centre:override-end", args=[row.id]))
    assert OverrideRow.objects.get(id=row.id).ended_at is not None
    assert "Phone is closed" not in hedda.get(reverse("centre:settings")).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        reverse("centre:shelf", args=["overflow"]),
        reverse("centre:shelf", args=["nothing"]),
        reverse("centre:page", args=["nothing"]),
        reverse("centre:part-new", args=["channels"]),
        reverse("centre:inner-new", args=["queues", "gone", "overflow"]),
        edit("queues", "gone"),
        reverse("centre:holidays", args=["gone"]),
        reverse("centre:revision", args=[10**6]),
    ],
)
def test_what_is_not_there_is_not_found(hedda: Client, address: str) -> None:
    assert hedda.get(address).status_code == 404
