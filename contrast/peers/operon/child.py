"""The process that Operon runs in: a table comes in, the programs of its Pareto front go out, their constants fitted again."""

from __future__ import annotations

import json
import math
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import scipy.optimize  # noqa: F401  loading it is no part of a job

sys.path.append(str(Path(__file__).parents[3]))  # it is run by its file: from a checkout it must find contrast

from contrast.dsl import Program, Var
from contrast.errors import BadProgram
from contrast.peers.child import Job, limit_time, serve
from contrast.peers.operon.evolution import Evolution
from contrast.peers.operon.model import Model, Translation
from contrast.search.laws.fitting.data import Data
from contrast.search.laws.fitting.formula import SHORT, STEPS
from contrast.search.laws.front import EXACT
from contrast.task import Example
from contrast.vocab.reals import VOCABULARY

EVOLVING, FITTING = 0.85, 0.95
"""The shares of the time after which evolution ends, and the fitting of the Pareto front's constants."""

PROMISING = 1e-9
"""The error, relative to the variance, from which a model is examined: is it right once its constants are fitted in double
precision? Single precision cannot tell: a law's error was from 1e-14 to 1e-10, and that of good likenesses 1e-10 as well."""

NEAR = 16.0
"""Columns that are no more than so much larger or smaller than 1 are left as they are."""


def main() -> None:
    """Answer jobs until the input ends."""
    serve("pyoperon", _answer)


def _answer(op: Any, job: Job) -> Job:
    """job: `rows` (the last number of each is wanted), `names` of the inputs, whether errors are `relative`, Operon's `symbols`,
    `seed`. Each output is a model: its `program`, and the `text` that Operon gives it."""
    start, error, models = time.process_time(), None, []
    limit_time(job["seconds"])
    try:
        attempt = Attempt(op, job, start)
        attempt.evolution.run(attempt.over)
        models = attempt.models()
    except MemoryError:
        error = "out_of_memory"
    except RuntimeError as problem:
        error = str(problem).strip() or type(problem).__name__
    limit_time(0)
    outputs = list(map(json.dumps, models))
    return {"outputs": outputs, "error": error, "charged": time.process_time() - start, "other": 0.0}


class Attempt:
    """One run of Operon from new random models."""

    def __init__(self, op: Any, job: Job, start: float):
        rows = np.array(job["rows"])
        inputs = [Var(name, float) for name in job["names"]]
        self.translation = Translation(VOCABULARY, inputs)
        self.data = Data.of(inputs, [Example(tuple(given), wanted) for *given, wanted in job["rows"]], job["relative"])
        self.scales = [_magnitude(column) for column in rows.T]
        self.evolution = Evolution(op, rows / self.scales, job["symbols"], job["seed"])
        self.promising = PROMISING * float(np.var(self.evolution.wanted))
        self.end, self.last_fit = start + EVOLVING * job["seconds"], start + FITTING * job["seconds"]
        self.last, self.longest = start, 0.0
        self.examined: set[tuple[Any, ...]] = set()

    def over(self) -> bool:
        """Whether the best model is right, or the next generation would come too late."""
        now = time.process_time()
        self.longest, self.last = max(self.longest, now - self.last), now
        return now + self.longest > self.end or self.right()

    def right(self) -> bool:
        """Whether the best model is right but for rounding; each form of a promising one is examined once."""
        best = self.evolution.best()
        if best is None or best.error > self.promising:
            return False
        form = tuple((kind, arity, column) for kind, arity, _, column in best.symbols)
        if form in self.examined:
            return False
        self.examined.add(form)
        program = self.program(best)
        if program is None:
            return False
        return self.data.error(self.data.fitted_throughout(program.body)) <= EXACT

    def models(self) -> list[dict[str, str]]:
        """The Pareto front, each model with and without its offset, which Operon gives to all of them.

        Constants are fitted in a few steps, then further, each time the best models' first; without time they stay as they are.
        """
        front = sorted(self.evolution.front(), key=lambda model: model.error)
        variants = [variant for model in front for variant in (model, replace(model, offset=0.0))]
        found = [(program, model.text) for model in variants if (program := self.program(model)) is not None]
        for steps in (SHORT, STEPS):
            for place, (program, text) in enumerate(found):
                if time.process_time() < self.last_fit:
                    found[place] = replace(program, body=self.data.fitted_throughout(program.body, steps)), text
        return [{"program": str(program), "text": text} for program, text in found]

    def program(self, model: Model) -> Program | None:
        """A model as a program on the columns as they were given."""
        try:
            return self.translation.program(model, self.scales)
        except BadProgram:
            return None


def _magnitude(column: np.ndarray) -> float:
    """The power of two nearest to a column's usual size; 1 if that is near.

    Operon's numbers are in single precision, and its first constants of size 1; but a frequency is soonest found where it is.
    """
    size = float(np.median(np.abs(column)))
    return 1.0 if size == 0 or 1 / NEAR <= size <= NEAR else 2.0 ** round(math.log2(size))


if __name__ == "__main__":
    main()
