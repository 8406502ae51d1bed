"""The kinds of data there are: bool, int, float, str, list[T], tuple[...], Grid and Graph.

A *kind* is the Python type hint itself (`list[int]`), so a function's signature is its type in the DSL.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable
from functools import cache
from typing import Any, NewType, get_args, get_origin

import numpy as np

from contrast.errors import BadKind, BadValue

Kind = Any
"""A supported type hint; `check_kind` says which."""

Grid = NewType("Grid", np.ndarray)
"""A (height, width) int64 array, for example a grey image."""

Graph = NewType("Graph", np.ndarray)
"""A (nodes, nodes) float64 array of edge weights: row = from, column = to, `inf` = no edge, 0 on the diagonal."""

SCALARS: tuple[Kind, ...] = (bool, int, float, str)
ARRAYS: tuple[Kind, ...] = (Grid, Graph)


@cache
def is_list(kind: Kind) -> bool:
    """Whether this is list[T]."""
    return bool(origin_of(kind) == list)  # noqa: E721  the origin is the class itself


def is_tuple(kind: Kind) -> bool:
    """Whether this is tuple[T, U, …]."""
    return bool(origin_of(kind) == tuple)  # noqa: E721  the origin is the class itself


@cache
def origin_of(kind: Any) -> Any:
    """`list` for `list[int]`, None for a plain class."""
    return get_origin(kind)


def element_kind(kind: Kind) -> Kind:
    """T of list[T]."""
    return get_args(kind)[0]


def check_kind(kind: Kind, where: str) -> None:
    """Raise `BadKind`, naming `where`, unless `kind` is one of the kinds above."""
    if base_kind(kind) in SCALARS or kind in ARRAYS:
        return
    parts = get_args(kind)
    if (is_list(kind) or is_tuple(kind)) and parts and Ellipsis not in parts:
        for part in parts:
            check_kind(part, where)
        return
    raise BadKind(
        f"{where}: {kind_name(kind)} is not a kind of data contrast knows; "
        "use bool, int, float, str, list[T], tuple[T, U], Grid or Graph"
    )


@cache
def base_kind(kind: Kind) -> Kind:
    """The kind whose values these are: `str` for `NewType("Name", str)`, by which a grammar tells its non-terminals apart."""
    while kind not in ARRAYS and hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    return kind


def kind_name(kind: Kind) -> str:
    """The kind as one writes it in Python."""
    if get_args(kind):
        return str(kind).replace("contrast.values.", "").replace("typing.", "").replace("collections.abc.", "")
    return str(getattr(kind, "__name__", kind))


def conforms(value: object, kind: Kind) -> bool:
    """Whether `value` is of this kind; a bool is no int, an int is no float and has 64 bits, nan is no value."""
    kind = base_kind(kind)
    if kind is float:
        return isinstance(value, float) and not math.isnan(value)
    if kind is int:
        return type(value) is int and -(2**63) <= value < 2**63
    if kind in SCALARS:
        return bool(type(value) is kind)
    if kind in ARRAYS:
        return _is_array(value, kind)
    if is_list(kind):
        return isinstance(value, list) and all(conforms(item, element_kind(kind)) for item in value)
    parts = get_args(kind)
    return isinstance(value, tuple) and len(value) == len(parts) and all(map(conforms, value, parts))


def _is_array(value: object, kind: Kind) -> bool:
    if not isinstance(value, np.ndarray) or value.ndim != 2:
        return False
    if kind is Grid:
        return bool(value.dtype == np.int64)
    return bool(value.dtype == np.float64) and value.shape[0] == value.shape[1] and not np.isnan(value).any()


def infer_kind(values: Iterable[object], where: str) -> Kind:
    """The one kind that all `values` have (an empty list takes its element kind from the others; lists of nothing are
    `list[int]`; an int beside floats is read as a float). Raises `BadValue` naming `where` and the row."""
    kind: Kind | None = None
    for row, value in enumerate(values):
        joined = _join(kind, _kind_of(value, f"{where}, row {row}"))
        if joined is None:
            raise BadValue(
                f"{where}, row {row}: {value!r} does not fit the rows before it, which are {kind_name(kind)}; "
                "give all rows of a column one kind"
            )
        kind = joined
    if kind is None:
        raise BadValue(f"{where}: there are no values; give at least one")
    return _settle(kind)


_UNKNOWN = NewType("_UNKNOWN", object)  # the element kind of an empty list, until another row tells


def _kind_of(value: object, where: str) -> Kind:
    if type(value) in SCALARS:
        if not conforms(value, type(value)):
            raise BadValue(f"{where}: {value!r} is no 64-bit number; scale it, or leave the row out")
        return type(value)
    if isinstance(value, list):
        kind: Kind = _UNKNOWN
        for item in value:
            kind = _join(kind, _kind_of(item, where))
            if kind is None:
                raise BadValue(f"{where}: {value!r} mixes kinds in one list; give all its items one kind")
        return list[kind]
    if isinstance(value, tuple) and value:
        return tuple[tuple(_kind_of(item, where) for item in value)]  # type: ignore[misc]
    for kind in ARRAYS:
        if conforms(value, kind):
            return kind
    raise BadValue(f"{where}: {value!r} is no bool, int, float, str, list, tuple, Grid or Graph; convert it first")


def _join(first: Kind | None, second: Kind) -> Kind | None:
    """The kind that covers both, or None."""
    if first is None or first is _UNKNOWN or first == second:
        return second
    if second is _UNKNOWN:
        return first
    if {first, second} == {int, float}:
        return float
    if is_list(first) and is_list(second):
        part = _join(element_kind(first), element_kind(second))
        return None if part is None else list[part]  # type: ignore[valid-type]
    return None


def _settle(kind: Kind) -> Kind:
    if kind is _UNKNOWN:
        return int
    return list[_settle(element_kind(kind))] if is_list(kind) else kind  # type: ignore[misc]


def as_kind(value: Any, kind: Kind) -> Any:
    """`value` with ints widened to floats (and plain nested lists to arrays) where `kind` asks for that."""
    kind = base_kind(kind)
    if kind is float and type(value) is int:
        return float(value)
    if kind in ARRAYS and isinstance(value, list):
        return np.array(value, dtype=np.int64 if kind is Grid else np.float64)
    if is_list(kind) and isinstance(value, list):
        return [as_kind(item, element_kind(kind)) for item in value]
    if is_tuple(kind) and isinstance(value, list | tuple):
        return tuple(map(as_kind, value, get_args(kind)))
    return value


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: arrays and tuples become lists, infinities and nan their names."""
    if isinstance(value, np.ndarray):
        return value.tolist() if value.dtype.kind in "bi" else plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def digest(*values: Any) -> str:
    """A stable 64-character fingerprint, for reserving test inputs and for comparing results."""
    text = json.dumps([_short(value) for value in values], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _short(value: Any) -> Any:
    """`value` as JSON can hold it, each array as the fingerprint of its bytes."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype}{value.shape}{hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()}"
    if isinstance(value, list | tuple):
        return [_short(item) for item in value]
    return plain(value)


def same_value(given: Any, wanted: Any, tolerance: float = 0.0) -> bool:
    """Whether two values are equal; floats anywhere inside may differ by `tolerance`, relative to the wanted one."""
    if isinstance(wanted, np.ndarray):
        return (
            isinstance(given, np.ndarray) and given.shape == wanted.shape and same_value(plain(given), plain(wanted), tolerance)
        )
    if isinstance(wanted, list | tuple):
        return (
            type(given) is type(wanted)
            and len(given) == len(wanted)
            and all(same_value(g, w, tolerance) for g, w in zip(given, wanted, strict=True))
        )
    if isinstance(wanted, float) and isinstance(given, float):
        return given == wanted or (math.isfinite(wanted) and abs(given - wanted) <= tolerance * abs(wanted))
    return type(given) is type(wanted) and bool(given == wanted)
