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
from contrast.neural.encoding.digits import Digits
from contrast.neural.encoding.form import Reading
from contrast.neural.encoding.scale import Scale, reals
from contrast.values import Graph, Kind, kind_name

CLASSES = 512
"""Whole numbers are classes while their range is at most this wide; beyond, they are regressed and rounded."""

FEW = 64
"""Real numbers of which at most this many are distinct, each seen about ten times or more, are classes."""

IGNORED = -100
"""The class of a place that has no target; torch's own default."""

MOST_CLASSES = 2**14
"""Whole numbers that are asked to be classes may have a range up to this wide."""

Outputs = Literal["classes", "amount", "digits", "digits_little"]
"""How numbers are written: a class each, one standardised amount (whole numbers rounded), or decimal digits from either end."""

OUTPUTS: tuple[Outputs, ...] = ("classes", "amount", "digits", "digits_little")


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

    kind: of one place.  reading: `one` value an item; a list over `places` ended by STOP; or a list over graph `nodes`.
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


def head_for(
    output_kind: Kind,
    input_kinds: Sequence[Kind],
    examples: Sequence[tuple[tuple[Any, ...], Any]],
    written: Outputs | None = None,
) -> Head:
    """The head for this kind of output, its classes and scales from training examples (inputs, output).

    written: how numbers are; None leaves it to the examples.  Raises `Unsupported` for kinds that no head can write (tuples,
    grids, graphs and lists of lists), or not in that way.
    """
    outputs = [output for _, output in examples]
    origin: Kind = get_origin(output_kind)
    leaf: Kind = get_args(output_kind)[0] if origin is list else output_kind
    if leaf not in (bool, int, float, str):
        raise Unsupported(
            f"no head for outputs of kind {kind_name(output_kind)}; networks write bool, int, float, str and flat lists"
        )
    flat = output_kind in (bool, int, float)
    values = outputs if flat else [value for output in outputs for value in output]
    if written in ("digits", "digits_little"):
        return _digit_head(leaf, outputs, values, flat, written == "digits_little")
    longest = 1 if flat else max((len(output) for output in outputs), default=1)
    reading: Reading = "one" if flat else "nodes" if _one_a_node(input_kinds, examples) else "places"
    return _head(leaf, reading, values, longest, written, text=output_kind is str)


def _one_a_node(input_kinds: Sequence[Kind], examples: Sequence[tuple[tuple[Any, ...], Any]]) -> bool:
    if Graph not in input_kinds:
        return False
    graph = list(input_kinds).index(Graph)
    return all(len(output) == len(inputs[graph]) for inputs, output in examples)


def _digit_head(leaf: Kind, outputs: list[Any], values: list[Any], single: bool, little: bool) -> Head:
    if leaf is not int:
        raise Unsupported(f"outputs={'digits_little' if little else 'digits'} is for whole numbers; leave it out")
    digits = Digits.fit(values, little)
    most = 1 if single else max((len(output) for output in outputs), default=1)
    return Head(int, "places", digits.alphabet, None, most * digits.count, False, digits, single)


def _head(kind: Kind, reading: Reading, values: list[Any], longest: int, written: Outputs | None, text: bool = False) -> Head:
    if written == "amount" and kind not in (int, float):
        raise Unsupported(f"outputs=amount is for numbers, and this task writes {kind_name(kind)}; leave it out")
    if kind is int and values and written != "amount":
        span = max(values) - min(values)
        if written == "classes" and span >= MOST_CLASSES:
            raise Unsupported(f"outputs=classes: the outputs span {span + 1} whole numbers, more than {MOST_CLASSES}; use amount")
        if written == "classes" or span < CLASSES:
            return Head(kind, reading, tuple(range(min(values), max(values) + 1)), None, longest)
    distinct = sorted(set(values))
    few = kind is float and reading != "one" and len(distinct) <= min(FEW, len(values) / 10)
    if kind in (bool, str) or (kind is float and (written == "classes" or (few and written is None))):
        return Head(kind, reading, tuple(distinct) or ("",), None, longest, text)
    found = reals(values)
    finite = found[np.isfinite(found)]
    logarithmic = kind is float and bool(finite.size) and bool((finite > 0).all())
    endless = tuple(sign for sign in (math.inf, -math.inf) if kind is float and sign in distinct)
    whole = bool(finite.size) and not bool((finite % 1).any())
    return Head(kind, reading, (Number, *endless), Scale.fit(found, logarithmic), longest, whole=whole)
