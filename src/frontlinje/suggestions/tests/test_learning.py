"""History is learnt from in a process of its own, and only what is good enough is shown."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from frontlinje.base import clock
from frontlinje.centre.actions import save_revision
from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.starter import starter_document
from frontlinje.contacts.models import Contact
from frontlinje.ledger.models import Event
from frontlinje.people.models import Skill, User
from frontlinje.people.tests.cast import Cast
from frontlinje.suggestions.actions.learning import learn
from frontlinje.suggestions.files import model_of
from frontlinje.suggestions.models import Aim
from frontlinje.suggestions.queries import guesses_for
from frontlinje.suggestions.rules.worth import Verdict
from frontlinje.suggestions.tests.history import settled

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_topic_and_queue_are_learnt_and_suggested(learning_home: Path) -> None:
    settled(300)
    for aim in Aim:
        learning = learn(aim=aim, at=clock.now())
        assert learning.verdict == Verdict.USED
        assert (learning.n_learnt, learning.n_held_back, learning.n_labels) == (240, 60, 2)
        assert learning.hit_rate == 1.0
        assert learning.majority_rate == 0.5
        assert (learning_home / "models" / learning.sha256).is_file()
    guesses = {guess.aim: guess.label for guess in guesses_for("Hei", "Når hentes 12 lam?")}
    assert guesses == {Aim.TOPIC: "lambs", Aim.QUEUE: "general"}
    assert list(guesses_for("", "")) == []
    assert len(list((learning_home / "models").iterdir())) == 2
    assert Event.objects.filter(kind="suggestions.learnt").count() == 2
    # When what was good enough is not any more, it is off at once, and its file goes.
    Contact.objects.filter(reference__gt="T-1").update(wrap_up_code="")
    assert learn(aim=Aim.TOPIC, at=clock.now()).verdict == Verdict.TOO_FEW
    assert [guess.aim for guess in guesses_for("", "Når hentes lam?")] == [Aim.QUEUE]
    assert len(list((learning_home / "models").iterdir())) == 1


def test_too_little_history_suggests_nothing(learning_home: Path) -> None:
    settled(10)
    learning = learn(aim=Aim.TOPIC, at=clock.now())
    assert (learning.verdict, learning.sha256) == (Verdict.TOO_FEW, "")
    assert list(guesses_for("", "Når hentes lammene?")) == []


def test_what_cannot_learn_says_so_and_suggests_nothing(
    learning_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(250)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert learn(aim=Aim.TOPIC, at=clock.now()).verdict == Verdict.NOT_POSSIBLE


def test_a_model_that_was_tampered_with_or_is_gone_is_not_used(learning_home: Path) -> None:
    models = learning_home / "models"
    models.mkdir()
    name = "a" * 64
    (models / name).write_bytes(b"something else")
    assert model_of(name) is None
    assert model_of("b" * 64) is None


def test_the_page_says_how_good_it_is_and_lets_learn_now(
    learning_home: Path, browser_of: Callable[[User], Client], cast: Cast
) -> None:
    hedda = browser_of(cast.hedda)
    assert hedda.get("/suggestions/").content.decode().count("ds-tag") == 1, "of tone alone"
    settled(10)
    learn(aim=Aim.TOPIC, at=clock.now())
    assert hedda.get("/suggestions/").content.decode().count("ds-tag") > 1
    for _again in range(2):
        assert hedda.post("/suggestions/learn/").status_code == 302
    assert ProcrastinateJob.objects.filter(task_name="suggestions.learn").count() == 1


def test_a_leader_switches_what_tone_demands_from_the_page(
    browser_of: Callable[[User], Client], cast: Cast
) -> None:
    given = plain_form(starter_document())
    Skill.objects.create(code="difficult", names={"nb": "Krevende samtaler"})
    given["dissatisfied"] = {"skill": "difficult", "level": 5}
    document = CentreDocument.model_validate(given)
    save_revision(document=document, by=None, reason="", based_on=None, at=clock.now())
    liv = browser_of(cast.liv)
    assert 'value="yes"' in liv.get("/suggestions/").content.decode()
    assert liv.post("/suggestions/tone/", {"is_demanded": "yes"}).status_code == 302
    assert base_document().dissatisfied.is_demanded
    assert 'value="no"' in liv.get("/suggestions/").content.decode()
    assert browser_of(cast.nina).post("/suggestions/tone/").status_code == 403
