"""Sums of products of powers, and of exponentials, as laws: how many terms, what they hold, how they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from contrast.dsl import Node
from contrast.search.laws.fitting.formula import is_free
from contrast.search.laws.linear.build import EXACTLY, MOST_FREE, ROUGHLY, named
from contrast.search.laws.linear.projection import projected
from contrast.search.laws.linear.space import Aim, Space, rounded
from contrast.search.laws.linear.subsets import Tick
from contrast.search.laws.parts.language import Language, Power
from contrast.search.laws.units import is_plain

TERMS, TERMS_DRESSED = (2, 3, 4), (2, 3)
"""Products in a sum, and in one whose products hold more than powers."""

SPARE = 2
"""Rows that must be left beside one for each constant."""

KEPT = 2
"""Sums that are written out, of those from all beginnings."""

PERFECT = 1e-9
"""A share of the spread at which no other beginning is tried."""

POOR = 0.3
"""A larger share of the spread is not worth writing a sum for."""

ROUNDED = 2.0
"""By what exponents that are rounded may raise the error: that of the others, which follow the noise, is too small."""

FLAT = 0.1
"""An exponential that changes by less over the rows, relative, is none where there is noise."""


@dataclass(frozen=True)
class Sum:
    """exponents: of the variables, (terms, variables).  rates: those of e, (terms, variables).  left: the root mean square error
    as a share of the spread."""

    exponents: np.ndarray
    rates: np.ndarray
    left: float


@dataclass(frozen=True)
class Dressing:
    """What products hold beside powers.  exponential: e to a multiple of each variable that is a plain number.  atom: an
    expression, and its values, that the last product is multiplied by."""

    exponential: bool = False
    atom: tuple[Node, np.ndarray] | None = None


BARE = Dressing()
"""Powers only."""


class PowerSums:
    """Sums of products of the variables' powers in one space of sums.  products: the space of products, which knows the
    variables and their units.  tick: is told of every evaluation, and may end it all."""

    def __init__(self, space: Space, products: Space, rng: np.random.Generator, tick: Tick):
        self.rng, self.tick, self.screen = rng, tick, space.screen
        self.variables = [var for var, _ in products.variables]
        columns = np.array([column for _, column in products.variables]).reshape(-1, products.nuisances.shape[1])
        self.columns = columns
        one_sign = (columns > 0).all(axis=1) | (columns < 0).all(axis=1)
        groups = products.units.groups
        self.groups = groups[~np.abs(groups[:, ~one_sign]).any(axis=1)] if len(groups) else groups
        self.start = -products.powers(space.unit[None])[0] if products.units.strict else np.zeros(len(self.variables))
        self.logs = np.log(np.abs(columns[:, self.screen]))
        self.typed = not self.start[~one_sign].any() and (products.units.strict or not products.units.variables.size)
        self.plain = np.flatnonzero(is_plain(products.units.variables))
        self.spans = np.ptp(columns, axis=1)

    def formulas(self, language: Language, aim: Aim, beginnings: int, dressing: Dressing) -> Iterator[Node]:
        """The sums that explain an aim best, their exponents as they come and rounded as noise may require."""
        slopes = self.groups @ self.logs
        if dressing.exponential:
            slopes = np.concatenate([slopes, self.columns[self.plain][:, self.screen] / self.spans[self.plain, None]])
        for terms in TERMS if dressing == BARE else TERMS_DRESSED:
            if not (self.typed and len(slopes)) or terms * (len(slopes) + 1) + SPARE > len(self.screen):
                return
            factors = np.ones((terms, len(self.screen)))
            if dressing.atom is not None:
                factors[-1] = dressing.atom[1][self.screen]
            for found in self._best(aim.values[self.screen], factors, slopes, beginnings):
                for within in (EXACTLY, ROUGHLY) if found.left < POOR else ():
                    node = self._written(language, aim, found, within, dressing.atom)
                    if node is not None:
                        yield node

    def _best(self, wanted: np.ndarray, factors: np.ndarray, slopes: np.ndarray, beginnings: int) -> list[Sum]:
        found: list[Sum] = []
        for _ in range(beginnings):
            found = sorted([*found, self._from(wanted, factors, slopes)], key=lambda one: one.left)[:KEPT]
            if found[0].left < PERFECT:
                return found[:1]
        return found

    def _from(self, wanted: np.ndarray, factors: np.ndarray, slopes: np.ndarray) -> Sum:
        """The sum that one random beginning leads to."""
        terms = len(factors)
        begin = self.rng.normal(size=terms * len(slopes))
        free, left = projected(wanted, factors, self.start @ self.logs, slopes, begin, self.tick)
        powers, changes = np.split(free.reshape(terms, -1), [len(self.groups)], axis=1)
        rates = np.zeros((terms, len(self.variables)))
        if changes.size:
            rates[:, self.plain] = changes / self.spans[self.plain]
        return Sum(self.start + powers @ self.groups, rates, left)

    def _written(
        self, language: Language, aim: Aim, found: Sum, within: float, atom: tuple[Node, np.ndarray] | None
    ) -> Node | None:
        """The sum with its exponents rounded; None if it cannot be written, or that makes it worse."""
        powers = [[rounded(value, within) for value in row] for row in found.exponents.tolist()]
        rates = np.where(np.abs(found.rates) * self.spans <= (FLAT if within == ROUGHLY else EXACTLY), 0.0, found.rates)
        each = [value for row in [*powers, *rates.tolist()] for value in row if value]
        if sum(map(is_free, each)) > MOST_FREE or not all(language.can_raise(value) for row in powers for value in row):
            return None
        coefficients, error = self._coefficients(np.array(powers), rates, aim, atom)
        if not error <= max(PERFECT, ROUNDED * found.left):
            return None
        products: list[list[Power]] = [list(zip(self.variables, row, strict=True)) for row in powers]
        for product, row in zip(products, rates.tolist(), strict=True):
            inside = [(named(rate), var) for var, rate in zip(self.variables, row, strict=True) if rate]
            if inside:
                product.append((language.apply("exp", language.sum(inside)), 1.0))
        if atom is not None:
            products[-1].append((atom[0], 1.0))
        terms = [(named(c), language.product(product)) for c, product in zip(coefficients, products, strict=True)]
        return aim.outer.write(language, language.sum(terms))

    def _coefficients(
        self, powers: np.ndarray, rates: np.ndarray, aim: Aim, atom: tuple[Node, np.ndarray] | None
    ) -> tuple[np.ndarray, float]:
        """The coefficients of products with these powers and rates, (terms, variables), and the error as a share of the spread:
        infinite where a product has no value."""
        with np.errstate(all="ignore"):
            values = np.array([np.prod(self.columns.T**row, axis=1) for row in powers]) * np.exp(rates @ self.columns)
            if atom is not None:
                values[-1] = values[-1] * atom[1]
            sizes = np.linalg.norm(values, axis=1)
            if not (np.isfinite(sizes).all() and sizes.all()):
                return sizes, np.inf
            coefficients = np.linalg.lstsq((values / sizes[:, None]).T, aim.values, rcond=1e-14)[0] / sizes
            error = float(np.std(coefficients @ values - aim.values) / (aim.values.std() or 1.0))
        return coefficients, error
