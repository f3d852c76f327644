"""Where do the stories play? At the sample centre with its people, plans and a running worker."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection

from frontlinje.base import clock
from frontlinje.centre.actions import import_file
from frontlinje.centre.models import Revision
from frontlinje.channels.mail.models import MailAddress
from frontlinje.config.demo.seeding import CENTRE
from frontlinje.config.demo.staff import PASSWORD, employ_staff
from frontlinje.continuity.actions.plans import load_library
from frontlinje.continuity.queries.plans import document_of, latest_version
from frontlinje.continuity.rules.plan import PlanDocument, written
from frontlinje.people.models import User
from frontlinje.presence.models import Shift

MAILBOX: Final = "post@gressbakken.example"
"""Its mail comes into the queue «general», and is answered by itself."""


def open_sample_centre() -> None:
    """Open it with its people and the plans of the library."""
    now = clock.now()
    latest = Revision.objects.latest("id")
    import_file(CENTRE.read_bytes(), by=None, reason="", at=now, based_on=latest.id)
    load_library(at=now)
    MailAddress.objects.create(address=MAILBOX, is_receipt_on=True)
    employ_staff(at=now)
    # The running centre knows no passwords that were hashed in haste, as those of the tests are.
    hashed = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1000)
    User.objects.update(password=hashed)


def plan_the_day() -> None:
    """Give everybody a shift that began two hours ago."""
    begun, over = clock.now() - timedelta(hours=2), clock.now() + timedelta(hours=4)
    Shift.objects.bulk_create(
        Shift(user=user, starts_at=begun, ends_at=over) for user in User.objects.all()
    )


def colleague(username: str) -> User:
    """Return somebody of the sample centre by username."""
    return User.objects.get(username=username)


def plan_file(folder: Path, code: str, *, more: Sequence[dict[str, Any]], **changes: Any) -> Path:
    """Write a plan of the library to a file, with further measures in front of its own."""
    plain = document_of(latest_version(code)).model_dump(mode="json")
    plain["measures"] = [*more, *plain["measures"]]
    path = folder / f"{code}.yaml"
    path.write_text(written(PlanDocument.model_validate(plain | changes)))
    return path


def database_url() -> str:
    """Return the address of the database of the tests, as processes of the centre want it."""
    place = connection.settings_dict
    return f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
