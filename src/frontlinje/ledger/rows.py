"""How are rows written fast? The text of a model's INSERT or UPDATE is worked out once and kept.

What Django does on every save costs more than the database takes to write the row. Only on the
paths where contacts stream in.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.fields import AutoField

_MOST_AT_ONCE = 1000
"""A statement has room for 65,535 values."""


def insert_rows(rows: Sequence[Model]) -> None:
    """Write rows of one model, many in a statement; ids that the database gives are not read back.

    Raises
    ------
    django.db.IntegrityError
        What the database's constraints refuse.
    """
    if not rows:
        return
    start, values, fields = _parts(type(rows[0]))
    with connection.cursor() as cursor:
        for first in range(0, len(rows), _MOST_AT_ONCE):
            some = rows[first : first + _MOST_AT_ONCE]
            params = [_value(field, row) for row in some for field in fields]
            cursor.execute(start + ", ".join([values] * len(some)), params)
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


@contextmanager
def sent_together() -> Iterator[None]:
    """Send the statements of a transaction's block one after the other, without waiting for each.

    Nothing in the block may ask what a statement answered or how many rows it met. What the
    database refuses is raised at the end of the block, as errors of Django's.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def save_values(rows: Sequence[Model], names: Sequence[str], *, only: Mapping[str, Any]) -> int:
    """Save some values of each row that still has others in the database; return how many had."""
    if not rows:
        return 0
    text, saved, asked = _update(type(rows[0]), tuple(names), tuple(only))
    held = [field.get_db_prep_value(only[field.name], connection) for field in asked]
    params = [
        [
            *(field.get_db_prep_save(getattr(row, field.attname), connection) for field in saved),
            row.pk,
            *held,
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(text, params)
        return int(cursor.rowcount)


@cache
def _update(
    model: type[Model], names: tuple[str, ...], only: tuple[str, ...]
) -> tuple[str, "list[Field[Any, Any]]", "list[Field[Any, Any]]"]:
    quote = connection.ops.quote_name
    by_name = {field.name: field for field in model._meta.concrete_fields}
    saved, asked = ([by_name[name] for name in some] for some in (names, only))
    key = next(field for field in by_name.values() if field.primary_key)
    sets = ", ".join(f"{quote(field.column or '')} = %s" for field in saved)
    where = " AND ".join(f"{quote(field.column or '')} = %s" for field in (key, *asked))
    return f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {where}", saved, asked


def _value(field: "Field[Any, Any]", row: Model) -> Any:
    return field.get_db_prep_save(field.pre_save(row, True), connection)


@cache
def _parts(model: type[Model]) -> tuple[str, str, "list[Field[Any, Any]]"]:
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (field.generated or field.has_db_default() or isinstance(field, AutoField))
    ]
    names = ", ".join(connection.ops.quote_name(field.column or "") for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    return f"INSERT INTO {table} ({names}) VALUES ", f"({', '.join(['%s'] * len(fields))})", fields
