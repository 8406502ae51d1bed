"""Which few features explain a direction best: all singles, pairs and triples by the algebra of inner products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

FLOOR = 1e-24
"""The least share of a direction's square that counts as left unexplained: float64's rounding, squared."""

ALIKE = 1e-7
"""Two features are too alike for a pair if their angle's squared sine is less."""

ALIKE_SINGLE = np.float32(1e-4)
"""The same where they are scored in single precision."""

KEPT = 32
"""Rows of a block that are kept as scored in single precision, which tells shares below 1e-6 apart no more."""

BLOCK = 1 << 20
"""Pairs that are scored at once."""

Choice = tuple[tuple[int, ...], float]
"""Features, and the share of the direction's square that they leave unexplained."""


class Scale:
    """Description lengths: bits, and `weight` times log2 of the share that is left."""

    def __init__(self, bits: np.ndarray, weight: float):
        self.bits, self.weight = bits, weight

    def lengths(self, left: np.ndarray, *which: np.ndarray) -> np.ndarray:
        return np.asarray(sum(self.bits[k] for k in which) + self.weight * np.log2(np.maximum(left, FLOOR)))

    def length(self, choice: Choice) -> float:
        which, left = choice
        return float(self.bits[list(which)].sum() + self.weight * np.log2(max(left, FLOOR)))

    def best(self, choices: Sequence[Choice], keep: int) -> list[Choice]:
        return sorted(choices, key=self.length)[:keep]


def singles(rows: np.ndarray, directions: np.ndarray, scale: Scale, keep: int) -> list[list[Choice]]:
    """For each direction the best features alone.  rows: (count, n), directions: (aims, n), all of length 1."""
    found = []
    for left, direction in zip(1 - np.square(directions @ rows.T), directions, strict=True):
        some = np.argpartition(left, 4 * keep)[: 4 * keep] if len(left) > 4 * keep else np.arange(len(left))
        rest = direction - (rows[some] @ direction)[:, None] * rows[some]
        exact = np.maximum(FLOOR, np.einsum("ij,ij->i", rest, rest))
        cheap = np.argsort(scale.lengths(exact, some), kind="stable")[:keep]
        found.append([((int(some[k]),), float(exact[k])) for k in cheap])
    return found


def pairs(rows: np.ndarray, directions: np.ndarray, scale: Scale, keep: int) -> list[list[Choice]]:
    """For each direction the best pairs."""
    found: list[list[Choice]] = [[] for _ in directions]
    for start, cosines in _products(rows):
        sines = 1 - np.square(cosines)
        hopeless = (sines < ALIKE) | (np.arange(len(rows) - start)[None] <= np.arange(len(cosines))[:, None])
        factor = np.where(hopeless, 0.0, 1 / np.maximum(sines, ALIKE))
        for aim, direction in enumerate(directions):
            shares = rows[start:] @ direction
            one, other = shares[: len(cosines), None], shares[None]
            left = 1 - (np.square(one) + np.square(other) - 2 * one * other * cosines) * factor
            count = min(8 * keep, left.size)
            flat = np.argpartition(left, count - 1, axis=None)[:count]
            i, j = start + flat // left.shape[1], start + flat % left.shape[1]
            order = np.argsort(scale.lengths(left.ravel()[flat], i, j), kind="stable")[:keep]
            found[aim] += [((int(i[k]), int(j[k])), float(left.ravel()[flat[k]])) for k in order if i[k] < j[k]]
            found[aim] = scale.best(found[aim], keep)
    return [
        [(which, unexplained(rows[list(which)], direction)) for which, _ in choices]
        for choices, direction in zip(found, directions, strict=True)
    ]


def _products(rows: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """The inner products of features from a first one on with it and all after it, some first ones at a time."""
    start = 0
    while start < len(rows) - 1:
        stop = min(len(rows), start + max(1, BLOCK // (len(rows) - start)))
        yield start, rows[start:stop] @ rows[start:].T
        start = stop


def crossed(first: np.ndarray, rows: np.ndarray, directions: np.ndarray, scale: Scale, keep: int) -> list[list[Choice]]:
    """For each direction the best pairs of one of the `first` features and one of `rows`; in a choice, rows are counted from
    the end of the first ones on, as `scale` has them. For each row only the best partner is kept."""
    one, many, aims = (array.astype(np.float32) for array in (first, rows, directions))
    found: list[list[Choice]] = [[] for _ in directions]
    shares = one @ aims.T
    step = max(1, BLOCK // len(first))
    for start in range(0, len(rows), step):
        part = many[start : start + step]
        cosines = part @ one.T
        sines = _sines(cosines)
        for aim in range(len(aims)):
            own = (part @ aims[aim])[:, None]
            gain = np.square(own - cosines * shares[:, aim]) / sines + np.square(shares[:, aim])
            found[aim] += _best_rows(gain, start + len(first), ())
    return _exactly(found, _Rows(first, rows), directions, scale, keep)


def triples(first: np.ndarray, rows: np.ndarray, directions: np.ndarray, scale: Scale, keep: int) -> list[list[Choice]]:
    """For each direction the best triples of two of the `first` features and one of `rows`, counted as in `crossed`."""
    one, many, aims = (array.astype(np.float32) for array in (first, rows, directions))
    found: list[list[Choice]] = [[] for _ in directions]
    among, cosines, shares, own = one @ one.T, many @ one.T, one @ aims.T, many @ aims.T
    for i in range(len(first) - 1):
        sine = np.sqrt(_sines(among[i, i + 1 :]))
        second = (cosines[:, i + 1 :] - cosines[:, [i]] * among[i, i + 1 :]) / sine  # along what is new in the second
        rest = _sines(np.sqrt(np.square(cosines[:, [i]]) + np.square(second)))
        for aim in range(len(aims)):
            share = (shares[i + 1 :, aim] - among[i, i + 1 :] * shares[i, aim]) / sine
            inner = own[:, [aim]] - cosines[:, [i]] * shares[i, aim] - second * share
            gain = np.square(inner) / rest + np.square(share) + shares[i, aim] ** 2
            chosen = _best_rows(gain, len(first), (i,))
            found[aim] += [((a, i + 1 + b, c), left) for (a, b, c), left in chosen]
    return _exactly(found, _Rows(first, rows), directions, scale, keep)


def _sines(cosines: np.ndarray) -> np.ndarray:
    """The squared sines; of features too alike a number so large that they gain nothing."""
    sines = 1 - np.square(cosines)
    return np.where(sines < ALIKE_SINGLE, np.float32(1e9), sines)


def _best_rows(gain: np.ndarray, after: int, before: tuple[int, ...]) -> list[Choice]:
    """The rows that gain most, each with its best partner."""
    partner = gain.argmax(axis=1)
    most = gain[np.arange(len(gain)), partner]
    best = np.argpartition(-most, KEPT)[:KEPT] if len(most) > KEPT else np.arange(len(most))
    return [((*before, int(partner[k]), after + int(k)), float(1 - most[k])) for k in best]


def _exactly(
    found: list[list[Choice]], table: _Rows, directions: np.ndarray, scale: Scale, keep: int
) -> list[list[Choice]]:
    """The best choices by what they leave to full precision."""
    best = []
    for choices, direction in zip(found, directions, strict=True):
        some = scale.best(choices, 6 * keep)
        best.append(scale.best([(which, unexplained(table.at(which), direction)) for which, _ in some], keep))
    return best


class _Rows:
    """Two tables as one."""

    def __init__(self, first: np.ndarray, rows: np.ndarray):
        self._first, self._rows = first, rows

    def at(self, which: Sequence[int]) -> np.ndarray:
        count = len(self._first)
        return np.array([self._first[k] if k < count else self._rows[k - count] for k in which])


def unexplained(rows: np.ndarray, direction: np.ndarray) -> float:
    """The share of a direction's square that these features leave, to full precision."""
    basis = np.linalg.qr(rows.T)[0]
    rest = direction - basis @ (basis.T @ direction)
    return max(FLOOR, float(rest @ rest))
