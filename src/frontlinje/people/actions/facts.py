"""Can these facts about a person be used? The checks that creating and changing share."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from frontlinje.base.errors import Invalid
from frontlinje.people.permissions import NARROW_EMPLOYERS, Employer, Role

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,59}")
_PHONE = re.compile(r"\+?[0-9][0-9 ]{2,18}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def usable_username(username: str) -> str:
    """Return the name people sign in with, in lower case."""
    lower = username.strip().lower()
    if not _USERNAME.fullmatch(lower):
        raise Invalid("people.bad_username", field="username")
    return lower


def usable_roles(roles: Iterable[str]) -> list[str]:
    """Return the roles, each once, in the order of ``Role``."""
    wanted = set(roles)
    if unknown := wanted - {role.value for role in Role}:
        raise Invalid("people.unknown_role", field="roles", role=min(unknown))
    if not wanted:
        raise Invalid("people.no_role", field="roles")
    return [role.value for role in Role if role in wanted]


def check_access(
    employer: str, access_from: datetime | None, access_until: datetime | None
) -> None:
    """Check that the dates of an account fit each other and the employer."""
    if employer not in {e.value for e in Employer}:
        raise Invalid("people.unknown_employer", field="employer", employer=employer)
    if employer in NARROW_EMPLOYERS and access_until is None:
        raise Invalid("people.end_date_missing", field="access_until")
    if access_from is not None and access_until is not None and access_until <= access_from:
        raise Invalid("people.ends_before_it_starts", field="access_until")


def check_fact(field: str, value: Any) -> None:
    """Check one plain fact about a person."""
    match field:
        case "name" if not 0 < len(value.strip()) <= 120:
            raise Invalid("people.bad_name", field=field)
        case "email" if value and not _is_email(value):
            raise Invalid("people.bad_email", field=field)
        case "phone" if value and not _PHONE.fullmatch(value):
            raise Invalid("people.bad_phone", field=field)
        case "contract_share" if not 1 <= value <= 100:
            raise Invalid("people.bad_contract_share", field=field)
        case "ui_language" if value not in dict(settings.LANGUAGES):
            raise Invalid("people.bad_ui_language", field=field)
        case "languages" if not all(_LANGUAGE.fullmatch(language) for language in value):
            raise Invalid("people.bad_languages", field=field)


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
