"""One way in: the search that suits what is sought. Laws for real functions, lexicons for small languages, rules for noisy
labels, else a program that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from contrast.dsl import DSL, Var, description_bits
from contrast.search.laws import discover, is_law
from contrast.search.laws.units import Units
from contrast.search.lexicon import induce, is_language
from contrast.search.outcome import Outcome
from contrast.search.rules import has_few_classes, learn
from contrast.search.rules.codelength import PROGRAM_WEIGHT, exception_bits
from contrast.search.rules.judging import FEWEST
from contrast.search.search import PATIENCE, search
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import same_value


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

    noisy: labels may be wrong, so that rules are learnt where there are few classes; of few rows a program that fits is looked
    for as well.  units: of laws, as `discover` takes them.  working_rows, patience, reweight: of the search for a program that
    fits, as `Search` takes them.
    """
    if is_law(dsl, inputs, kind):
        return discover(inputs, examples, dsl, budget, tolerance, units)
    if is_language(dsl, inputs, kind, examples):
        return induce(inputs, examples, dsl, budget)
    if not (noisy and has_few_classes(kind, examples)):
        return search(inputs, examples, dsl, kind, budget, tolerance, working_rows, patience, reweight)
    rules = learn(inputs, examples, dsl, kind, budget)
    left = _left(budget, rules)
    if rules.fits or len(examples) >= FEWEST or left is None:
        return rules
    exact = search(inputs, examples, dsl, kind, left, tolerance, len(examples), patience, reweight)
    return _shorter(rules, exact, examples, dsl)


def _left(budget: Budget, spent: Outcome) -> Budget | None:
    """What of a budget is left; None if nothing is, or if the search was interrupted."""
    seconds = None if budget.seconds is None else budget.seconds - spent.core_seconds
    candidates = None if budget.candidates is None else budget.candidates - spent.candidates
    over = any(rest is not None and rest <= 0 for rest in (seconds, candidates))
    return None if over or spent.reason == "interrupted" else replace(budget, seconds=seconds, candidates=candidates)


def _shorter(rules: Outcome, exact: Outcome, examples: Sequence[Example], dsl: DSL) -> Outcome:
    """Of few rows none are set apart, and whether labels are noisy cannot be told: a program that fits them all is the answer if
    it is shorter than the rules with their exceptions. What both cost counts."""
    best = rules
    if exact.fits and rules.program is not None and exact.program is not None:
        given = rules.program.predict([example.inputs for example in examples])
        wrong = sum(not same_value(a, example.output) for a, example in zip(given, examples, strict=True))
        exceptions = exception_bits([(len(examples), wrong)], len({example.output for example in examples}))
        saved = description_bits(exact.program, dsl) - description_bits(rules.program, dsl)
        best = exact if PROGRAM_WEIGHT * saved < exceptions else rules
    return replace(
        best,
        candidates=rules.candidates + exact.candidates,
        unique=rules.unique + exact.unique,
        core_seconds=rules.core_seconds + exact.core_seconds,
        pareto=rules.pareto,
        reason="interrupted" if exact.reason == "interrupted" else best.reason,
    )
