"""What a primitive with a body goes through, and where it starts from, as its signature tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contrast.dsl import Primitive
from contrast.dsl.types import Type, function_parts, is_function
from contrast.values import is_list


def value_kinds(primitive: Primitive) -> list[Type]:
    """The kinds of its arguments that are values."""
    return [kind for kind in primitive.parameters if not is_function(kind)]


def start(primitive: Primitive) -> int | None:
    """The place among its arguments that are values where a primitive that repeats its body starts, if it does not start from an
    element."""
    if not primitive.repeats:
        return None
    kinds = value_kinds(primitive)
    (place,) = primitive.function_places
    one = len(function_parts(primitive.parameters[place])[0]) == 1
    return len(kinds) - 1 if one else 0 if len(kinds) > 1 else None


def walked(primitive: Primitive) -> list[int]:
    """The places among its arguments that are values of the lists whose elements its body meets."""
    kinds = value_kinds(primitive)
    return [place for place, kind in enumerate(kinds) if is_list(kind) and place != start(primitive)]


def steps(primitive: Primitive, values: Sequence[list[Any]]) -> list[int] | None:
    """By row, how many elements it goes through, those of the shortest of its lists; None if it goes through no list."""
    lists = [values[place] for place in walked(primitive)]
    return [min(map(len, row)) for row in zip(*lists, strict=True)] if lists else None


def takes_one_step(primitive: Primitive, values: Sequence[list[Any]]) -> bool:
    """Whether a scheme that does not give a list, or repeats its body, takes at most one step in every row: then its body has the
    whole problem."""
    (place,) = primitive.function_places
    if primitive.repeats and len(function_parts(primitive.parameters[place])[0]) == 1:
        return value_kinds(primitive)[0] is int and all(times <= 1 for times in values[0])
    counts = steps(primitive, values)
    if counts is None or (is_list(primitive.result) and not primitive.repeats):
        return False
    return all(count <= 1 for count in counts)
