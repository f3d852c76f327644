"""Is a backup that is not whole noticed before anything is done with it?"""

import json
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from frontlinje.config.archive import (
    DUMP,
    FORMAT,
    MANIFEST,
    Manifest,
    unpack_archive,
    write_archive,
)
from frontlinje.config.trouble import Trouble


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return a backup with a dump and two files, one of them in a folder with an odd name."""
    (tmp_path / "dump").write_bytes(b"dumped rows" * 100_000)
    (tmp_path / "files" / "å b").mkdir(parents=True)
    (tmp_path / "files" / "å b" / "letter.pdf").write_bytes(b"%PDF")
    (tmp_path / "files" / "empty").touch()
    target = tmp_path / "backup.tar"
    manifest = Manifest(made_at="2026-11-22T10:00:00+00:00", version="0.1.0")
    write_archive(target, manifest, tmp_path / "dump", tmp_path / "files")
    return target


def test_what_was_written_comes_back(archive: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    manifest = unpack_archive(archive, place)
    assert set(manifest.sums) == {DUMP, "files/empty", "files/å b/letter.pdf"}
    assert (place / DUMP).read_bytes() == b"dumped rows" * 100_000
    assert (place / "files" / "å b" / "letter.pdf").read_bytes() == b"%PDF"


def test_one_changed_byte_is_noticed(archive: Path, tmp_path: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[content.index(b"%PDF")] ^= 1
    archive.write_bytes(content)
    with pytest.raises(Trouble, match=r"is damaged: files/å b/letter\.pdf"):
        unpack_archive(archive, tmp_path / "place")


@pytest.mark.parametrize("kept", [0.0, 0.5, 0.99])
def test_backup_that_was_cut_off_is_noticed(archive: Path, tmp_path: Path, kept: float) -> None:
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(Trouble, match="not a backup of Frontlinje, or only a part"):
        unpack_archive(archive, tmp_path / "place")


@pytest.mark.parametrize("name", ["files/../../escaped", "/etc/escaped", "elsewhere/file"])
def test_file_outside_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    forged = tmp_path / "forged.tar"
    manifest = {"made_at": "", "version": "", "format": FORMAT, "sums": {name: "0"}}
    with tarfile.open(forged, "w") as tar:
        for member, content in {name: b"x", MANIFEST: json.dumps(manifest).encode()}.items():
            entry = tarfile.TarInfo(member)
            entry.size = len(content)
            tar.addfile(entry, BytesIO(content))
    with pytest.raises(Trouble, match="not a backup"):
        unpack_archive(forged, tmp_path / "place")
    assert not list(tmp_path.rglob("escaped"))


def test_backup_of_a_later_format_names_the_version_that_reads_it(tmp_path: Path) -> None:
    (tmp_path / "dump").touch()
    later = Manifest(made_at="", version="9.1", format=FORMAT + 1)
    write_archive(tmp_path / "later.tar", later, tmp_path / "dump", tmp_path / "none")
    with pytest.raises(Trouble, match=r"restore it with Frontlinje 9\.1"):
        unpack_archive(tmp_path / "later.tar", tmp_path / "place")
