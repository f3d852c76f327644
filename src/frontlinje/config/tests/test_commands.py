"""Is what stops a command told with its cure?"""

import pytest
from django.core import management
from django.db import ProgrammingError, connection
from pytest_django.fixtures import Settings

from frontlinje.config.cli import run
from frontlinje.config.trouble import Trouble

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("statement", "told"),
    [("SELECT 1 FROM of_another_version", Trouble), ("SELECT of FROM", ProgrammingError)],
)
def test_a_table_that_is_missing_is_told_with_its_cure_and_nothing_else_is(
    statement: str,
    told: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    def ask(_words: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    settings.DATABASE_URL = "postgresql://there.example.org/centre"  # so none is started
    monkeypatch.setattr(management, "execute_from_command_line", ask)
    with pytest.raises(told):
        run(["centre", "export", "-"])
