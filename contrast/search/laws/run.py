"""From examples to a law, or to the answer that there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from contrast.dsl import DSL, Program, Var
from contrast.sampling import seeded
from contrast.search.laws.discover import Discovery
from contrast.search.laws.fitting.data import Data
from contrast.search.laws.front import Law
from contrast.search.laws.units import Units
from contrast.search.limits import Meter, ending
from contrast.search.outcome import Outcome, Scored
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import same_value

HELD = 5
"""One row in so many is held back for validation."""

LEAST = 20
"""Of fewer rows none can be spared, and the description length decides alone."""

EXACT = 1e-9
"""What counts as right, relative, where no tolerance is given."""


def is_law(dsl: DSL, inputs: Sequence[Var], kind: Any) -> bool:
    """Whether what is sought is a real function of real numbers, which may hold fitted constants."""
    return dsl.free_constants and kind is float and bool(inputs) and all(var.kind is float for var in inputs)


def discover(
    inputs: Sequence[Var],
    examples: Sequence[Example],
    dsl: DSL,
    budget: Budget,
    tolerance: float = 0.0,
    units: Units | None = None,
) -> Outcome:
    """Search for the law behind examples of real numbers.

    tolerance: relative; if there is one, errors count relative to each output.  units: of the inputs and the output; ill-typed
    sums are never built then.  One row in five is held back for validation, if there are at least 20. The outcome's `program`
    is the best description (`Front.pick` says which), its `reason` no_law if that is not to be called a law (`Front.holds`),
    its `pareto` the laws that no other beats in both bits and error, with their error on the rows held back; `fits` tells
    whether the program is right on all examples within the tolerance. Where one is given, programs that fit come first, and
    need no more to be called a law: the tolerance says how exact the examples are. Constants are fitted to all rows in the end.
    """
    outcome = Outcome()
    meter = Meter(budget)
    data = Data.of(inputs, examples, relative=tolerance > 0)
    fit, held = _parts(len(data))
    search = Discovery(data.pick(fit), data.pick(held), dsl.narrowed([float]), meter, units or Units.unknown(len(inputs)))
    with ending(outcome), np.errstate(all="ignore"):
        for _ in search.steps():
            pass
    outcome.candidates, outcome.unique, outcome.peak_bytes = meter.candidates, meter.unique, meter.peak_bytes
    outcome.core_seconds, outcome.working_rows = meter.clock.seconds, len(data)
    front = search.judge.front
    scored = {law: _scored(law, data, search) for law in front.laws}
    outcome.pareto = _undominated(list(scored.values()))
    right = {law for law in scored if is_right(scored[law].program, examples, tolerance or EXACT)}
    picked = front.pick_of(right.__contains__) if tolerance else front.pick()
    certain = picked is not None and (front.holds(picked) or (tolerance > 0 and picked in right))
    if outcome.reason != "interrupted" and not certain:
        outcome.reason = "no_law"
    if picked is not None:
        outcome.program, outcome.found_seconds = scored[picked].program, search.judge.found_seconds
        outcome.fits = picked in right
        outcome.reason = "found" if outcome.fits and outcome.reason not in ("interrupted", "no_law") else outcome.reason
    return outcome


def is_right(program: Program, examples: Sequence[Example], tolerance: float) -> bool:
    """Whether a program is right on all examples within the tolerance."""
    answers = program.predict([example.inputs for example in examples])
    return all(same_value(a, example.output, tolerance) for a, example in zip(answers, examples, strict=True))


def _parts(count: int) -> tuple[np.ndarray, np.ndarray]:
    """The rows to fit to and those held back, in their order."""
    order = seeded("laws", "held", count).permutation(count)
    held = order[: count // HELD] if count >= LEAST else order[:0]
    return np.setdiff1d(order, held), np.sort(held)


def _undominated(laws: list[Scored]) -> list[Scored]:
    """Those that no shorter one beats in error on the rows held back."""
    kept: list[Scored] = []
    for law in sorted(laws, key=lambda law: (law.bits, law.error)):
        if not kept or law.error < kept[-1].error:
            kept.append(law)
    return kept


def _scored(law: Law, data: Data, search: Discovery) -> Scored:
    """A law with its constants fitted to all rows; its error stays the one on the rows held back."""
    node = search.judge.shortened(law.node if law.exact else data.fitted(law.node)[0])
    return Scored(Program(data.inputs, node), search.language.grammar.bits(node), law.checked)
