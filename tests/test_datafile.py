"""Data files: what is read, with which kinds, what is refused and where, and how a problem becomes a task."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contrast.catalog import load_task, select_tasks, vocabulary
from contrast.datafile import DataProblem, load
from contrast.datafile.csv_file import cell_value
from contrast.datafile.reference import Reference
from contrast.datafile.task import as_task
from contrast.dsl import DSL, Var
from contrast.errors import BadValue
from contrast.task import Example
from contrast.values import Graph, Grid

Write = Callable[[str, Any], str]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file of this name with this text, or this value as JSON, in the working folder; its path."""
    monkeypatch.chdir(tmp_path)
    load_task.cache_clear()

    def written(name: str, content: Any) -> str:
        Path(name).write_text(content if isinstance(content, str) else json.dumps(content))
        return name

    return written


def problem(**fields: Any) -> dict[str, Any]:
    """A problem as JSON holds it: the length of a list, with two examples, unless told otherwise."""
    return {"name": "length", "inputs": {"xs": [[5, 6], []]}, "outputs": [2, 0], **fields}


def test_a_json_problem_has_its_name_kinds_and_examples(write: Write):
    (found,) = load(write("d.json", problem()))
    assert (found.name, found.inputs, found.kind) == ("length", (Var("xs", list[int]),), int)
    assert found.examples == (Example(([5, 6],), 2), Example(([],), 0))
    assert (found.check, found.dsl, found.tolerance) == (None, None, 0.0)


def test_check_rows_are_kept_apart_whatever_the_order_of_their_inputs(write: Write):
    inputs = {"a": [1, 2], "b": ["x", "y"]}
    check = {"inputs": {"b": ["z"], "a": [3]}, "outputs": [True]}
    (found,) = load(write("d.json", problem(inputs=inputs, outputs=[True, False], check=check)))
    assert found.examples == (Example((1, "x"), True), Example((2, "y"), False))
    assert found.check == (Example((3, "z"), True),)


def test_kinds_follow_from_examples_and_check_together(write: Write):
    check = {"inputs": {"x": [0.5], "ys": [[["a"]]]}, "outputs": [[1.5]]}
    (found,) = load(write("d.json", problem(inputs={"x": [1, 2], "ys": [[], [[]]]}, outputs=[[], [3]], check=check)))
    assert [var.kind for var in found.inputs] == [float, list[list[str]]]
    assert found.examples[1] == Example((2.0, [[]]), [3.0])
    assert [type(value) for value in (found.examples[1].inputs[0], found.examples[1].output[0])] == [float, float]


def test_a_file_may_name_a_vocabulary_and_a_tolerance_and_hold_keys_of_its_own(write: Write):
    (found,) = load(write("d.json", problem(dsl="lists", tolerance=0.02, baseline={"solved": True})))
    assert (found.dsl, found.tolerance) == ("lists", 0.02)


def test_problems_of_one_name_are_numbered_and_nameless_ones_are_called_by_file_and_place(write: Write):
    nameless = problem()
    del nameless["name"]
    entries = [problem(name="a"), problem(name="a"), problem(name="a (2)"), nameless]
    assert [found.name for found in load(write("d.json", entries))] == ["a", "a (3)", "a (2)", "d 4"]


def test_a_file_that_has_changed_is_read_again(write: Write):
    assert len(load(write("d.json", [problem()]))) == 1
    assert len(load(write("d.json", [problem(), problem(name="more")]))) == 2


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.lists(st.integers(-9, 9)), st.text()), min_size=1), st.text().filter(str.strip))
def test_what_json_holds_is_what_is_read(write: Write, rows: list[tuple[list[int], str]], name: str):
    entry = {"name": name, "inputs": {"xs": [xs for xs, _ in rows]}, "outputs": [text for _, text in rows]}
    (found,) = load(write("d.json", [entry]))
    assert (found.name, found.examples) == (name, tuple(Example((xs,), text) for xs, text in rows))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-99, 99), st.booleans(), st.lists(st.integers(0, 9)), st.floats(-9, 9)), min_size=1))
def test_what_csv_holds_is_what_is_read(write: Write, rows: list[tuple[int, bool, list[int], float]]):
    path = write("d.csv", "")
    with Path(path).open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["n", "flag", "xs", "wanted"])
        writer.writerows([[n, json.dumps(flag), json.dumps(xs), repr(wanted)] for n, flag, xs, wanted in rows])
    (found,) = load(path)
    assert [var.kind for var in found.inputs] == [int, bool, list[int]]
    assert found.examples == tuple(Example((n, flag, xs), wanted) for n, flag, xs, wanted in rows)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12), (" -3 ", -3), ("1.", 1.0), (".5", 0.5), ("1e3", 1000.0), ("inf", math.inf), ("-inf", -math.inf),
        ("true", True), ("FALSE", False), ("[1, 2]", [1, 2]), ("[]", []), ('["a"]', ["a"]), ("[a]", "[a]"), ("", ""),
        ("1_000", "1_000"), ("nan", "nan"), ("0x1f", "0x1f"), ("__import__('os')", "__import__('os')"), (" a ", " a "),
    ],
)  # fmt: skip
def test_a_cell_is_a_number_a_truth_value_a_json_list_or_text(cell: str, value: Any):
    assert (cell_value(cell), type(cell_value(cell))) == (value, type(value))


def test_a_csv_column_may_be_text_whatever_its_cells_look_like(write: Write):
    (found,) = load(write("d.csv", "code:str,n\n007,1\nabc,2\n\n"))
    assert (found.name, found.inputs) == ("d", (Var("code", str),))
    assert found.examples == (Example(("007",), 1), Example(("abc",), 2))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "bad.json is empty"),
        ("  \n", "bad.json is empty"),
        ("[]", "bad.json holds an empty list"),
        ("7", "bad.json: an object is wanted here"),
        ("[[1]]", "bad.json, [0]: an object is wanted here"),
        ('{"name": "a",\n "inputs": ]', "bad.json, line 2, column 12: Expecting value"),
        ('{"name": "a"} {"name": "b"}', "several problems stand in one list"),
        ('{"name": 1, "name": 2}', "the key 'name' stands twice"),
        ('{"inputs": {"x": [1]}, "outputs": [1], "chekc": {}}', "bad.json, chekc: there is no such key; did you mean 'check'?"),
        ('[{"inputs": {"x": [1]}, "output": [1]}]', "[0].output: there is no such key; did you mean 'outputs'?"),
        ("[" * 100_000, "nested too deeply"),
        (f'{{"inputs": {{"x": [{"9" * 5000}]}}, "outputs": [1]}}', "numbers have 64 bits here"),
        ({"outputs": [1]}, "bad.json: it has no 'inputs'"),
        ([problem(), {"inputs": {"x": [1]}}], "bad.json, [1]: it has no 'outputs'"),
        (problem(name=3), "bad.json, name: a text is wanted here, not 3"),
        (problem(inputs=[[1]]), "bad.json, inputs: an object is wanted here"),
        (problem(inputs={}), "bad.json, inputs: there are no inputs"),
        (problem(inputs={"xs": 3}), "bad.json, inputs.xs: a list with one value an example is wanted here, not a number"),
        (problem(inputs={"xs": []}, outputs=[]), "bad.json, inputs.xs: there are no examples"),
        (problem(inputs={"xs": [[1]]}), "bad.json, inputs.xs: it has 1 value for 2 outputs"),
        (problem(inputs={"my x": [1, 2]}), "'my x' cannot name an input; use letters, digits and underscores, such as 'my_x'"),
        (problem(inputs={"lambda": [1, 2]}), "'lambda' cannot name an input"),
        (problem(inputs={"inf": [1, 2]}), "'inf' cannot name an input"),
        (problem(check=[1]), "bad.json, check: an object is wanted here"),
        (problem(check={"inputs": {"ys": [[]]}, "outputs": [0]}), "check.inputs: names ys, but the problem's inputs are xs"),
        (problem(check={"inputs": {"xs": [[], [1]]}, "outputs": [0]}), "bad.json, check.inputs.xs: it has 2 values for 1 output"),
        (problem(tolerance=-1), "bad.json, tolerance: tolerance -1: give a number from 0 up to 1"),
        (problem(dsl=[]), "bad.json, dsl: a text is wanted here"),
        (problem(inputs={"xs": [[1], "a"]}), "row 2, column 'xs' (inputs.xs[1]): 'a' is str, and the rows before it are list"),
        (problem(inputs={"xs": [[1], [1, "a"]]}), "row 2, column 'xs' (inputs.xs[1]): [1, 'a'] mixes kinds in one list"),
        (problem(inputs={"xs": [[1], None]}), "row 2, column 'xs' (inputs.xs[1]): null is no value here"),
        (problem(outputs=[2, {"a": 1}]), "row 2, column 'outputs' (outputs[1]): an object is no value here"),
        (problem(outputs=[2, math.nan]), "row 2, column 'outputs' (outputs[1]): nan is no 64-bit number"),
        (problem(outputs=[2, 2**63]), "row 2, column 'outputs' (outputs[1]): 9223372036854775808 is no 64-bit number"),
        ([problem(), problem(outputs=[True, 0])], "problem 'length', row 2, column 'outputs' ([1].outputs[1]): 0 is int"),
        (problem(check={"inputs": {"xs": [[], "a"]}, "outputs": [0, 1]}), "row 2, column 'xs' (check.inputs.xs[1]): 'a' is str"),
    ],
)  # fmt: skip
def test_a_mistake_in_json_is_named_with_its_place(write: Write, content: Any, sentence: str):
    with pytest.raises(BadValue) as fault:
        load(write("bad.json", content))
    assert sentence in str(fault.value)
    assert str(fault.value).startswith("bad.json")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "bad.csv is empty"),
        ("x,y\n", "bad.csv has a header and no rows"),
        ("x\n1\n", "bad.csv, line 1: the header has only one column"),
        ("x;y\n1;2\n", "it seems to be separated by ';'"),
        ("x,x,y\n1,2,3\n", "bad.csv, line 1: two columns are named 'x'"),
        ("first name,y\na,1\n", "bad.csv, line 1: 'first name' cannot name an input"),
        (",y\na,1\n", "bad.csv, line 1: '' cannot name an input"),
        ("x,y\n1,2\n3\n", "bad.csv, line 3: it has 1 cells for 2 columns"),
        ('x,y\n1,"2\n', "bad.csv, line 2: unexpected end of data"),
        ("x,y\n1,2\n\nseven,3\n", "bad.csv, row 2 (line 4), column 'x': 'seven' is str, and the rows before it are int"),
        ("x,y\n1,2\n3,\n", "bad.csv, row 2 (line 3), column 'y': the text is empty where other rows hold numbers"),
        ("x,y\n,2\nb,2\n3,1\n", "bad.csv, row 3 (line 4), column 'x': 3 is int, and the rows before it are str"),
        ("x,y\n,2\n3,1\n", "bad.csv, row 1 (line 2), column 'x': the text is empty where other rows hold numbers"),
        ('x,y\n"[1, true]",2\n', "bad.csv, row 1 (line 2), column 'x': [1, True] mixes kinds in one list"),
        ("x,y\n99999999999999999999,2\n", "bad.csv, row 1 (line 2), column 'x': 99999999999999999999 is no 64-bit number"),
    ],
)
def test_a_mistake_in_csv_is_named_with_its_place(write: Write, content: str, sentence: str):
    with pytest.raises(BadValue) as fault:
        load(write("bad.csv", content))
    assert sentence in str(fault.value)


def test_a_file_that_is_missing_foreign_or_not_utf8_is_refused(write: Write):
    Path("latin.csv").write_bytes("naïve,y\n1,2\n".encode("latin-1"))
    for path, sentence in (
        ("none.json", "no data file none.json"),
        ("d.yaml", "ends? in|must end in"),
        ("latin.csv", "not UTF-8"),
    ):
        with pytest.raises(BadValue, match=sentence):
            load(path)


def test_a_huge_file_is_refused_before_it_is_read(write: Write):
    with Path("huge.json").open("wb") as file:
        file.truncate(2**28 + 1)  # sparse
    with pytest.raises(BadValue, match="has 256 MiB, and data files may have 256; split it"):
        load("huge.json")


def made(inputs: dict[str, list[Any]], outputs: list[Any], write: Write, **more: Any) -> DataProblem:
    return load(write("d.json", {"name": "p", "inputs": inputs, "outputs": outputs, **more}))[0]


def test_values_are_widened_to_the_kinds_that_the_vocabulary_has(write: Write):
    found = made({"axis": [1, 4]}, [1, 8], write).under(vocabulary("reals"))
    assert (found.inputs, found.kind) == ((Var("axis", float),), float)
    assert found.examples == (Example((1.0,), 1.0), Example((4.0,), 8.0))


@pytest.mark.parametrize("kind", [Grid, Graph])
def test_square_tables_are_grids_or_graphs_where_the_vocabulary_has_those(write: Write, kind: Any):
    dsl = DSL("tables", (), kinds=(int, kind))
    found = made({"table": [[[0, 1], [1, 0]]]}, [2], write).under(dsl)
    assert found.inputs[0].kind is kind
    assert found.examples[0].inputs[0].tolist() == [[0, 1], [1, 0]]


def test_a_kind_that_the_vocabulary_lacks_is_named(write: Write):
    with pytest.raises(BadValue, match=r"d.json, problem 'p': input 'x' is list\[str\], which vocabulary 'lists' does not have"):
        made({"x": [["a"]]}, [1], write).under(vocabulary("lists"))
    with pytest.raises(BadValue, match=r"the output is str, which vocabulary 'lists' does not have"):
        made({"x": [1]}, ["a"], write).under(vocabulary("lists"))


def test_equal_inputs_with_different_outputs_are_a_contradiction(write: Write):
    assert made({"x": [1, 2, 1]}, [5, 6, 7], write).contradiction == (1, 3)
    assert made({"x": [1, 2, 1]}, [5, 6, 5], write).contradiction is None


def test_the_fingerprint_changes_with_every_part_that_matters(write: Write):
    plain = made({"x": [1, 2]}, [5, 6], write)
    others = [
        made({"x": [1, 3]}, [5, 6], write),
        made({"x": [1, 2]}, [5, 7], write),
        made({"y": [1, 2]}, [5, 6], write),
        made({"x": [1.0, 2]}, [5, 6], write),
        made({"x": [1]}, [5], write, check={"inputs": {"x": [2]}, "outputs": [6]}),
        made({"x": [1, 2]}, [5, 6], write, tolerance=0.1),
    ]
    prints = {found.fingerprint for found in [plain, *others]}
    assert len(prints) == 7
    assert made({"x": [1, 2]}, [5, 6], write).fingerprint == plain.fingerprint


NAMES = st.none() | st.text(min_size=1)


@given(NAMES, st.none() | st.sampled_from(["lists", "my vocab.py", "a&b=c#d.py"]), st.none() | st.floats(0, 0.99))
def test_a_reference_says_all_of_itself(name: str | None, dsl: str | None, tolerance: float | None):
    reference = Reference("a folder/d.json", name, dsl, tolerance)
    assert Reference.read(str(reference)) == reference


@pytest.mark.parametrize("text", ["lists/sort", "task.py", "data.json.bak", "*.sl", "d.json/task.py"])
def test_other_names_are_no_references_to_data(text: str):
    assert Reference.read(text) is None


def test_an_option_that_a_data_file_does_not_have_is_refused():
    with pytest.raises(BadValue, match="a data file has no option 'vocab'; it has dsl, tolerance"):
        Reference.read("d.json?vocab=lists")


def test_a_problem_with_check_rows_is_a_task_that_trains_on_the_others(write: Write):
    check = {"inputs": {"xs": [[7, 8, 9]]}, "outputs": [3]}
    write("d.json", [problem(check=check), problem(name="other")])
    task = load_task("d.json?dsl=lists#length")
    assert (task.name, task.family, task.dsl.name, task.measured) == ("d/length", "d", "lists", True)
    assert task.draw("train", 0, 100).examples == [Example(([5, 6],), 2), Example(([],), 0)]
    assert task.draw("same", 0).examples == [Example(([7, 8, 9],), 3)]
    assert task.answer(([7, 8, 9],)) == 3
    assert task.axes == []


def test_without_check_rows_a_quarter_of_the_inputs_is_held_out(write: Write):
    xs = list(range(20)) * 2
    task = as_task(made({"x": xs}, xs, write), vocabulary("lists"))
    train, same = (task.draw(split, 0, 100).examples for split in ("train", "same"))
    assert (len(train), len(same)) == (30, 10)
    assert not {e.inputs for e in train} & {e.inputs for e in same}
    assert "a quarter of the inputs, chosen by a hash, is held out" in task.splits["same"].why


def test_check_rows_that_repeat_given_inputs_are_no_test(write: Write):
    check = {"inputs": {"x": [2, 3]}, "outputs": [2, 3]}
    task = as_task(made({"x": [1, 2]}, [1, 2], write, check=check), vocabulary("lists"))
    assert task.draw("same", 0).examples == [Example((3,), 3)]
    assert task.splits["same"].why == "`check` rows whose inputs are among the given ones are left out"
    with pytest.raises(BadValue, match="every `check` row repeats inputs that are given"):
        as_task(made({"x": [3, 2]}, [1, 2], write, check=check), vocabulary("lists"))


def test_too_few_rows_to_hold_one_out_are_refused(write: Write):
    with pytest.raises(BadValue, match="no `check` rows, and of 2 different inputs none can be spared"):
        as_task(made({"x": [1, 1, 2, 1]}, [1, 1, 2, 1], write), vocabulary("lists"))


def test_a_data_file_stands_for_all_its_problems_or_for_those_named(write: Write):
    write("d.json", [problem(name="a/b"), problem(name="c#d"), problem(name="c*")])
    assert select_tasks(["d.json"]) == ["d.json#a/b", "d.json#c#d", "d.json#c*"]
    assert select_tasks(["d.json#c#d"]) == ["d.json#c#d"]
    assert select_tasks(["d.json?dsl=lists#c*"]) == ["d.json?dsl=lists#c*"]
    assert select_tasks(["d.json#?*"], ["d.json"]) == select_tasks(["d.json"])
    with pytest.raises(BadValue, match=r"d.json has no problem named 'a/c'; did you mean 'a/b'\?"):
        select_tasks(["d.json#a/c"])


def test_a_task_from_data_needs_a_vocabulary_and_says_which_fit(write: Write):
    write("d.json", problem())
    with pytest.raises(BadValue, match=r"no vocabulary is named; give --dsl NAME.*lists"):
        load_task("d.json")


def test_the_tasks_version_follows_the_rows(write: Write):
    check = {"inputs": {"xs": [[1]]}, "outputs": [1]}
    versions = []
    for outputs in ([2, 0], [2, 1], [2, 0]):
        load_task.cache_clear()
        versions.append(load_task(write("d.json", problem(outputs=outputs, dsl="lists", check=check))).version)
    assert versions[0] == versions[2] != versions[1]
