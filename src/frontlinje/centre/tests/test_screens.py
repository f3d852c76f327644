"""Do the settings screens open for those who may, and show what holds?"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.centre.actions import place_override
from frontlinje.centre.models import OverrideRow
from frontlinje.centre.queries import base_document, latest_revision
from frontlinje.centre.rules.overrides import EDIT
from frontlinje.centre.tests.pages import answers, edit
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("two_queues")


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
