"""Does a backup bring a centre back, table by table and file by file?"""

from pathlib import Path

import pytest

from frontlinje.config.embedded import used
from tests.house.centre import Centre, query

pytestmark = pytest.mark.slow

FILL = """
from frontlinje.base import clock
from frontlinje.people.models import Site, Team, User
Site.objects.create(code="ås", name="Ås 'n' \\\\ Ørje")
team = Team.objects.create(code="north", name="Nord")
user = User(username="nina", name="Nina Prøve", roles=["agent"], created_at=clock.now(), team=team)
user.set_unusable_password()
user.save()
"""


def fingerprints(home: Path) -> dict[str, object]:
    """Return a checksum of the rows of every table, and the definitions around them."""
    with used(home):
        tables = query(home, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found: dict[str, object] = {}
        for (table,) in tables:
            rows = f"""SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text))
                FROM "{table}" t"""
            found[table] = query(home, rows)
        for view, name in (("pg_indexes", "indexname"), ("pg_sequences", "last_value")):
            where = "WHERE schemaname = 'public' ORDER BY 1"
            found[view] = query(home, f"SELECT {name} FROM {view} {where}")
        found["triggers"] = query(
            home, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        )
    return found


@pytest.fixture
def saved(centre: Centre, tmp_path: Path) -> Path:
    """Return a backup of a centre with people, files and events."""
    centre.python(FILL)
    letters = centre.home / "files" / "ab"
    letters.mkdir(parents=True)
    (letters / "letter.pdf").write_bytes(b"%PDF")
    done = centre.run("backup", str(tmp_path / "saved.tar"))
    assert done.returncode == 0, done.stderr
    return tmp_path / "saved.tar"


def test_backup_restored_into_an_empty_place_is_the_same_centre(
    centre: Centre, saved: Path, tmp_path: Path
) -> None:
    assert saved.stat().st_mode & 0o077 == 0, "a backup is readable by its owner alone"
    elsewhere = Centre(tmp_path / "elsewhere")
    done = elsewhere.run("restore", str(saved))
    assert done.returncode == 0, done.stderr
    before = fingerprints(centre.home)
    assert before["people_user"] != [(0, None)]
    after = fingerprints(elsewhere.home)
    assert {name: after.get(name) for name in before if after.get(name) != before[name]} == {}
    assert (elsewhere.home / "files" / "ab" / "letter.pdf").read_bytes() == b"%PDF"
    assert elsewhere.run("prepare").returncode == 0
    assert elsewhere.python(FIND) == "Nina Prøve"


FIND = "from frontlinje.people.models import User; print(User.objects.get().name)"


def test_restore_never_overwrites_unasked(centre: Centre, saved: Path) -> None:
    before = fingerprints(centre.home)
    done = centre.run("restore", str(saved))
    assert done.returncode == 1
    assert "There is data here already" in done.stderr
    assert fingerprints(centre.home) == before

    centre.python("from frontlinje.people.models import User; User.objects.all().delete()")
    (centre.home / "files" / "newer").touch()
    done = centre.run("restore", "--replace", str(saved))
    assert done.returncode == 0, done.stderr
    assert fingerprints(centre.home) == before
    assert not (centre.home / "files" / "newer").exists()
    aside = list(centre.home.glob("files.until-*"))
    assert (aside[0] / "newer").exists(), "what was there is kept aside"


def test_damaged_backup_changes_nothing(centre: Centre, saved: Path) -> None:
    before = fingerprints(centre.home)
    content = saved.read_bytes()
    saved.write_bytes(content.replace(b"%PDF", b"%PDX"))
    done = centre.run("restore", "--replace", str(saved))
    assert done.returncode == 1
    assert "is damaged" in done.stderr
    assert done.stderr.count("\n") == 1
    assert fingerprints(centre.home) == before


def test_restore_is_refused_while_the_centre_is_in_use(centre: Centre, saved: Path) -> None:
    centre.up()
    done = centre.run("restore", "--replace", str(saved))
    assert done.returncode == 1
    assert "stop Frontlinje first" in done.stderr
    assert centre.status() == 200
