"""Where the functions of a census are defined, and how they become tasks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contrast.census.sieve import Drawn, Inputs, Sieve
from contrast.dsl import DSL, Var
from contrast.errors import BadTask, Undefined
from contrast.sampling import Rng, Sampler, seeded
from contrast.task import Split, Task
from contrast.values import Kind, digest, plain

PROBES, AXIS_PROBES = 48, 40
"""Inputs on which functions are told apart, and those of each axis on which they must do something."""

SMALLEST = 12
"""Smallest inputs of each split, for some of which they must have an output."""

TRIES = 200
"""Draws of an input for which a function has no output, before the sampler gives up."""


@dataclass(frozen=True)
class Domain:
    """inputs: names and kinds.  sampler: draws them.  splits: `train` and the axes."""

    inputs: tuple[Var, ...]
    sampler: Sampler
    splits: Mapping[str, Split]

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of the inputs."""
        return [var.kind for var in self.inputs]

    def sieve(self, known: Sequence[Callable[..., Any]] = ()) -> Sieve:
        """A sieve for functions on this domain that takes none that behaves like a known one."""
        probes = {name: self._draw(name, PROBES if name == "train" else AXIS_PROBES) for name in self.splits}
        smallest = [self._draw(name, SMALLEST, (split.sizes[0], split.sizes[0])) for name, split in self.splits.items()]
        return Sieve(probes, known, smallest)

    def _draw(self, name: str, count: int, sizes: tuple[int, int] | None = None) -> list[Inputs]:
        split, rng = self.splits[name], seeded("census", name)
        sampler, (low, high) = split.sampler or self.sampler, sizes or split.sizes
        return [sampler(rng, int(rng.integers(low, high + 1))) for _ in range(count)]

    def task(self, drawn: Drawn, kind: Kind, dsl: DSL, source: str) -> Task:
        """The function as a task; inputs that it has no output for are not drawn."""
        splits = {
            name: replace(split, sampler=None if split.sampler is None else defined(split.sampler, drawn.function))
            for name, split in self.splits.items()
        }
        return Task(
            self._reference(drawn, kind),
            dsl,
            splits,
            defined(self.sampler, drawn.function),
            source,
            version=int(digest(drawn.text)[:8], 16),
        )

    def _reference(self, drawn: Drawn, kind: Kind) -> Callable[..., Any]:
        """The function under the names of its inputs, described by its own text."""
        signature = inspect.Signature(
            [inspect.Parameter(var.name, inspect.Parameter.POSITIONAL_OR_KEYWORD) for var in self.inputs]
        )

        def drawn_function(*inputs: Any) -> Any:
            return drawn.function(*inputs)

        inputs = next(one for one in self._draw("train", TRIES) if _is_defined(drawn.function, one))
        shown = ", ".join(repr(plain(value)) for value in inputs)
        drawn_function.__doc__ = (
            f"{drawn.text}\n\n    Drawn at random; {drawn.bits:.0f} bits.\n\n"
            f"    >>> drawn_function({shown})\n    {drawn.function(*inputs)!r}\n"
        )
        drawn_function.__annotations__ = {**{var.name: var.kind for var in self.inputs}, "return": kind}
        drawn_function.__signature__ = signature  # type: ignore[attr-defined]
        drawn_function.fingerprint = digest(drawn.text)[:16]  # type: ignore[attr-defined]
        return drawn_function


def defined(sampler: Sampler, function: Callable[..., Any]) -> Sampler:
    """The sampler, drawing again where the function has no output."""

    def draw(rng: Rng, size: int) -> Inputs:
        for _ in range(TRIES):
            inputs = sampler(rng, size)
            if _is_defined(function, inputs):
                return inputs
        raise BadTask(f"no input of size {size} was drawn in {TRIES} tries for which the function is defined")

    return draw


def _is_defined(function: Callable[..., Any], inputs: Inputs) -> bool:
    try:
        function(*inputs)
    except (Undefined, OverflowError, RecursionError):
        return False
    return True
