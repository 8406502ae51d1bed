"""The trivial baselines, on problems small enough to answer by hand."""

from __future__ import annotations

import math
from itertools import count
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.neighbors import KNeighborsClassifier

from contrast.baselines import STREAMED, encoder
from contrast.catalog import BASELINES, load_solver, load_task
from contrast.errors import UnknownName
from contrast.solver import Budget, Problem, Solution
from contrast.task import Example, Task
from contrast.values import Graph, Grid
from contrast.vocab.lists import VOCABULARY

BUDGET = Budget(seconds=3)


def solved(name: str, task: Task, examples: list[Example]) -> Solution:
    return load_solver(name).solve(Problem(task, examples, seed=0), BUDGET)


def pick(k: int, xs: list[int], ys: list[int]) -> list[int]:
    """One of two lists."""
    return xs if k else ys


def label(x: float, y: float) -> str:
    """A name for a point."""
    return "north" if y > 0 else "south"


def size(text: str) -> int:
    """How long the text is."""
    return len(text)


def distances(graph: Graph, source: int) -> list[float]:
    """Anything."""
    return [0.0]


def task(reference: Any) -> Task:
    return Task(reference, VOCABULARY, name="test/baseline")


def test_majority_answers_the_most_frequent_output() -> None:
    examples = [Example((0, [], [k]), [k]) for k in (4, 7, 7)]
    assert solved("majority", task(pick), examples).predict([(1, [1], [2]), (0, [], [])]) == [[7], [7]]


def test_majority_answers_the_first_of_equally_frequent_outputs() -> None:
    examples = [Example((0, [], [k]), [k]) for k in (9, 4, 4, 9)]
    assert solved("majority", task(pick), examples).predict([(0, [], [])]) == [[9]]


def test_copy_answers_the_first_input_of_the_outputs_kind() -> None:
    assert solved("copy", task(pick), [Example((0, [1], [2]), [2])]).predict([(5, [3], [4])]) == [[3]]


def test_copy_has_no_answer_without_such_an_input() -> None:
    assert solved("copy", task(size), [Example(("abc",), 3)]).predict([("a",), ("b",)]) == [None, None]


def test_nearest_neighbour_answers_the_nearest_examples_output() -> None:
    examples = [Example(("aaa",), 1), Example(("zzz",), 2), Example(("a",), 3)]
    assert solved("nearest_neighbour", task(size), examples).predict([("aab",), ("zzy",), ("b",), ("",)]) == [1, 2, 3, 3]


def test_nearest_neighbour_weighs_real_inputs_alike() -> None:
    examples = [Example((0.0, 0.0), "first"), Example((1000.0, 0.0), "second"), Example((0.0, 1.0), "third")]
    assert solved("nearest_neighbour", task(label), examples).predict([(300.0, 0.9), (900.0, 0.1)]) == ["third", "second"]


def test_nearest_neighbour_takes_missing_edges_as_far_but_finite() -> None:
    near, far = Graph(np.array([[0.0, 3.0], [9.0, 0.0]])), Graph(np.array([[0.0, math.inf], [9.0, 0.0]]))
    examples = [Example((near, 0), [1.0]), Example((far, 0), [2.0])]
    asked = [(Graph(np.array([[0.0, 8.0], [9.0, 0.0]])), 0), (Graph(np.array([[0.0, math.inf], [8.0, 0.0]])), 0)]
    assert solved("nearest_neighbour", task(distances), examples).predict(asked) == [[1.0], [2.0]]


def test_nearest_neighbour_of_no_rows_is_no_answer() -> None:
    assert solved("nearest_neighbour", task(size), [Example(("a",), 1)]).predict([]) == []


def test_nearest_neighbour_on_digits_is_scikit_learns() -> None:
    digits = load_task("perception/digits")
    train, test = digits.draw("train", 0, 300).examples, digits.draw("same", 0, 200).examples
    given = solved("nearest_neighbour", digits, train).predict([e.inputs for e in test])
    oracle = KNeighborsClassifier(1).fit([e.inputs[0].ravel() for e in train], [e.output for e in train])
    assert given == oracle.predict([e.inputs[0].ravel() for e in test]).tolist()


@given(
    st.lists(st.lists(st.integers(-9, 9), max_size=4), min_size=1, max_size=6),
    st.lists(st.integers(-9, 9), max_size=9),
)
def test_what_is_cut_off_a_longer_list_changes_no_nearest_example(seen: list[list[int]], asked: list[int]) -> None:
    cut = encoder(list[int], seen)
    whole = encoder(list[int], [*seen, asked])
    gaps = [np.subtract(cut(asked), cut(xs)) @ np.subtract(cut(asked), cut(xs)) for xs in seen]
    full = [np.subtract(whole(asked), whole(xs)) @ np.subtract(whole(asked), whole(xs)) for xs in seen]
    assert len({a - b for a, b in zip(full, gaps, strict=True)}) == 1


@pytest.mark.parametrize(
    ("kind", "values", "wanted"),
    [
        (bool, [True], [[1.0]]),
        (list[int], [[5], [6, 7]], [[1.0, 5.0, 0.0], [2.0, 6.0, 7.0]]),
        (list[int], [[], []], [[0.0], [0.0]]),
        (list[list[int]], [[[1], [2, 3]], [[4]]], [[2.0, 1.0, 1.0, 0.0, 2.0, 2.0, 3.0], [1.0, 1.0, 4.0, 0.0, 0.0, 0.0, 0.0]]),
        (tuple[int, str], [(1, "a")], [[1.0, 1.0, 97.0]]),
        (Grid, [np.array([[1, 2]]), np.array([[3], [4]])], [[1.0, 2.0, 0.0, 0.0], [3.0, 0.0, 4.0, 0.0]]),
    ],
)
def test_every_kind_becomes_numbers_of_one_length(kind: Any, values: list[Any], wanted: list[list[float]]) -> None:
    numbers = encoder(kind, values)
    assert [numbers(value) for value in values] == wanted


@pytest.mark.parametrize("name", BASELINES)
def test_unlimited_regime_uses_the_first_2000_of_the_stream(name: str) -> None:
    drawn = count()
    stream = lambda: (Example((f"{next(drawn)}",), 1) for _ in count())  # noqa: E731  a problem's stream is a function
    solution = load_solver(name).solve(Problem(task(size), [], seed=0, stream=stream), BUDGET)
    assert solution.details == {"examples_used": STREAMED}
    assert next(drawn) == STREAMED


@pytest.mark.parametrize("name", BASELINES)
def test_baseline_is_content_with_its_answer(name: str) -> None:
    solution = solved(name, task(size), [Example(("a",), 1)])
    assert (solution.unfinished, solution.stopped_at, solution.program) == (None, {}, None)


@pytest.mark.parametrize("name", BASELINES)
def test_baseline_refuses_options(name: str) -> None:
    with pytest.raises(UnknownName, match=f"solver '{name}' takes no option 'k'; write '{name}' alone"):
        load_solver(f"{name}?k=3")
