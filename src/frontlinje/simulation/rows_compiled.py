"""How does compiled code see the tables? As one pointer to a frame of addresses and numbers.

The kernel's source names rows of tables (``w.live.held[slot]``). Passing some 170 arrays to every
compiled function would cost more than the work; so a `World` is written into a frame: a flat array
with for each row its address and length, for each number its value. These types teach numba to
read it. Addresses never change while a day is played, so compiled code loads each of them once.
"""

import operator
from typing import Any, get_type_hints

import numpy as np
from llvmlite import ir
from numba import types
from numba.core.imputils import lower_builtin, lower_getattr_generic
from numba.core.typing.templates import (
    AbstractTemplate,
    AttributeTemplate,
    infer_getattr,
    infer_global,
    signature,
)
from numba.extending import intrinsic, models, register_model

from frontlinje.base.jit import FloatRow, Floats
from frontlinje.routing.rules.tables import Agents, Lanes
from frontlinje.simulation.records import RECORDS, SHOWN, record_of
from frontlinje.simulation.world import Given, Live, World

SLOTS = 2
"""Entries of the frame for each column: address and length, or a number and nothing."""
_FLOATS = (FloatRow, Floats)
_FIXED = (Given, Lanes)
_FIXED_OF_AGENTS = ("tier", "languages", "membership", "skill", "in_hand", "most")
_WORD = ir.IntType(64)


class Row(types.Type):
    """A flat row; its value points to the row's two entries in the frame.

    Compiled code is told which rows are never written to, and that a row of `Live` has its memory
    for itself but for rows of the policy's tables: so it need not read again what did not change.
    """

    def __init__(self, of: Any, table: type[Any], column: str) -> None:
        self.of = of
        record = record_of(table, column)
        self.stride = len(record)
        # Rows of a record are found from its first one; the policy's tables know their own alone.
        self.which = record.index(column) if column not in SHOWN.get(table, ()) else 0
        self.is_fixed = table in _FIXED or (table is Agents and column in _FIXED_OF_AGENTS)
        self.alone = column if table is Live else ""
        told = "fixed" if self.is_fixed else self.alone
        super().__init__(name=f"Row({of}, {self.stride}, {self.which}, {told})")


class Table(types.Type):
    """A named tuple of rows, numbers and tables; its value points to its part of the frame."""

    def __init__(self, kind: type[Any]) -> None:
        hints = get_type_hints(kind)
        self.columns: dict[str, tuple[int, Any]] = {}
        self.length: int
        at = 0
        for name in kind._fields:
            column = _column(hints[name], kind, name)
            self.columns[name] = (at, column)
            at += column.length if isinstance(column, Table) else SLOTS
        for record in RECORDS.get(kind, ()):
            first, _ = self.columns[record[0]]
            self.columns |= {name: (first, self.columns[name][1]) for name in record}
        self.length = at
        super().__init__(name=f"Table({kind.__name__})")


def _column(hint: Any, table: type[Any], name: str) -> Any:
    if hasattr(hint, "_fields"):
        return Table(hint)
    if hint is int or hint is float:
        return types.int64 if hint is int else types.float64
    return Row(types.float64 if hint in _FLOATS else types.int64, table, name)


def frame_of(world: World) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Return the frame of a world of arrays, which must live as long as it.

    Parameters
    ----------
    world : World
        Of arrays.

    Returns
    -------
    array of int64
        Addresses and numbers, in the order of the tables.
    """
    entries: list[int] = []
    columns: list[Any] = [value for table in world for value in table]
    for value in columns:
        if isinstance(value, np.ndarray):
            entries += [value.ctypes.data, len(value)]
        elif isinstance(value, float):
            entries += [int(np.float64(value).view(np.int64)), 0]
        else:
            entries += [value, 0]
    return np.array(entries, np.int64)


@register_model(Row)
@register_model(Table)
class _PointerModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _WORD.as_pointer())


@infer_getattr
class _TableColumns(AttributeTemplate):
    key = Table

    def generic_resolve(self, table: Table, name: str) -> Any:
        return table.columns[name][1] if name in table.columns else None


@lower_getattr_generic(Table)
def _column_of(context: Any, builder: Any, table: Table, value: Any, name: str) -> Any:
    at, column = table.columns[name]
    place = builder.gep(value, [ir.Constant(_WORD, at)])
    if isinstance(column, Row | Table):
        return place
    word = _never_changing(builder, place)
    return word if column == types.int64 else builder.bitcast(word, ir.DoubleType())


def _never_changing(builder: Any, place: Any) -> Any:
    """Load what nobody writes to while a day is played."""
    word = builder.load(place)
    word.set_metadata("invariant.load", builder.module.add_metadata([]))
    return word


def _element(builder: Any, row: Row, value: Any, index: Any) -> Any:
    target = _WORD if row.of == types.int64 else ir.DoubleType()
    first = builder.inttoptr(_never_changing(builder, value), target.as_pointer())
    place = builder.mul(index, ir.Constant(_WORD, row.stride))
    return builder.gep(first, [builder.add(place, ir.Constant(_WORD, row.which))])


def _told(builder: Any, row: Row, access: Any) -> Any:
    """Tell the compiler what else may be in the memory that is read or written."""
    module, zero = builder.module, ir.Constant(_WORD, 0)
    if row.is_fixed:
        access.set_metadata("invariant.load", module.add_metadata([]))
        return access
    kind = module.add_metadata(["any row", module.add_metadata(["rows"]), zero])
    if row.alone:
        kind = module.add_metadata([row.alone, kind, zero])
    access.set_metadata("tbaa", module.add_metadata([kind, kind, zero]))
    return access


@infer_global(operator.getitem)
class _RowGet(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        row, index = args
        if isinstance(row, Row) and isinstance(index, types.Integer):
            return signature(row.of, row, types.int64)
        return None


@lower_builtin(operator.getitem, Row, types.Integer)
def _get(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    row = sig.args[0]
    return _told(builder, row, builder.load(_element(builder, row, *args)))


@infer_global(operator.setitem)
class _RowSet(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        row, index, _ = args
        if isinstance(row, Row) and isinstance(index, types.Integer):
            return signature(types.none, row, types.int64, row.of)
        return None


@lower_builtin(operator.setitem, Row, types.Integer, types.Any)
def _set(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    value, index, new = args
    row = sig.args[0]
    _told(builder, row, builder.store(new, _element(builder, row, value, index)))
    return context.get_dummy_value()


@infer_global(len)
class _RowLen(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) == 1 and isinstance(args[0], Row):
            return signature(types.int64, args[0])
        return None


@lower_builtin(len, Row)
def _length(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return _never_changing(builder, builder.gep(args[0], [ir.Constant(_WORD, 1)]))


@intrinsic
def as_world(typing: Any, frame: Any) -> Any:
    """Read a frame as the `World` that was written into it."""

    def lower(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        array = context.make_array(frame)(context, builder, args[0])
        return builder.bitcast(array.data, _WORD.as_pointer())

    return signature(Table(World), frame), lower
