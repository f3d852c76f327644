"""Does `./run` make what is needed, mend what was left half done, and say what it cannot do?"""

import importlib.machinery
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.slack import slack

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("run", "LICENSE", "pyproject.toml", "hatch_build.py", "package.json", "package-lock.json")
# What installs Frontlinje itself, and what that needs.
BUILDERS = {"editables", "hatchling", "packaging", "pathspec", "pluggy", "tomlkit"}
BUILDERS |= {"trove-classifiers"}
# What computes, which only jobs and rehearsals need: half of what a set-up has to fetch.
HEAVY = {"joblib", "llvmlite", "numba", "scikit-learn", "scipy", "threadpoolctl"}
Done = subprocess.CompletedProcess[str]


def checkout(place: Path) -> Path:
    """Return a fresh checkout, without anything that is made at set-up."""
    place.mkdir(parents=True)
    for part in PARTS:
        shutil.copy(ROOT / part, place / part)
    shutil.copytree(ROOT / "requirements", place / "requirements")
    made = shutil.ignore_patterns("__pycache__", "vendor", "*.mo", "tests")
    shutil.copytree(ROOT / "src", place / "src", ignore=made)
    return place


def start(place: Path, *words: str, path: str | None = None, **variables: str) -> Done:
    """Run `./run` in a checkout."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("FRONTLINJE", "DJANGO"))}
    return subprocess.run(
        [sys.executable, place / "run", *words],
        env={**inherited, "PATH": path or os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )


def keep_in_lock(lock: Path, is_kept: Callable[[str], bool]) -> None:
    """Shorten a lock to some packages, so that a set-up takes seconds."""
    entries = re.split(r"\n(?=[a-z])", lock.read_text())
    lock.write_text("\n".join(e for e in entries if is_kept(e.split("==")[0])) + "\n")


def programs(folder: Path, **scripts: str) -> str:
    """Return a PATH with these shell scripts as programs, and the usual small tools."""
    folder.mkdir()
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


@pytest.fixture(scope="session")
def module() -> ModuleType:
    """Return `run` as a module, to ask its functions."""
    loader = importlib.machinery.SourceFileLoader("run", str(ROOT / "run"))
    spec = importlib.util.spec_from_loader("run", loader)
    assert spec is not None
    made = importlib.util.module_from_spec(spec)
    loader.exec_module(made)
    return made


@pytest.mark.slow
def test_fresh_checkout_is_set_up_once_for_all_who_start(tmp_path: Path) -> None:
    place = checkout(tmp_path / "checkout")
    keep_in_lock(place / "requirements" / "runtime.lock", lambda name: name not in HEAVY)
    both = [subprocess.Popen([place / "run", "help"], stdout=subprocess.PIPE, text=True)]
    both.append(subprocess.Popen([place / "run", "help"], stdout=subprocess.PIPE, text=True))
    said = [process.communicate(timeout=500)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Installing packages" in text for text in said) == 1, "the other one waits"
    assert all("run the whole centre" in text for text in said)

    started = time.monotonic()
    assert "Installing" not in start(place, "help").stdout
    assert time.monotonic() - started < 10 * slack()  # alone it takes one or two seconds


@pytest.mark.slow
def test_machine_without_npm_gets_it_for_the_set_up(tmp_path: Path) -> None:
    place = checkout(tmp_path / "checkout")
    keep_in_lock(place / "requirements" / "runtime.lock", BUILDERS.__contains__)
    (tmp_path / "empty").mkdir()
    done = start(place, "help", path=str(tmp_path / "empty"))
    assert "Fetching npm" in done.stdout
    vendor = place / "src" / "frontlinje" / "config" / "static" / "vendor"
    wanted = json.loads((ROOT / "package.json").read_text())["vendor"]
    assert {file.name for file in vendor.iterdir()} == set(wanted), done.stderr
    assert not (place / "var" / "node").exists(), "200 MB that nobody needs any more"


@pytest.mark.slow
def test_half_finished_set_up_is_made_anew(tmp_path: Path) -> None:
    place = checkout(tmp_path / "checkout")
    keep_in_lock(place / "requirements" / "runtime.lock", BUILDERS.__contains__)
    assert "Installing Frontlinje" in start(place, "help").stdout
    library = next((place / ".venv" / "lib").glob("python*/site-packages"))
    # As a set-up leaves it that was killed while it installed packages.
    (place / ".venv" / "set-up-unfinished").touch()
    shutil.rmtree(library / "pluggy")
    (library / "half-written.py").touch()
    mended = start(place, "help")
    assert "Clearing an environment that is unfinished" in mended.stdout
    assert (library / "pluggy").is_dir()
    assert not (library / "half-written.py").exists()
    assert "Installing" not in start(place, "help").stdout


def test_old_python_is_told_in_one_line(tmp_path: Path) -> None:
    code = "import sys; sys.version_info = (3, 9, 1); exec(open(sys.argv.pop(1)).read())"
    done = subprocess.run(
        [sys.executable, "-c", code, ROOT / "run", "help"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "Frontlinje needs Python 3.11 or newer, and this is 3.9: "
        "install python3.11 and start again.\n"
    )


@pytest.mark.slow
def test_missing_network_is_told_in_one_line(tmp_path: Path) -> None:
    place = checkout(tmp_path / "checkout")
    nowhere = dict.fromkeys(("PIP_INDEX_URL", "UV_DEFAULT_INDEX"), "http://127.0.0.1:9/")
    done = start(place, "help", PIP_RETRIES="0", PIP_EXTRA_INDEX_URL="", **nowhere)
    assert done.returncode == 1
    assert done.stderr == (
        "Installing packages failed: no package server answered. "
        "Check the network and start again.\n"
    )


@pytest.mark.slow
def test_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    place = checkout(tmp_path / "checkout")
    full = "echo 'error: failed to write: No space left on device (os error 28)'; exit 2"
    done = start(place, "help", path=programs(tmp_path / "bin", uv=full))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "has no room" in done.stderr
    assert "free some space" in done.stderr


@pytest.mark.slow
def test_tampered_package_is_told_in_one_line(tmp_path: Path) -> None:
    place = checkout(tmp_path / "checkout")
    lock = place / "requirements" / "runtime.lock"
    keep_in_lock(lock, {"a2wsgi"}.__contains__)
    lock.write_text(re.sub(r"(?<=sha256:)[0-9a-f]{8}", "0" * 8, lock.read_text()))
    done = start(place, "help")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "not the one in the lock" in done.stderr


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "has no room"),
        ("npm error code ENOSPC", "has no room"),
        ("npm error code EINTEGRITY", "not the one in the lock"),
        ("npm error code EAI_AGAIN", "no package server answered"),
        ("ERROR: No matching distribution\nERROR: Could not find a version", "no package server"),
        ("error: dns error\n  failed to lookup address", "no package server answered"),
        ("Building wheel\nerror: command 'gcc' failed\n\n", "error: command 'gcc' failed"),
        ("", "no reason given"),
    ],
)
def test_failure_of_a_step_is_told_with_its_cure(
    module: ModuleType, output: str, told: str
) -> None:
    line = module.why_failed("Installing packages", output)
    assert told in line
    assert "\n" not in line


def test_test_command_takes_one_word_only(module: ModuleType) -> None:
    assert module.test(["quick"]) == 1
    assert module.test(["fast", "slow"]) == 1


def test_lock_has_hashes_and_no_addresses() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text()
        assert "://" not in text
        assert "--index" not in text
        pinned = [line for line in text.splitlines() if not line.startswith(("#", " "))]
        assert all("==" in line and line.endswith("\\") for line in pinned), lock
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not any("resolved" in package for package in packages.values())
    assert all("integrity" in package for name, package in packages.items() if name)
