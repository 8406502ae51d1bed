"""The side by side of our search and cvc5: every answer is checked again, sizes are counted alike, and sums are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer.testing

from contrast.errors import BadProblem
from contrast.peers.contest import contest_row, is_right, read_answer, row_line, summary, written_nodes
from contrast.sygus import read_problem
from scripts import compare_peers

pytest.importorskip("cvc5", reason="the peer solver is an extra: pip install 'contrast-bench[peers]'")

OLD = """(set-logic SLIA)
(define-fun twice ((s String)) String (str.++ s s))
(synth-fun f ((name String)) String ((Start String (name "-" (str.++ Start Start) (twice Start)))))
(constraint (= (f "ab") "ab-"))
(constraint (= (f "c") "c-"))
(check-synth)"""


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    path = tmp_path / "append.sl"
    path.write_text(OLD)
    return path


@pytest.mark.parametrize("solver", ["contrast", "cvc5"])
def test_both_solve_a_file_of_version_1(old_file: Path, solver: str):
    row = contest_row(old_file, solver, 20)
    assert (row["solved"], row["nodes"], row["file"]) == (True, 3, "append.sl")
    assert row["answer"] == '(define-fun f ((name String)) String (str.++ name "-"))'


def test_a_file_that_cannot_be_read_is_a_row_that_says_why(tmp_path: Path):
    path = tmp_path / "broken.sl"
    path.write_text("(set-logic SLIA")
    row = contest_row(path, "contrast", 1)
    assert row["solved"] is False
    assert "never closed" in row["reason"]


@pytest.mark.parametrize(
    ("body", "right"), [('(str.++ name "-")', True), ("(twice name)", False), ('(str.++ name "-" "")', True)]
)
def test_an_answer_is_right_if_it_computes_every_example(body: str, right: bool):
    assert is_right(read_problem(OLD), f"(define-fun f ((name String)) String {body})") is right


def test_an_answer_to_a_formula_is_right_if_it_is_proved():
    problem = read_problem("(set-logic LIA)(synth-fun f ((x Int)) Int)(declare-var x Int)(constraint (> (f x) x))(check-synth)")
    assert is_right(problem, "(define-fun f ((x Int)) Int (+ x 1))")
    assert not is_right(problem, "(define-fun f ((x Int)) Int (+ x x))")


def test_an_answer_may_use_the_files_own_macros():
    assert read_answer(read_problem(OLD), "(define-fun f ((name String)) String (twice (twice name)))")("x") == "xxxx"


def test_what_is_no_definition_is_no_answer():
    with pytest.raises(BadProblem, match="is no define-fun"):
        read_answer(read_problem(OLD), "(str.++ name name)")


@pytest.mark.parametrize(
    ("term", "nodes"),
    [("x", 1), ("(- 1)", 1), ('"a b"', 1), ("(+ x 1)", 3), ("(+ x 1 x)", 5), ("(ite (< x 1) x (- x))", 7), ("(and p q r s)", 7)],
)
def test_nodes_are_operators_inputs_and_literals_with_operators_of_two_arguments(term: str, nodes: int):
    assert written_nodes(f"(define-fun f () Int {term})") == nodes


def stored(file: str, solver: str, solved: bool, seconds: float, nodes: int | None) -> dict[str, object]:
    return {"file": file, "folder": "d", "solver": solver, "seconds": 5, "solved": solved, "reason": "out_of_time",
            "core_seconds": seconds, "startup_seconds": 0.0, "nodes": nodes, "answer": None}  # fmt: skip


ROWS = [
    stored("a", "contrast", True, 1.0, 10), stored("a", "cvc5", True, 2.0, 30),
    stored("b", "contrast", True, 3.0, 20), stored("b", "cvc5", True, 0.5, 12),
    stored("c", "contrast", True, 5.0, 99), stored("c", "cvc5", False, 5.0, None),
]  # fmt: skip


def test_the_summary_counts_what_each_solved_and_sizes_what_both_did():
    assert summary(ROWS) == [
        "d: 3 files, 2 solved by all",
        "  contrast  solved 3 of 3, median 3 core-seconds; jointly solved: median 15 nodes, largest 20",
        "  cvc5      solved 2 of 3, median 1.25 core-seconds; jointly solved: median 21 nodes, largest 30",
    ]


def test_a_row_shows_why_a_file_was_not_solved():
    assert row_line(ROWS[4:]).endswith("contrast solved 5.00 s 99 nodes  |  cvc5 out_of_time 5.00 s - nodes")


def test_the_script_runs_no_stored_row_again(old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    out = tmp_path / "rows.jsonl"
    app = typer.Typer()
    app.command()(compare_peers.main)
    monkeypatch.setattr(compare_peers.os, "sched_setaffinity", lambda process, cores: None)
    monkeypatch.setattr(compare_peers.sys, "setrecursionlimit", lambda limit: None)
    arguments = [str(old_file), "--seconds", "20", "--solvers", "cvc5", "--out", str(out)]
    first = typer.testing.CliRunner().invoke(app, arguments)
    assert "cvc5 solved" in first.output
    kept = out.read_text()
    assert [json.loads(line)["solver"] for line in kept.splitlines()] == ["cvc5"]
    monkeypatch.setattr(compare_peers, "contest_row", None)
    second = typer.testing.CliRunner().invoke(app, arguments)
    assert (second.exit_code, out.read_text(), second.output) == (0, kept, first.output)
