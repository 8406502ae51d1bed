"""Applying a primitive to columns: through its kernel, or by lifting its scalar meaning value by value."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from contrast.dsl.columns import Column, Ragged, blank, broadcast, pack, reshape, shape, unpack
from contrast.dsl.primitive import Primitive
from contrast.errors import BadPrimitive, Undefined
from contrast.values import Kind, conforms

Mask = np.ndarray | None
"""Where a column is defined; None stands for everywhere."""

WIDEST = 4096
"""The longest list of a column, unless a caller sets less."""

ScalarAt = Callable[[int], Callable[..., Any]]
"""For a flat position of the batch, the scalar function that a function argument is there."""


def both(*masks: Mask) -> Mask:
    """Where all the masks hold."""
    known = [mask for mask in masks if mask is not None]
    if not known:
        return None
    result = known[0]
    for mask in known[1:]:
        result = result & mask
    return result


def apply(
    primitive: Primitive,
    args: Sequence[Any],
    batch: tuple[int, ...],
    defined: Mask = None,
    scalars: dict[int, ScalarAt] | None = None,
    width: int = WIDEST,
) -> tuple[Column, Mask]:
    """The primitive's values over columns whose batch shapes broadcast to `batch`, and where they are defined.

    Columns of objects have no kernel: there the scalar meaning is applied value by value.

    At function places `args` holds the function on columns, and `scalars` the same as scalar functions, by place.
    A list longer than `width` is undefined.
    """
    column, mask = _values(primitive, args, batch, defined, scalars or {})
    if isinstance(column, Ragged) and column.rank == 1 and column.width > width:
        short = column.length <= width
        column = Ragged(np.where(short[..., None], column.values[..., :width], 0), np.where(short, column.length, 0))
        mask = both(mask, short)
    return column, mask


def _values(
    primitive: Primitive, args: Sequence[Any], batch: tuple[int, ...], defined: Mask, scalars: dict[int, ScalarAt]
) -> tuple[Column, Mask]:
    if primitive.kernel is None or any(isinstance(arg, np.ndarray) and arg.dtype == object for arg in args):
        return _lift(primitive, args, batch, defined, scalars)
    result = primitive.kernel(*args)
    column, mask = result if isinstance(result, tuple) else (result, None)
    if shape(column) != batch:
        column = broadcast(column, batch)
    if primitive.result is float:
        fine = ~np.isnan(column)
        mask = both(mask, None if fine.all() else fine)
    return column, both(mask, defined)


def _lift(
    primitive: Primitive, args: Sequence[Any], batch: tuple[int, ...], defined: Mask, scalars: dict[int, ScalarAt]
) -> tuple[Column, Mask]:
    size = int(np.prod(batch))
    values = [[scalars[k](i) for i in range(size)] if k in scalars else flat_values(arg, batch) for k, arg in enumerate(args)]
    wanted = np.broadcast_to(True if defined is None else defined, batch).reshape(size)
    rows = zip(*values, strict=True) if values else itertools.repeat((), size)
    answers = [_answer(primitive, row) if ok else None for row, ok in zip(rows, wanted, strict=True)]
    mask = np.array([answer is not None for answer in answers], dtype=bool).reshape(batch)
    column = reshape(pack_partial(primitive.result, answers), batch)
    return column, None if mask.all() else mask


def _answer(primitive: Primitive, row: Sequence[Any]) -> Any:
    try:
        value = primitive.meaning(*row)
    except (Undefined, OverflowError):
        return None
    except Exception as error:
        raise BadPrimitive(
            f"primitive {primitive.name!r} raised {type(error).__name__}: {error} on {tuple(row)!r}; "
            "raise Undefined where it has no value"
        ) from error
    return value if conforms(value, primitive.result) else None


def flat_values(column: Column, batch: tuple[int, ...]) -> list[Any]:
    """The plain values of a column broadcast to `batch`, in flat order."""
    size = int(np.prod(batch))
    return unpack(reshape(broadcast(column, batch), (size,)))


def pack_partial(kind: Kind, answers: Sequence[Any]) -> Column:
    """A column of the answers with zeros where there is None (also for an int that int64 cannot hold)."""
    given = [k for k, answer in enumerate(answers) if answer is not None]
    packed = pack(kind, [answers[k] for k in given]) if given else blank(kind, (0,))
    column = blank(kind, (len(answers),), packed.width if isinstance(packed, Ragged) else 1)
    if isinstance(column, Ragged) and isinstance(packed, Ragged):
        column.values[given], column.length[given] = packed.values, packed.length
    else:
        column[given] = packed  # type: ignore[index]
    return column
