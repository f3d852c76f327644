"""Does the import lead from file to register, step by step, and say what is wrong on the way?"""

import re
from collections.abc import Callable
from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.contacts import tasks
from frontlinje.contacts.actions.import_writing import undo_import, write_import
from frontlinje.contacts.actions.importing import check_import
from frontlinje.contacts.models import Customer, ImportRun
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db

Browser = Callable[[User], Client]

FILE = "Nr;Navn;Tlf\n1;Ola;22334455\n2;Kari;=2+2\n"


@pytest.fixture(autouse=True)
def jobs_at_once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do what is put off at once, as the worker would."""
    done: list[str] = []

    def check(*, run_id: str) -> None:
        done.append("check")
        check_import(run_id=ImportRun.objects.get(id=run_id).id, at=clock.now())

    def write(*, run_id: str) -> None:
        done.append("write")
        write_import(run_id=ImportRun.objects.get(id=run_id).id, at=clock.now())

    def undo(*, run_id: str, by: str) -> None:
        done.append("undo")
        run = ImportRun.objects.get(id=run_id)
        assert str(run.by_id) == by
        undo_import(run_id=run.id, by=run.by_id, at=clock.now())

    monkeypatch.setattr(tasks.check_import, "defer", check)
    monkeypatch.setattr(tasks.write_import, "defer", write)
    monkeypatch.setattr(tasks.undo_import, "defer", undo)
    return done


def upload(client: Client, content: str, name: str = "medlemmer.csv") -> HttpResponse:
    file = SimpleUploadedFile(name, content.encode())
    return cast(HttpResponse, client.post(reverse("contacts:imports"), {"file": file}))


def step(client: Client, name: str, run: ImportRun, **data: str) -> str:
    url = reverse(f"contacts:{name}", args=[run.id])
    response = client.post(url, data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_a_file_goes_all_the_way_and_back(
    centre: Cast, browser_of: Browser, jobs_at_once: list[str]
) -> None:
    liv = browser_of(centre.liv)
    assert upload(liv, FILE).status_code == 302
    run = ImportRun.objects.get()
    first = liv.get(reverse("contacts:import", args=[run.id])).content.decode()
    assert re.search(r'value="phone" selected', first)
    assert "22334455" in first
    columns = {"column-0": "number", "column-1": "name", "column-2": "phone"}
    checked = step(liv, "import-match", run, **columns)
    assert "1 rad er feil" in checked
    assert "«=2+2» kan ikke være et telefonnummer" in checked
    assert "Importer" in step(liv, "import-confirm", run)
    assert Customer.objects.get().name == "Ola"
    assert "medlemmer.csv" in liv.get(reverse("contacts:imports")).content.decode()
    step(liv, "import-undo", run)
    assert not Customer.objects.exists()
    assert jobs_at_once == ["check", "write", "undo"]


def test_wrong_rows_come_back_as_a_file_that_runs_nothing(
    centre: Cast, browser_of: Browser
) -> None:
    liv = browser_of(centre.liv)
    upload(liv, FILE)
    run = ImportRun.objects.get()
    step(liv, "import-match", run, **{"column-1": "name", "column-2": "phone"})
    answer = liv.get(reverse("contacts:import-errors", args=[run.id]))
    text = answer.content.decode("utf-8-sig")
    assert text.splitlines()[0] == "Nr;Navn;Tlf;Hva som er feil"
    assert text.splitlines()[1].startswith("2;Kari;'=2+2;")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_columns_that_give_no_name_are_sent_back(centre: Cast, browser_of: Browser) -> None:
    liv = browser_of(centre.liv)
    upload(liv, FILE)
    run = ImportRun.objects.get()
    url = reverse("contacts:import-match", args=[run.id])
    answer = liv.post(url, {"column-0": "number"})
    assert answer.status_code == 422
    assert "hvilken kolonne" in answer.content.decode()
    assert liv.post(url, {"column-0": "nonsense", "column-1": "name"}).status_code == 302


@pytest.mark.parametrize("content", ["", "\0\0\1"])
def test_a_file_that_cannot_be_used_is_refused_with_its_cure(
    centre: Cast, browser_of: Browser, content: str
) -> None:
    answer = upload(browser_of(centre.liv), content)
    assert answer.status_code == 422
    assert "ds-validation-message" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_can_be_thrown_away(centre: Cast, browser_of: Browser) -> None:
    liv = browser_of(centre.liv)
    upload(liv, FILE)
    run = ImportRun.objects.get()
    step(liv, "import-discard", run)
    run.refresh_from_db()
    assert run.file is None


def test_while_it_is_busy_the_page_asks_again(
    centre: Cast, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.check_import, "defer", lambda *, run_id: None)
    liv = browser_of(centre.liv)
    upload(liv, FILE)
    run = ImportRun.objects.get()
    assert 'hx-trigger="load delay:1s"' in step(liv, "import-match", run, **{"column-1": "name"})
    url = reverse("contacts:import", args=[run.id])
    part = liv.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'hx-trigger="load delay:1s"' in part


def test_agents_import_nothing(centre: Cast, browser_of: Browser) -> None:
    nina = browser_of(centre.nina)
    assert nina.get(reverse("contacts:imports")).status_code == 403
    assert upload(nina, FILE).status_code == 403
