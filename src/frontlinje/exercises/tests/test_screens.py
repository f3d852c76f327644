"""Do the pages lead through an exercise, and does each person see what is theirs?"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.continuity.actions.plans import load_library
from frontlinje.continuity.models import FollowUp
from frontlinje.exercises.models import Exercise
from frontlinje.exercises.rules.course import Kind
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import go_ready

pytestmark = pytest.mark.usefixtures("centre")

Browser = Callable[[User], Client]


def _address(name: str, exercise: Exercise, **more: str) -> str:
    return reverse(f"exercises:{name}", kwargs={"exercise_id": exercise.id, **more})


def _prepared(client: Client, *people: User, **changes: object) -> Exercise:
    address = reverse("exercises:exercise-prepare") + "?scenario=portal-down"
    facts = {
        "title": "Min side er nede",
        "kind": Kind.DISCUSSION.value,
        "participants": [str(user.id) for user in people],
        "lasts_min": "45",
        "is_by_clock": "on",
        "factor": "1",
        "may_be_late": "0",
        **changes,
    }
    answer = client.post(address, facts)
    assert answer.status_code == 302, answer.content.decode()
    return Exercise.objects.latest("prepared_at")


def test_a_discussion_from_the_list_to_the_score(cast: Cast, browser_of: Browser) -> None:
    load_library(at=clock.now())
    leads, takes_part = browser_of(cast.hedda), browser_of(cast.liv)
    listed = leads.get(reverse("exercises:exercises")).content.decode()
    assert 'data-is="bad"' in listed  # none was ever held: one is due
    exercise = _prepared(leads, cast.liv, cast.nina)
    assert browser_of(cast.nina).get(_address("exercise-part", exercise)).status_code == 404
    leads.post(_address("exercise-start", exercise))
    leads.post(_address("inject-give", exercise, inject="queue-doubles"))
    page = takes_part.get(_address("exercise-part", exercise)).content.decode()
    assert "Køen dobles" in page
    assert "Plan A eller B, og hva" not in page  # what to listen for is the conductor's
    takes_part.post(_address("plan-activate", exercise), {"plan": "portal-down", "text": "Nå"})
    takes_part.post(_address("decision-add", exercise), {"text": "Si det samme overalt"})
    leads.post(_address("note-add", exercise), {"text": "Rolig ledelse"})
    conducted = leads.get(_address("exercise", exercise)).content.decode()
    assert "Rolig ledelse" in conducted
    assert "Plan A eller B, og hva" in conducted
    leads.post(_address("exercise-stop", exercise))
    facts = {"text": "Skriv ut nødskjemaer", "owner": str(cast.liv.id), "due_on": "2026-12-01"}
    leads.post(_address("follow-up-add", exercise), facts)
    assert FollowUp.objects.get().incident_id == Exercise.objects.get().incident_id
    score = leads.get(_address("exercise-score", exercise)).content.decode()
    assert "Skriv ut nødskjemaer" in score
    paper = leads.get(_address("exercise-print", exercise))
    assert paper.content.startswith(b"%PDF")


def test_every_page_of_a_participant_says_that_an_exercise_goes_on(
    cast: Cast, browser_of: Browser
) -> None:
    go_ready(cast.nina, cast.omar)
    leads = browser_of(cast.liv)
    exercise = _prepared(leads, cast.nina, kind=Kind.LIVE.value, queues=["general"])
    hers = browser_of(cast.nina)
    mark = _address("exercise-part", exercise)
    assert mark not in hers.get("/desk/").content.decode()
    leads.post(_address("exercise-start", exercise))
    assert mark in hers.get("/desk/").content.decode()
    assert mark not in browser_of(cast.omar).get("/desk/").content.decode()
    leads.post(_address("exercise-stop", exercise))
    assert mark not in hers.get("/desk/").content.decode()


def test_what_is_wrong_is_said_on_the_form(cast: Cast, browser_of: Browser) -> None:
    leads = browser_of(cast.liv)
    address = reverse("exercises:exercise-prepare") + "?scenario=portal-down"
    facts = {
        "title": "X",
        "kind": "live",
        "participants": [str(cast.nina.id)],
        "lasts_min": "45",
        "factor": "1",
        "may_be_late": "0",
    }
    answer = leads.post(address, facts)
    assert answer.status_code == 422
    assert not Exercise.objects.exists()


def test_only_who_may_conduct_prepares(cast: Cast, browser_of: Browser) -> None:
    for user, status in ((cast.nina, 403), (cast.pia, 403), (cast.liv, 200), (cast.hedda, 200)):
        assert browser_of(user).get(reverse("exercises:exercises")).status_code == status
