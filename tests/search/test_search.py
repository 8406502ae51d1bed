"""The search as a specification: cheapest first, everything, nothing twice, within the budget, honest about why it stopped."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

import contrast
from contrast.dsl import DSL, Grammar, Var, primitive
from contrast.dsl.program import node_text, walk
from contrast.errors import BadPrimitive, BadValue, Undefined
from contrast.search.engine import Engine
from contrast.search.goal import Goal
from contrast.search.limits import Meter
from contrast.search.search import Search, search
from contrast.solver import Budget, Stopwatch
from contrast.task import Example
from contrast.vocab import graphs, integers, lists, reals, sequences

FREE = Budget()


@primitive
def sort(xs: list[int]) -> list[int]:
    """In ascending order."""
    return sorted(xs)


@primitive
def last(xs: list[int]) -> int:
    """The last element."""
    if not xs:
        raise Undefined("last of an empty list")
    return xs[-1]


@primitive
def largest(xs: list[int]) -> int:
    """The largest element."""
    if not xs:
        raise Undefined("largest of an empty list")
    return max(xs)


def find(
    dsl: DSL, reference: Callable[..., Any], inputs: list[Var], rows: list[tuple[Any, ...]], budget: Budget = FREE, **options: Any
) -> Any:
    """Search from the reference's own answers."""
    examples = [Example(row, reference(*row)) for row in rows]
    return search(inputs, examples, dsl, type_of(examples[0].output), budget, **options)


def type_of(value: Any) -> Any:
    return list[int] if isinstance(value, list) else type(value)


XS = [Var("xs", list[int])]
ROWS = [([3, 9, 1],), ([2],), ([7, 7, 0, 5],), ([1, 2, 3, 4, 5],), ([6, 0, 6],)]


def test_the_cheapest_program_that_fits_is_found():
    found = find(DSL.of(sort, last, largest), max, XS, [([3, 9],), ([9, 3],)])
    assert str(found.program) == "largest(xs)"  # not last(sort(xs))


def test_without_the_shortcut_the_longer_program_is_found():
    found = find(DSL.of(sort, last), max, XS, ROWS)
    assert str(found.program) == "last(sort(xs))"


def distinct_rows(limit: int) -> set[tuple[int, ...]]:
    """By brute force, in plain Python: the distinct value rows of all programs of cost <= limit over x and y."""
    rows = [(1, 2), (5, 3), (4, 7)]
    dsl = DSL.of(integers.add, integers.mul, constants=(1,))
    grammar = Grammar(dsl, [int, int])
    levels: dict[int, list[tuple[int, ...]]] = {}
    for cost in range(1, limit + 1):
        level = []
        if grammar.cost("variable", int) == cost:
            level += [tuple(r[0] for r in rows), tuple(r[1] for r in rows)]
        if grammar.cost("1", int) == cost:
            level.append((1, 1, 1))
        for name, act in (("add", int.__add__), ("mul", int.__mul__)):
            for left in range(1, cost):
                right = cost - grammar.cost(name, int) - left
                pairs = itertools.product(levels.get(left, []), levels.get(right, []))
                level += [tuple(map(act, a, b)) for a, b in pairs]
        levels[cost] = level
    return {row for level in levels.values() for row in level}


def test_the_bank_holds_what_brute_force_finds_each_value_once():
    dsl = DSL.of(integers.add, integers.mul, constants=(1,))
    goal = Goal(int, [10**9] * 3)
    engine = Engine(dsl, [Var("x", int), Var("y", int)], [(1, 2), (5, 3), (4, 7)], goal, Meter(FREE))
    for cost in range(1, 13):
        assert not list(engine._level(engine.top, int, cost))
    bank = engine.top.bank(int)
    rows = [tuple(row) for cost in bank.costs if (block := bank.level(cost)) for row in block.column.tolist()]
    assert len(rows) == len(set(rows)) == len(bank)
    assert set(rows) == distinct_rows(12)


def test_programs_come_cheapest_first():
    dsl = DSL.of(reals.add, reals.mul, reals.div, constants=(1.0, 2.0))
    grammar = Grammar(dsl, [float])
    run = Search([Var("x", float)], [Example((2.0,), 4.0)], dsl, float, Budget(candidates=3000), tolerance=0.2)
    found = list(itertools.islice(run.programs(), 5))
    costs = [sum(map(grammar.node_cost, walk(program.body))) for program in found]
    assert len(set(map(str, found))) == 5
    assert costs == sorted(costs)


def test_an_exhausted_space_is_a_certificate():
    found = find(DSL.of(sort), lambda xs: [*xs, 1], XS, ROWS)
    assert (found.reason, found.fits) == ("exhausted", False)
    assert found.exhausted_cost >= 2  # xs and sort(xs) are all there is


def test_a_dear_body_is_reached_before_a_space_counts_as_exhausted():
    @primitive
    def double(x: int) -> int:
        """Twice `x`."""
        return 2 * x

    dsl = DSL.of(sequences.map_, double, kinds=(int, list[int]), weights={"double": 0.02})
    found = find(dsl, lambda xs: [2 * x for x in xs], XS, ROWS)
    assert str(found.program) == "map(lambda a: double(a), xs)"


def test_primitives_may_have_any_number_of_arguments():
    @primitive
    def seven() -> int:
        """Seven."""
        return 7

    @primitive
    def weigh(a: int, b: int, c: int, d: int, e: int) -> int:
        """A sum with weights."""
        return a + 2 * b + 3 * c + 4 * d + 5 * e

    found = find(DSL.of(seven, weigh), lambda x: 14 * x + 7, [Var("x", int)], [(1,), (5,), (-2,)])
    assert str(found.program) == "weigh(seven(), x, x, x, x)"


def test_lists_of_lists_go_through_the_generic_primitives():
    dsl = DSL.of(sequences.head, sequences.map_, kinds=(int, list[int], list[list[int]]))
    inputs = [Var("xss", list[list[int]])]
    rows = [([[1, 2], [3]],), ([[7], [8, 9], [5]],)]
    assert str(find(dsl, lambda xss: xss[0], inputs, rows).program) == "head(xss)"
    assert str(find(dsl, lambda xss: [xs[0] for xs in xss], inputs, rows).program) == "map(lambda a: head(a), xss)"


def test_on_long_lists_the_budget_is_looked_at_more_often():
    def at_once(length: int) -> int:
        engine = Engine(lists.VOCABULARY, XS, [(list(range(length)),)] * 8, Goal(int, [0] * 8), Meter(FREE))
        return engine._room(next(p for p in lists.VOCABULARY.instances if p.name == "fold"), rows=8)

    assert at_once(10) > 1000
    assert at_once(800) * 800 <= at_once(10) * 32


@pytest.mark.parametrize(
    ("reference", "program"),
    [
        (lambda xs: xs[::-1], "fold(lambda a, b: cons(b, a), [], xs)"),
        (lambda xs: list(itertools.accumulate(xs)), "scan(lambda a, b: add(a, b), xs)"),
        (max, "reduce(lambda a, b: max(a, b), xs)"),
        (lambda xs: [x + x for x in xs], "map(lambda a: add(a, a), xs)"),
        (lambda xs: [x for x in xs if x > 2], "filter(lambda a: less(2, a), xs)"),
    ],
)
def test_the_bodies_of_lambdas_are_enumerated(reference: Callable[[list[int]], Any], program: str):
    assert str(find(lists.VOCABULARY, reference, XS, ROWS).program) == program


def test_a_body_may_use_the_inputs_around_it():
    inputs = [Var("xs", list[int]), Var("n", int)]
    rows = [([3, 9, 1], 2), ([2], 5), ([7, 7, 0, 5], 6), ([1, 2, 3], 0)]
    found = find(lists.VOCABULARY, lambda xs, n: [x for x in xs if x < n], inputs, rows)
    assert str(found.program) == "filter(lambda a: less(a, n), xs)"


def test_bellman_ford_is_found_from_min_plus_pieces():
    task = contrast.load_task("graphs/shortest_path")
    found = search(task.inputs, task.draw("train", 3, 32).examples, graphs.VOCABULARY, list[float], Budget(candidates=200_000))
    big = task.draw("longer_2x", 3, 20).examples
    assert found.fits
    assert found.program.predict([e.inputs for e in big]) == [e.output for e in big]


def test_a_program_that_fits_some_rows_only_is_counted_and_the_search_goes_on():
    rows = [([k, k + 1],) for k in range(1, 9)] + [([9, 1],)]  # on the first rows `last` and `largest` agree
    found = find(DSL.of(last, largest, weights={"last": 9.0}), max, XS, rows, working_rows=1)
    assert str(found.program) == "largest(xs)"
    assert found.wrong_fits >= 1


def test_a_free_factor_is_fitted_and_shown():
    rows = [(1.0,), (2.0,), (5.0,), (7.5,)]
    found = find(reals.LAWS, lambda x: 9.81 * x * x, [Var("x", float)], rows, tolerance=1e-9)
    assert str(found.program) == "mul(9.81, square(x))"
    assert found.program.predict([(3.0,)]) == pytest.approx([9.81 * 9])


def test_invalid_arithmetic_rejects_a_program():
    found = find(reals.LAWS, lambda x: abs(x), [Var("x", float)], [(-2.0,), (3.0,), (-0.5,)], tolerance=1e-9)
    assert "sqrt(square(x))" in str(found.program)  # and not exp(log(x)), which has no value at -2


def test_without_a_fit_the_best_partial_program_is_kept():
    found = find(DSL.of(last), lambda xs: xs[-1] if len(xs) > 1 else 99, XS, ROWS)
    assert not found.fits
    assert str(found.program) == "last(xs)"


def test_a_candidate_budget_is_repeatable_to_the_last_count():
    runs = [find(lists.VOCABULARY, sorted, XS, ROWS, Budget(candidates=20_000)) for _ in range(2)]
    assert runs[0].reason == "out_of_candidates"
    assert (runs[0].candidates, runs[0].unique, str(runs[0].program)) == (
        runs[1].candidates,
        runs[1].unique,
        str(runs[1].program),
    )


def test_a_timed_run_is_replayed_by_its_count(monkeypatch: pytest.MonkeyPatch):
    ticks = itertools.count()
    with monkeypatch.context() as patched:
        patched.setattr(Stopwatch, "seconds", property(lambda self: next(ticks) * 0.01))
        timed = find(lists.VOCABULARY, sorted, XS, ROWS, Budget(seconds=3.0))
    again = find(lists.VOCABULARY, sorted, XS, ROWS, Budget(candidates=timed.candidates))
    assert timed.reason == "out_of_time"
    assert (again.candidates, again.unique, str(again.program)) == (timed.candidates, timed.unique, str(timed.program))


def test_out_of_memory_is_a_reason():
    found = find(lists.VOCABULARY, sorted, XS, ROWS, Budget(bytes=2_000_000))
    assert found.reason == "out_of_memory"
    assert found.peak_bytes > 2_000_000


def test_ctrl_c_returns_the_best_so_far(monkeypatch: pytest.MonkeyPatch):
    def interrupt(meter: Meter, stored: int) -> None:
        if meter.candidates > 500:
            raise KeyboardInterrupt

    monkeypatch.setattr(Meter, "check", interrupt)
    found = find(lists.VOCABULARY, lambda xs: sorted(xs), XS, ROWS)
    assert found.reason == "interrupted"
    assert found.program is not None


def test_search_from_plain_values():
    found = contrast.search([[3, 1, 2], [5, 4], [9]], [[2, 1, 3], [4, 5], [9]], "lists")
    assert str(found.program) == "fold(lambda a, b: cons(b, a), [], xs)"


def test_search_takes_several_named_inputs():
    found = contrast.search({"a": [1, 5, 7], "b": [2, 3, 3]}, [3, 8, 10], "arithmetic")
    assert str(found.program) == "add(a, b)"


def test_rows_that_do_not_match_are_named():
    with pytest.raises(BadValue, match="input 'xs' has 2 values for 1 outputs"):
        contrast.search([[1], [2]], [1], "lists")


def test_a_row_of_another_kind_is_named():
    with pytest.raises(BadValue, match="row 1: 'a' does not fit the rows before it"):
        contrast.search([1, "a"], [1, 2], "arithmetic")


def test_the_found_text_is_read_back_by_the_dsl():
    found = find(lists.VOCABULARY, lambda xs: xs[::-1], XS, ROWS)
    assert node_text(contrast.parse(str(found.program), lists.VOCABULARY, XS).body) == str(found.program)


@pytest.mark.parametrize(
    ("inputs", "outputs", "message"),
    [
        ([float("nan"), 1.0], [1.0, 2.0], "is no 64-bit number"),
        ([2**70, 1], [1, 2], "is no 64-bit number"),
        ([], [], "there are no examples"),
        ({"lambda": [1]}, [1], "cannot name an input"),
        (3, 4, "inputs and outputs are lists"),
    ],
)
def test_values_that_cannot_be_searched_are_refused(inputs: Any, outputs: Any, message: str):
    with pytest.raises(BadValue, match=message):
        contrast.search(inputs, outputs, "arithmetic")


def test_an_undeclared_error_of_a_primitive_is_named_with_its_arguments():
    @primitive
    def third(xs: list[int]) -> int:
        """The third element."""
        return xs[2]

    with pytest.raises(BadPrimitive, match=r"primitive 'third' raised IndexError: .* raise Undefined where it has no value"):
        find(DSL.of(third), len, XS, ROWS)
