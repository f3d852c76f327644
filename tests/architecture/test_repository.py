"""Is everything that we hand on ours to hand on, and does it come from nowhere in particular?"""

import re
import subprocess
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from tests.architecture.source import REPOSITORY

# Written in two parts, so that this file does not name them itself.
_REGISTRIES = (
    "pypi" + ".org",
    "files.pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "registry.yarnpkg" + ".com",
    "deb.debian" + ".org",
    "cdn.jsdelivr" + ".net",
    "unpkg" + ".com",
)
FREE = re.compile(
    r"\b(MIT|MIT-0|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|"
    r"LGPL\w*|GNU Lesser|AGPL|GPL-3\.0|Unlicense|0BSD|Zlib)",
    re.IGNORECASE,
)
"""Licences whose works may be part of a work under AGPL-3.0-or-later."""


def _tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if listing.returncode != 0:
        pytest.skip("not a checkout")
    return [REPOSITORY / name for name in listing.stdout.split("\0") if name]


def test_no_file_names_a_package_registry() -> None:
    named = []
    for path in _tracked():
        if path.is_file():
            text = path.read_bytes().decode(errors="replace")
            named += [f"{path.name}: {host}" for host in _REGISTRIES if host in text]
    assert named == []


def test_locks_say_what_to_fetch_and_not_where_from() -> None:
    for lock in (REPOSITORY / "requirements").glob("*.lock"):
        assert "://" not in lock.read_text(), lock.name
    assert '"resolved"' not in (REPOSITORY / "package-lock.json").read_text()


def _licence_of(name: str) -> str:
    facts = metadata(name)
    classifiers = facts.get_all("Classifier") or []
    said = [c.split(" :: ")[-1] for c in classifiers if c.startswith("License")]
    written = [facts[key] for key in ("License-Expression", "License") if key in facts]
    return " ".join([*written, *said])


def test_every_library_we_run_on_has_a_licence_that_fits_ours() -> None:
    locks = [REPOSITORY / "requirements" / f"{name}.lock" for name in ("runtime", "cluster")]
    lock = "\n".join(path.read_text() for path in locks)
    names = re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)
    assert len(names) > 20
    unfit = {}
    for name in names:
        try:
            licence = _licence_of(name)
        except PackageNotFoundError:
            continue  # for another kind of machine
        if not FREE.search(licence):
            unfit[name] = licence
    assert unfit == {}


def test_front_end_libraries_have_licences_that_fit_ours() -> None:
    packages = REPOSITORY / "package-lock.json"
    licences = set(re.findall(r'"license": "([^"]+)"', packages.read_text()))
    assert licences
    ours = {"AGPL-3.0-or-later"}
    allowed = {"MIT", "0BSD", "BSD-2-Clause", "ISC", "MPL-2.0", "OFL-1.1", "Apache-2.0"}
    assert licences - ours <= allowed
