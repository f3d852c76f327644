"""Which PostgreSQL do we talk to? The one of DATABASE_URL, or the embedded one below the home."""

from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from frontlinje.config.embedded import DATABASE_NAME, socket_folder
from frontlinje.config.environment import WrongSetting

_PREPARED = {"server_side_binding": True, "prepare_threshold": 3}
"""The database keeps what a connection asks often, read and checked: half of a short query."""
_PLANNED_ANEW = "-c plan_cache_mode=force_custom_plan"
"""But it plans each time: a plan made while a table was empty is ruinous when it has filled."""


def database_settings(url: str, home: Path) -> dict[str, Any]:
    """Return Django's settings for the database at `url`; the embedded one when it is empty."""
    if url:
        place = _read_url(url)
    else:
        place = {"NAME": DATABASE_NAME, "USER": DATABASE_NAME, "HOST": str(socket_folder(home))}
    options = place.pop("OPTIONS", {})
    own = options.get("options", "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        # Every thread keeps its connection, and tests it before a request uses it.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, **_PREPARED, "options": f"{own} {_PLANNED_ANEW}".strip()},
        **place,
    }


def connection_parameters() -> dict[str, str]:
    """Return how psycopg itself reaches the database that Django uses; it may hold a password."""
    from django.db import connection

    place = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    found = {name: str(place[key] or "") for name, key in names.items()}
    options = {k: str(v) for k, v in place["OPTIONS"].items() if k not in _PREPARED}
    options["options"] = options["options"].removesuffix(_PLANNED_ANEW).strip()
    found |= {"port": str(place["PORT"] or "")} | options
    return {name: value for name, value in found.items() if value}


def program_environment() -> dict[str, str]:
    """Return the variables that lead PostgreSQL's own programs to the same database.

    Variables, because the arguments of a program can be read by everybody on the machine.
    """
    parameters = connection_parameters()
    parameters["database"] = parameters.pop("dbname")
    return {f"PG{name.upper()}": value for name, value in parameters.items()}


def _read_url(url: str) -> dict[str, Any]:
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        parts = {}
    if "dbname" not in parts:
        # The value is not repeated: it may hold a password.
        raise WrongSetting("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    return {
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": {"connect_timeout": 5, **parts},
    }
