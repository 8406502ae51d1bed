"""Searching from a reference's own answers, for the tests of the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from contrast.dsl import DSL, Var
from contrast.search.outcome import Outcome
from contrast.search.search import Search, search
from contrast.solver import Budget
from contrast.task import Example

AT_ONCE = 1e-9
"""A patience: end with the first program that fits."""

FOREVER = float("inf")
"""A patience: end when no cheaper program can be."""

XS = [Var("xs", list[int])]
XS_ROWS: list[tuple[Any, ...]] = [([3, 9, 1],), ([2],), ([7, 7, 0, 5],), ([1, 2, 3, 4, 5],), ([6, 0, 6],)]
INTS = [Var("x", int), Var("y", int)]


def answers(reference: Callable[..., Any], rows: Sequence[tuple[Any, ...]]) -> list[Example]:
    """The reference's own answers as examples."""
    return [Example(row, reference(*row)) for row in rows]


def kind_of(value: Any) -> Any:
    """The kind of an output."""
    return list[int] if isinstance(value, list) else type(value)


def find(
    dsl: DSL,
    reference: Callable[..., Any],
    inputs: Sequence[Var],
    rows: Sequence[tuple[Any, ...]],
    candidates: int = 300_000,
    patience: float = AT_ONCE,
    **options: Any,
) -> Outcome:
    """A whole search; by default it ends with the first program that fits."""
    examples = answers(reference, rows)
    kind = kind_of(examples[0].output)
    return search(inputs, examples, dsl, kind, Budget(candidates=candidates), patience=patience, **options)


def searching(
    dsl: DSL,
    reference: Callable[..., Any],
    inputs: Sequence[Var],
    rows: Sequence[tuple[Any, ...]],
    budget: Budget,
    **options: Any,
) -> Search:
    """A search that has not begun yet."""
    examples = answers(reference, rows)
    return Search(inputs, examples, dsl, kind_of(examples[0].output), budget, **options)


def without(dsl: DSL, **known: Any) -> DSL:
    """The DSL, its primitives told less of (`inverses={}`, `deduce=None`)."""
    return replace(dsl, primitives=tuple(replace(p, **known) for p in dsl.primitives))


def hopeless(xs: list[int]) -> list[int]:
    """What no short program gives."""
    return [(7919 * x + 31 * k * k) % 101 for k, x in enumerate(xs)]
