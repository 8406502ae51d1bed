"""What needs no thought: the most frequent answer, the input itself, the answer of the most similar example."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, get_args, get_origin

import numpy as np

from contrast.errors import UnknownName
from contrast.solver import Budget, Problem, Solution, Stopwatch
from contrast.task import Example
from contrast.values import ARRAYS, Kind, digest

STREAMED = 2000
"""Examples that a baseline takes from the stream in the unlimited regime."""

Predict = Callable[[Sequence[tuple[Any, ...]]], list[Any]]


class Baseline(ABC):
    """A solver that fits in no time: no budget stops it, and a replay does the same again."""

    version = 1

    def __init__(self, name: str, **options: str):
        if options:
            raise UnknownName(f"solver {name!r} takes no option {next(iter(options))!r}; write {name!r} alone")
        self.name = name
        self.options: dict[str, Any] = {}

    def solve(self, problem: Problem, budget: Budget, replay: dict[str, int] | None = None) -> Solution:
        """Predict from the examples; in the unlimited regime from the first 2,000 of the stream."""
        watch = Stopwatch()
        with watch.paused():
            examples = list(problem.examples) or _streamed(problem)
        predict = self.fit(problem, examples)
        used = {"examples_used": len(examples)}
        return Solution(predict, unfinished=None, stopped_at={}, core_seconds=watch.seconds, details=used)

    @abstractmethod
    def fit(self, problem: Problem, examples: Sequence[Example]) -> Predict:
        """The predictor that follows from these examples, of which there is at least one."""


def _streamed(problem: Problem) -> list[Example]:
    if problem.stream is None:
        raise ValueError("a problem without examples needs a stream")
    return list(islice(problem.stream(), STREAMED))


class Majority(Baseline):
    """The most frequent output of the examples, the first of equally frequent ones, whatever the input."""

    def fit(self, problem: Problem, examples: Sequence[Example]) -> Predict:
        outputs = {digest(example.output): example.output for example in examples}
        ((commonest, _),) = Counter(digest(example.output) for example in examples).most_common(1)
        return lambda rows: [outputs[commonest]] * len(rows)


class Copy(Baseline):
    """The first input of the output's kind; no answer if there is none."""

    def fit(self, problem: Problem, examples: Sequence[Example]) -> Predict:
        kinds = problem.task.input_kinds
        if problem.task.output_kind not in kinds:
            return lambda rows: [None] * len(rows)
        place = kinds.index(problem.task.output_kind)
        return lambda rows: [row[place] for row in rows]


class NearestNeighbour(Baseline):
    """The output of the example whose inputs are nearest, by the Euclidean distance of their padded numbers.

    Columns are standardised where an input is real. Infinities count as ten times the largest number seen.
    """

    def __init__(self, name: str, **options: str):
        super().__init__(name, **options)
        from sklearn.neighbors import NearestNeighbors

        self._neighbours = NearestNeighbors  # imported here, so that no trial is charged for it

    def fit(self, problem: Problem, examples: Sequence[Example]) -> Predict:
        features = _features(problem, examples)
        nearest = self._neighbours(n_neighbors=1, algorithm="brute").fit(features([example.inputs for example in examples]))

        def predict(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
            if not rows:
                return []
            found = nearest.kneighbors(features(rows), return_distance=False)
            return [examples[k].output for k in found[:, 0].tolist()]

        return predict


def _features(problem: Problem, examples: Sequence[Example]) -> Callable[[Sequence[tuple[Any, ...]]], np.ndarray]:
    """A function from rows of inputs to a table of finite numbers, one line a row."""
    kinds = problem.task.input_kinds
    parts = [encoder(kind, [example.inputs[k] for example in examples]) for k, kind in enumerate(kinds)]

    def table(rows: Sequence[tuple[Any, ...]]) -> np.ndarray:
        return np.array([[number for part, value in zip(parts, row, strict=True) for number in part(value)] for row in rows])

    seen = table([example.inputs for example in examples])
    finite = np.where(np.isfinite(seen), seen, 0.0)
    far = 10 * max(1.0, np.abs(finite).max(initial=0.0))
    real = any(kind in (float, list[float]) for kind in kinds)
    centre, scale = (finite.mean(axis=0), finite.std(axis=0)) if real else (np.float64(0), np.float64(1))
    scale = np.where(scale > 0, scale, 1.0)
    return lambda rows: (np.clip(table(rows), -far, far) - centre) / scale


def encoder(kind: Kind, values: Sequence[Any]) -> Callable[[Any], list[float]]:
    """A function from a value of this kind to numbers, as many for each value.

    Lists and strings become their length and their items (code points), padded with zeros to the longest of `values`. What
    a later value has beyond that is cut off: it is as far from every one of `values`, and so changes no nearest one.
    """
    origin: Any = get_origin(kind)
    if kind is str:
        codes = encoder(list[int], [list(map(ord, value)) for value in values])
        return lambda value: codes(list(map(ord, value)))
    if kind in ARRAYS:
        sides = np.max([value.shape for value in values], axis=0)
        return lambda value: _framed(value, sides)
    if origin is tuple:
        parts = [encoder(part, [value[k] for value in values]) for k, part in enumerate(get_args(kind))]
        return lambda value: [number for part, item in zip(parts, value, strict=True) for number in part(item)]
    if origin is list:
        return _list_encoder(get_args(kind)[0], values)
    return lambda value: [float(value)]


def _list_encoder(kind: Kind, values: Sequence[Any]) -> Callable[[Any], list[float]]:
    items = [item for value in values for item in value]
    if not items:
        return lambda value: [float(len(value))]
    width, item_numbers = max(map(len, values)), encoder(kind, items)
    blank = [0.0] * len(item_numbers(items[0]))

    def numbers(value: Any) -> list[float]:
        encoded = [item_numbers(item) for item in value[:width]] + [blank] * (width - len(value))
        return [float(len(value)), *[number for item in encoded for number in item]]

    return numbers


def _framed(value: np.ndarray, sides: np.ndarray) -> list[float]:
    frame = np.zeros(sides)
    height, width = np.minimum(value.shape, sides)
    frame[:height, :width] = value[:height, :width]
    return list(frame.ravel().tolist())
