"""Fixed vectors for the MLP: whole numbers of small range as symbols, other numbers standardised, grids flattened."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin

import numpy as np
import torch

from contrast.errors import Unsupported
from contrast.neural.encoding.batch import Batch, Inputs, float_tensor
from contrast.neural.encoding.form import Form
from contrast.neural.encoding.head import Head
from contrast.neural.encoding.parts.digits import Digits
from contrast.neural.encoding.parts.scale import Scale, reals, scales
from contrast.neural.encoding.parts.symbols import Numbers, Symbols, written
from contrast.values import Grid, Kind, kind_name


@dataclass(frozen=True)
class SymbolSlot:
    """A whole number as one symbol with an embedding of its own slot."""

    symbols: Symbols


@dataclass(frozen=True)
class DigitSlot:
    """A whole number as digits, each with embeddings of its own place."""

    digits: Digits
    symbols: Symbols


@dataclass(frozen=True)
class NumberSlot:
    """A number as standardised features."""

    scales: tuple[Scale, ...]


@dataclass(frozen=True)
class GridSlot:
    """A grid as `height` x `width` standardised cells: smaller ones padded with the mean, larger ones cut."""

    scale: Scale
    height: int
    width: int

    def features(self, grid: np.ndarray) -> np.ndarray:
        """(height * width,) float64."""
        cells = np.zeros((self.height, self.width))
        part = grid[: self.height, : self.width]
        cells[: part.shape[0], : part.shape[1]] = self.scale.forward(part.astype(float))
        return cells.ravel()


Slot = SymbolSlot | DigitSlot | NumberSlot | GridSlot


@dataclass(frozen=True)
class VectorEncoder:
    """Input tuples with a fixed number of parts. Every symbol slot has ids of its own, so that embeddings can be summed."""

    kinds: tuple[Kind, ...]
    slots: tuple[Slot, ...]
    head: Head

    @classmethod
    def fit(cls, kinds: Sequence[Kind], inputs: Sequence[Inputs], head: Head, numbers: Numbers | None = None) -> VectorEncoder:
        """From training inputs. `numbers` forces whole numbers to be symbols or scalars.

        Raises `Unsupported` if a kind has no fixed number of parts.
        """
        numbers = numbers or ("scalar" if head.smooth else None)
        leaves = [leaf for kind in kinds for leaf in _leaf_kinds(kind)]
        columns = zip(*(_leaves(item, tuple(kinds)) for item in inputs), strict=True)
        slots = tuple(_slot(kind, column, numbers) for kind, column in zip(leaves, columns, strict=True))
        return cls(tuple(kinds), slots, head)

    @property
    def form(self) -> Form:
        """Symbols: ids over all slots. Numbers: features of an item."""
        places = 1 if self.head.reading == "one" else self.head.longest + 1
        symbols, numbers = sum(map(_id_count, self.slots)), sum(map(_feature_count, self.slots))
        return Form(self.head.width, self.head.reading, symbols, numbers, places=places)

    def shape(self, inputs: Inputs) -> Hashable:
        """All fixed vectors have one shape."""
        return ()

    def encode(self, inputs: Sequence[Inputs]) -> Batch:
        """symbols: (batch, slots); numbers: (batch, features)."""
        columns = list(zip(*(_leaves(item, self.kinds) for item in inputs), strict=True))
        ids: list[Sequence[int]] = []
        features, offset = [np.zeros((len(inputs), 0))], 0
        for slot, column in zip(self.slots, columns, strict=True):
            if isinstance(slot, SymbolSlot):
                ids.append([slot.symbols.id(value) + offset for value in column])
                offset += slot.symbols.count
            elif isinstance(slot, DigitSlot):
                for place, characters in enumerate(_by_place(slot.digits, column)):
                    ids.append([slot.symbols.id(character) + offset + place * slot.symbols.count for character in characters])
                offset += _id_count(slot)
            elif isinstance(slot, GridSlot):
                features.append(np.stack([slot.features(grid) for grid in column]))
            else:
                found = reals(column)
                features.append(np.stack([scale.forward(found) for scale in slot.scales], axis=1))
        symbols = torch.tensor(ids, dtype=torch.int64).reshape(len(ids), len(inputs)).T
        segments = torch.zeros((len(inputs), 0), dtype=torch.int64)
        return Batch(symbols, float_tensor(np.concatenate(features, axis=1)), segments, window=(0, self.form.places))


def _slot(kind: Kind, column: Sequence[Any], numbers: Numbers | None) -> Slot:
    if kind is Grid:
        cells = np.concatenate([grid.ravel() for grid in column]).astype(float)
        return GridSlot(Scale.fit(cells), max(len(grid) for grid in column), max(grid.shape[1] for grid in column))
    if kind is bool:
        return NumberSlot((Scale(0.5, 0.5),))
    how = written(column, numbers)
    if how == "scalar":
        return NumberSlot(scales(column))
    if how == "symbol":
        return SymbolSlot(Symbols.of(column))
    digits = Digits.fit(column, how == "digits_little")
    return DigitSlot(digits, Symbols.of(digits.alphabet))


def _by_place(digits: Digits, column: Sequence[int]) -> list[tuple[str, ...]]:
    """The characters of all numbers at each place; of a number that is too long, the least significant ones."""
    low = slice(digits.count) if digits.little else slice(-digits.count, None)
    return list(zip(*(digits.write(value)[low] for value in column), strict=True))


def _id_count(slot: Slot) -> int:
    if isinstance(slot, DigitSlot):
        return slot.symbols.count * slot.digits.count
    return slot.symbols.count if isinstance(slot, SymbolSlot) else 0


def _feature_count(slot: Slot) -> int:
    if isinstance(slot, GridSlot):
        return slot.height * slot.width
    return len(slot.scales) if isinstance(slot, NumberSlot) else 0


def _leaf_kinds(kind: Kind) -> list[Kind]:
    if kind in (bool, int, float) or kind is Grid:
        return [kind]
    origin: Kind = get_origin(kind)
    if origin is tuple:
        return [leaf for part in get_args(kind) for leaf in _leaf_kinds(part)]
    raise Unsupported(f"an MLP reads fixed vectors, and {kind_name(kind)} has no fixed number of parts; use lstm or transformer")


def _leaves(value: Any, kind: Kind) -> list[Any]:
    """The parts of a value; `kind` is a kind, or a tuple of kinds."""
    parts = kind if isinstance(kind, tuple) else get_args(kind)
    if not parts:
        return [value]
    return [leaf for part, inner in zip(value, parts, strict=True) for leaf in _leaves(part, inner)]
