"""How is a query asked a hundred times a second? Its SQL is worked out once and kept.

To build the reads of one dispatch from querysets costs several times what the database takes to
answer them. The queryset stays the one definition; only its text is kept.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

_NOW = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for the instant asked about while the SQL is worked out."""
_IDS = [UUID(int=0)]
A_TEXT, ANOTHER_TEXT = "\0 a text", "\0 another text"
"""Stand for texts that are asked about; PostgreSQL has no such."""


def is_one_of_the_ids(column: str) -> RawSQL:
    """Return the condition that a column (with its table) holds one of the ids ``rows`` gets."""
    return RawSQL(f"{column} = ANY(%s::uuid[])", [_IDS], BooleanField())


class KeptStatement:
    """A query of ``values_list`` whose text is always the same.

    ``build`` gets an instant and may name others by their distance from it, and no instant else;
    it may ask for ``A_TEXT`` and ``ANOTHER_TEXT``, which ``rows`` then gets.
    """

    def __init__(self, build: Callable[[datetime], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._kept: tuple[str, tuple[Any, ...]] | None = None

    def rows(
        self, now: datetime = _NOW, ids: Iterable[UUID] = (), texts: Sequence[str] = ()
    ) -> list[tuple[Any, ...]]:
        """Return the rows as the database gives them: JSON is still text."""
        if self._kept is None:
            self._kept = self._build(_NOW).query.sql_with_params()
        sql, params = self._kept
        given: dict[Any, Any] = dict(zip((A_TEXT, ANOTHER_TEXT), texts, strict=False))
        wanted = list(ids)
        with connection.cursor() as cursor:
            cursor.execute(sql, [_filled(param, now, wanted, given) for param in params])
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


def _filled(param: Any, now: datetime, ids: list[UUID], given: dict[Any, Any]) -> Any:
    if isinstance(param, datetime):
        return now + (param - _NOW)
    if isinstance(param, str):
        return given.get(param, param)
    return ids if param == _IDS else param
