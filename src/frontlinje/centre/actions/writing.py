"""Who may write, one at a time, and who is told? What all actions of this room share."""

from typing import Final

from django.db import connection

from frontlinje.centre.models import Revision
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

TOPICS: Final = ("centre",)
_LOCK: Final = 0x63656E747265
"""An advisory lock of the transaction; the letters of «centre»."""


def require_configure(by: User | None) -> None:
    """Return quietly if ``by`` may change the operating state.

    Raises
    ------
    NotAllowed
        ``people.missing_permission``.
    """
    if by is not None:
        require(by, Permission.CENTRE_CONFIGURE)


def locked_latest() -> Revision | None:
    """Keep other writers out until the transaction ends, and return the latest revision."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return Revision.objects.order_by("-id").first()
