"""A value's tokens: its numbers, characters and truth values in a row, and marks for its structure."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, get_args, get_origin

from contrast.values import Graph, Grid, Kind, element_kind, is_list


class Mark(IntEnum):
    """The ids of tokens that stand for no value. Symbols come after them, UNKNOWN first."""

    BEGIN = 0
    END = 1
    SEPARATOR = 2
    SLOT = 3
    OPEN = 4
    CLOSE = 5
    NUMBER = 6
    NODE = 7


def leaves(value: Any, kind: Kind) -> list[Any]:
    """A value's tokens: numbers, characters and truth values, inner lists between OPEN and CLOSE."""
    origin: Kind = get_origin(kind)
    if kind is Graph:
        return [Mark.NODE] * len(value)
    if kind is Grid:
        return leaves(value.tolist(), list[list[int]])
    if kind is str:
        return list(value)
    if origin is tuple:
        return [leaf for part, inner in zip(value, get_args(kind), strict=True) for leaf in leaves(part, inner)]
    if origin is not list:
        return [value]
    inner = get_args(kind)[0]
    if inner in (bool, int, float):
        return list(value)
    return [leaf for part in value for leaf in (Mark.OPEN, *leaves(part, inner), Mark.CLOSE)]


def leaf_count(value: Any, kind: Kind) -> int:
    """The number of a value's tokens."""
    return len(value) if kind is Graph or is_flat(kind) else len(leaves(value, kind))


def is_flat(kind: Kind) -> bool:
    """Whether each part of a value is one token: texts and lists of scalars."""
    return kind is str or (is_list(kind) and element_kind(kind) in (bool, int, float))
