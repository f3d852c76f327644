"""Is what a leader approves told everywhere, from and until its time, and then no more?"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from frontlinje.base import clock
from frontlinje.base.errors import Conflict, Invalid, NotAllowed
from frontlinje.centre.actions import begin_centre
from frontlinje.centre.queries import effective_state
from frontlinje.continuity.actions.announcing import (
    approve_announcement,
    change_announcement,
    withdraw_announcement,
    write_announcement,
)
from frontlinje.continuity.models import Announcement
from frontlinje.continuity.queries.announcements import announcement_lists, live_announcements
from frontlinje.continuity.rules.wording import Wording
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

PORTAL = Wording(
    title={"nb": "Min side er nede", "en": "The portal is down"},
    body={"nb": "Send dyremelding på telefon.", "en": "Report animals by phone."},
)


@pytest.fixture
def now(db: None) -> datetime:
    at = clock.now()
    begin_centre(at=at, by=None)
    return at


def published(by: User | None, at: datetime, wording: Wording = PORTAL) -> Announcement:
    row = write_announcement(wording=wording, by=by, at=at)
    return approve_announcement(announcement_id=row.id, by=by, at=at)


def titles(at: datetime, *where: str, language: str = "nb") -> list[str]:
    return [live.said.title for live in live_announcements(at, *where, language=language)]


def test_nothing_is_told_before_it_is_approved(cast: Cast, now: datetime) -> None:
    row = write_announcement(wording=PORTAL, by=cast.nina, at=now)
    assert titles(now) == []
    with pytest.raises(NotAllowed):
        approve_announcement(announcement_id=row.id, by=cast.nina, at=now)
    approve_announcement(announcement_id=row.id, by=cast.liv, at=now)
    assert titles(now) == ["Min side er nede"]


def test_whoever_may_not_see_plans_writes_no_announcement(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        write_announcement(wording=PORTAL, by=cast.tiril, at=now)


def test_every_channel_finds_the_text_in_its_language(cast: Cast, now: datetime) -> None:
    published(cast.liv, now)
    for channel in ("phone", "mail", "chat", "web"):
        text = effective_state(now).text_for("incident", channel=channel)
        assert text is not None
        assert text.body.en == "The portal is down\n\nReport animals by phone."
        assert text.body.sv == text.body.nb == "Min side er nede\n\nSend dyremelding på telefon."


def test_a_language_that_nobody_wrote_is_told_in_the_centres_own(now: datetime) -> None:
    published(None, now)
    (live,) = live_announcements(now, language="sv")
    assert (live.said.title, live.said.language) == ("Min side er nede", "nb")


def test_it_is_told_where_it_belongs(now: datetime) -> None:
    published(None, now, replace(PORTAL, channels=("phone",), queues=("general",)))
    assert titles(now, "phone", "general") == titles(now, "phone") == titles(now)
    assert titles(now) == ["Min side er nede"]
    assert titles(now, "web") == titles(now, "phone", "settlement") == []


def test_it_is_told_from_and_until_its_time(now: datetime) -> None:
    hour = timedelta(hours=1)
    published(None, now, replace(PORTAL, from_at=now + hour, until_at=now + 2 * hour))
    assert [len(titles(now + n * hour)) for n in (0, 1, 2)] == [0, 1, 0]
    lists = announcement_lists(now)
    assert (len(lists.coming), len(lists.live), len(lists.past)) == (1, 0, 0)
    assert len(announcement_lists(now + 2 * hour).past) == 1


def test_withdrawing_leaves_the_state_as_it_was_and_can_be_undone(
    cast: Cast, now: datetime
) -> None:
    before = effective_state(now).document
    row = published(cast.liv, now)
    with pytest.raises(NotAllowed):
        withdraw_announcement(announcement_id=row.id, by=cast.nina, at=now)
    withdraw_announcement(announcement_id=row.id, by=cast.liv, at=now)
    assert effective_state(now).document == before
    with pytest.raises(Conflict):
        change_announcement(announcement_id=row.id, wording=PORTAL, by=cast.liv, at=now)
    approve_announcement(announcement_id=row.id, by=cast.liv, at=now)
    assert titles(now) == ["Min side er nede"]


def test_a_change_of_what_is_published_is_told_at_once_and_only_once(
    cast: Cast, now: datetime
) -> None:
    row = published(cast.liv, now)
    later = now + timedelta(minutes=5)
    better = replace(PORTAL, title={"nb": "Min side er delvis nede"}, body={"nb": "Prøv igjen."})
    change_announcement(announcement_id=row.id, wording=better, by=cast.liv, at=later)
    assert titles(later) == ["Min side er delvis nede"]
    event = Event.objects.get(kind="announcement.changed")
    assert event.body["before"]["title"]["nb"] == "Min side er nede"
    assert event.body["is_published"] is True


def test_authors_change_their_own_until_it_is_approved(cast: Cast, now: datetime) -> None:
    row = write_announcement(wording=PORTAL, by=cast.nina, at=now)
    change_announcement(announcement_id=row.id, wording=PORTAL, by=cast.nina, at=now)
    for other in (cast.omar, cast.tiril):
        with pytest.raises(NotAllowed):
            change_announcement(announcement_id=row.id, wording=PORTAL, by=other, at=now)
    approve_announcement(announcement_id=row.id, by=cast.liv, at=now)
    with pytest.raises(NotAllowed):
        change_announcement(announcement_id=row.id, wording=PORTAL, by=cast.nina, at=now)


def test_doing_it_twice_is_doing_it_once(cast: Cast, now: datetime) -> None:
    row = published(cast.liv, now)
    approve_announcement(announcement_id=row.id, by=cast.liv, at=now)
    assert len(effective_state(now).document.texts) == 4
    for _ in range(2):
        withdraw_announcement(announcement_id=row.id, by=cast.liv, at=now)
    assert Event.objects.filter(kind="announcement.withdrawn").count() == 1


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"title": {}, "body": {}}, "announcement_empty", "title_nb"),
        ({"body": {"nb": "Ja"}}, "announcement_half_translated", "body_en"),
        ({"title": {"nb": "x" * 121}, "body": {"nb": "y"}}, "announcement_too_long", "title_nb"),
        ({"body": {"nb": "{x}", "en": "y"}}, "announcement_placeholder", "body_nb"),
        ({"channels": ("fax",)}, "announcement_channel", "channels"),
        ({"queues": ("gone",)}, "announcement_queue", "queues"),
    ],
)
def test_what_cannot_be_told_is_refused_at_its_field(
    now: datetime, wrong: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused, transaction.atomic():
        write_announcement(wording=replace(PORTAL, **wrong), by=None, at=now)
    assert refused.value.code == f"continuity.{code}"
    assert refused.value.params["field"] == field


def test_times_that_make_no_sense_are_refused(now: datetime) -> None:
    hour = timedelta(hours=1)
    for times in ((now + hour, now + hour), (None, now)):
        wording = replace(PORTAL, from_at=times[0], until_at=times[1])
        with pytest.raises(Invalid):
            write_announcement(wording=wording, by=None, at=now)
    row = write_announcement(wording=replace(PORTAL, until_at=now + hour), by=None, at=now)
    with pytest.raises(Invalid):
        approve_announcement(announcement_id=row.id, by=None, at=now + 2 * hour)
