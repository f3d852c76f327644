"""How is a query asked a hundred times a second? Its SQL is worked out once and kept.

To build the reads of one dispatch from querysets costs several times what the database takes to
answer them. The queryset stays the one definition; only its text is kept.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

_NOW = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for the instant asked about while the SQL is worked out."""
_IDS = [UUID(int=0)]


def is_one_of_the_ids(column: str) -> RawSQL:
    """Return the condition that a column (with its table) holds one of the ids ``rows`` gets."""
    return RawSQL(f"{column} = ANY(%s::uuid[])", [_IDS], BooleanField())


class KeptStatement:
    """A query of ``values_list`` whose text is always the same.

    ``build`` gets an instant and may name others by their distance from it, and no instant else.
    """

    def __init__(self, build: Callable[[datetime], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._kept: tuple[str, tuple[Any, ...]] | None = None

    def rows(self, now: datetime, ids: Iterable[UUID] = ()) -> list[tuple[Any, ...]]:
        """Return the rows as the database gives them: JSON is still text."""
        if self._kept is None:
            self._kept = self._build(_NOW).query.sql_with_params()
        sql, params = self._kept
        wanted = list(ids)
        with connection.cursor() as cursor:
            cursor.execute(sql, [_filled(param, now, wanted) for param in params])
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


def _filled(param: Any, now: datetime, ids: list[UUID]) -> Any:
    if isinstance(param, datetime):
        return now + (param - _NOW)
    return ids if param == _IDS else param
