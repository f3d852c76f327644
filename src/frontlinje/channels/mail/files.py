"""Where do attached files lie? Under their SHA-256 below ``FRONTLINJE_HOME/files``."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def hash_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def path_of(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def store_file(body: bytes) -> str:
    """Keep a file and return its hash; when this returns, the file survives a power cut.

    Raises
    ------
    OSError
        When the disk is full or not writable; nothing half-written is left under the name.
    """
    sha256 = hash_of(body)
    path = path_of(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(body)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).rename(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return sha256


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
