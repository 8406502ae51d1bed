"""Every script answers for itself, and the benchmarks measure what they say on problems small enough to be looked at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
import typer
from typer.testing import CliRunner

import contrast
from contrast.catalog import vocabulary
from contrast.dsl import description_bits
from contrast.errors import BadValue, UnknownName
from contrast.report.digest import results_digest
from contrast.solver import Budget
from contrast.study.storage.store import Store
from scripts import bench_laws, bench_search, bench_training, publish
from scripts._command import command

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = sorted((ROOT / "scripts").glob("[!_]*.py"))

PROBLEMS = [
    {"name": "last", "inputs": {"xs": [[1, 2], [4, 9, 3], [7]]}, "outputs": [2, 3, 7],
     "check": {"inputs": {"xs": [[5, 6], [8, 0, 1]]}, "outputs": [6, 1]}},
    {"name": "ambiguous", "inputs": {"xs": [[5]]}, "outputs": [5],
     "check": {"inputs": {"xs": [[1, 2], [1, 2]]}, "outputs": [8, 9]}},
    {"name": "contradictory", "inputs": {"xs": [[1], [1]]}, "outputs": [1, 2]},
]  # fmt: skip


def run(app: Any, *arguments: str) -> str:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_users_mistake_ends_in_one_sentence(monkeypatch: pytest.MonkeyPatch):
    def main() -> None:
        raise BadValue("there is no such net; name another")

    monkeypatch.setattr(sys, "argv", ["scripts/tune.py"])
    with pytest.raises(SystemExit, match=r"^tune: there is no such net; name another$"):
        command(main)


def stored(**fields: object) -> dict[str, Any]:
    return {"fits": True, "found_seconds": 1.0, "reason": "found", "check": 1.0, **fields}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_how_it_is_used(script: Path):
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    answer = subprocess.run([sys.executable, str(script), "--help"], capture_output=True, text=True, check=True, env=env)
    assert "Usage" in answer.stdout
    assert answer.stderr == ""


def test_rate_has_a_line_for_enumeration_and_for_the_whole_search_of_each_workload():
    lines = run(bench_search.app, "rate", "--seconds", "0.1").splitlines()
    assert len(lines) == 1 + 2 * len(bench_search.workloads(8))
    assert [line[22:34].strip() for line in lines[1:3]] == ["enumeration", "whole search"]
    assert all("out_of_time" in line for line in lines[1:])


def test_no_list_of_a_workload_is_longer_than_asked():
    given = [example.inputs[0] for example in bench_search.workloads(6)[1].examples]
    assert (min(map(len, given)), max(map(len, given))) == (2, 6)


def test_enumeration_counts_each_value_once():
    meter, _, _ = bench_search.workloads(8)[0].enumeration(bench_search.Budget(candidates=10_000))
    assert 0 < meter.unique < meter.defined <= meter.candidates


@pytest.fixture
def problems(tmp_path: Path) -> Path:
    path = tmp_path / "problems.json"
    path.write_text(json.dumps(PROBLEMS))
    return path


def test_lists_tells_right_programs_from_those_that_only_fit(problems: Path):
    lines = run(bench_search.app, "lists", str(problems), "--seconds", "1", "--patience", "0").splitlines()
    assert lines[0].split()[:2] == ["last", "right"]
    assert lines[0].endswith("last(xs)")
    assert lines[1].split()[:2] == ["ambiguous", "wrong"]
    assert lines[2].split()[:2] == ["contradictory", "out_of_time"]
    assert lines[3].startswith("of 3: 2 fit")
    assert lines[3].endswith("1 right on all of check, 1 fit but are wrong")


def test_lists_goes_on_where_it_stopped(problems: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    out = tmp_path / "rows.jsonl"
    arguments = ["lists", str(problems), "--seconds", "1", "--patience", "0", "--out", str(out)]
    run(bench_search.app, *arguments, "--only", "last")
    monkeypatch.setattr(bench_search, "search", None)
    again = run(bench_search.app, *arguments, "--limit", "1")
    assert [json.loads(line)["asked"][1] for line in out.read_text().splitlines()] == ["last"]
    assert again.startswith("last ")


def test_a_row_of_a_changed_problem_is_not_taken_for_its_own(problems: Path, tmp_path: Path):
    out = tmp_path / "rows.jsonl"
    arguments = ["lists", str(problems), "--seconds", "1", "--patience", "0", "--only", "last", "--out", str(out)]
    run(bench_search.app, *arguments)
    problems.write_text(json.dumps([{**PROBLEMS[0], "outputs": [1, 4, 7], "check": None}]))
    assert run(bench_search.app, *arguments).splitlines()[0].endswith("head(xs)")


def test_the_sums_count_what_fits_what_is_right_and_what_has_no_check():
    rows = [stored(), stored(check=0.5, found_seconds=3.0), stored(check=None, found_seconds=9.0), stored(fits=False, check=0.0)]
    assert bench_search.summary(rows) == (
        "of 4: 3 fit (median 3.00 core-seconds until found); 1 right on all of check, 1 fit but are wrong, 1 have no check"
    )


def test_sort_finds_a_program_that_holds_for_lists_ten_times_as_long():
    arguments = ["sort", "--seeds", "1", "--seconds", "20", "--patience", "0"]
    lines = run(bench_laws.app, *arguments).splitlines()
    assert "same 100%, larger 100% right: fold_right(lambda" in lines[0]
    assert lines[-1].startswith("of 1 searches 1 found a program, 1 of the first ones are right")


def test_closed_lists_hold_every_end_once():
    lists = bench_laws.closed_lists(np.random.default_rng(0), 3, 4)
    assert [] in lists
    assert all(values[1:] in lists for values in lists)
    assert len(set(map(tuple, lists))) == len(lists)


def test_plain_lists_are_as_many_as_asked_and_distinct():
    lists = bench_laws.plain_lists(np.random.default_rng(0), 20, 3)
    assert len(set(map(tuple, lists))) == 20
    assert max(map(len, lists)) <= 3


def test_graphs_finds_shortest_paths_that_hold_on_large_graphs():
    arguments = ["graphs", "--only", "shortest path", "--seeds", "1", "--nodes", "60", "--seconds", "20", "--patience", "0"]
    lines = run(bench_laws.app, *arguments).splitlines()
    assert "same 100%, larger 100% right: iterate(lambda" in lines[0]
    assert lines[-1].startswith("of 1 searches 1 found a program, 1 of the first ones are right")


def test_graphs_tells_the_cost_of_a_law_that_was_not_found():
    arguments = ["graphs", "--only", "widest path", "--seeds", "1", "--nodes", "10", "--seconds", "0.1"]
    lines = run(bench_laws.app, *arguments).splitlines()
    assert "none past cost" in lines[0]
    law = bench_laws.LAWS["widest path"]
    assert lines[1].strip() == f"known, of cost {bench_laws.known_cost(law)}: {law.known}"
    assert lines[2] == "of 1 searches 0 found a program"


def test_a_law_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(UnknownName, match="no law named 'colouring'; there are shortest path, reachability"):
        run(bench_laws.app, "graphs", "--only", "colouring")


def test_a_shape_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(UnknownName, match="no shape named 'tree'; there are sparse, dense, chain, complete"):
        run(bench_laws.app, "graphs", "--shapes", "chain,tree")


@pytest.mark.parametrize("name", bench_laws.LAWS)
def test_the_known_program_of_a_law_agrees_with_its_oracle(name: str):
    law = bench_laws.LAWS[name]
    examples = bench_laws.graph_examples(np.random.default_rng(1), law, 24, (1, 12), law.shapes)
    program = bench_laws.known_program(law)
    assert program.predict([example.inputs for example in examples]) == [example.output for example in examples]


@pytest.mark.parametrize("name", bench_laws.LAWS)
def test_the_known_cost_is_the_bits_up_to_the_rounding_of_each_symbol(name: str):
    program = bench_laws.known_program(bench_laws.LAWS[name])
    bits = description_bits(program, vocabulary("graphs"))
    assert abs(bench_laws.known_cost(bench_laws.LAWS[name]) - bits) <= program.nodes  # a symbol costs at least 1


@pytest.mark.parametrize("shape", bench_laws.SHAPES)
def test_acyclic_graphs_have_no_cycle(shape: str):
    edges, source = bench_laws.drawn(np.random.default_rng(2), 30, shape, acyclic=True)
    assert nx.is_directed_acyclic_graph(edges)
    assert source in edges


def test_a_chain_leads_through_all_nodes():
    edges, _ = bench_laws.drawn(np.random.default_rng(3), 30, "chain", acyclic=True)
    assert nx.dag_longest_path_length(edges, weight=None) == 29


def test_a_complete_graph_has_every_edge():
    edges, _ = bench_laws.drawn(np.random.default_rng(4), 9, "complete", acyclic=False)
    assert edges.number_of_edges() == 9 * 8


EQUATIONS = """Filename,Output,Formula,# variables,v1_name,v1_low,v1_high,v2_name,v2_low,v2_high
energy,E,m*v**2/2,7,m,1,5,v,1,5
angle,a,arcsin(n*sin(b)),2,n,0.1,0.4,b,0.1,0.7
"""


def test_laws_are_judged_at_twice_the_range_of_their_data(tmp_path: Path):
    from scripts import compare_laws

    (tmp_path / "few.csv").write_text(EQUATIONS)
    (tmp_path / "units.csv").write_text("name,m,s,kg\nm,0,0,1\nv,1,-1,0\nE,2,-2,1\n")
    app = typer.Typer()
    app.command()(compare_laws.main)
    output = run(app, str(tmp_path / "few.csv"), "--points", "12", "--seconds", "10", "--out", str(tmp_path / "rows.jsonl"))
    assert "search: 2 of 2 right" in output
    units = ["--only", "energy", "--units", str(tmp_path / "units.csv"), "--noise", "0.01", "--seconds", "2", "--points", "40"]
    output = run(app, str(tmp_path / "few.csv"), *units)
    assert "search: 1 of 1 right" in output
    assert "typed: 1 of 1 right" in output
    assert "what units save" in output
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text().splitlines()]
    assert [row["equation"] for row in rows] == ["energy", "angle"]
    assert all(row["right"] and row["inside"] < 1e-9 for row in rows)


def test_the_structure_of_a_law_is_right_if_new_constants_make_it_exact():
    from contrast.dsl import Var, parse
    from contrast.task import Example
    from scripts._feynman import largest_error, refitted

    inputs = [Var("x", float)]
    rows = [Example((x / 7,), 3.1 * (x / 7) ** 1.5 + 0.2) for x in range(1, 40)]
    right = parse("add(mul(2.9, power(x, 1.5)), 0.3)", vocabulary("reals"), inputs)
    wrong = parse("add(mul(2.9, power(x, 1.4)), 0.3)", vocabulary("reals"), inputs)
    errors = [largest_error(refitted(law, rows).predict([row.inputs for row in rows]), rows) for law in (right, wrong)]
    assert errors[0] < 1e-9 < errors[1]


def test_the_flops_of_a_step_are_those_of_its_matrix_products():
    items, tokens, width = 32, 20 + 2, 64
    gates = 2 * items * 4 * width * (width + width)
    step = bench_training.Step("lstm", {}, items)
    first = 2 * items * 4 * width * width  # no gradient is wanted of the state before the first token
    assert step.flops == pytest.approx(3 * tokens * gates - first, rel=0.001)  # the rest is the last layer


def test_speed_has_a_line_for_each_net_and_batch():
    lines = run(bench_training.app, "speed", "--steps", "1").splitlines()
    assert lines[0].startswith("peak ")
    assert len(lines) == 2 + len(bench_training.NETS) * len(bench_training.BATCHES)
    assert all(line.endswith("%") for line in lines[2:])


def test_speed_says_that_there_is_no_gpu(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bench_training.torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(bench_training, "NETS", {})
    monkeypatch.setattr(bench_training, "peaks", lambda: {"torch.matmul": 1.0})
    output = run(bench_training.app, "speed", "--device", "cuda")
    assert output.startswith("This machine has no CUDA device that torch can use, so the steps are timed on the CPU alone.")


def test_one_worker_and_two_get_the_same_trials(monkeypatch: pytest.MonkeyPatch):
    asked = []
    monkeypatch.setattr(bench_training, "results", lambda trials, out, workers: asked.append((len(trials), workers)))
    assert "3 trials of 7 steps" in run(bench_training.app, "workers", "--trials", "3", "--steps", "7")
    assert asked == [(3, 1), (3, 2)]


@pytest.mark.parametrize("arguments", [["speed", "--device", "tpu"], ["speed", "--steps", "0"], ["workers", "--trials", "0"]])
def test_a_benchmark_that_cannot_be_is_refused_in_a_sentence(arguments: list[str]):
    with pytest.raises(BadValue, match=arguments[2]):
        run(bench_training.app, *arguments)


def test_published_results_are_copied_and_their_page_says_how_they_were_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(publish, "RESULTS", tmp_path / "results")
    publish.RESULTS.mkdir()
    budget = Budget(candidates=2000, steps=5)
    contrast.compare(["lists/reverse"], ["search", "majority"], budget=budget, out=tmp_path / "small.db")
    for _ in range(2):  # again over what is there
        publish.main(tmp_path / "small.db", "small")
    text = (publish.RESULTS / "small.md").read_text()
    with Store.read(publish.RESULTS / "small.db") as store:
        rows = list(store.rows())
    assert text == publish.page("small", rows)
    assert f"results {results_digest(rows)}" in text
    assert "2 trials, 0 failed" in text
    assert (rows[0]["provenance"]["git_commit"] or "unknown")[:12] in text
