"""`contrast explain`: every node's value, and every call of a lambda."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import Answer, contrast

Command = Callable[..., Answer]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: contrast(capsys, monkeypatch, *arguments)


def test_each_node_stands_with_its_value_and_a_lambda_with_its_calls(command: Command):
    answer = command("explain", "fold(lambda a, b: cons(b, a), [], tail(xs))", "--on", "[9, 3, 1]")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "vocabulary lists",
        "fold(lambda a, b: cons(b, a), [], tail(xs))  =  [1, 3]",
        "  lambda a, b: cons(b, a)",
        "    | a    b  result",
        "    | []   3  [3]",
        "    | [3]  1  [1, 3]",
        "  []  =  []",
        "  tail(xs)  =  [3, 1]",
        "    xs  =  [9, 3, 1]",
    ]


def test_json_holds_the_nodes_from_the_top_with_all_calls(command: Command):
    found = json.loads(
        command("explain", "map(lambda a: add(a, k), xs)", "--on", "xs=[1, 2] k=5", "--dsl", "lists", "--json").out
    )
    assert (found["program"], found["dsl"]) == ("map(lambda a: add(a, k), xs)", "lists")
    assert found["inputs"] == {"xs": "list[int]", "k": "int"}
    assert found["nodes"] == [
        {"depth": 0, "text": "map(lambda a: add(a, k), xs)", "value": [6, 7]},
        {
            "depth": 1,
            "text": "lambda a: add(a, k)",
            "calls": [{"bound": {"a": 1}, "value": 6}, {"bound": {"a": 2}, "value": 7}],
        },
        {"depth": 1, "text": "xs", "value": [1, 2]},
    ]


def test_a_lambda_within_a_lambda_shows_what_the_outer_one_binds(command: Command):
    program = "map(lambda a: fold(lambda b, c: add(b, a), 0, xs), xs)"
    nodes = json.loads(command("explain", program, "--on", "[1, 2]", "--json").out)["nodes"]
    inner = next(node for node in nodes if node["text"] == "lambda b, c: add(b, a)")
    assert inner["depth"] == 2
    assert [(call["bound"], call["value"]) for call in inner["calls"]] == [
        ({"a": 1, "b": 0, "c": 1}, 1),
        ({"a": 1, "b": 1, "c": 2}, 2),
        ({"a": 2, "b": 0, "c": 1}, 2),
        ({"a": 2, "b": 2, "c": 2}, 4),
    ]


def test_a_node_without_a_value_says_why(command: Command):
    lines = command("explain", "map(lambda a: mod(6, a), tail(xs))", "--on", "[1, 2, 0]").out.splitlines()
    assert lines[1] == "map(lambda a: mod(6, a), tail(xs))  =  undefined: remainder by zero"
    assert lines[4:6] == ["    | 2  0", "    | 0  undefined: remainder by zero"]
    assert "  tail(xs)  =  [2, 0]" in lines


def test_a_lambda_that_is_never_called_says_so(command: Command):
    assert "    | never called" in command("explain", "map(lambda a: add(a, 1), xs)", "--on", "[]").out.splitlines()


def test_many_calls_are_cut_in_text_and_all_there_in_json(command: Command):
    arguments = ("explain", "map(lambda a: add(a, 1), xs)", "--on", json.dumps(list(range(50))))
    assert "    | … 38 more calls" in command(*arguments).out.splitlines()
    assert len(json.loads(command(*arguments, "--json").out)["nodes"][1]["calls"]) == 50


@pytest.mark.parametrize(
    ("program", "on", "value"),
    [
        ("head(x1)", ["[4]"], 4),  # the program's only input
        ("add(head(xs), y)", ["[4]", "3"], 7),  # called as contrast.search calls them
        ("add(p, q)", ["p=1", "q=2"], 3),
        ("add(p, q)", ["p = 1, q=2"], 3),
        ("mul(axis, sqrt(axis))", ["4"], 8.0),  # an int where the vocabulary has only floats
        ("length(concat(xs, ys))", ["xs=[] ys=[]"], 0),
    ],
)
def test_inputs_are_json_with_or_without_names(command: Command, program: str, on: list[str], value: object):
    given = [part for text in on for part in ("--on", text)]
    assert json.loads(command("explain", program, *given, "--json").out)["nodes"][0]["value"] == value


def test_a_program_of_a_sygus_file_is_explained_under_its_grammar(command: Command):
    Path("f.sl").write_text(
        "(set-logic LIA) (synth-fun f ((x Int)) Int ((S Int (x 1 (+ S S))))) (constraint (= (f 2) 3)) (check-synth)"
    )
    lines = command("explain", "add(x, 1)", "--on", "x=2", "--dsl", "f.sl").out.splitlines()
    assert lines[1:] == ["add(x, 1)  =  3", "  x  =  2", "  1  =  1"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("head(xs)", "--on", "[1"), "'[1' is no JSON"),
        (("head(xs)", "--on", "abc"), "text stands in quotes, --on '\"abc\"'"),
        (("head(xs)", "--on", "[1] 2"), "'2' follows the value"),
        (("head(xs)", "--on", "xs=[1] [2]"), "'[2]' is no name=JSON"),
        (("head(xs)", "--on", "xs=[1]", "--on", "[2]"), "--on gives some inputs a name and others none"),
        (("head(xs)", "--on", "xs=[1]", "--on", "xs=[2]"), "--on gives an input twice"),
        (("head(xs)", "--on", "xs=null"), "None is no bool"),
        (("head(xs)", "--on", "xs=[NaN]"), "nan is no 64-bit number"),
        (("head(xs)", "--on", 'xs=["a"]', "--dsl", "lists"), "input 'xs' is list[str], which vocabulary 'lists' does not have"),
        (("head(xs)", "--on", "ys=[1]", "--dsl", "lists"), "no such variable; in scope are ys"),
        (("haed(xs)", "--on", "[1]", "--dsl", "lists"), "DSL 'lists' has no such primitive; did you mean 'head'?"),
        (("haed(xs)", "--on", "[1]"), "no vocabulary can read it; "),
        (("head(xs", "--on", "[1]", "--dsl", "lists"), "'head(xs' does not parse"),
        (("head({[]: 1})", "--on", "xs=[1]", "--dsl", "lists"), "cannot be read"),
        (("head(xs)", "--on", "[1]", "--dsl", "list"), "no vocabulary named 'list'; did you mean 'lists'?"),
    ],
)
def test_a_users_mistake_is_one_sentence_and_code_2(command: Command, arguments: tuple[str, ...], sentence: str):
    answer = command("explain", *arguments)
    assert answer.code == 2
    assert sentence in answer.err
    assert (answer.err.count("\n"), answer.out) == (1, "")
