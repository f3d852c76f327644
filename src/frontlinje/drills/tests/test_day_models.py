"""Are day models made from the centre's own rows, changed only by new versions, and compared?"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import translation

from frontlinje.base.child import ChildLost
from frontlinje.base.errors import Conflict, NotAllowed
from frontlinje.centre.actions import begin_centre
from frontlinje.centre.queries import centre_file
from frontlinje.contacts.models import Contact
from frontlinje.drills.actions import fits
from frontlinje.drills.actions.day_models import make_from_history, save_version
from frontlinje.drills.fitting import Shares
from frontlinje.drills.forms.day_models import EditForm
from frontlinje.drills.models import DayModel, DayModelVersion, Fit, FitState
from frontlinje.drills.rules.basis import Basis
from frontlinje.drills.rules.checking import problems_with
from frontlinje.drills.rules.kinds import Kind
from frontlinje.drills.tests.past import HANDLING_S, NOW, PER_DAY, mondays, write_past
from frontlinje.drills.tests.sample import monday as monday_of_sample
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.simulation.model import Day

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.pia)


@pytest.fixture
def monday(cast: Cast) -> DayModelVersion:
    begin_centre(at=NOW - timedelta(days=60), by=None)
    write_past([cast.nina, cast.omar], mondays(3))
    return make_from_history(name="Mandag", kind=Kind.MON, weeks=4, by=cast.pia, at=NOW)


def page(client: Client, of: DayModelVersion, step: str = "") -> str:
    answer = client.get(f"/rehearse/days/{of.day_model_id}/{step}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_model_is_learnt_from_contacts_moves_statuses_and_offers(monday: DayModelVersion) -> None:
    (lane,) = monday.day.lanes
    assert sum(lane.per_h) / 2 == pytest.approx(PER_DAY, abs=0.2)
    assert lane.handling.mean_s == pytest.approx(HANDLING_S, rel=0.15)
    people = {one.username: one for one in monday.day.people}
    assert [str(span) for span in people["nina"].shift] == ["08:00-12:00", "12:30-16:00"]
    assert people["nina"].team == "north"
    assert people["nina"].answer_s == 4.0
    basis = Basis.model_validate(monday.basis)
    assert [used.day for used in basis.days] == mondays(3)
    assert basis.figures["misses"].source == "history"


def test_contacts_of_exercises_are_left_out(monday: DayModelVersion, cast: Cast) -> None:
    Contact.objects.update(is_exercise=True)
    again = make_from_history(name="Øvelse", kind=Kind.MON, weeks=4, by=cast.pia, at=NOW)
    basis = Basis.model_validate(again.basis)
    assert not basis.days
    assert basis.figures["misses"].source == "default"


def test_a_version_is_never_changed_not_even_by_the_database(monday: DayModelVersion) -> None:
    monday.reason = "other"
    with pytest.raises(IntegrityError), transaction.atomic():
        monday.save()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM drills_daymodelversion")


def test_an_agent_makes_no_models(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        make_from_history(name="Mandag", kind=Kind.MON, weeks=4, by=cast.nina, at=NOW)


def test_a_newcomer_makes_one_on_the_screen_and_reads_how_each_figure_came(
    pia: Client, monday: DayModelVersion
) -> None:
    asked = {"name": "Tirsdag", "kind": "tue", "weeks": "4"}
    assert pia.post("/rehearse/days/new/", asked | {"weeks": "0"}).status_code == 422
    assert pia.post("/rehearse/days/new/", asked | {"name": "mandag"}).status_code == 422
    assert pia.post("/rehearse/days/new/", asked).status_code == 302
    shown = page(pia, DayModelVersion.objects.get(day_model__name="Tirsdag"))
    assert "drill-plot" in shown
    assert Event.objects.filter(kind="drills.day_model_saved").count() == 2
    answer = pia.get("/rehearse/days/").content.decode()
    assert "Mandag" in answer
    assert "Tirsdag" in answer


def test_a_new_centre_gets_a_day_of_defaults_that_can_be_played(pia: Client) -> None:
    begin_centre(at=NOW - timedelta(days=1), by=None)
    asked = {"name": "Første dag", "kind": "working", "weeks": "6"}
    assert pia.post("/rehearse/days/new/", asked).status_code == 302
    version = DayModelVersion.objects.get()
    assert version.day.people
    assert problems_with(version.day, centre_file()) == []
    shown = pia.get(f"/rehearse/days/{version.day_model_id}/").context
    assert len(shown["defaults"]) == 8, "every default is told with its source"
    assert not shown["problems"]


def filled(client: Client, of: DayModelVersion) -> dict[str, Any]:
    """Return what the form for editing holds before anybody types."""
    form = client.get(f"/rehearse/days/{of.day_model_id}/edit/").context["form"]
    shown = {
        field.html_name: field.field.widget.format_value(field.value())
        for field in form
        if not field.is_hidden
    }
    return {name: text or "" for name, text in shown.items()} | {"based_on": of.number}


def test_editing_saves_a_new_version_with_its_reason_and_marks_what_was_typed(
    pia: Client, monday: DayModelVersion
) -> None:
    where = f"/rehearse/days/{monday.day_model_id}/edit/"
    given = filled(pia, monday) | {"reason": "Nye folk"}
    assert pia.post(where, given).status_code == 422, "nothing was changed"
    wrong = given | {"lane-0-handling": "lenge", "person-0-shift": "8 til 4"}
    assert pia.post(where, wrong).status_code == 422
    more = {"factor": "2", "lane-0-handling": "5 min", "person-0-count": "3", "person-1-count": "0"}
    assert pia.post(where, given | more).status_code == 302
    new = monday.day_model.versions.get(number=2)
    (lane,) = new.day.lanes
    assert sum(lane.per_h) == pytest.approx(2 * sum(monday.day.lanes[0].per_h), rel=0.01)
    assert lane.handling.mean_s == 300.0
    assert lane.patience == monday.day.lanes[0].patience
    assert [(one.username, one.count) for one in new.day.people] == [("nina", 3)]
    assert new.reason == "Nye folk"
    figures = Basis.model_validate(new.basis).figures
    by_hand = {name for name, figure in figures.items() if figure.source == "hand"}
    assert by_hand == {"general:phone::per_h", "general:phone::handling", "people"}
    assert "Nye folk" in page(pia, monday)
    assert page(pia, monday, "?version=1")


def test_one_queue_is_changed_interval_by_interval(pia: Client, monday: DayModelVersion) -> None:
    where = f"/rehearse/days/{monday.day_model_id}/queues/0/"
    form = pia.get(where).context["form"]
    shown = {one.html_name: one.field.widget.format_value(one.value()) for one in form.rates}
    given = {name: text or "" for name, text in shown.items()} | {"based_on": 1, "reason": "Messe"}
    refused = pia.post(where, given | {"rate-3": "-2", "rate-4": "mange"})
    assert refused.status_code == 422
    assert refused.content.decode().count("<li><strong>") == 2
    unexplained = pia.post(where, given | {"rate-3": "41,5", "reason": ""}).content.decode()
    assert 'role="alert"' not in unexplained
    assert 'aria-invalid="true"' in unexplained
    assert pia.post(where, given | {"rate-3": "41,5"}).status_code == 302
    new = monday.day_model.versions.get(number=2)
    before, after = monday.day.lanes[0].per_h, new.day.lanes[0].per_h
    assert after == (*before[:3], 41.5, *before[4:])
    figures = Basis.model_validate(new.basis).figures
    assert {name for name, one in figures.items() if one.source == "hand"} == {
        "general:phone::per_h"
    }
    assert pia.get(f"/rehearse/days/{monday.day_model_id}/queues/9/").status_code == 404
    assert pia.post(where, given).status_code == 422, "it was changed meanwhile"


def test_what_is_left_as_it_stands_stays_to_the_last_digit() -> None:
    sample = monday_of_sample().day
    people = tuple(one.model_copy(update={"absent_share": 0.058}) for one in sample.people)
    day = sample.model_copy(update={"people": people})
    with translation.override("nb"):
        shown = EditForm(day, {}, initial={"based_on": 1})
        given = {f.html_name: f.field.widget.format_value(f.value()) or "" for f in shown}
        sent = EditForm(day, {}, given | {"reason": "x"})
        assert given["absent"] == "5,8"
        assert sent.is_valid()
        assert sent.changed_day() == day


def test_two_who_edit_at_once_are_told(monday: DayModelVersion, cast: Cast) -> None:
    form = monday.day.model_copy(update={"factor_shape": 12.0})
    facts: dict[str, Any] = {"model_id": monday.day_model_id, "reason": "", "at": NOW}
    save_version(form=form, based_on=1, by=cast.pia, **facts)
    with pytest.raises(Conflict) as told:
        save_version(form=monday.day, based_on=1, by=cast.liv, **facts)
    assert told.value.code == "drills.saved_meanwhile"


def test_a_model_goes_out_to_a_file_and_comes_in_again_the_same(
    pia: Client, monday: DayModelVersion
) -> None:
    content = pia.get(f"/rehearse/days/{monday.day_model_id}/day.yaml").content
    file = SimpleUploadedFile("day.yaml", content)
    answer = pia.post("/rehearse/days/import/", {"name": "Fra fil", "file": file})
    assert answer.status_code == 302
    assert DayModelVersion.objects.get(day_model__name="Fra fil").day == monday.day


def test_a_wrong_file_is_told_with_its_line_and_cure(pia: Client, monday: DayModelVersion) -> None:
    content = pia.get(f"/rehearse/days/{monday.day_model_id}/day.yaml").content.decode()
    where = f"/rehearse/days/{monday.day_model_id}/write/"
    given = {"reason": "x", "based_on": "1", "content": content.replace("general", "generel", 1)}
    answer = pia.post(where, given)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "lanes.0.queue" in shown
    assert "«general»" in shown
    given["content"] = content.replace("mean_s", "mean", 1)
    assert "mean_s" in pia.post(where, given).content.decode()
    given["content"] = content.replace("begins: 08:00", "begins: 07:30")
    assert pia.post(where, given).status_code == 302


def test_it_is_learnt_again_and_put_away(pia: Client, monday: DayModelVersion) -> None:
    where = f"/rehearse/days/{monday.day_model_id}/"
    assert pia.post(f"{where}learn/").status_code == 302
    assert monday.day_model.versions.count() == 2
    assert pia.post(f"{where}put-away/").status_code == 302
    assert DayModel.objects.get().archived_at is not None
    assert pia.get(where).status_code == 404


def test_the_last_weeks_are_played_and_shown_beside_what_was(
    pia: Client, monday: DayModelVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Sequence[Day]] = []

    def play(days: Sequence[Day]) -> list[Shares]:
        given.append(days)
        return [{"phone": (0.5, 0.6, 0.7)} for _ in days]

    monkeypatch.setattr(fits, "shares_played", play)
    where = f"/rehearse/days/{monday.day_model_id}/fit/"
    assert pia.post(f"{where}ask/", {"version": "1"}).status_code == 302
    assert pia.post(f"{where}ask/", {"version": "1"}).status_code == 409
    assert "hx-trigger" in page(pia, monday, "fit/")
    fits.play_fit(fit_id=Fit.objects.get().id, at=NOW)
    (days,) = given
    assert [len(day.arrivals) for day in days] == [PER_DAY] * 3
    assert all(len(day.agents) == 2 for day in days)
    assert Fit.objects.get().state == FitState.DONE
    shown = page(pia, monday, "fit/")
    assert "hx-trigger" not in shown
    assert "drill-actual" in shown


def test_a_play_that_falls_ends_in_words(
    pia: Client, monday: DayModelVersion, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(days: Sequence[Day]) -> list[Shares]:
        raise ChildLost("killed")

    monkeypatch.setattr(fits, "shares_played", fall)
    fit = fits.ask_fit(version_id=monday.id, by=cast.pia, at=NOW)
    fits.play_fit(fit_id=fit.id, at=NOW)
    assert Fit.objects.get().state == FitState.FAILED
    assert "ds-alert" in page(pia, monday, "fit/")


def test_a_play_whose_worker_was_lost_can_be_asked_for_again(
    pia: Client, monday: DayModelVersion, cast: Cast
) -> None:
    fits.ask_fit(version_id=monday.id, by=cast.pia, at=NOW)
    shown = page(pia, monday, "fit/")
    assert "hx-trigger" not in shown, "it was asked for long ago"
    assert "ds-alert" in shown
    where = f"/rehearse/days/{monday.day_model_id}/fit/ask/"
    assert pia.post(where, {"version": "1"}).status_code == 302
