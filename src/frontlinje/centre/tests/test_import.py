"""Does a file become the operating state, wholly or not at all? And does the command say so?"""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from frontlinje.base.errors import NotAllowed
from frontlinje.centre.actions import begin_centre, import_file
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import base_document, centre_file
from frontlinje.centre.rules.files import CentreFile, write_file
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.tests.samples import plain_document
from frontlinje.people.models import Skill, Team
from frontlinje.people.tests.cast import Cast

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def command(*words: str) -> str:
    out = StringIO()
    call_command("centre", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def text(db: None) -> str:
    begin_centre(at=AT, by=None)
    Skill.objects.create(code="Law_1", names={"nb": "Jus"})
    Team.objects.create(code="west", name="Vest")
    return write_file(centre_file())


def test_export_import_export_is_the_same(text: str, tmp_path: Path) -> None:
    command("export", str(tmp_path / "one.yaml"))
    command("import", str(tmp_path / "one.yaml"))
    command("export", str(tmp_path / "two.yaml"))
    first = (tmp_path / "one.yaml").read_bytes()
    assert first == (tmp_path / "two.yaml").read_bytes() == text.encode()
    assert command("export", "-") == text


def test_an_import_brings_skills_teams_and_sites_with_it(text: str) -> None:
    more = text.replace("teams:\n", "teams:\n  - code: south\n    name: Sør\n")
    more = more.replace("\nsites: []", "\nsites:\n  - code: office\n    name: Kontoret")
    more = more.replace("    is_everyone: true", "    teams: [south]\n    is_everyone: true", 1)
    more = more.replace("    teams: []\n", "", 1).replace("nb: Jus", "nb: Juss")
    outcome = import_file(more.encode(), by=None, reason="", at=AT)
    assert [change.path for change in outcome.changes] == [
        "groups.everyone.teams",
        "skills.Law_1.names.nb",
        "teams.south",
        "sites.office",
    ]
    assert Team.objects.get(code="south").name == "Sør"
    assert Skill.objects.get(code="Law_1").names == {"nb": "Juss"}
    assert base_document().groups[0].teams == ("south",)


def test_a_trial_changes_nothing(text: str) -> None:
    more = text.replace("teams:\n", "teams:\n  - code: south\n    name: Sør\n")
    outcome = import_file(more.encode(), by=None, reason="", at=AT, is_trial=True)
    assert [change.path for change in outcome.changes] == ["teams.south"]
    assert outcome.revision is None
    assert not Team.objects.filter(code="south").exists()


def test_a_wrong_file_changes_nothing(text: str) -> None:
    wrong = text.replace("teams:\n", "teams:\n  - code: south\n    name: Sør\n")
    wrong = wrong.replace("      - everyone", "      - everyon", 1)
    with pytest.raises(InvalidDocument) as caught:
        import_file(wrong.encode(), by=None, reason="", at=AT)
    (problem,) = caught.value.problems
    assert wrong.split("\n")[(problem.line or 0) - 1] == "      - everyon"
    assert not Team.objects.filter(code="south").exists()
    assert Revision.objects.count() == 1


def test_only_those_with_the_right_may_import(text: str, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        import_file(text.encode(), by=cast.liv, reason="", at=AT)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "wrong.yaml:6:1: contry: «contry» is not known here. Did you mean «country»?"),
        ("nb", "wrong.yaml:6:1: contry: «contry» er ikke kjent her. Mente du «country»?"),
        ("sv", "wrong.yaml:6:1: contry: «contry» är inte känt här. Menade du «country»?"),
    ],
    ids=["en", "nb", "sv"],
)
def test_the_command_names_file_line_and_cure_in_each_language(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wrong.yaml").write_text(text.replace("country:", "contry:"), encoding="utf-8")
    with translation.override(language):
        for what in ("check", "import"):
            with pytest.raises(CommandError) as caught:
                command(what, "wrong.yaml")
            assert str(caught.value) == said


def test_the_command_tries_before_it_imports(text: str, tmp_path: Path) -> None:
    path = tmp_path / "centre.yaml"
    path.write_text(text.replace("misses: 2", "misses: 3"), encoding="utf-8")
    with translation.override("en"):
        tried = command("import", str(path), "--dry-run")
    assert tried == "not_responding.misses: 2 → 3\n1 change.\n"
    assert base_document().not_responding.misses == 2
    command("import", str(path), "--reason", "patience")
    assert base_document().not_responding.misses == 3
    assert Revision.objects.latest("id").reason == "patience"


def test_the_command_begins_a_centre_once() -> None:
    command("init")
    command("init")
    assert Revision.objects.count() == 1


def test_a_file_that_is_not_there_is_one_line() -> None:
    with pytest.raises(CommandError, match=r"^nowhere\.yaml: "):
        command("check", "nowhere.yaml")


def test_there_is_nothing_to_export_before_the_centre_is_begun() -> None:
    with pytest.raises(CommandError, match="frontlinje centre init"):
        command("export", "-")


def test_the_first_document_may_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "centre.yaml"
    file = CentreFile.model_validate(plain_document())
    path.write_text(write_file(file), encoding="utf-8")
    command("import", str(path))
    assert base_document() == file.document
