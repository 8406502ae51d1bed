"""Laws of which one summand is taken away, so that what is left is a product, whose exponents are solved for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from contrast.dsl import Node
from contrast.search.laws.linear.space import Aim, Space
from contrast.search.laws.linear.subsets import FLOOR
from contrast.search.laws.parts.expressions import Expressions
from contrast.search.laws.parts.language import Language
from contrast.search.laws.parts.outer import Outer
from contrast.search.laws.units import is_plain

COEFFICIENTS = (1.0, -1.0, 2.0, 0.5)
"""What the summand is multiplied by."""


def peels(space: Space, store: Expressions, outputs: np.ndarray, count: int) -> Iterator[tuple[Aim, float]]:
    """What is left in a product space of the outputs without one of the `count` cheapest expressions of their unit, and what the
    expression costs in bits."""
    order = store.order()
    typed = order[is_plain(store.units[order] - space.unit)][:count]
    for index in typed.tolist():
        for coefficient in COEFFICIENTS:
            outer = _outer(store.node(index), coefficient, store.values[index])
            aim = Aim.of(space, outer, outputs)
            if aim is not None:
                bits = float(store.bits[index]) + (0.0 if abs(coefficient) == 1 else store.language.bits("mul"))
                yield aim, bits + store.language.bits("add")


def _outer(node: Node, coefficient: float, values: np.ndarray) -> Outer:
    def write(language: Language, inside: Node) -> Node:
        return language.sum([(coefficient, node), (1.0, inside)])

    return Outer(("add",), lambda outputs: outputs - coefficient * values, write, unit_power=1.0)


def best_singles(
    rows: np.ndarray, bits: np.ndarray, aims: Sequence[tuple[Aim, float]], weight: float, keep: int
) -> list[tuple[Aim, int, float]]:
    """Of all aims those that one feature, or none, explains in the shortest description: which, -1 for none, and the share of
    the direction's square that it leaves.  rows: features, (count, n).  bits: (count,)."""
    found: list[tuple[float, Aim, int, float]] = []
    for aim, own in aims:
        left = np.maximum(1 - np.square(rows @ aim.direction), FLOOR)
        lengths = bits + weight * np.log2(left)
        which = int(lengths.argmin()) if len(lengths) else -1
        base = own + weight * np.log2(max(aim.share, FLOOR))
        found.append((base, aim, -1, 1.0))
        if which >= 0:
            found.append((base + float(lengths[which]), aim, which, float(left[which])))
    return [(aim, which, left) for _, aim, which, left in sorted(found, key=lambda entry: entry[0])[:keep]]
