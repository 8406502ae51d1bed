"""cvc5 as a solver of our tasks: the same examples and budget as every other, the answer run by our own evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contrast.dsl import Program, description_bits
from contrast.errors import BadProgram, UnknownName, Unsupported
from contrast.peers.cvc5 import Answer, synthesise
from contrast.peers.session import require
from contrast.solver import Budget, Problem, Solution
from contrast.sygus.exporting import Export
from contrast.task import Example
from contrast.values import same_value


class Cvc5Solver:
    """The synthesiser cvc5 on the task's own DSL, written as a SyGuS-IF grammar. It has no options.

    It stops by core-seconds only; a replay runs under the same seconds again.
    """

    version = 1
    learns_from_stream = False

    def __init__(self, name: str = "cvc5", **options: str):
        self.name = name
        self.options: dict[str, Any] = {}
        for option in options:
            raise UnknownName(f"solver {name!r} has no option {option!r}; it has none")

    def solve(self, problem: Problem, budget: Budget, replay: dict[str, int] | None = None) -> Solution:
        """Ask cvc5 once for a program that fits all examples.

        Raises `Unsupported` for a task whose DSL or kinds SyGuS-IF cannot write and for a budget without seconds,
        `MissingPeer` where cvc5 cannot run.
        """
        if budget.seconds is None:
            raise Unsupported("cvc5 counts nothing that a budget of candidates or steps could end; give --budget SECONDS")
        task = problem.task
        export = Export(task.dsl, task.inputs, task.output_kind)
        text = export.text(problem.examples)
        require("cvc5")
        answer = synthesise(text, budget)
        program, unfinished = _checked(export, answer, problem.examples)
        return Solution(
            predict=lambda inputs: [None] * len(inputs) if program is None else program.predict(inputs),
            unfinished=unfinished,
            stopped_at={},
            core_seconds=answer.core_seconds,
            program=program,
            details={
                "fits": unfinished is None,
                "bits": None if program is None else description_bits(program, task.dsl),
                "answer": answer.text,
                "startup_seconds": answer.startup_seconds,
            },
        )


def _checked(export: Export, answer: Answer, examples: Sequence[Example]) -> tuple[Program | None, str | None]:
    """The answer as a program of ours, and why it does not count as a fit, if it does not."""
    if answer.text is None:
        return None, "gave_up" if answer.reason == "unsolved" else answer.reason
    try:
        program = export.program(answer.text)
    except BadProgram:
        return None, "not_in_dsl"
    answers = program.predict([example.inputs for example in examples])
    right = all(same_value(given, example.output) for given, example in zip(answers, examples, strict=True))
    return program, None if right else "wrong_on_examples"
