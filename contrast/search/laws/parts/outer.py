"""The outermost function of a law: what is wanted inside it, and how the law is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from contrast.dsl import Node
from contrast.search.laws.parts.language import Language

Undo = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Outer:
    """y = outer(inside).  undo: the inside that is wanted, nan or infinite where there is none.  symbols: what it needs.

    product: whether it is worth while around a product; a root of a product is a product again.  unit_power: the inside's unit
    as a power of the outputs'; None if both are plain numbers.
    """

    symbols: tuple[str, ...]
    undo: Undo
    write: Callable[[Language, Node], Node]
    product: bool = True
    unit_power: float | None = None


def _function(name: str, undo: Undo, unit_power: float | None = None) -> Outer:
    return Outer((name,), undo, lambda language, node: language.apply(name, node), unit_power is None, unit_power)


def _under_one(language: Language, node: Node) -> Node:
    return language.apply("div", language.constant(1.0), node)


def _within(good: Callable[[np.ndarray], np.ndarray], undo: Undo) -> Undo:
    return lambda y: np.where(good(y), undo(y), np.nan)


OUTER = (
    Outer((), lambda y: y, lambda language, node: node, unit_power=1.0),
    _function("sqrt", _within(lambda y: y >= 0, np.square), unit_power=2.0),
    Outer(("div",), lambda y: 1 / y, _under_one, product=False, unit_power=-1.0),
    _function("exp", np.log),
    _function("log", np.exp),
    _function("square", np.sqrt, unit_power=0.5),
    Outer(
        ("div", "sqrt"), _within(lambda y: y > 0, lambda y: 1 / np.square(y)),
        lambda language, node: _under_one(language, language.apply("sqrt", node)),
        product=False,
        unit_power=-2.0,
    ),
    _function("arcsin", _within(lambda y: np.abs(y) <= np.pi / 2, np.sin)),
    _function("arccos", _within(lambda y: (y >= 0) & (y <= np.pi), np.cos)),
    _function("tanh", np.arctanh),
)  # fmt: skip
"""In the order in which they are tried."""
