"""How are passwords and tokens kept in the database? Sealed with a key made of SECRET_KEY.

Whoever has a copy of the database alone cannot read them. After SECRET_KEY was changed nobody can;
then they are typed in again.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from frontlinje.base.errors import Unavailable

_PURPOSE = b"frontlinje: secrets of mailboxes"


def _seal() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return Fernet(urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def sealed(secrets: Mapping[str, str]) -> str:
    """Return secrets in a form that may lie in the database."""
    return _seal().encrypt(json.dumps(dict(secrets)).encode()).decode()


def unsealed(text: str) -> dict[str, str]:
    """Return what was sealed.

    Raises
    ------
    Unavailable
        ``mail.box_sealed`` when the key is another one now.
    """
    if not text:
        return {}
    try:
        secrets: dict[str, str] = json.loads(_seal().decrypt(text.encode()))
    except InvalidToken:
        raise Unavailable("mail.box_sealed") from None
    return secrets
