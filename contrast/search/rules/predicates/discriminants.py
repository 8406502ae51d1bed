"""Linear discriminants: which side of a hyperplane between classes a row lies on, as a feature of the DSL.

On images, the ink under a template of small weights; on tables, a sum of a few inputs with short coefficients. Whether the
mean of one class or that of another is nearer is such a feature, too: |x - a|² < |x - b|² is linear in x.
Source: R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936; the covariance is shrunk.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from contrast.dsl import Apply, Const, Node, Var
from contrast.dsl.batched.columns import Column
from contrast.search.rules.language import Language
from contrast.search.rules.predicates.batch import Batch
from contrast.values import Grid

LEVELS = (1, 2, 4)
"""The largest weight of a template."""

TEMPLATE_SHRINKAGE, TABLE_SHRINKAGE = 0.5, 0.1
"""Share of the mean variance that is added to each variance."""

TERMS = (2, 3, 4, 6)
"""Inputs in a sum."""

DIGITS = (1, 2)
"""Digits of a coefficient."""

Fitted = Callable[[np.ndarray], Iterator[Batch]]
"""For the numbers of some rows, features fitted to tell their labels apart."""


def discriminants(language: Language, inputs: Sequence[Var], columns: Sequence[Column], labels: np.ndarray) -> list[Fitted]:
    """What the DSL can say, by the kinds of the inputs.  labels: (rows,)."""
    found: list[Fitted] = []
    for var, column in zip(inputs, columns, strict=True):
        if var.kind is Grid and len({grid.shape for grid in column}) == 1:  # type: ignore[union-attr]
            found.append(partial(_templates, language, var, np.stack(list(column)), labels))  # type: ignore[arg-type]
    numbers = [k for k, var in enumerate(inputs) if var.kind is float]
    if len(numbers) > 1:
        table = np.stack([np.asarray(columns[k]) for k in numbers], axis=1)
        found.append(partial(_sums, language, [inputs[k] for k in numbers], table, labels))
    return found


def _templates(language: Language, image: Var, images: np.ndarray, labels: np.ndarray, rows: np.ndarray) -> Iterator[Batch]:
    """The ink under weights that are large where the discriminant's are."""
    ink = language.named("weighted_ink", Grid, list[int], int)
    if ink is None:
        return
    pixels = images.reshape(len(images), -1)
    nodes: list[Node] = []
    values: list[np.ndarray] = []
    here, known = pixels[rows].astype(float), labels[rows]
    differences = np.stack(_differences(here, known), axis=1)
    for direction in _direction(_covariance(here, known), differences, TEMPLATE_SHRINKAGE).T:
        for level in LEVELS:
            unit = 1.4 * np.abs(direction).mean() / level  # F. Li et al., Ternary weight networks, 2016: threshold 0.7 mean
            weights = np.rint(direction / unit).clip(-level, level).astype(np.int64)
            nodes.append(Apply(ink, (image, Const.of(weights.tolist(), list[int]))))
            values.append(pixels @ weights)
    yield Batch.of(int, values, [language.bits(node) for node in nodes], nodes, len(labels))


def _sums(language: Language, inputs: Sequence[Var], table: np.ndarray, labels: np.ndarray, rows: np.ndarray) -> Iterator[Batch]:
    """Sums of a few inputs, the first of them with coefficient 1."""
    add, sub, mul = (language.named(name, float, float, float) for name in ("add", "sub", "mul"))
    if add is None or sub is None or mul is None:
        return
    spread = table[rows].std(axis=0)
    usable = np.flatnonzero(spread > 0)
    scaled = table[np.ix_(rows, usable)] / spread[usable]
    nodes: list[Node] = []
    values: list[np.ndarray] = []
    for chosen, direction in _sparse(scaled, labels[rows]):
        raw = direction / spread[usable[chosen]]
        for digits in DIGITS:
            coefficients = [float(f"{weight:.{digits - 1}e}") for weight in raw / raw[0]]
            node: Node = inputs[usable[chosen[0]]]
            value = table[:, usable[chosen[0]]]
            for k, weight in zip(usable[chosen[1:]], coefficients[1:], strict=True):
                node = Apply(add if weight > 0 else sub, (node, Apply(mul, (Const.of(abs(weight), float), inputs[k]))))
                value = value + weight * table[:, k]
            nodes.append(node)
            values.append(value)
    yield Batch.of(float, values, [language.bits(node) for node in nodes], nodes, len(labels))


def _sparse(matrix: np.ndarray, labels: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Discriminants on few columns: the column of least weight goes, and the rest are fitted again."""
    covariance = _covariance(matrix, labels)
    for difference in _differences(matrix, labels):
        chosen = np.arange(matrix.shape[1])
        while len(chosen) >= min(TERMS):
            direction = _direction(covariance[np.ix_(chosen, chosen)], difference[chosen], TABLE_SHRINKAGE)
            order = np.argsort(-np.abs(direction), kind="stable")
            if len(chosen) in TERMS and direction[order[-1]] != 0:
                yield chosen[order], direction[order]
            chosen = np.sort(chosen[order[: max(TERMS) if len(chosen) > 2 * max(TERMS) else -1]])


def _direction(covariance: np.ndarray, difference: np.ndarray, shrinkage: float) -> np.ndarray:
    """The direction along which means with this difference lie furthest apart for the spread; one for each column of several."""
    shrunk = covariance + np.eye(len(covariance)) * (shrinkage * covariance.trace() / len(covariance) + 1e-12)
    return np.asarray(np.linalg.solve(shrunk, difference))


def _covariance(matrix: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Of the columns, within labels."""
    present, where = np.unique(labels, return_inverse=True)
    means = np.stack([matrix[labels == label].mean(axis=0) for label in present])
    within = matrix - means[where]
    return np.asarray(within.T @ within / len(matrix))


def _differences(matrix: np.ndarray, labels: np.ndarray) -> list[np.ndarray]:
    """Of the means of two groups of labels, for each way to part them, by column."""
    pairs = _groups(matrix, labels)
    return [matrix[np.isin(labels, one)].mean(axis=0) - matrix[np.isin(labels, two)].mean(axis=0) for one, two in pairs]


def _groups(matrix: np.ndarray, labels: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Labels to be told from others: one from all, one from one, and along the line on which the means differ most, those on
    either side of a place."""
    present = np.unique(labels)
    if len(present) == 2:
        yield present[:1], present[1:]
        return
    means = np.stack([matrix[labels == label].mean(axis=0) for label in present])
    axes = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)[2][:2]
    for label in present:
        yield np.array([label]), present[present != label]
    for first, second in itertools.combinations(present, 2):
        yield np.array([first]), np.array([second])
    for axis in axes:
        order = present[np.argsort(means @ axis, kind="stable")]
        for place in range(2, len(order) - 1):
            yield order[:place], order[place:]
