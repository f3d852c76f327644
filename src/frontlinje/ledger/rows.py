"""How are new rows written fast? The text of a model's INSERT is worked out once and kept.

What Django does on every save costs more than the database takes to write the row. Only for rows
that are new and complete, on the paths where contacts stream in.
"""

from collections.abc import Sequence
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
