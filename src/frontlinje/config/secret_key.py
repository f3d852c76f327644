"""Which key signs cookies? Asked by `settings.py` when FRONTLINJE_SECRET_KEY is not set.

The key is made at the first start and kept in the home, readable by its owner alone.
"""

import os
import secrets
from pathlib import Path


def kept_secret_key(home: Path) -> str:
    """Return the key kept in `home`, made if there is none. Two starts at once agree on one."""
    path = home / "secret-key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = home / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
