"""From features chosen in a space to formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from contrast.dsl import Node
from contrast.dsl.constants import name_of
from contrast.search.laws.features import Part
from contrast.search.laws.formula import is_free
from contrast.search.laws.language import Language, Power
from contrast.search.laws.space import Aim, Space, rounded

ROUNDING = (1e-6, 0.1)
"""How far an exponent may be moved to a half or a third: hardly, as in exact data, and as far as noise may have moved it."""

MOST_FREE = 2
"""Exponents in one product that are neither halves nor thirds."""

NEAR_NAME = 1e-10
"""A coefficient this near to a named constant, relative, is that constant."""


def formulas(language: Language, space: Space, aim: Aim, parts: Sequence[Part], variables: Sequence[Part]) -> Iterator[Node]:
    """The laws that these features give, with their constants by least squares.  variables: those whose powers are nuisances."""
    seen = [part.values if part.exponent else space.scale(part.values) for part in parts]
    if not np.isfinite(seen).all():
        return
    coefficients = space.solved(np.array(seen).reshape(len(parts), len(aim.wanted)), aim.wanted)
    if not space.log:
        constant = 0.0 if abs(coefficients[-1]) < 1e-9 * np.abs(aim.wanted).max() else named(coefficients[-1])
        terms = [(named(c), part.node) for c, part in zip(coefficients, parts, strict=False)]
        yield aim.outer.write(language, language.sum(terms, constant))
        return
    for within in ROUNDING:
        factors, values = _product(language, parts, variables, coefficients, within)
        if sum(is_free(power) for _, power in factors) > MOST_FREE:
            continue
        size = float(values @ values)
        if np.isfinite(size) and size > 0:
            yield aim.outer.write(language, language.product(factors, named(float(values @ aim.values) / size)))


def _product(
    language: Language, parts: Sequence[Part], variables: Sequence[Part], coefficients: np.ndarray, within: float
) -> tuple[list[Power], np.ndarray]:
    """The factors of a product, and its values; those in an exponent stand together under one e."""
    factors: list[Power] = []
    inside: list[tuple[float, Node]] = []
    with np.errstate(all="ignore"):
        values = np.ones_like(variables[0].values if variables else parts[0].values)
        for part, power in zip([*parts, *variables], [*coefficients[: len(parts)], *coefficients[len(parts) + 1 :]], strict=True):
            if part.exponent:
                inside.append((named(power), part.node))
                values = values * np.exp(named(power) * part.values)
            elif abs(power) > 1e-9:
                factors.append((part.node, rounded(power, within)))
                values = values * part.values ** factors[-1][1]
    if inside:
        factors.append((language.apply("exp", language.sum(inside)), 1.0))
    return factors, values


def named(value: float) -> float:
    """The value, or the named constant that it is but for rounding."""
    name = name_of(float(value), NEAR_NAME)
    return float(value) if name is None else name.value
