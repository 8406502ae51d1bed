"""Applying a primitive to columns: through its kernel, or by lifting its scalar meaning value by value."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from contrast.dsl.batched import text
from contrast.dsl.batched.columns import (
    Column,
    Ragged,
    blank,
    broadcast,
    concatenate,
    has_arrays,
    nothing,
    pack,
    reshape,
    shape,
    take,
    unpack,
)
from contrast.dsl.batched.effort import EFFORT
from contrast.dsl.batched.width import LIMIT, LONGEST
from contrast.dsl.primitive import Primitive
from contrast.errors import BadPrimitive, Undefined
from contrast.values import Kind, base_kind, conforms

Mask = np.ndarray | None
"""Where a column is defined; None stands for everywhere."""

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


def argument_mask(primitive: Primitive, args: Sequence[Any], masks: Sequence[Mask]) -> Mask:
    """Where the arguments that count are defined: of a choice only the one that is chosen.

    masks: one for each argument that is a value, in order.
    """
    if not primitive.chooses or all(mask is None for mask in masks[1:]):
        return both(*masks)
    yes, no = (np.bool_(True) if mask is None else mask for mask in masks[1:])
    return both(masks[0], np.where(primitive.condition(args[0]), yes, no))


def apply(
    primitive: Primitive,
    args: Sequence[Any],
    batch: tuple[int, ...],
    defined: Mask = None,
    scalars: dict[int, ScalarAt] | None = None,
    width: int = LONGEST,
) -> tuple[Column, Mask]:
    """The primitive's values over columns whose batch shapes broadcast to `batch`, and where they are defined.

    Columns of objects have no kernel, unless it reads them: there the scalar meaning is applied value by value.

    At function places `args` holds the function on columns, and `scalars` the same as scalar functions, by place.
    A list or string longer than `width` is undefined; strings, in lists too, have no more room than the longest of them needs.
    """
    outer = LIMIT.set(width)
    try:
        column, mask = _values(primitive, args, batch, defined, scalars or {})
    finally:
        LIMIT.reset(outer)
    EFFORT.add(column, lifted=primitive.kernel is None)
    if base_kind(primitive.result) is str:
        column, fits = text.clipped(column, width)  # type: ignore[arg-type]
        return column, both(mask, fits)
    if isinstance(column, Ragged) and column.rank == 1 and column.width > width:
        short, behind = column.length <= width, nothing(column.values.dtype)
        column = Ragged(np.where(short[..., None], column.values[..., :width], behind), np.where(short, column.length, 0))
        mask = both(mask, short)
    if isinstance(column, Ragged) and text.is_text(column.values):
        column = Ragged(text.resized(column.values, text.longest(column.values)), column.length)
    return column, mask


def _values(
    primitive: Primitive, args: Sequence[Any], batch: tuple[int, ...], defined: Mask, scalars: dict[int, ScalarAt]
) -> tuple[Column, Mask]:
    objects = not primitive.reads_objects and any(map(_holds_objects, args))
    if primitive.kernel is None or objects or not has_arrays(primitive.result):
        return _lift(primitive, args, batch, defined, scalars)
    result = primitive.kernel(*args)
    column, mask = result if isinstance(result, tuple) else (result, None)
    if shape(column) != batch:
        column = broadcast(column, batch)
    if primitive.result is float:
        fine = ~np.isnan(column)
        mask = both(mask, None if fine.all() else fine)
    return column, both(mask, defined)


def _holds_objects(arg: Any) -> bool:
    array = arg.values if isinstance(arg, Ragged) else arg
    return isinstance(array, np.ndarray) and array.dtype == object


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
    """A column of the answers, blank where there is None (also for an int that int64 cannot hold)."""
    given = np.array([answer is not None for answer in answers], dtype=bool)
    packed = pack(kind, [answer for answer in answers if answer is not None])
    return take(concatenate([blank(kind, (1,)), packed]), np.cumsum(given) * given)
