"""The shipped tasks: every one conforms, and its reference agrees with an oracle of another make."""

from __future__ import annotations

import ast
import functools
import itertools
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.sparse.csgraph import bellman_ford, breadth_first_order, connected_components

from contrast.catalog import SUITES, load_task, task_names
from contrast.check import assert_task
from contrast.dsl import parse
from contrast.scoring import score
from contrast.task import TEST_ITEMS


def second_of(xs: list[int]) -> int:
    largest = functools.reduce(max, xs)
    return functools.reduce(max, [x for x in xs if x < largest])


def nearest_arm(x: float, y: float) -> bool:
    """Which arm's next crossing of the ray through the point is nearer, by walking along the ray."""
    angle, radius = math.atan2(y, x), math.hypot(x, y)
    crossings = [((angle + turn * math.pi) / 2, turn % 2 == 0) for turn in range(-20, 40)]
    return min(crossings, key=lambda crossing: abs(crossing[0] - radius))[1]


def written(digits: list[Any]) -> int:
    """The number that these digits write, the highest first."""
    return int("".join(str(int(digit)) for digit in digits))


def added(xs: list[int], ys: list[int]) -> list[int]:
    total = str(written(xs[::-1]) + written(ys[::-1])).zfill(len(xs) + 1)
    return [int(digit) for digit in reversed(total)]


def emptied(brackets: list[bool]) -> bool:
    """Whether nothing is left when pairs of neighbours that belong together are taken away again and again."""
    text = "".join("()"[not opens] for opens in brackets)
    while "()" in text:
        text = text.replace("()", "")
    return text == ""


def widest(graph: np.ndarray, source: int) -> list[float]:
    """Paths over the first node, over the first two, and so on (Floyd and Warshall's order)."""
    widths = np.where(np.isinf(graph), 0.0, graph)
    np.fill_diagonal(widths, np.inf)
    for node in range(len(graph)):
        widths = np.maximum(widths, np.minimum(widths[:, [node]], widths[[node], :]))
    return list(widths[source].tolist())


def heaviest(graph: np.ndarray) -> list[float]:
    _, names = connected_components(np.isfinite(graph), directed=False)
    together = (names[:, None] == names) & np.isfinite(graph)
    at_node = np.where(together, graph, 0.0).max(axis=0)
    return [float(at_node[names == name].max()) for name in names]


ORACLES: dict[str, Callable[..., Any]] = {
    "arithmetic/add_digits": added,
    "arithmetic/compare_numbers": lambda xs, ys: written(xs) > written(ys),
    "arithmetic/digit_sum": lambda digits: sum(value * digits.count(value) for value in range(10)),
    "arithmetic/modular_addition": lambda a, b: divmod(a + b, 97)[1],
    "arithmetic/modular_arithmetic": lambda expression: eval(expression) % 5,
    "bits/balanced_parentheses": emptied,
    "bits/comparator": lambda xs, ys: written(xs) > written(ys),
    "bits/cycle_navigation": lambda moves: functools.reduce(lambda place, move: (place + (0, 1, 4)[move]) % 5, moves, 0),
    "bits/even_pairs": lambda bits: bits[0] == bits[-1],
    "bits/majority": lambda bits: bits.count(True) > bits.count(False),
    "bits/multiplexer": lambda address, data: data[int("".join("01"[bit] for bit in address), 2)],
    "bits/palindrome": lambda bits: all(bits[k] == bits[-1 - k] for k in range(len(bits))),
    "bits/parity": lambda bits: functools.reduce(lambda p, q: p != q, bits, False),
    "bits/parity_of_3": lambda bits: bits[0] ^ bits[1] ^ bits[2],
    "bits/sum_mod_4": lambda bits: bits.count(True) & 3,
    "graphs/components": heaviest,
    "graphs/reachability": lambda graph, source: np.isin(
        np.arange(len(graph)), breadth_first_order(np.isfinite(graph), source, return_predecessors=False)
    ).tolist(),
    "graphs/shortest_path": lambda graph, source: bellman_ford(np.nan_to_num(graph, posinf=0.0), indices=source).tolist(),
    "graphs/widest_path": widest,
    "lists/dedupe": lambda xs: [x for k, x in enumerate(xs) if x not in xs[:k]],
    "lists/filter_even_then_double": lambda xs: [x + x for x in xs if not x & 1],
    "lists/largest": lambda xs: sorted(xs)[-1],
    "lists/odds_first": lambda xs: [x for _, x in sorted(enumerate(xs), key=lambda placed: placed[0] % 2)],
    "lists/prefix_sums": lambda xs: [sum(xs[: k + 1]) for k in range(len(xs))],
    "lists/reverse": lambda xs: list(reversed(xs)),
    "lists/rotate": lambda xs: np.roll(xs, -1).tolist(),
    "lists/second_largest": second_of,
    "lists/sort": lambda xs: list(itertools.chain.from_iterable([v] * xs.count(v) for v in range(100))),
    "perception/spirals": nearest_arm,
}

OPPOSITE = "head(fold(lambda cut, b: tail(cut), bits, tail(rest)))"
"""The bit as far from the end as the first of the `rest` is from the start."""

ADDRESS = "fold(lambda n, b: choose(b, add(add(n, n), 1), add(n, n)), 0, address)"

FIRST_CHANGE = "fold(lambda found, x: choose(equal(found, 0), x, found), 0"
"""The first element that is not 0, or 0; the list is to follow."""


def every_other(first: int) -> str:
    """Every other element, from the first if this is 1; the state begins with a 1 where the next element is not wanted."""
    taken = "cons(1, concat(tail(state), cons(x, [])))"
    start = "cons(0, [])" if first else "cons(1, [])"
    return f"tail(fold(lambda state, x: choose(equal(head(state), 0), {taken}, cons(0, tail(state))), {start}, xs))"


LAWS = {
    "science/kepler": "mul(axis, sqrt(axis))",
    "science/moseley": "div(1204.0, square(sub(z, 1.0)))",
    "science/rydberg_ions": "mul(510999.0, sub(1.0, sqrt(sub(1.0, square(div(z, 137.036))))))",
    "science/vapour_pressure": "mul(8.5e7, exp(div(-7293.0, temperature)))",
    "science/michaelis_menten": "div(mul(concentration, add(160.28, mul(52.4, treated))), "
    "add(concentration, add(0.0477, mul(0.0164, treated))))",
    "graphs/shortest_path": "iterate(lambda d: min_into(add_rows(graph, d)), mark(graph, source, 0.0, inf))",
    "lists/sort": "fold(lambda acc, x: concat(filter(lambda y: less(y, x), acc), "
    "cons(x, filter(lambda y: negate(less(y, x)), acc))), [], xs)",
    "lists/reverse": "fold(lambda acc, x: cons(x, acc), [], xs)",
    "lists/prefix_sums": "scan(lambda a, b: add(a, b), xs)",
    "lists/second_largest": "reduce(lambda a, b: max(a, b), filter(lambda x: less(x, reduce(lambda a, b: max(a, b), xs)), xs))",
    "lists/dedupe": "fold_right(lambda x, acc: cons(x, filter(lambda y: negate(equal(x, y)), acc)), [], xs)",
    "lists/filter_even_then_double": "map(lambda x: add(x, x), filter(lambda x: equal(mod(x, 2), 0), xs))",
    "lists/largest": "reduce(lambda a, b: max(a, b), xs)",
    "lists/rotate": "concat(tail(xs), cons(head(xs), []))",
    "lists/odds_first": f"concat({every_other(1)}, {every_other(0)})",
    "bits/parity": "equal(mod(count(bits), 2), 1)",
    "bits/majority": "less(length(bits), add(count(bits), count(bits)))",
    "bits/even_pairs": "choose(head(bits), fold(lambda last, b: b, True, bits), negate(fold(lambda last, b: b, True, bits)))",
    "bits/sum_mod_4": "mod(count(bits), add(2, 2))",
    "bits/cycle_navigation": "mod(fold(lambda at, m: choose(equal(m, 2), sub(at, 1), add(at, m)), 0, moves), 5)",
    "bits/balanced_parentheses": "equal(0, fold(lambda depth, b: choose(less(depth, 0), depth, "
    "choose(b, add(depth, 1), sub(depth, 1))), 0, brackets))",
    "bits/parity_of_3": "equal(mod(sub(count(bits), count(tail(tail(tail(bits))))), 2), 1)",
    "bits/palindrome": f"equal(0, length(fold(lambda rest, b: choose(choose(head(rest), {OPPOSITE}, negate({OPPOSITE})), "
    "tail(rest), rest), bits, bits)))",
    "bits/multiplexer": f"head(fold(lambda rest, b: choose(less(sub(length(data), {ADDRESS}), length(rest)), "
    "tail(rest), rest), data, data))",
    "bits/comparator": f"equal(2, {FIRST_CHANGE}, zip_with(lambda x, y: choose(x, choose(y, 0, 2), choose(y, 1, 0)), xs, ys)))",
    "arithmetic/compare_numbers": f"less(0, {FIRST_CHANGE}, zip_with(lambda x, y: sub(x, y), xs, ys)))",
    "arithmetic/digit_sum": "reduce(lambda a, b: add(a, b), digits)",
    "arithmetic/add_digits": "map(lambda t: mod(t, 10), scan(lambda t, s: add(s, div(t, 10)), "
    "concat(zip_with(lambda x, y: add(x, y), xs, ys), cons(0, []))))",
    "arithmetic/modular_arithmetic": "mod(reduce(lambda a, b: add(a, b), map(lambda s: reduce(lambda a, b: sub(a, b), "
    "map(lambda t: reduce(lambda a, b: mod(mul(a, b), 5), map(lambda d: str_to_int(d), split(t, '*'))), split(s, '-'))), "
    "split(expression, '+'))), 5)",
    "graphs/reachability": "below(mark(graph, source, 0.0, 0.0), "
    "iterate(lambda r: upper(r, max_into(mul_rows(edges(graph), r))), mark(graph, source, 1.0, 0.0)))",
    "graphs/widest_path": "iterate(lambda w: upper(w, max_into(min_rows(fill(graph, 0.0), w))), mark(graph, source, inf, 0.0))",
    "graphs/components": "iterate(lambda m: upper(m, max_into(mul_rows(edges(graph), m))), max_into(fill(graph, 0.0)))",
    "arithmetic/modular_addition": "mod(add(a, b), 97)",
    "perception/spirals": "less(0.0, cos(sub(arctan2(y, x), mul(2.0, sqrt(add(square(x), square(y)))))))",
}
"""A program of each task's own DSL that solves it on every axis: the DSL is rich enough, without holding the answer."""

SMALLER = {
    **{f"graphs/{name}": {"longer_25x": 100} for name in ("components", "reachability", "shortest_path", "widest_path")},
    "perception/digits": dict.fromkeys(("same", "shifted", "noisy"), 797),
    "perception/digit_pairs_01": dict.fromkeys(("same", "shifted", "noisy"), 150),
    "perception/digit_pairs_38": dict.fromkeys(("same", "shifted", "noisy"), 160),
    "perception/digit_pairs_49": dict.fromkeys(("same", "shifted", "noisy"), 170),
    "perception/breast_cancer": {**dict.fromkeys(("same", "noisy", "drifted"), 171), "middling": 57},
    "perception/wine": {**dict.fromkeys(("same", "noisy", "drifted"), 53), "middling": 25},
}
"""Splits of generated or plentiful data with fewer than 1,000 items, each for a reason that its file gives."""


def test_every_task_of_the_quickstart_is_shipped() -> None:
    assert set(SUITES["quickstart"]) <= set(task_names())


@pytest.mark.parametrize("name", task_names())
def test_task_conforms(name: str) -> None:
    assert_task(load_task(name))


@pytest.mark.parametrize("name", ORACLES)
def test_reference_agrees_with_an_independent_oracle(name: str) -> None:
    task = load_task(name)
    for split in ["train", *task.test_splits]:
        for example in task.draw(split, seed=3, count=40).examples:
            assert ORACLES[name](*example.inputs) == example.output, f"{split}: {example}"


@pytest.mark.parametrize("name", LAWS)
def test_dsl_can_express_a_program_that_holds_on_every_axis(name: str) -> None:
    task = load_task(name)
    program = parse(LAWS[name], task.dsl, task.inputs, task.output_kind)
    for split in task.test_splits:
        examples = task.draw(split, seed=1, count=15).examples
        reached = score(program.predict([e.inputs for e in examples]), [e.output for e in examples], task.tolerance)
        assert reached.exact_match == 1.0, split


@pytest.mark.parametrize("name", [name for name in task_names() if not name.startswith("science/")])
def test_each_test_split_has_its_thousand_items(name: str) -> None:
    task = load_task(name)
    found = {split: len(task.draw(split, seed=0).examples) for split in task.test_splits}
    assert found == {split: SMALLER.get(name, {}).get(split, TEST_ITEMS) for split in task.test_splits}


@pytest.mark.parametrize("name", task_names())
def test_each_axis_says_how_it_departs(name: str) -> None:
    task = load_task(name)
    assert len(task.axes) >= 2
    assert all(task.splits[axis].why for axis in task.axes)


@pytest.mark.parametrize("name", task_names())
def test_file_is_short_and_named_after_its_reference(name: str) -> None:
    path = Path(__file__).parents[1] / "tasks" / f"{name}.py"
    functions = [node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]
    assert path.stem in functions
    assert len(path.read_text().splitlines()) <= 130


def test_training_graphs_are_diverse() -> None:
    graphs = [example.inputs[0] for example in load_task("graphs/shortest_path").draw("train", seed=0, count=300).examples]
    edges = [np.isfinite(g).sum() - len(g) for g in graphs]
    density = [count / (len(g) * (len(g) - 1)) for count, g in zip(edges, graphs, strict=True)]
    directed = [bool((g != g.T).any()) for g in graphs]
    unreached = [math.inf in e.output for e in load_task("graphs/shortest_path").draw("train", seed=0, count=300).examples]
    assert {len(g) for g in graphs} == {4, 5, 6, 7, 8}
    assert min(density) < 0.2
    assert max(density) > 0.7
    assert 0.3 < np.mean(directed) < 0.7
    assert 0.2 < np.mean(unreached) < 0.8


@pytest.mark.parametrize("split", ["train", "longer_2x", "longer_10x", "larger", "structured"])
def test_second_largest_always_exists(split: str) -> None:
    assert all(len(set(e.inputs[0])) >= 2 for e in load_task("lists/second_largest").draw(split, seed=2, count=500).examples)


def test_the_largest_value_repeats_on_the_structured_axis() -> None:
    examples = load_task("lists/second_largest").draw("structured", seed=2, count=500).examples
    assert all(e.inputs[0].count(max(e.inputs[0])) >= 2 for e in examples)


def test_sums_on_the_structured_axis_are_within_one_of_a_multiple_of_97() -> None:
    examples = load_task("arithmetic/modular_addition").draw("structured", seed=0, count=500).examples
    assert {sum(e.inputs) % 97 for e in examples} == {96, 0, 1}
    assert all(max(e.inputs) > 96 for e in examples)


def test_one_bit_decides_the_majority_on_the_structured_axis() -> None:
    examples = load_task("bits/majority").draw("structured", seed=0, count=500).examples
    assert {sum(e.inputs[0]) - len(e.inputs[0]) // 2 for e in examples} == {0, 1}


@pytest.mark.parametrize(
    ("name", "split", "worst"),
    [
        ("science/kepler", "train", 0.001),
        ("science/kepler", "same", 0.003),
        ("science/kepler", "outer", 0.002),
        ("science/kepler", "elongated", 0.014),
        ("science/moseley", "train", 0.016),
        ("science/moseley", "same", 0.016),
        ("science/moseley", "lighter", 0.018),
        ("science/moseley", "heavier", 0.026),
        ("science/rydberg_ions", "train", 0.0006),
        ("science/rydberg_ions", "heavier", 0.0006),
        ("science/rydberg_ions", "relativistic", 0.0036),
        ("science/vapour_pressure", "train", 0.024),
        ("science/vapour_pressure", "colder", 0.12),
        ("science/vapour_pressure", "hotter", 0.049),
        ("science/michaelis_menten", "same", 0.05),
        ("science/michaelis_menten", "saturated", 0.05),
        ("science/michaelis_menten", "trace", 0.002),
        ("science/michaelis_menten", "excess", 0.002),
    ],
)
def test_nature_keeps_the_law_as_well_as_the_file_says(name: str, split: str, worst: float) -> None:
    task = load_task(name)
    law = parse(LAWS[name], task.dsl, task.inputs, task.output_kind)
    errors = [abs(law(*e.inputs) / e.output - 1) for e in task.draw(split, seed=0).examples]
    assert max(errors) < worst < task.tolerance


@pytest.mark.parametrize(
    ("split", "least", "most"), [("train", 0.0, 0.006), ("heavier", 0.006, 0.013), ("relativistic", 0.049, 0.13)]
)
def test_relativity_breaks_bohrs_law_where_the_file_says(split: str, least: float, most: float) -> None:
    task = load_task("science/rydberg_ions")
    short = [1 - 13.598 * e.inputs[0] ** 2 / e.output for e in task.draw(split, seed=0).examples]
    assert least < max(short) < most
    assert split != "relativistic" or min(short) > task.tolerance


@pytest.mark.parametrize(("axis", "least"), [("trace", 0.19), ("excess", 0.34)])
def test_a_logarithm_fits_the_measured_rates_and_fails_where_nothing_was_measured(axis: str, least: float) -> None:
    task = load_task("science/michaelis_menten")
    for state in (0.0, 1.0):
        train, same, saturated, far = (
            [e for e in task.draw(split, seed=0).examples if e.inputs[1] == state]
            for split in ("train", "same", "saturated", axis)
        )
        line = np.polyfit([math.log(e.inputs[0]) for e in train], [e.output for e in train], 1)
        wrong = [abs(np.polyval(line, math.log(e.inputs[0])) / e.output - 1) for e in (*train, *same, *saturated, *far)]
        assert max(wrong[: -len(far)]) < 0.1
        assert min(wrong[-len(far) :]) > least


@pytest.mark.parametrize("screening", [0.0, 2.0])
def test_another_screening_constant_does_not_fit_moseley(screening: float) -> None:
    examples = load_task("science/moseley").draw("train", seed=0).examples
    scaled = [e.output * (e.inputs[0] - screening) ** 2 for e in examples]
    best = math.sqrt(min(scaled) * max(scaled))
    assert max(abs(best / value - 1) for value in scaled) > 2 * 0.03


def test_digits_are_the_1797_images_each_once() -> None:
    task = load_task("perception/digits")
    counts = [len(task.draw(split, seed=0).examples) for split in ("train", "same")]
    seen = {e.inputs[0].tobytes() for split in ("train", "same") for e in task.draw(split, seed=0).examples}
    assert counts == [1000, 797]
    assert len(seen) == 1797


def test_shifted_digits_are_the_same_images_one_pixel_away() -> None:
    task = load_task("perception/digits")
    moves = set()
    for plain, moved in zip(task.draw("same", 0).examples, task.draw("shifted", 0).examples, strict=True):
        padded = np.pad(plain.inputs[0], 1)
        moves |= {(d, r) for d in range(3) for r in range(3) if (padded[d : d + 8, r : r + 8] == moved.inputs[0]).all()}
        assert plain.output == moved.output
    assert moves >= {(d, r) for d in range(3) for r in range(3)} - {(1, 1)}


def test_noisy_digits_stay_grey_values() -> None:
    images = np.stack([e.inputs[0] for e in load_task("perception/digits").draw("noisy", 0).examples])
    assert (images.min(), images.max()) == (0, 16)
