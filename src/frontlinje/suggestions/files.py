"""Where do models lie? Under their SHA-256 below ``FRONTLINJE_HOME/models``, as plain numbers."""

import hashlib
import mmap
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from frontlinje.suggestions.rules.model import Model, read


def folder() -> Path:
    """Return the folder of models, made if need be."""
    made = Path(settings.HOME) / "models"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def keep(draft: Path) -> str:
    """Put a written model under the name of its hash, and return that."""
    sha256 = hashlib.sha256(draft.read_bytes()).hexdigest()
    draft.replace(folder() / sha256)
    return sha256


def forget_all_but(kept: set[str]) -> None:
    """Remove models that are not used any more; whoever has one open keeps it until then."""
    for path in folder().iterdir():
        if path.name not in kept and len(path.name) == 64:
            path.unlink(missing_ok=True)


@lru_cache(maxsize=4)
def model_of(sha256: str) -> Model | None:
    """Return a model, shared by all who ask; None when its file is gone or not what it was."""
    try:
        with (Path(settings.HOME) / "models" / sha256).open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if hashlib.sha256(content).hexdigest() != sha256:
            return None
        return read(content)
    except (OSError, ValueError):
        return None
