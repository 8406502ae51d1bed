"""A network's options, as written after the question mark of a solver reference."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contrast.errors import BadValue
from contrast.neural.encoding.symbols import Numbers
from contrast.neural.nets.positions import POSITIONS


@dataclass(frozen=True)
class Options:
    """What a user may set; None leaves it to the architecture.

    lr: highest learning rate. width: units of a layer. depth: layers. decay: AdamW's weight decay. batch: items a step.
    positions: of a Transformer. numbers: how whole numbers are written.
    """

    lr: float | None = None
    width: int | None = None
    depth: int | None = None
    decay: float | None = None
    batch: int | None = None
    positions: str = "both_ends"
    numbers: Numbers | None = None

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


def _one_of(names: Sequence[str]) -> Callable[[str], str | None]:
    return lambda text: text if text in names else None


_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "lr": (_real(lambda rate: rate > 0), "a number above 0, such as 0.001"),
    "decay": (_real(lambda decay: decay >= 0), "a number from 0 on, such as 0.01"),
    "width": (_whole(4), "a whole multiple of 4, such as 64"),
    "depth": (_whole(), "a whole number from 1 on"),
    "batch": (_whole(), "a whole number from 1 on"),
    "positions": (_one_of(POSITIONS), f"one of {', '.join(POSITIONS)}"),
    "numbers": (_one_of(("symbol", "scalar")), "symbol or scalar"),
}
