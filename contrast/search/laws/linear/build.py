"""From features chosen in a space to formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from contrast.dsl import Apply, Lambda, Node
from contrast.dsl.constants import name_of
from contrast.search.laws.fitting.formula import is_free
from contrast.search.laws.linear.features import Part
from contrast.search.laws.linear.space import Aim, Space, rounded, stepwise
from contrast.search.laws.parts.language import Language, Power

EXACTLY, ROUGHLY = 1e-6, 0.24
"""How far an exponent may be moved to a half or a third: hardly, as in exact data; as far as noise may have moved it."""

MOST_FREE = 2
"""Exponents in one product that are neither halves nor thirds."""

NO_POWER = 1e-9
"""An exponent of this size is none."""

NEAR_NAME = 1e-10
"""A coefficient this near to a named constant, relative, is that constant."""


def formulas(language: Language, space: Space, aim: Aim, parts: Sequence[Part]) -> Iterator[Node]:
    """The laws that these features give, with their constants by least squares."""
    if space.log:
        yield from _products(language, space, aim, parts)
        return
    seen = np.array([part.values for part in parts]).reshape(len(parts), len(aim.wanted))
    if np.isfinite(seen).all():
        coefficients = space.solved(seen, aim.wanted)
        terms = [(named(c), part.node) for c, part in zip(coefficients, parts, strict=False)]
        constant = float(coefficients[-1]) if len(coefficients) > len(parts) else 0.0
        constant = 0.0 if abs(constant) < 1e-9 * np.abs(aim.wanted).max() else named(constant)
        yield aim.outer.write(language, language.sum(terms, constant))


def _products(language: Language, space: Space, aim: Aim, parts: Sequence[Part]) -> Iterator[Node]:
    """The products that these features give: with exponents as they come, and with exponents rounded as noise may require."""
    parts = [_as_exponent(part) for part in parts]
    seen = [space.exponents(part.values) if part.exponent else space.scale(part.values, part.powers) for part in parts]
    rows = np.array(seen).reshape(len(parts), len(aim.wanted))
    if not np.isfinite(rows).all():
        return
    solved = space.solved(rows, aim.wanted)
    own, powers = solved[: len(parts)], solved[len(parts) + 1 :] @ space.units.groups - aim.powers
    for part, power in zip(parts, own, strict=True):
        powers = powers + power * part.powers
    yield from _written(language, space, aim, parts, own, powers, EXACTLY)
    plain = [space.scale(part.values) if not part.exponent else row for part, row in zip(parts, rows, strict=True)]
    table = np.array([*plain, *[space.scale(column) for _, column in space.variables], space.nuisances[0]])
    halves = np.array([not part.exponent for part in parts] + [True] * len(space.variables) + [False])
    steps = stepwise(table, space.scale(aim.values), halves, ROUGHLY)[:-1]
    yield from _written(language, space, aim, parts, steps[: len(parts)], steps[len(parts) :], ROUGHLY / 2)


def _as_exponent(part: Part) -> Part:
    """A factor e to some power as that power in the exponent."""
    if part.exponent or not (isinstance(part.node, Apply) and part.node.primitive.name == "exp"):
        return part
    (inside,) = part.node.args
    assert not isinstance(inside, Lambda)
    with np.errstate(all="ignore"):
        return Part(inside, np.log(part.values), part.powers, exponent=True)


def _written(
    language: Language, space: Space, aim: Aim, parts: Sequence[Part], own: np.ndarray, powers: np.ndarray, within: float
) -> Iterator[Node]:
    """The product with these exponents of the features and the variables; those in an exponent stand together under one e."""
    values, inside = np.ones_like(aim.values), []
    factors: list[Power] = []
    with np.errstate(all="ignore"):
        for part, power in zip(parts, own, strict=True):
            if part.exponent:
                inside.append((named(power), part.node))
                values = values * np.exp(inside[-1][0] * part.values)
            elif abs(power) > NO_POWER:
                power = rounded(power, within)
                turned = power != round(power) and bool((part.values < 0).all())  # a root of what is negative everywhere
                factors.append((language.times(-1.0, part.node) if turned else part.node, power))
                values = values * (-part.values if turned else part.values) ** power
        for (var, column), power in zip(space.variables, powers, strict=True):
            if abs(power) > NO_POWER:
                factors.append((var, rounded(power, within)))
                values = values * column ** factors[-1][1]
    size = float(values @ values)
    if sum(is_free(power) for _, power in factors) > MOST_FREE or not (np.isfinite(size) and size > 0):
        return
    if not all(language.can_raise(power) for _, power in factors):
        return
    if inside:
        factors.append((language.apply("exp", language.sum(inside)), 1.0))
    yield aim.outer.write(language, language.product(factors, named(float(values @ aim.values) / size)))


def named(value: float) -> float:
    """The value, or the named constant that it is but for rounding."""
    name = name_of(float(value), NEAR_NAME)
    return float(value) if name is None else name.value
