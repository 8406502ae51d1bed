"""Operon under the protocol of all solvers: its laws become programs, its constants exact, its limits hold."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from contrast.catalog import load_solver, load_task
from contrast.dsl import Var
from contrast.errors import UnknownName, Unsupported
from contrast.peers import session
from contrast.peers.operon import solver as operon
from contrast.peers.operon.evolution import Evolution
from contrast.peers.operon.model import SYMBOLS, Model, Translation
from contrast.peers.operon.solver import Answer, OperonSolver, regress
from contrast.peers.session import MissingPeer
from contrast.solver import Budget, Problem
from contrast.study.execute import run_trial
from contrast.study.trial import Trial
from contrast.task import Example
from contrast.vocab.reals import PLANE, VOCABULARY

op = pytest.importorskip("pyoperon", reason="the peer solver is an extra: pip install 'contrast-bench[peers]'")

X, Y = Var("x", float), Var("y", float)


def rows(law: Callable[[float, float], float], count: int = 40, seed: int = 0, high: float = 3.0) -> list[Example]:
    drawn = np.random.default_rng(seed).uniform(1, high, (count, 2)).tolist()
    return [Example((x, y), float(law(x, y))) for x, y in drawn]


def found(law: Callable[[float, float], float], seconds: float = 8.0) -> Answer:
    return regress([X, Y], rows(law), VOCABULARY, Budget(seconds=seconds))


def worst_outside(answer: Answer, law: Callable[[float, float], float]) -> float:
    """The largest relative error on twice the range."""
    assert answer.program is not None
    fresh = rows(law, seed=1, high=6.0)
    return max(abs(answer.program(*e.inputs) / e.output - 1) for e in fresh)


def test_a_sum_of_a_product_and_a_sine_is_found() -> None:
    answer = found(lambda x, y: x * y + math.sin(x), seconds=5)
    assert answer.reason == "solved"
    assert answer.program is not None
    assert sorted(str(answer.program)) == sorted("add(sin(x), mul(x, y))")  # whichever comes first


def test_constants_are_exact_although_operon_computes_in_single_precision() -> None:
    answer = found(lambda x, y: 3.7 * x * y / math.sqrt(2))
    assert answer.reason == "solved"
    assert worst_outside(answer, lambda x, y: 3.7 * x * y / math.sqrt(2)) < 1e-14


@pytest.mark.parametrize("size", [1e-30, 1e30])
def test_the_size_of_the_outputs_does_not_matter(size: float) -> None:
    answer = found(lambda x, y: size * x / y)
    assert answer.reason == "solved"
    assert worst_outside(answer, lambda x, y: size * x / y) < 1e-14


def test_outputs_that_never_change_are_a_constant() -> None:
    assert str(found(lambda x, y: 2.5).program) == "2.5"


def test_noise_uses_the_budget_up_and_keeps_to_it() -> None:
    noise = np.random.default_rng(0)
    answer = found(lambda x, y: noise.normal(), seconds=0.8)
    assert (answer.reason, answer.program is None) == ("out_of_time", False)
    assert 0.4 < answer.core_seconds <= 0.8


def test_too_little_memory_is_a_reason() -> None:
    answer = regress([X, Y], rows(lambda x, y: x), VOCABULARY, Budget(seconds=5, bytes=2**20))
    assert (answer.reason, answer.program) == ("out_of_memory", None)


def test_the_same_seed_finds_the_same() -> None:
    once, again = (found(lambda x, y: 2 * x + y / 3) for _ in range(2))
    assert (once.program, once.models) == (again.program, again.models)


def test_programs_agree_with_what_operon_computes() -> None:
    """On models of every kind of node, but for what single precision loses where large terms cancel."""
    table = np.random.default_rng(1).uniform(0.5, 2, (20, 3))
    evolution = Evolution(op, table, list(SYMBOLS), seed=3)
    evolution.run(lambda: evolution.algorithm.Generation >= 2)
    translation, used, differences = Translation(VOCABULARY, [X, Y]), set(), []
    for individual in evolution.algorithm.Individuals:
        model = evolution.written(individual.Genotype)
        if model is not None:
            single = np.asarray(op.Evaluate(evolution.table, individual.Genotype, evolution.data, evolution.rows), float)
            program = translation.program(model, [1.0, 1.0, 1.0])
            double = [math.nan if value is None else value for value in program.predict(table[:, :2].tolist())]
            size = 1 + abs(model.scale) * np.abs(single).max() + abs(model.offset)
            differences.append(np.abs(np.array(double) - model.scale * single - model.offset).max() / size)
            used |= {symbol for symbol, *_ in model.symbols}
    assert used == {*SYMBOLS, "Variable", "Constant"}
    assert len(differences) > 500
    assert np.mean(np.array(differences) < 1e-5) > 0.97


def test_a_variable_of_no_weight_is_left_out() -> None:
    symbols = [("Variable", 0, 0.0, 0), ("Variable", 0, 2.0, 1), ("Sin", 1, 0.0, None), ("Add", 2, 0.0, None)]
    program = Translation(VOCABULARY, [X, Y]).program(Model(symbols, 1.0, 0.0, "", 0.0), [1.0, 1.0, 1.0])
    assert str(program) == "sin(mul(2.0, y))"


def test_a_tolerance_decides_among_models_as_it_does_among_our_laws() -> None:
    pressures = {373.15: 0.27, 413.15: 1.85, 433.15: 4.2, 473.15: 17.3, 493.15: 32.1, 533.15: 96.0}
    examples = [Example((kelvin,), pressure) for kelvin, pressure in pressures.items()]
    answer = regress([X], examples, VOCABULARY, Budget(seconds=4), tolerance=0.15)
    assert answer.program is not None
    assert answer.program.predict([(kelvin,) for kelvin in pressures]) == pytest.approx(list(pressures.values()), rel=0.15)


def test_a_trial_on_planets_finds_a_law_within_the_tasks_tolerance() -> None:
    row = run_trial(Trial("science/kepler", "operon", "fixed", 6, 0, Budget(seconds=1.5)).to_dict())
    assert row["program"] is not None
    assert row["details"]["fits"]
    assert row["bits"] == row["details"]["bits"]
    assert row["core_seconds"] <= 1.5


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ("lists/sort", r"but the output is list\[int\]; choose a task whose inputs and output are float"),
        ("perception/spirals", "but the output is bool; choose a task"),
    ],
)
def test_a_task_on_other_kinds_is_unsupported(task: str, message: str) -> None:
    with pytest.raises(Unsupported, match=f"operon fits real numbers to real numbers, {message}"):
        OperonSolver().solve(Problem(load_task(task), [], seed=0), Budget(seconds=1))


def test_inputs_dsl_budget_and_examples_that_it_was_not_made_for_are_refused() -> None:
    some = rows(lambda x, y: x)
    with pytest.raises(Unsupported, match="but k is int; choose"):
        regress([Var("k", int)], some, VOCABULARY, Budget(seconds=1))
    with pytest.raises(Unsupported, match="cannot be written in DSL 'plane': it has no free constants; use the DSL 'reals'"):
        regress([X, Y], some, PLANE, Budget(seconds=1))
    with pytest.raises(Unsupported, match="give --budget SECONDS"):
        regress([X, Y], some, VOCABULARY, Budget(candidates=1000))
    with pytest.raises(Unsupported, match="operon needs examples; give at least one"):
        regress([X, Y], [], VOCABULARY, Budget(seconds=1))


def test_it_is_found_by_name_and_has_no_options() -> None:
    assert load_solver("operon").name == "operon"
    with pytest.raises(UnknownName, match="solver 'operon' has no option 'rows'"):
        load_solver("operon?rows=3")


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "installed", lambda peer: peer != "pyoperon")
    with pytest.raises(MissingPeer, match=r"pyoperon is not installed; run `pip install 'contrast-bench\[peers\]'`, where there"):
        found(lambda x, y: x)


def test_a_process_that_crashes_is_a_reason(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    child = tmp_path / "child.py"
    child.write_text("import os, sys\nprint('{}', flush=True)\nsys.stdin.readline()\nos.abort()\n")
    monkeypatch.setattr(operon, "CHILD", child)
    answer = found(lambda x, y: x)
    assert (answer.program, answer.reason) == (None, "pyoperon failed: it ended with status -6")
