"""Executing a trial inside a worker: draw, solve, predict, score. Whatever happens, a row comes back."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from contrast.catalog import load_solver, load_task, solver_for
from contrast.dsl import description_bits
from contrast.errors import BadTask, ContrastError, Unsupported
from contrast.scoring import SOLVED_AT, Score, chance, score
from contrast.solver import Problem, Solution, Solver
from contrast.study.memory import peak_bytes, reset_peak
from contrast.study.provenance import provenance
from contrast.study.result import COMPARISON, TUNING, UNSUPPORTED, Row, blank_row, failed, json_ready
from contrast.study.trial import Trial, learns_from_stream, source_hash, trial_key
from contrast.task import TEST_ITEMS, Example, Sample, Task
from contrast.values import digest

CHECKPOINT = "checkpoint"
"""The field of a fresh row that holds bytes from which the trial can go on; it is kept apart from the results."""


def run_trial(
    fields: Mapping[str, Any],
    replay: dict[str, int] | None = None,
    checkpoint: bytes | None = None,
    purpose: str = COMPARISON,
) -> Row:
    """The result row of a trial given by its `to_dict`. `replay`: a stored `stopped_at`, to do exactly that much again.
    `checkpoint`: of the trial that it continues. `purpose`: TUNING scores `same` alone.

    Never raises for what a task or solver does: their errors become a failed row.
    """
    trial = Trial.from_dict(fields)
    row = {**blank_row(trial), "purpose": purpose, "provenance": provenance()}
    wall, core = time.perf_counter(), time.process_time()
    solution = None
    try:
        solution = _fill(row, trial, replay, checkpoint)
    except Unsupported as error:
        row = failed(row, f"{UNSUPPORTED}{error}", traceback.format_exc())
    except ContrastError as error:
        row = failed(row, str(error), traceback.format_exc())
    except (Exception, SystemExit) as error:  # a task or solver that ends the interpreter must not end the worker's study
        row = failed(row, f"error: {type(error).__name__}: {error}", traceback.format_exc())
    if row["core_seconds"] is None:
        row["core_seconds"] = time.process_time() - core
    row |= {"wall_seconds": time.perf_counter() - wall, "peak_memory_bytes": peak_bytes()}
    ready: Row = json_ready(row)
    return ready if solution is None or solution.checkpoint is None else {**ready, CHECKPOINT: solution.checkpoint}


def _fill(row: Row, trial: Trial, replay: dict[str, int] | None, checkpoint: bytes | None) -> Solution:
    """Write into the row what becomes known, step by step, so that a failure keeps what came before it."""
    task, solver = load_task(trial.task), load_solver(trial.solver)
    reset_peak()
    row |= describe(trial, task, solver)
    examples = [] if trial.examples is None else _sample(task, "train", trial).examples
    splits = ["same"] if row["purpose"] == TUNING else task.test_splits
    tests = {split: _sample(task, split, trial) for split in splits}
    row["chance"] = chance(task.output_kind, [example.output for example in tests["same"].examples])
    stream = _CountedStream(task, trial.seed)
    problem = Problem(task, examples, trial.seed, stream if trial.regime == "unlimited" else None, checkpoint)
    solution, predictions, row["evaluation_seconds"] = _answers(solver, problem, trial, tests, replay)
    row["examples_used"] = stream.drawn if trial.regime == "unlimited" else len(examples)
    scores = {name: _score(predictions[name], sample, task) for name, sample in tests.items()}
    status, reason = verdict(scores, solution.unfinished or ("scores_only" if task.scores_only else None))
    row |= {"status": status, "reason": reason, "splits": {name: one.to_dict() for name, one in scores.items()}}
    row |= _found(solution, task)
    row["predictions_digest"] = digest(*[predictions[name] for name in tests])
    return solution


def verdict(scores: Mapping[str, Score], unfinished: str | None) -> tuple[str, str | None]:
    """Status and reason. Solved if every split reaches `SOLVED_AT`; else why the solver stopped, or the first wrong split."""
    wrong = [name for name, one in scores.items() if one.exact_match < SOLVED_AT]
    if not wrong:
        return "solved", None
    return "unsolved", unfinished or f"wrong_on:{wrong[0]}"


def describe(trial: Trial, task: Task, solver: Solver) -> Row:
    """The fields of a row that are known before anything runs."""
    return {
        "key": trial_key(trial, task, solver),
        "task_name": task.name,
        "task_version": task.version,
        "family": task.family,
        "solver_version": solver.version,
        "source_hash": source_hash(task.reference),
        "dsl": task.dsl.name,
        "dsl_version": task.dsl.version,
        "dsl_size": task.dsl.size,
        "scores_only": task.scores_only,
        "measured": task.measured,
        "by_default": trial.solver == solver_for("net", task) if learns_from_stream(solver) else None,
    }


def _sample(task: Task, split: str, trial: Trial) -> Sample:
    count = trial.examples if split == "train" and trial.examples is not None else TEST_ITEMS
    sample = task.draw(split, trial.seed, count)
    if not sample.examples:
        raise BadTask(f"task {task.name!r}: split {split!r} gave no items; widen its sizes or its sampler's range")
    return sample


class _CountedStream:
    """A problem's stream that counts the labels drawn from it."""

    def __init__(self, task: Task, seed: int):
        self._open: Callable[[], Iterator[Example]] = lambda: task.stream(seed)
        self.drawn = 0

    def __call__(self) -> Iterator[Example]:
        for example in self._open():
            self.drawn += 1
            yield example


def _answers(
    solver: Solver, problem: Problem, trial: Trial, tests: Mapping[str, Sample], replay: dict[str, int] | None
) -> tuple[Solution, dict[str, list[Any]], float]:
    """The solution, its predictions by split, and the core-seconds they took. Running out of memory is an outcome: no answers."""
    start = time.process_time()
    try:
        solution = solver.solve(problem, trial.budget, replay)
        solved = time.process_time()
        try:
            predictions = {name: _predict(solution, sample) for name, sample in tests.items()}
        except KeyboardInterrupt:  # what was found is not lost; it only has no scores
            solution = replace(solution, unfinished="interrupted")
            predictions = {name: [None] * len(sample.examples) for name, sample in tests.items()}
    except MemoryError:
        spent = time.process_time() - start
        return _no_memory(spent), {name: [None] * len(sample.examples) for name, sample in tests.items()}, 0.0
    return solution, predictions, time.process_time() - solved


def _predict(solution: Solution, sample: Sample) -> list[Any]:
    return solution.predict([example.inputs for example in sample.examples])


def _no_memory(core_seconds: float) -> Solution:
    def predict(inputs: Sequence[tuple[Any, ...]]) -> list[Any]:
        return [None] * len(inputs)

    return Solution(predict, "out_of_memory", {}, core_seconds)


def _score(predictions: list[Any], sample: Sample, task: Task) -> Score:
    judgements = task.judgements(predictions, [example.inputs for example in sample.examples])
    return score(predictions, [example.output for example in sample.examples], task.tolerance, sample.exempt, judgements)


def _found(solution: Solution, task: Task) -> Row:
    program, details = solution.program, solution.details
    counted = ("parameters", "candidates_tried", "unique_programs", "wrong_fits")
    return {
        "unfinished": solution.unfinished,
        "core_seconds": solution.core_seconds,
        "stopped_at": dict(solution.stopped_at),
        "program": None if program is None else str(program),
        "nodes": None if program is None else program.nodes,
        "applications": None if program is None else program.applications,
        "bits": None if program is None else description_bits(program, task.dsl),
        "details": details,
        **{name: details.get(name) for name in counted},
    }
