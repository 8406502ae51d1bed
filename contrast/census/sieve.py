"""Which drawn functions become tasks: those that do something, and nothing that was drawn before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from contrast.errors import BadTask, Undefined

MOST_DRAWS = 20_000
"""Functions drawn from a band one after the other of which none is new, before the band counts as empty."""

COMMONEST, COMMONEST_OUTSIDE = 0.75, 0.85
"""The largest share of one output, on the training range and on each axis. Of two outputs .75 is an entropy of .81 bits."""

LEAST_DEFINED = 0.9
"""The share of inputs that a function must have an output for; samplers draw others in place of the rest."""

FIRST = 12
"""Inputs that are looked at first; most functions that do nothing are known by them."""

Inputs = tuple[Any, ...]


@dataclass(frozen=True)
class Drawn:
    """A function that was drawn. bits: how many it takes to write it down, as its source says.  text: written down."""

    function: Callable[..., Any]
    bits: float
    text: str


class Sieve:
    """Tells new behaviour from old. probes: inputs by split, `train` first; behaviour is what a function does on these.

    smallest: for each split some of its smallest inputs, for at least one of which a function must have an output.
    """

    def __init__(
        self,
        probes: Mapping[str, Sequence[Inputs]],
        known: Sequence[Callable[..., Any]] = (),
        smallest: Sequence[Sequence[Inputs]] = (),
    ):
        self.probes = probes
        self.smallest = smallest
        self._seen = {self.behaviour(function) for function in known}

    def behaviour(self, function: Callable[..., Any]) -> tuple[str, ...] | None:
        """The outputs on the training probes as text, "" where there is none; None if it does nothing there."""
        probes = self.probes["train"]
        first = [_output(function, inputs) for inputs in probes[:FIRST]]
        if len(set(first)) == 1 or "" in first[: FIRST // 2]:
            return None
        outputs = (*first, *(_output(function, inputs) for inputs in probes[FIRST:]))
        return outputs if _varied(outputs, COMMONEST) else None

    def is_new(self, behaviour: tuple[str, ...] | None) -> bool:
        """Whether it is the behaviour of a function that does something, and of none that is known."""
        return behaviour is not None and behaviour not in self._seen

    def takes(self, function: Callable[..., Any]) -> bool:
        """Whether the function does something on every split, and something that no other did; it is known from then on."""
        behaviour = self.behaviour(function)
        if behaviour is None or not self.is_new(behaviour):
            return False
        self._seen.add(behaviour)
        if not all(any(_output(function, one) for one in inputs) for inputs in self.smallest):
            return False
        others = [inputs for split, inputs in self.probes.items() if split != "train"]
        return all(_varied([_output(function, one) for one in inputs], COMMONEST_OUTSIDE) for inputs in others)

    def fill(self, bands: Sequence[Iterator[Drawn | None]], n: int) -> list[Drawn]:
        """`n` functions, as many from each band of candidates, of which None is a draw that came to nothing. What one band lacks
        is taken from the next: of short programs there may be only so many.

        Raises `BadTask` if the last band has too few.
        """
        found: list[Drawn] = []
        least, more = divmod(n, len(bands))
        for number, candidates in enumerate(bands, start=1):
            found += islice(self._new(candidates), number * least + min(number, more) - len(found))
        if len(found) < n:
            raise BadTask(f"{len(found)} functions were drawn that differ, and {n} are asked for; give a smaller n")
        return found

    def _new(self, candidates: Iterator[Drawn | None]) -> Iterator[Drawn]:
        """Those that are taken, until too many in a row are not."""
        idle = 0
        for one in candidates:
            idle += 1
            if one is not None and self.takes(one.function):
                idle = 0
                yield one
            if idle == MOST_DRAWS:
                return


def _output(function: Callable[..., Any], inputs: Inputs) -> str:
    try:
        return repr(function(*inputs))
    except (Undefined, OverflowError, RecursionError):
        return ""


def _varied(outputs: Sequence[str], most: float) -> bool:
    """Whether enough outputs are there, and none of them is too common."""
    defined = [output for output in outputs if output]
    return len(defined) >= LEAST_DEFINED * len(outputs) and Counter(defined).most_common(1)[0][1] <= most * len(defined)
