"""Is a wrong setting told in one line, and is every setting in the operating guide?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from frontlinje.config import environment

ROOT = Path(__file__).resolve().parents[2]
WRONG = [
    ("FRONTLINJE_URL", "centre.example.org", "https://"),
    ("FRONTLINJE_DEBUG", "true", "one of: yes, no"),
    ("FRONTLINJE_LANGUAGE", "no", "nb, sv, en"),
    ("FRONTLINJE_TIME_ZONE", "Oslo", "Europe/"),
    ("FRONTLINJE_WEB_THREADS", "many", "a whole number 1-64"),
    ("FRONTLINJE_WEB_THREADS", "0", "a whole number 1-64"),
    ("DATABASE_URL", "mysql://somebody:geheim@db/x", "postgresql://"),
    ("DATABASE_URL", "postgresql://somebody:geheim@db", "postgresql://"),
]


def settings_with(
    variables: dict[str, str], home: Path, code: str
) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FRONTLINJE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "FRONTLINJE_HOME": str(home), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(("name", "value", "cure"), WRONG)
def test_wrong_value_is_told_in_one_line(tmp_path: Path, name: str, value: str, cure: str) -> None:
    code = "from frontlinje.config.cli import main; import sys; sys.argv = ['', 'check']; main()"
    done = settings_with({name: value}, tmp_path, code)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert name in done.stderr
    assert cure in done.stderr
    assert "geheim" not in done.stderr, "a password is never repeated"


@pytest.mark.slow
def test_home_where_nobody_may_write_is_told_in_one_line() -> None:
    code = "from frontlinje.config.cli import main; import sys; sys.argv = ['', 'up']; main()"
    done = settings_with({}, Path("/sys/frontlinje"), code)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "FRONTLINJE_HOME" in done.stderr


@pytest.mark.slow
def test_secret_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    code = "from frontlinje.config.settings import SECRET_KEY; print(SECRET_KEY)"
    first, second = (settings_with({}, tmp_path, code).stdout for _ in range(2))
    assert len(first) > 50
    assert first == second
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_cookies_are_secure_behind_https(tmp_path: Path) -> None:
    code = """
from frontlinje.config.settings import *
print(SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, SECURE_HSTS_SECONDS > 0, CSRF_TRUSTED_ORIGINS)
"""
    done = settings_with({"FRONTLINJE_URL": "https://centre.example.org/"}, tmp_path, code)
    assert done.stdout.strip() == "True True True ['https://centre.example.org']", done.stderr


def test_every_setting_is_in_the_operating_guide() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text()
    missing = [name for name in environment.READ if f"`{name}`" not in guide]
    assert missing == []
    assert len(environment.READ) > 10
