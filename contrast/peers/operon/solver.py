"""Operon as a solver of our real-valued tasks: the same examples and budget, its expressions run by our own evaluation.

Source: B. Burlacu, G. Kronberger, M. Kommenda, Operon C++, GECCO 2020; the package pyoperon (MIT). It is the peer that the search
for laws is compared with. It computes in single precision and stops at what that can tell apart, so the constants of every
model of its Pareto front are fitted again in double precision before one is chosen, by the rule by which our own laws are.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from contrast.dsl import DSL, Const, Node, Program, Var, description_bits, parse
from contrast.errors import UnknownName, Unsupported
from contrast.peers.operon.model import ELSE, SYMBOLS, Translation
from contrast.peers.session import Session
from contrast.sampling import seeded
from contrast.search.laws.fitting.data import Data
from contrast.search.laws.fitting.snap import snapped
from contrast.search.laws.front import Law
from contrast.search.laws.judge import Judge
from contrast.search.laws.run import HELD, is_right
from contrast.search.limits import Meter
from contrast.solver import Budget, Problem, Solution, Stopwatch
from contrast.task import Example
from contrast.values import kind_name

CHILD = Path(__file__).with_name("child.py")

ARITHMETIC = ("Add", "Sub", "Mul", "Div", "Square", "Sqrt")

ROUNDS = (
    (ARITHMETIC, 0.2),
    ((*ARITHMETIC, "Sin", "Cos", "Asin", "Acos"), 0.2),
    ((*ARITHMETIC, "Exp", "Log", "Pow", "Tanh"), 0.2),
    (tuple(SYMBOLS), 1.0),
)
"""The functions of each run from new random models, and the most of the budget that it may take. Its authors' own settings
for SRBench try such subsets. Measured on 17 of Feynman's equations, 100 rows and 15 core-seconds each: all right on 8, one long
run on 5."""

OPERON = 0.95
"""The share of a round that Operon's process gets; in the rest the chosen model's constants are fitted to all rows."""

NEVER = Law(Const.of(0.0, float), math.inf, math.inf, math.inf)
"""What a fit brings for which there is no time left."""


@dataclass(frozen=True)
class Answer:
    """What Operon came to.

    program: the model chosen, or None.  reason: solved (it is right but for rounding), out_of_time, out_of_memory, interrupted,
    or its error message.  expression: the model in Operon's words, before its constants were fitted again.  models: how many
    there were to choose from.  core_seconds: of all rounds; startup_seconds: of loading the library, not charged.
    """

    program: Program | None
    reason: str
    expression: str | None
    models: int
    core_seconds: float
    startup_seconds: float


def regress(
    inputs: Sequence[Var], examples: Sequence[Example], dsl: DSL, budget: Budget, seed: int = 0, tolerance: float = 0.0
) -> Answer:
    """The law that Operon finds in examples of real numbers, within core-seconds and bytes.

    tolerance: if there is one, errors count relative to their outputs (unless some output is 0), and twice their usual size is
    the tolerance.  Raises `Unsupported` for inputs, a DSL or a budget that it was not made for, `MissingPeer` where it is not
    installed.
    """
    if budget.seconds is None:
        raise Unsupported("operon is ended by its core-seconds and by nothing else; give --budget SECONDS")
    if not examples:
        raise Unsupported("operon needs examples; give at least one")
    quest = _Quest(Translation(dsl, inputs), dsl, examples, tolerance, seed)
    with Session(budget.bytes, "pyoperon", CHILD) as session:
        for symbols, share in ROUNDS:
            quest.round(session, symbols, min(share * budget.seconds, budget.seconds - quest.core_seconds))
            if quest.reason != "out_of_time":
                break
    return quest.answer()


class _Quest:
    """Rounds of Operon on the same examples, and the front of the models that they brought."""

    def __init__(self, translation: Translation, dsl: DSL, examples: Sequence[Example], tolerance: float, seed: int):
        self.translation, self.dsl = translation, dsl
        self.examples, self.tolerance = examples, tolerance
        self.data = Data.of(translation.inputs, examples, relative=tolerance > 0)
        order = seeded("operon", seed).permutation(len(examples))
        held, fit = order[: len(order) // HELD], order[len(order) // HELD :]
        self.judge = Judge(self.data.pick(fit), self.data.pick(held), translation.language, Meter(Budget()))
        self.job = {
            "rows": [[*examples[k].inputs, examples[k].output] for k in fit.tolist()],
            "names": [var.name for var in translation.inputs],
            "relative": tolerance > 0,
        }
        self.seed = len(ROUNDS) * seed
        self.texts: dict[Node, str] = {}
        self.program: Program | None = None
        self.text: str | None = None
        self.reason = "out_of_time"
        self.startup_seconds = self._child_seconds = 0.0
        self._watch = Stopwatch()

    @property
    def core_seconds(self) -> float:
        """Of Operon and of what is done here."""
        return self._watch.seconds + self._child_seconds

    def round(self, session: Session, symbols: Sequence[str], seconds: float) -> None:
        """Let Operon run once with those of the functions that the DSL has, and choose among all models so far."""
        end = self.core_seconds + seconds
        known = [symbol for symbol in symbols if symbol in self.translation.symbols]
        reply = session.ask({**self.job, "symbols": known, "seed": self.seed}, OPERON * seconds)
        self.seed += 1
        self._child_seconds += reply.core_seconds
        self.startup_seconds += reply.startup_seconds
        if reply.error not in (None, "out_of_time"):
            self.reason = str(reply.error)
        for written in map(json.loads, reply.outputs):
            node = parse(written["program"], self.dsl, self.translation.inputs, float).body
            self.texts[node] = written["text"]
            self.judge.front.add(self.judge.law(node))
        if self.judge.front.laws:
            self._choose(time.process_time() + end - self.core_seconds)

    def answer(self) -> Answer:
        return Answer(self.program, self.reason, self.text, len(self.texts), self.core_seconds, self.startup_seconds)

    def _right(self, law: Law) -> bool:
        """Whether a law is right on all examples within the tolerance."""
        return is_right(Program(self.translation.inputs, law.node), self.examples, self.tolerance)

    def _choose(self, end: float) -> None:
        """Choose a model as our own laws are chosen; name its constants, fit it to all rows, and see whether it is right."""

        def fit(node: Node) -> tuple[Law, np.ndarray]:
            return (NEVER, np.zeros(0)) if time.process_time() > end else self.judge.refitted(node)

        front = self.judge.front
        law = front.pick_of(self._right) if self.tolerance else front.pick()
        law = law or min(front.laws, key=lambda law: law.checked)
        self.text = self.texts[law.node]
        again, errors = fit(law.node)
        tries = [law]
        if again.error <= law.error:
            tries.insert(0, snapped(again, errors, fit, front.rows))
        if not tries[0].exact and time.process_time() < end:
            tries.insert(0, self.judge.law(self.data.fitted(tries[0].node)[0]))
        best = next(filter(self._right, tries), tries[0]) if self.tolerance else tries[0]
        self.program = Program(self.translation.inputs, best.node)
        if best.exact:
            self.reason = "solved"


class OperonSolver:
    """Symbolic regression by Operon with the functions of the task's DSL. It has no options.

    It stops by core-seconds only; a replay runs under the same seconds again.
    """

    version = 2
    learns_from_stream = False

    def __init__(self, name: str = "operon", **options: str):
        self.name = name
        self.options: dict[str, Any] = {}
        for option in options:
            raise UnknownName(f"solver {name!r} has no option {option!r}; it has none")

    def solve(self, problem: Problem, budget: Budget, replay: dict[str, int] | None = None) -> Solution:
        """Find one law for all examples, as good as the task's tolerance asks for.

        Raises `Unsupported` for a task that is not on real numbers or whose DSL has no constants to fit and for a budget
        without seconds, `MissingPeer` where Operon cannot run.
        """
        task = problem.task
        if task.output_kind is not float:
            kind = kind_name(task.output_kind)
            raise Unsupported(f"operon fits real numbers to real numbers, but the output is {kind}; {ELSE}")
        answer = regress(task.inputs, problem.examples, task.dsl, budget, problem.seed, task.tolerance)
        program = answer.program
        fits = program is not None and is_right(program, problem.examples, task.tolerance)
        return Solution(
            predict=lambda inputs: [None] * len(inputs) if program is None else program.predict(inputs),
            unfinished=None if fits else answer.reason,
            stopped_at={},
            core_seconds=answer.core_seconds,
            program=program,
            details={
                "fits": fits,
                "bits": None if program is None else description_bits(program, task.dsl),
                "expression": answer.expression,
                "models": answer.models,
                "startup_seconds": answer.startup_seconds,
            },
        )
