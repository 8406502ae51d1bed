"""From a network's last layer to Python values: symbols, real numbers, and lists of either."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from contrast.neural.encoding.form import Reading
from contrast.neural.encoding.parts.digits import Digits
from contrast.neural.encoding.parts.scale import Scale, reals
from contrast.values import Kind

IGNORED = -100
"""The class of a place that has no target; torch's own default."""


class Number:
    """The class of every finite number in a regression."""


@dataclass(frozen=True)
class Target:
    """What a batch should have given. classes: (batch, places) int64; amounts: (batch, places) float32, standardised."""

    classes: Tensor
    amounts: Tensor

    def to(self, device: torch.device) -> Target:
        """The same on a device."""
        return Target(self.classes.to(device), self.amounts.to(device))

    def take(self, rows: Tensor) -> Target:
        """The items at these rows."""
        return Target(self.classes[rows], self.amounts[rows])


@dataclass(frozen=True)
class Head:
    """How outputs are written at a network's places.

    kind: of one place.  reading: `one` value an item; a list over `places` ended by STOP; or a list over graph `nodes` or
    grid `cells`.
    classes: the values that a class stands for.  scale: of the finite numbers, if these are regressed.
    longest: the most tokens that an output had.  text: whether the values of a list are joined to a text.  digits: how
    whole numbers are written, if each is several tokens.  single: whether these make one number, not a list.  whole: whether
    all amounts of the training outputs were whole, so that what is regressed is rounded.
    """

    kind: Kind
    reading: Reading
    classes: tuple[Any, ...]
    scale: Scale | None = None
    longest: int = 1
    text: bool = False
    digits: Digits | None = None
    single: bool = False
    whole: bool = False

    def tokens(self, output: Any) -> list[Any]:
        """What is written for an output, one value a place."""
        if self.digits is None:
            return [output] if self.reading == "one" else list(output)
        return [part for value in ([output] if self.single else output) for part in self.digits.write(value)]

    def count(self, output: Any) -> int:
        """How many places an output needs."""
        return len(self.tokens(output))

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
            values = self.tokens(output)[:places]
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
        amounts = chosen if self.scale is None else self.scale.back(given[..., -1].double().cpu().numpy()).tolist()
        return [self._value(row, numbers) for row, numbers in zip(chosen, amounts, strict=True)]

    def _value(self, chosen: list[int], amounts: list[float]) -> Any:
        if self.reading == "places" and self.stop in chosen:
            chosen = chosen[: chosen.index(self.stop)]
        values = [self._one(number, amount) for number, amount in zip(chosen, amounts, strict=False)]
        if self.digits is not None:
            return self._read_digits(self.digits, values)
        if any(value is None for value in values):
            return None
        if self.reading == "one":
            return values[0]
        return "".join(values) if self.text else values

    def _read_digits(self, digits: Digits, characters: list[str]) -> Any:
        size = digits.count
        numbers = [digits.read(characters[at : at + size]) for at in range(0, len(characters), size)]
        if len(characters) % size or None in numbers or (self.single and len(numbers) != 1):
            return None
        return numbers[0] if self.single else numbers

    def _one(self, number: int, amount: float) -> Any:
        value = self.classes[number]
        if value is not Number:
            return value
        if math.isnan(amount) or (self.kind is int and math.isinf(amount)):
            return None
        if self.kind is int:
            return round(amount)
        return float(round(amount)) if self.whole and math.isfinite(amount) else amount
