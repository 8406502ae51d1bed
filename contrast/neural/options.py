"""A network's options, as written after the question mark of a solver reference."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contrast.errors import BadValue
from contrast.neural.device import DEVICES
from contrast.neural.encoding.heads import OUTPUTS, Outputs
from contrast.neural.encoding.parts.symbols import NUMBERS, Numbers
from contrast.neural.encoding.tokens import LAYOUTS, Layout
from contrast.neural.nets.parts.positions import POSITIONS
from contrast.neural.nets.stack_rnn import CONTROLLERS

FEATURES = ("plain", "periodic")
STARTS = ("random", "witness")
PLACES = ("behind", "beside")


@dataclass(frozen=True)
class Size:
    """A width or depth: a number, or so many times what the architecture has (`2x`)."""

    value: int
    times: bool = False

    def of(self, default: int) -> int:
        """The size, given the architecture's own."""
        return self.value * default if self.times else self.value


@dataclass(frozen=True)
class Options:
    """What a user may set; None leaves it to the architecture or the data.

    lr: highest learning rate. width: units of a layer. depth: layers. decay: AdamW's weight decay. batch: items a step.
    numbers: how whole numbers are read. outputs: how numbers are written. layout: how several sequences are read.
    places: where a net from left to right writes a list, behind its input or beside it. positions: of a Transformer.
    controller: of a Stack-RNN. features: of an MLP's numbers. device: where it is trained. start: its weights before training.
    noise: the deviation of what is added to these.
    """

    lr: float | None = None
    width: Size | None = None
    depth: Size | None = None
    decay: float | None = None
    batch: int | None = None
    numbers: Numbers | None = None
    outputs: Outputs | None = None
    layout: Layout | None = None
    places: str = "behind"
    positions: str = "both_ends"
    controller: str = "plain"
    features: str = "plain"
    device: str = "cpu"
    start: str = "random"
    noise: float = 0.0

    @classmethod
    def parse(cls, solver: str, allowed: Sequence[str], given: Mapping[str, Any]) -> Options:
        """From texts. Raises `BadValue` naming the options, or the values, that there are."""
        found: dict[str, Any] = {}
        for name, text in given.items():
            if name not in allowed:
                raise BadValue(f"solver {solver!r} has no option {name!r}; it has {', '.join(allowed)}")
            read, wanted = _READERS[name]
            value = read(str(text))
            if value is None:
                raise BadValue(f"solver {solver!r}: {name}={text} will not do; give {wanted}")
            found[name] = value
        return cls(**found)


def _real(accepted: Callable[[float], bool]) -> Callable[[str], float | None]:
    """A reader of finite numbers that are accepted; None for any other text."""

    def read(text: str) -> float | None:
        try:
            value = float(text)
        except ValueError:
            return None
        return value if math.isfinite(value) and accepted(value) else None

    return read


def _whole(multiple: int = 1) -> Callable[[str], int | None]:
    """A reader of positive multiples of a whole number; None for any other text."""
    return lambda text: int(text) if text.isdecimal() and int(text) > 0 and int(text) % multiple == 0 else None


def _size(multiple: int = 1) -> Callable[[str], Size | None]:
    """A reader of sizes: positive multiples of a whole number, or times."""

    def read(text: str) -> Size | None:
        times = text.endswith("x")
        value = _whole(1 if times else multiple)(text.removesuffix("x"))
        return None if value is None else Size(value, times)

    return read


def _one_of(names: Sequence[str]) -> tuple[Callable[[str], str | None], str]:
    return lambda text: text if text in names else None, f"one of {', '.join(names)}"


_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "lr": (_real(lambda rate: rate > 0), "a number above 0, such as 0.001"),
    "decay": (_real(lambda decay: decay >= 0), "a number from 0 on, such as 0.01"),
    "noise": (_real(lambda noise: noise >= 0), "a number from 0 on, such as 0.1"),
    "width": (_size(4), "a whole multiple of 4, such as 64, or a factor, such as 2x"),
    "depth": (_size(), "a whole number from 1 on, or a factor, such as 2x"),
    "batch": (_whole(), "a whole number from 1 on"),
    "places": _one_of(PLACES),
    "positions": _one_of(POSITIONS),
    "controller": _one_of(CONTROLLERS),
    "numbers": _one_of(NUMBERS),
    "outputs": _one_of(OUTPUTS),
    "layout": _one_of(LAYOUTS),
    "features": _one_of(FEATURES),
    "device": _one_of(DEVICES),
    "start": _one_of(STARTS),
}
