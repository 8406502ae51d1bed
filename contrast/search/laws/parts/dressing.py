"""What enumeration reaches late and laws often hold: products of many variables, alone or with one other expression (an atom,
dressed), and sums of like terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from contrast.dsl import Node
from contrast.dsl.batched.forest import Operator
from contrast.search.laws.parts.expressions import Expressions
from contrast.search.laws.parts.language import Power
from contrast.search.laws.parts.likes import threes


def exponents(variables: int, order: int, most: int) -> np.ndarray:
    """Whole exponents of products of that many variables, (count, variables): all whose sizes sum to `order` or less, those
    with the least sum first, as far as there are no more than `most`; the empty product is left out."""
    level = np.zeros((1, variables), np.int8)
    last, sign = np.zeros(1, np.int64), np.zeros(1, np.int8)
    found = [np.zeros((0, variables), np.int8)]
    for _ in range(order):
        steps = []
        for variable in range(variables):
            for step in (1, -1):
                good = (last < variable) | ((last == variable) & ((sign == step) | (sign == 0)))
                longer = level[good].copy()
                longer[:, variable] += step
                steps.append((longer, np.full(len(longer), variable), np.full(len(longer), step, np.int8)))
        level, last, sign = (np.concatenate(parts) for parts in zip(*steps, strict=True))
        if sum(map(len, found)) + len(level) > most:
            break
        found.append(level)
    return np.concatenate(found)


def multiplied(store: Expressions, powers: np.ndarray, atom: int | None = None, power: int = 1) -> np.ndarray:
    """Take in products of the variables' powers, (count, variables), with a power of one expression if one is given; the
    indices of those that are sound."""
    language = store.language
    with np.errstate(all="ignore"):
        column = np.multiply.reduce(store.columns[None] ** powers[:, :, None].astype(float), axis=1)
        size = np.abs(powers).sum(axis=1)
        bits = size * language.bits("variable") + np.maximum(size - 1, 0) * language.bits("mul")
        units = powers @ store.column_units
        functions = np.zeros(len(powers), np.int64)
        if atom is not None:
            column, units = column * store.values[atom] ** power, units + power * store.units[atom]
            bits = bits + store.bits[atom] + language.bits("mul") + (language.bits("square") if power == 2 else 0.0)
            functions += store.functions[atom]
    good = store.sound(column)
    store.meter.count(len(good), int(good.sum()), 0)
    store.meter.check(store.nbytes)
    first: list[Power] = [] if atom is None else [(store.node(atom), float(power))]
    nodes = store.later([_writer(store, first, row) for row in powers[good]])
    return store.take(column[good], nodes, bits[good], units[good], functions[good])


def _writer(store: Expressions, first: Sequence[Power], powers: np.ndarray) -> Callable[[], Node]:
    return lambda: store.language.product([*first, *[(v, float(p)) for v, p in zip(store.inputs, powers, strict=True)]])


def like_sums(store: Expressions, most: float) -> None:
    """Take in the sums of any three like terms of at most so many bits each, and of one unit."""
    add = store.language.primitives.get("add")
    cheap = np.flatnonzero((store.bits <= most) & (store.nodes >= 0))
    found = np.array(list(threes({int(k): store.node(int(k)) for k in cheap})), np.int64).reshape(-1, 3)
    if add is None or not len(found):
        return
    first, second, third = found[(store.units[found] == store.units[found[:, :1]]).all(axis=(1, 2))].T
    symbol, total = Operator(add, ((), ())), store.values[first] + store.values[second] + store.values[third]
    two = store.forest.add(symbol, [store.nodes[first], store.nodes[second]], len(first))
    nodes = store.forest.add(symbol, [two, store.nodes[third]], len(first))
    bits = store.bits[first] + store.bits[second] + store.bits[third] + 2 * store.language.bits("add")
    functions = store.functions[first] + store.functions[second] + store.functions[third]
    good = store.sound(total)
    store.meter.count(len(good), int(good.sum()), 0)
    store.take(total[good], nodes[good], bits[good], store.units[first][good], functions[good])
