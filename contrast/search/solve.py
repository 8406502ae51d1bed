"""One way in: the search that suits what is sought. Laws for real functions, rules for noisy labels, else a program that fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contrast.dsl import DSL, Var
from contrast.search.laws import discover, is_law
from contrast.search.laws.units import Units
from contrast.search.outcome import Outcome
from contrast.search.rules import has_few_classes, learn
from contrast.search.search import PATIENCE, search
from contrast.solver import Budget
from contrast.task import Example


def solve(
    inputs: Sequence[Var],
    examples: Sequence[Example],
    dsl: DSL,
    kind: Any,
    budget: Budget,
    tolerance: float = 0.0,
    *,
    noisy: bool = False,
    units: Units | None = None,
    working_rows: int | None = None,
    patience: float = PATIENCE,
    reweight: bool = False,
) -> Outcome:
    """Search for a program.

    noisy: labels may be wrong, so that rules are learnt where there are few classes.  units: of laws, as `discover` takes
    them.  working_rows, patience, reweight: of the search for a program that fits, as `Search` takes them.
    """
    if is_law(dsl, inputs, kind):
        return discover(inputs, examples, dsl, budget, tolerance, units)
    if noisy and has_few_classes(kind, examples):
        return learn(inputs, examples, dsl, kind, budget)
    return search(inputs, examples, dsl, kind, budget, tolerance, working_rows, patience, reweight)
