"""From a network's last layer to Python values: symbols, real numbers, and lists of either."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from contrast.errors import Unsupported
from contrast.neural.encoding.scale import Scale, reals
from contrast.values import Graph, Kind, kind_name

CLASSES = 512
"""Whole numbers are classes while their range is at most this wide; beyond, they are regressed and rounded."""

FEW = 64
"""Real numbers of which at most this many are distinct, each seen about ten times or more, are classes."""

IGNORED = -100
"""The class of a place that has no target; torch's own default."""

Reading = Literal["one", "places", "nodes"]


class Number:
    """The class of every finite number in a regression."""


@dataclass(frozen=True)
class Target:
    """What a batch should have given. classes: (batch, places) int64; amounts: (batch, places) float32, standardised."""

    classes: Tensor
    amounts: Tensor

    def take(self, rows: Tensor) -> Target:
        """The items at these rows."""
        return Target(self.classes[rows], self.amounts[rows])


@dataclass(frozen=True)
class Head:
    """How outputs are written at a network's places.

    kind: of one place.  reading: `one` value an item; a list over `places` ended by STOP; or a list over graph `nodes`.
    classes: the values that a class stands for.  scale: of the finite numbers, if these are regressed.
    longest: the most values that a list had.
    """

    kind: Kind
    reading: Reading
    classes: tuple[Any, ...]
    scale: Scale | None = None
    longest: int = 1
    text: bool = False

    @property
    def stop(self) -> int:
        """The class that ends a list."""
        return len(self.classes)

    @property
    def smooth(self) -> bool:
        """Whether real numbers are regressed: inputs are then scalars too, since symbols cannot be interpolated."""
        return self.scale is not None and self.kind is float

    @property
    def width(self) -> int:
        """Numbers that the network gives for each place: one score a class, and the amount where numbers are regressed."""
        return len(self.classes) + (self.reading == "places") + (self.scale is not None)

    def target(self, outputs: Sequence[Any], places: int) -> Target:
        """Outputs over `places` places; what lies beyond them, or has no class, is ignored."""
        classes = np.full((len(outputs), places), IGNORED)
        amounts = np.zeros((len(outputs), places), dtype=np.float32)
        known = {value: number for number, value in enumerate(self.classes)}
        for row, output in enumerate(outputs):
            values = [output] if self.reading == "one" else list(output)[:places]
            classes[row, : len(values)] = [known.get(self._class(value), IGNORED) for value in values]
            if self.scale is not None:
                finite = reals(values)
                finite = self.scale.forward(np.where(np.isfinite(finite), finite, self.scale.back(np.zeros(1))))
                amounts[row, : len(values)] = finite
            if self.reading == "places" and len(values) < places:
                classes[row, len(values)] = self.stop
        return Target(torch.from_numpy(classes), torch.from_numpy(amounts))

    def _class(self, value: Any) -> Any:
        return Number if self.scale is not None and math.isfinite(value) else value

    def loss(self, given: Tensor, target: Target) -> Tensor:
        """Cross-entropy of the classes plus the squared error of the standardised amounts, each a mean over places.

        given: (batch, places, width).  Returns a scalar.
        """
        loss = given.new_zeros(())
        if self.scale is not None:
            numeric = target.classes == 0
            error = (given[..., -1] - target.amounts).square()
            loss = loss + (error * numeric).sum() / numeric.sum().clamp(min=1)
            given = given[..., :-1]
        if given.shape[-1] > 1 or self.scale is None:
            wanted = target.classes
            total = functional.cross_entropy(given.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED, reduction="sum")
            loss = loss + total / (wanted != IGNORED).sum().clamp(min=1)
        return loss

    def decode(self, given: Tensor) -> list[Any]:
        """Python values of the task's output kind; None where a number is not a number.  given: (batch, places, width)."""
        scores = given if self.scale is None else given[..., :-1]
        chosen = scores.argmax(-1).tolist()
        amounts = chosen if self.scale is None else self.scale.back(given[..., -1].double().numpy()).tolist()
        return [self._value(row, numbers) for row, numbers in zip(chosen, amounts, strict=True)]

    def _value(self, chosen: list[int], amounts: list[float]) -> Any:
        if self.reading == "places" and self.stop in chosen:
            chosen = chosen[: chosen.index(self.stop)]
        values = [self._one(number, amount) for number, amount in zip(chosen, amounts, strict=False)]
        if any(value is None for value in values):
            return None
        if self.reading == "one":
            return values[0]
        return "".join(values) if self.text else values

    def _one(self, number: int, amount: float) -> Any:
        value = self.classes[number]
        if value is not Number:
            return value
        if math.isnan(amount) or (self.kind is int and math.isinf(amount)):
            return None
        return round(amount) if self.kind is int else amount


def head_for(output_kind: Kind, input_kinds: Sequence[Kind], examples: Sequence[tuple[tuple[Any, ...], Any]]) -> Head:
    """The head for this kind of output, its classes and scales from training examples (inputs, output).

    Raises `Unsupported` for kinds that no head can write: tuples, grids, graphs and lists of lists.
    """
    outputs = [output for _, output in examples]
    if output_kind in (bool, int, float):
        return _head(output_kind, "one", outputs)
    origin: Kind = get_origin(output_kind)
    leaf: Kind = str if output_kind is str else get_args(output_kind)[0] if origin is list else None
    if leaf not in (bool, int, float, str):
        raise Unsupported(
            f"no head for outputs of kind {kind_name(output_kind)}; networks write bool, int, float, str and flat lists"
        )
    values = [value for output in outputs for value in output]
    longest = max((len(output) for output in outputs), default=1)
    reading: Reading = "nodes" if _one_a_node(input_kinds, examples) else "places"
    return _head(leaf, reading, values, longest, text=output_kind is str)


def _one_a_node(input_kinds: Sequence[Kind], examples: Sequence[tuple[tuple[Any, ...], Any]]) -> bool:
    if Graph not in input_kinds:
        return False
    graph = list(input_kinds).index(Graph)
    return all(len(output) == len(inputs[graph]) for inputs, output in examples)


def _head(kind: Kind, reading: Reading, values: list[Any], longest: int = 1, text: bool = False) -> Head:
    if kind is int and values and max(values) - min(values) < CLASSES:
        return Head(kind, reading, tuple(range(min(values), max(values) + 1)), None, longest)
    distinct = sorted(set(values))
    if kind in (bool, str) or (kind is float and reading != "one" and len(distinct) <= min(FEW, len(values) / 10)):
        return Head(kind, reading, tuple(distinct) or ("",), None, longest, text)
    found = reals(values)
    finite = found[np.isfinite(found)]
    logarithmic = kind is float and bool(finite.size) and bool((finite > 0).all())
    endless = tuple(sign for sign in (math.inf, -math.inf) if kind is float and sign in distinct)
    return Head(kind, reading, (Number, *endless), Scale.fit(found, logarithmic), longest)
