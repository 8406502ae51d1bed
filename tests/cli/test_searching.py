"""`contrast search` on tasks, data files and SyGuS files: one form of answer for all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import contrast.search.solve as engine
from contrast.search.outcome import Outcome
from contrast.search.trace import Level
from tests.cli.command import Answer, contrast

Command = Callable[..., Answer]

FIELDS = [
    "task", "status", "reason", "program", "nodes", "bits", "candidates_tried", "unique_programs", "core_seconds",
    "exhausted_cost", "cheapest", "splits", "check", "define_fun", "sympy", "pareto",
]  # fmt: skip
"""The one schema."""


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: contrast(capsys, monkeypatch, *arguments)


def write(name: str, content: Any) -> str:
    """A file of this text, or of this value as JSON; its name."""
    Path(name).write_text(content if isinstance(content, str) else json.dumps(content))
    return name


def records(answer: Answer) -> list[dict[str, Any]]:
    """The JSON lines that a command printed."""
    return [json.loads(line) for line in answer.out.splitlines()]


CHECK = {"inputs": {"xs": [[1], [1, 2]]}, "outputs": [1, 7]}
LENGTH = {"name": "length", "inputs": {"xs": [[5, 6], [7], []]}, "outputs": [2, 1, 0], "check": CHECK}
HEAD = {"name": "head", "inputs": {"x1": [[5, 6], [7]]}, "outputs": [5, 7]}


def test_each_problem_of_a_file_gives_one_json_line_of_the_one_schema(command: Command):
    answer = command("search", "--examples-file", write("d.json", [LENGTH, HEAD]), "--dsl", "lists", "--json")
    first, second = records(answer)
    assert (answer.code, answer.err) == (0, "")
    assert list(first) == list(second) == FIELDS
    assert (first["task"], first["status"], first["reason"], first["program"]) == ("length", "solved", None, "length(xs)")
    assert (first["nodes"], first["splits"]["train"]["exact_match"], first["splits"]["train"]["n"]) == (2, 1.0, 3)
    assert first["check"] == {"exact_match": 0.5, "n": 2}  # the second check row is wrong on purpose
    assert (second["program"], second["check"], second["define_fun"]) == ("head(x1)", None, None)


def test_the_answer_for_a_task_has_the_same_schema(command: Command):
    (found,) = records(command("search", "lists/reverse", "--seconds", "10", "--json"))
    assert list(found) == FIELDS
    assert (found["check"], found["define_fun"]) == (None, None)
    assert {"same", "longer_2x", "longer_10x"} <= set(found["splits"])


def test_a_person_reads_how_many_examples_fit_and_the_score_on_check(command: Command):
    text = command("search", "--examples-file", write("d.json", LENGTH), "--dsl", "lists").out
    assert text.startswith("length: solved\n  length(xs)\n  2 nodes")
    assert "\n  fits 3 of 3 examples\n  check: exact match 0.500 of 2\n" in text


def test_a_csv_file_is_one_problem_named_after_it(command: Command):
    path = write("gaps.csv", "a,b,gap\n1,2,-1\n4,5,-1\n7,2,5\n")
    (found,) = records(command("search", "--examples-file", path, "--dsl", "lists", "--json"))
    assert (found["task"], found["program"], found["check"]) == ("gaps", "sub(a, b)", None)


def test_the_best_partial_program_is_printed_where_none_fits(command: Command):
    problem = {"name": "noise", "inputs": {"x": [1, 2, 3, 4]}, "outputs": [1, 2, 3, 7919]}
    answer = command("search", "--examples-file", write("d.json", problem), "--dsl", "lists", "--candidates", "200", "--json")
    (found,) = records(answer)
    assert (answer.code, found["status"], found["reason"]) == (0, "unsolved", "out_of_candidates")
    assert (found["program"], found["splits"]["train"]["exact_match"]) == ("x", 0.75)


def test_a_budget_in_candidates_alone_is_repeatable(command: Command):
    path = write("d.json", {**LENGTH, "outputs": [2, 19, 7]})
    seen = [
        records(command("search", "--examples-file", path, "--dsl", "lists", "--candidates", "3000", "--json"))[0] for _ in "12"
    ]
    assert all(found.pop("core_seconds") > 0 for found in seen)
    assert seen[0] == seen[1]


def test_the_search_never_sees_the_check_rows(command: Command, monkeypatch: pytest.MonkeyPatch):
    given: list[Any] = []

    def spy(inputs: Any, examples: Any, *others: Any) -> Outcome:
        given.extend(example.inputs for example in examples)
        return Outcome()

    monkeypatch.setattr(engine, "search", spy)
    command("search", "--examples-file", write("d.json", LENGTH), "--dsl", "lists")
    assert given == [([5, 6],), ([7],), ([],)]


def test_only_picks_problems_by_name_or_glob(command: Command):
    path = write("d.json", [LENGTH, HEAD, {**HEAD, "name": "head 2"}])
    for only, names in (("head", ["head"]), ("head*", ["head", "head 2"]), ("l*", ["length"])):
        found = records(command("search", "--examples-file", path, "--dsl", "lists", "--only", only, "--json"))
        assert [line["task"] for line in found] == names


def test_a_data_file_may_stand_where_a_task_stands_and_name_its_vocabulary(command: Command):
    write("d.json", [{**LENGTH, "dsl": "lists"}, HEAD])
    assert records(command("search", "d.json#length", "--json"))[0]["program"] == "length(xs)"
    assert records(command("search", "d.json?dsl=lists#head", "--json"))[0]["program"] == "head(x1)"


def test_a_problem_that_does_not_fit_the_vocabulary_stops_no_other(command: Command):
    text = {"name": "text", "inputs": {"x": ["a"]}, "outputs": [1]}
    answer = command("search", "--examples-file", write("d.json", [text, LENGTH]), "--dsl", "lists", "--json")
    failed, solved = records(answer)
    assert list(failed) == FIELDS
    assert (answer.code, failed["status"], solved["status"]) == (1, "failed", "solved")
    assert "input 'x' is str, which vocabulary 'lists' does not have" in failed["reason"]


def test_a_fault_in_a_vocabulary_is_a_failed_problem_and_no_traceback(command: Command):
    write("faulty.py", FAULTY)
    answer = command("search", "--examples-file", write("d.json", [HEAD, HEAD]), "--dsl", "faulty.py", "--json")
    assert (answer.code, [line["status"] for line in records(answer)]) == (1, ["failed", "failed"])
    assert "ZeroDivisionError" in records(answer)[0]["reason"]


FAULTY = """
from contrast import DSL, primitive

@primitive
def broken(xs: list[int]) -> int:
    return 1 // 0

VOCABULARY = DSL.of(broken)
"""


def test_rows_that_contradict_each_other_are_pointed_out(command: Command):
    problem = {"name": "both", "inputs": {"x": [1, 1]}, "outputs": [1, 2]}
    answer = command("search", "--examples-file", write("d.json", problem), "--dsl", "lists", "--candidates", "50")
    assert answer.code == 0
    assert "problem 'both': rows 1 and 2 have the same inputs and different outputs; no program fits both" in answer.err


def test_an_interruption_prints_the_best_so_far_and_ends_the_command(command: Command, monkeypatch: pytest.MonkeyPatch):
    searched: list[int] = []

    def interrupted(*_: Any) -> Outcome:
        searched.append(1)
        return Outcome(reason="interrupted")

    monkeypatch.setattr(engine, "search", interrupted)
    answer = command("search", "--examples-file", write("d.json", [LENGTH, HEAD]), "--dsl", "lists", "--json")
    assert (answer.code, len(searched)) == (130, 1)
    (found,) = records(answer)
    assert (found["status"], found["reason"], found["check"]) == ("unsolved", "interrupted", {"exact_match": 0.0, "n": 2})


def test_an_interruption_ends_the_command_even_after_a_program_was_found(command: Command, monkeypatch: pytest.MonkeyPatch):
    searched: list[int] = []

    def found(*_: Any) -> Outcome:
        searched.append(1)
        return Outcome(fits=True, reason="interrupted")

    monkeypatch.setattr(engine, "search", found)
    answer = command("search", "--examples-file", write("d.json", [LENGTH, HEAD]), "--dsl", "lists", "--json")
    assert (answer.code, len(searched), records(answer)[0]["status"]) == (130, 1, "solved")


LEVELS = [Level(1, 10, 4, 5, 1, 512, 0.25), Level(2, 1990, 96, 1800, 94, 2048, 0.5)]


def levelled(*_: Any) -> Outcome:
    return Outcome(candidates=2000, unique=100, levels=LEVELS)


def test_a_trace_shows_every_level_beside_the_answer(command: Command, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine, "search", levelled)
    answer = command("search", "--examples-file", write("d.json", LENGTH), "--dsl", "lists", "--trace")
    assert [line.split() for line in answer.err.splitlines()] == [
        ["cost", "candidates", "kept", "duplicates", "undefined", "bytes", "seconds"],
        ["1", "10", "4", "5", "1", "512", "0.250"],
        ["2", "1,990", "96", "1,800", "94", "2,048", "0.500"],
        ["all", "2,000", "100", "1,805", "95", "2,048", "0.750"],
    ]
    assert answer.out.startswith("length: unsolved")


def test_a_trace_in_json_is_a_list_of_levels(command: Command, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine, "search", levelled)
    (found,) = records(command("search", "--examples-file", write("d.json", LENGTH), "--dsl", "lists", "--trace", "--json"))
    assert list(found) == [*FIELDS, "levels"]
    assert found["levels"][0] == {
        "cost": 1, "candidates": 10, "kept": 4, "duplicates": 5, "undefined": 1, "bytes": 512, "seconds": 0.25,
    }  # fmt: skip


MAX = """
(set-logic LIA)
(synth-fun largest ((x Int) (y Int)) Int ((Start Int (x y (ite Cond Start Start))) (Cond Bool ((<= Start Start)))))
(declare-var x Int)
(declare-var y Int)
{constraints}
(check-synth)
"""
BY_EXAMPLE = "(constraint (= (largest 3 4) 4)) (constraint (= (largest 9 2) 9)) (constraint (= (largest 0 0) 0))"
LOGICAL = "(constraint (>= (largest x y) x)) (constraint (>= (largest x y) y))"


def test_a_sygus_file_that_contradicts_itself_is_said_to(command: Command):
    write("both.sl", "(set-logic LIA)(synth-fun f ((x Int)) Int)(constraint (= (f 1) 2))(constraint (= (f 1) 3))(check-synth)")
    answer = command("search", "both.sl", "--candidates", "100")
    assert answer.err == "contrast: both.sl: rows 1 and 2 have the same inputs and different outputs; no program fits both\n"


def test_sygus_files_give_a_line_each_with_the_function_defined(command: Command):
    write("one.sl", MAX.format(constraints=BY_EXAMPLE))
    write("two.sl", MAX.format(constraints=BY_EXAMPLE))
    answer = command("search", "one.sl", "two.sl", "--seconds", "10", "--json")
    first, second = records(answer)
    assert (answer.code, list(first), first["status"]) == (0, FIELDS, "solved")
    assert first["define_fun"].startswith("(define-fun largest ((x Int) (y Int)) Int (ite ")
    assert second["define_fun"] == first["define_fun"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("search",), "nothing to search for; name a task or a .sl file, or pass --examples-file FILE"),
        (("search", "lists/sort", "lists/reverse"), "names 2 tasks; search takes one"),
        (("search", "lists/sort", "--dsl", "lists"), "--dsl goes with --examples-file"),
        (("search", "--examples-file", "d.json", "lists/sort", "--dsl", "lists"), "are two things to search for"),
        (("search", "none.sl"), "there is no file none.sl"),
        (("search", "folder"), "folder is a folder; name files in it, such as folder/*.sl"),
        (("search", "--examples-file", "d.json"), "d.json: no vocabulary is named; give --dsl NAME"),
        (("search", "--examples-file", "d.json", "--dsl", "list"), "no vocabulary named 'list'; did you mean 'lists'?"),
        (("search", "--examples-file", "d.json", "--dsl", "none.py"), "there is no vocabulary file none.py"),
        (("search", "--examples-file", "d.json", "--dsl", "empty.py"), "empty.py gives no vocabulary; let it define `VOCABULARY"),
        (("search", "--examples-file", "d.json", "--dsl", "bits"), "'xs' is list[int], which vocabulary 'bits' does not have"),
        (("search", "--examples-file", "d.json", "--dsl", "lists", "--only", "size"), "d.json has no problem named 'size'"),
        (("search", "--examples-file", "d.json", "--dsl", "lists", "--tolerance", "2"), "tolerance 2.0: give a number from 0 up"),
        (("search", "--examples-file", "d.json", "--dsl", "lists", "--seconds", "nan"), "--seconds nan: give a finite"),
        (("search", "--examples-file", "d.json", "--dsl", "lists", "--candidates", "0"), "--candidates 0: give a count of"),
        (("search", "--examples-file", "none.json", "--dsl", "lists"), "there is no data file none.json"),
        (("search", "--examples-file", "empty.py", "--dsl", "lists"), "empty.py is no data file"),
        (("search", "--examples-file", "folder", "--dsl", "lists"), "folder is no data file"),
        (("run", "lists/sort", "--dsl", "lists"), "--dsl and --tolerance are for data files"),
        (("run", "d.json"), "d.json, problem 'length': no vocabulary is named"),
        (("run", "head.json", "--dsl", "lists"), "head.json, problem 'head': it has no `check` rows, and of 2 different inputs"),
        (("run", "d.json", "--dsl", "lists", "--tolerance", "-1"), "tolerance -1.0: give a number from 0 up to 1"),
    ],
)  # fmt: skip
def test_a_users_mistake_is_one_sentence_and_code_2(command: Command, arguments: tuple[str, ...], sentence: str):
    write("d.json", LENGTH)
    write("head.json", HEAD)
    write("empty.py", "x = 1\n")
    Path("folder").mkdir()
    answer = command(*arguments)
    assert answer.code == 2
    assert sentence in answer.err
    assert (answer.err.count("\n"), answer.out) == (1, "")


RUN = ("--solvers", "search,majority", "--candidates", "500", "--workers", "1", "--out", "r.db")


def test_a_data_file_runs_with_all_its_rows_and_resumes_until_it_changes(command: Command):
    write("d.json", [LENGTH, {**LENGTH, "name": "again"}])
    first = command("run", "d.json", "--dsl", "lists", *RUN)
    assert (first.code, "All 4 trials are in r.db. " in first.out) == (0, True)
    assert "(4 were stored before)" in command("run", "d.json", "--dsl", "lists", *RUN).out
    write("d.json", [LENGTH, {**LENGTH, "name": "again", "outputs": [0, 0, 0]}])
    assert "(2 were stored before)" in command("run", "d.json", "--dsl", "lists", *RUN).out


def test_a_run_says_what_is_held_out_where_there_are_no_check_rows(command: Command):
    write("line.csv", "x,y\n" + "".join(f"{x},{x + 1}\n" for x in range(12)))
    answer = command("run", "line.csv", "--dsl", "lists", *RUN)
    assert answer.code == 0
    assert "contrast: line.csv: no `check` rows, so a quarter of the inputs, chosen by a hash, is held out" in answer.err
    row = next(r for r in json.loads(command("table", "--out", "r.db", "--format", "json").out) if r["solver"] == "search")
    assert (row["task_name"], row["status"], row["examples_used"], row["splits"]["same"]["n"]) == ("line/line", "solved", 9, 3)
