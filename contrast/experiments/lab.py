"""A world as one experimenter meets it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from contrast.errors import BadValue
from contrast.experiments.interface import Interface
from contrast.sampling import Rng
from contrast.values import conforms, kind_name


class Lab:
    """A law that answers queries, each of which costs one of those that are `left`. The law itself is nobody's to see."""

    def __init__(self, interface: Interface, answer: Callable[..., Any], queries: int, rng: Rng):
        self.interface = interface
        self.left = queries
        self._answer = answer
        self._queries = queries
        self._rng = rng

    def query(self, inputs: Sequence[Any]) -> Any:
        """The world's output, measured with noise where there is some. Raises `BadValue` where it cannot be asked."""
        here = self.interface
        if len(inputs) != len(here.inputs):
            raise BadValue(f"world {here.name!r} takes {len(here.inputs)} inputs, not {len(inputs)}")
        for var, range_, value in zip(here.inputs, here.ranges, inputs, strict=True):
            if not conforms(value, var.kind) or value not in range_:
                raise BadValue(
                    f"world {here.name!r} cannot be asked about {var.name} = {value!r}; "
                    f"give {kind_name(var.kind)} from {range_.low:g} to {range_.high:g}"
                )
        if self.left < 1:
            raise BadValue(f"world {here.name!r}: all {self._queries} queries are spent; open it with more")
        self.left -= 1
        output = self._answer(*inputs)
        return output + float(self._rng.normal(0.0, here.error)) if here.error else output
