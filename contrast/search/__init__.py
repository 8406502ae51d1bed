"""Program search. The package is also a function: `contrast.search(inputs, outputs, dsl)` finds a program.

>>> import contrast
>>> str(contrast.search([[3, 1, 2], [5, 4]], [3, 2], "lists").program)
'length(xs)'
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contrast.dsl import DSL
    from contrast.search.outcome import Outcome


class _Callable(ModuleType):
    """A module that can be called: the attribute `contrast.search` names both the package and what it does."""

    def __call__(
        self,
        inputs: Sequence[Any] | Mapping[str, Sequence[Any]],
        outputs: Sequence[Any],
        dsl: DSL | str = "lists",
        *,
        seconds: float | None = 20.0,
        candidates: int | None = None,
        tolerance: float = 0.0,
        noise: bool = False,
        units: Mapping[str, Sequence[float]] | None = None,
    ) -> Outcome:
        """The cheapest program of `dsl` that maps each input to its output, or the best found within the budget.

        inputs: one value an example (a tuple of values for several inputs), or a mapping from input names to such columns.
        Under a vocabulary with free constants, such as "reals", numbers give a law: the shortest description, with all that no
        other beats in `pareto`.  noise: labels may be wrong.  units: of a law, the exponents of the base units by name, those
        of the outputs under "output". Raises `BadValue` if rows differ in kind or number.
        """
        from contrast.search.examples import search_values

        return search_values(inputs, outputs, dsl, seconds, candidates, tolerance, noise, units)


sys.modules[__name__].__class__ = _Callable
