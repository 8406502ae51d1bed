"""Data for the tests of laws: rows drawn from formulas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from hypothesis import strategies as st

from contrast.dsl import Grammar, Var
from contrast.sampling import seeded
from contrast.search.laws import discover
from contrast.search.laws.parts.language import Language
from contrast.search.laws.units import Units
from contrast.search.outcome import Outcome
from contrast.solver import Budget
from contrast.task import Example
from contrast.vocab.reals import VOCABULARY

LANGUAGE = Language(VOCABULARY, Grammar(VOCABULARY, [float, float]))
"""That of laws in x and y."""

XY = (Var("x", float), Var("y", float))


def trees(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of formulas."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds("{}({}, {})".format, st.sampled_from(["add", "sub", "mul", "div", "power"]), inner, inner),
            st.builds("{}({})".format, st.sampled_from(["square", "sqrt", "exp", "log", "sin"]), inner),
        ),
        max_leaves=8,
    )


def rows(law: Callable[..., float], ranges: Sequence[tuple[float, float]], count: int, noise: float = 0.0, seed: int = 0):
    """Examples of a law with inputs uniform in their ranges, outputs with normal noise of so many standard deviations."""
    rng = seeded("laws", len(ranges), count, seed)
    inputs = [tuple(float(rng.uniform(low, high)) for low, high in ranges) for _ in range(count)]
    outputs = np.array([law(*values) for values in inputs])
    outputs = outputs + rng.normal(0, noise * outputs.std(), count) if noise else outputs
    return [Example(values, float(output)) for values, output in zip(inputs, outputs, strict=True)]


def found(
    names: str, examples: Sequence[Example], candidates: int = 300_000_000, units: Units | None = None, tolerance: float = 0.0
) -> Outcome:
    """What the search finds, the variables being the letters of `names`."""
    budget = Budget(candidates=candidates)
    return discover([Var(name, float) for name in names], examples, VOCABULARY, budget, tolerance, units)


def largest_error(outcome: Outcome, law: Callable[..., float], ranges: Sequence[tuple[float, float]]) -> float:
    """On fresh rows from up to twice the largest inputs, in standard deviations of the outputs."""
    fresh = rows(law, [(low, 2 * high) for low, high in ranges], 100, seed=7)
    wanted = np.array([row.output for row in fresh])
    given = outcome.program.predict([row.inputs for row in fresh])
    assert None not in given
    return float(np.abs(np.array(given) - wanted).max() / wanted.std())
