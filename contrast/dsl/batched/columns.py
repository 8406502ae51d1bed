"""Columns: many values of one kind as arrays, so that a primitive's kernel computes them all at once.

A column has batch axes (programs, examples, …) and a representation that its kind decides:
- bool, int, float: an array of the batch shape (bool, int64, float64);
- str: fixed-width numpy text of the batch shape, or objects where a value holds NUL (`contrast.dsl.batched.text`);
- list[bool], list[int], list[float], list[str], Graph: `Ragged`, padded to a common width with zeros or empty strings;
- everything else: an object array of the batch shape.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from contrast.dsl.batched.text import alike, capacity, decoded, is_text, pack_text, unpack_text
from contrast.values import Graph, Kind, base_kind, element_kind, is_list

DTYPES: dict[Kind, type] = {bool: np.bool_, int: np.int64, float: np.float64}


@dataclass(frozen=True, eq=False)
class Ragged:
    """Values of different sizes, padded with zeros, or with empty strings.

    values: batch shape + (width,) for lists, + (width, width) for graphs; strings in any form of a text array.  length: batch
    shape, int64.
    """

    values: np.ndarray
    length: np.ndarray

    @property
    def rank(self) -> int:
        """How many axes a single value has: 1 for a list, 2 for a graph."""
        return self.values.ndim - self.length.ndim

    @property
    def width(self) -> int:
        return int(self.values.shape[-1])


Column = np.ndarray | Ragged


@cache
def element_type(kind: Kind) -> type:
    """The dtype of the numbers inside a column of this kind; object for text, and where the kind has no array form."""
    if kind is Graph:
        return np.float64
    if is_list(kind):
        return DTYPES.get(base_kind(element_kind(kind)), object)
    return DTYPES.get(base_kind(kind), object)


@cache
def ragged_rank(kind: Kind) -> int:
    """1 for lists of numbers or strings, 2 for graphs, 0 for kinds that are not ragged."""
    if kind is Graph:
        return 2
    return int(is_list(kind) and (element_type(kind) is not object or is_texts(kind)))


@cache
def is_texts(kind: Kind) -> bool:
    """Whether values of this kind are lists of strings."""
    return is_list(kind) and base_kind(element_kind(kind)) is str


def nothing(dtype: np.dtype) -> Any:
    """What stands behind the end of a list of such elements: zero, or the empty string."""
    return "" if dtype.kind == "O" else dtype.type()


def has_arrays(kind: Kind) -> bool:
    """Whether kernels can work on values of this kind: false where a column can only be objects."""
    return element_type(kind) is not object or base_kind(kind) is str or is_texts(kind)


def pack(kind: Kind, values: Sequence[Any], width: int | None = None) -> Column:
    """A column of shape (len(values),). An int outside of int64 raises `OverflowError`."""
    rank = ragged_rank(kind)
    if rank:
        length = np.array([len(value) for value in values], dtype=np.int64)
        wide = max([1, *length.tolist()] if width is None else [width])
        if is_texts(kind):
            texts = pack_text([text for value in values for text in value])
            column = np.full((len(values), wide), nothing(texts.dtype), texts.dtype)
            column[within(length, wide)] = texts
            return Ragged(column, length)
        padded = np.zeros((len(values), *[wide] * rank), dtype=element_type(kind))
        for row, value in enumerate(values):
            inside: tuple[Any, ...] = (row, *[slice(len(value))] * rank)
            padded[inside] = value
        return Ragged(padded, length)
    if base_kind(kind) is str:
        return pack_text(values)
    if element_type(kind) is not object:
        return np.array(values, dtype=element_type(kind))
    column = np.empty(len(values), dtype=object)
    for row, value in enumerate(values):
        column[row] = value
    return column


def unpack(column: Column) -> list[Any]:
    """The plain values of a column of shape (n,)."""
    if isinstance(column, Ragged):
        if column.rank == 2:
            return [value[:n, :n].copy() for value, n in zip(column.values, column.length, strict=True)]
        values = decoded(column.values) if is_text(column.values) else column.values
        return [value[:n].tolist() for value, n in zip(values, column.length, strict=True)]
    if is_text(column):
        return list(unpack_text(column))
    return list(column) if column.dtype == object else list(column.tolist())


def value_width(column: Column) -> int:
    """The room that a single value has: elements of a list, nodes of a graph, characters of a text; 0 for other kinds."""
    if isinstance(column, Ragged):
        return column.width
    return capacity(column) if is_text(column) else 0


def shape(column: Column) -> tuple[int, ...]:
    """The batch shape."""
    return (column.length if isinstance(column, Ragged) else column).shape


def each(column: Column, act: Callable[[np.ndarray], np.ndarray]) -> Column:
    """Apply `act`, which must only touch leading axes, to every array of the column."""
    if isinstance(column, Ragged):
        return Ragged(act(column.values), act(column.length))
    return act(column)


def take(column: Column, index: Any) -> Column:
    """The column at `index` along its leading axes."""
    return each(column, lambda array: array[index])


def reshape(column: Column, batch: tuple[int, ...]) -> Column:
    """The column with another batch shape of the same size."""
    rank = len(shape(column))
    return each(column, lambda array: array.reshape(*batch, *array.shape[rank:]))


def broadcast(column: Column, batch: tuple[int, ...]) -> Column:
    """The column seen at a larger batch shape, nothing copied."""
    rank = len(shape(column))
    if shape(column) == batch:
        return column
    return each(column, lambda array: np.broadcast_to(array, (*batch, *array.shape[rank:])))


def trail(column: Column, axes: int) -> Column:
    """The column with `axes` new batch axes of size 1 at the end."""
    rank = len(shape(column))
    return each(column, lambda array: array.reshape(*array.shape[:rank], *[1] * axes, *array.shape[rank:]))


def concatenate(columns: Sequence[Column]) -> Column:
    """Columns joined along their first axis; lists and text are padded to the widest."""
    first = columns[0]
    if len(columns) == 1:
        return first
    if isinstance(first, Ragged):
        parts = [column for column in columns if isinstance(column, Ragged)]
        wide = max(part.width for part in parts)
        values = alike(*[widen(part, wide).values for part in parts])
        return Ragged(np.concatenate(values), np.concatenate([part.length for part in parts]))
    return np.concatenate(alike(*columns))  # type: ignore[arg-type]


def widen(column: Ragged, width: int) -> Ragged:
    """The column padded to `width`."""
    if column.width == width:
        return column
    inside: tuple[Any, ...] = (..., *[slice(column.width)] * column.rank)
    values = np.full((*shape(column), *[width] * column.rank), nothing(column.values.dtype), column.values.dtype)
    values[inside] = column.values
    return Ragged(values, column.length)


def select(mask: np.ndarray, yes: Column, no: Column) -> Column:
    """`yes` where the mask (of the batch shape) holds, else `no`."""
    if isinstance(yes, Ragged) and isinstance(no, Ragged):
        wide = max(yes.width, no.width)
        yes, no = widen(yes, wide), widen(no, wide)
        inner = mask.reshape(*mask.shape, *[1] * yes.rank)
        return Ragged(np.where(inner, *alike(yes.values, no.values)), np.where(mask, yes.length, no.length))
    return np.where(mask, *alike(yes, no))  # type: ignore[arg-type]


def differing(first: Column, second: Column) -> np.ndarray:
    """Where two columns of one batch shape hold different values; behind the ends of lists there are zeros."""
    if isinstance(first, Ragged) and isinstance(second, Ragged):
        wide = max(first.width, second.width)
        apart = np.not_equal(*alike(widen(first, wide).values, widen(second, wide).values))
        return np.asarray(apart.any(axis=tuple(range(-first.rank, 0))) | (first.length != second.length))
    return np.not_equal(*alike(first, second))  # type: ignore[arg-type]


def within(length: np.ndarray, width: int) -> np.ndarray:
    """The mask, batch shape + (width,), of the places that are inside each list."""
    return np.arange(width) < length[..., None]


def blank(kind: Kind, batch: tuple[int, ...], width: int = 1) -> Column:
    """A column of zeros, of empty lists or strings, or of None."""
    rank, dtype = ragged_rank(kind), "S1" if base_kind(kind) is str or is_texts(kind) else element_type(kind)
    if rank:
        return Ragged(np.zeros((*batch, *[width] * rank), dtype), np.zeros(batch, np.int64))
    return np.full(batch, None, dtype=object) if dtype is object else np.zeros(batch, dtype)


def compacted(column: Column) -> Column:
    """The column with its whole numbers in the narrowest type that holds them, for keeping; kernels take `expanded` ones."""
    return each(column, _narrowed)


def expanded(column: Column) -> Column:
    """The column with its whole numbers in int64 again."""
    return each(column, lambda array: array.astype(np.int64) if array.dtype in NARROW else array)


NARROW = {np.dtype(f"int{bits}"): 1 << (bits - 1) for bits in (8, 16, 32)}
"""Types of whole numbers that columns are kept in, the narrowest first: each holds -bound to bound - 1."""


def _narrowed(array: np.ndarray) -> np.ndarray:
    if array.dtype != np.int64 or array.size == 0:
        return array
    low, high = int(array.min()), int(array.max())
    return array.astype(next((dtype for dtype, bound in NARROW.items() if -bound <= low and high < bound), np.int64), copy=False)


def nbytes(column: Column) -> int:
    """The bytes that the column takes; objects are counted as the arrays or Python values that they are."""
    if isinstance(column, Ragged):
        return column.values.nbytes + column.length.nbytes
    if column.dtype != object:
        return column.nbytes
    distinct = {id(value): value for value in column.flat}
    sizes = [value.nbytes if isinstance(value, np.ndarray) else sys.getsizeof(value) for value in distinct.values()]
    return column.nbytes + sum(sizes)
