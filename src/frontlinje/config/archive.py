"""What is in a backup? One tar file: the database's dump, the files, and a manifest with checksums.

Written by `backup.py`, read and verified by `restore.py`.
"""

import hashlib
import json
import tarfile
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from frontlinje.config.trouble import Trouble

FORMAT = 1
DUMP = "database.dump"
FILES = "files"
MANIFEST = "manifest.json"
PIECE = 2**20


@dataclass
class Manifest:
    """What was written: when, by which version, and the SHA-256 of each member."""

    made_at: str
    version: str
    sums: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


class _Summed:
    """A file that notes the checksum of what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.sum.update(piece)
        return piece


def write_archive(target: Path, manifest: Manifest, dump: Path, files: Path) -> None:
    """Write the archive; the manifest comes last, when every checksum is known."""
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as archive:
        _add(archive, manifest, DUMP, dump)
        for path in sorted(files.rglob("*")) if files.is_dir() else ():
            if path.is_file() and not path.is_symlink():
                name = PurePosixPath(FILES, *path.relative_to(files).parts)
                _add(archive, manifest, str(name), path)
        text = json.dumps(asdict(manifest), indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(text)
        archive.addfile(entry, BytesIO(text))


def _add(archive: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> None:
    with path.open("rb") as file:
        entry = tarfile.TarInfo(name)
        entry.size = path.stat().st_size
        summed = _Summed(file)
        archive.addfile(entry, summed)
    manifest.sums[name] = summed.sum.hexdigest()


def unpack_archive(source: Path, into: Path) -> Manifest:
    """Unpack into an empty folder and verify every byte; raise when anything is not as written."""
    try:
        with tarfile.open(source, "r:") as archive:
            manifest = _read_manifest(archive)
            for name, expected in manifest.sums.items():
                if _unpack(archive, name, into) != expected:
                    raise Trouble(f"{source} is damaged: {name} is not what was written.")
    except (tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise Trouble(f"{source} is not a backup of Frontlinje, or only a part of one.") from error
    return manifest


def _read_manifest(archive: tarfile.TarFile) -> Manifest:
    file = archive.extractfile(MANIFEST)
    if file is None:
        raise KeyError(MANIFEST)
    manifest = Manifest(**json.load(file))
    if manifest.format != FORMAT:
        raise Trouble(
            f"The backup has format {manifest.format} and this version reads {FORMAT}: "
            f"restore it with Frontlinje {manifest.version}."
        )
    return manifest


def _unpack(archive: tarfile.TarFile, name: str, into: Path) -> str:
    parts = PurePosixPath(name).parts
    if name != DUMP and (parts[0] != FILES or ".." in parts):
        raise ValueError(name)
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    target = into.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    summed = _Summed(file)
    with target.open("wb") as unpacked:
        while piece := summed.read(PIECE):
            unpacked.write(piece)
    target.chmod(0o600)
    return summed.sum.hexdigest()
