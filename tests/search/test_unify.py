"""Conditionals from terms and predicates: covers kept once, trees right on every row, two leaves never missed."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.search.strategies.conditionals.covers import Covers
from contrast.search.strategies.conditionals.growing import Leaf, Split, Tree
from contrast.search.strategies.conditionals.unify import Unifier

ROWS = 5
CHOICE = 3
BOUND = 1000
SETS = st.lists(st.lists(st.booleans(), min_size=ROWS, max_size=ROWS), min_size=1, max_size=7)
COSTS = st.lists(st.integers(1, 9), min_size=7, max_size=7).map(sorted)


def unifier(terms: list[list[bool]], term_costs: list[int], holds: list[list[bool]], costs: list[int]) -> Unifier:
    """A unifier told of these, each under its position as its node, cheapest first."""
    made = Unifier(ROWS, CHOICE)
    for k, (term, cost) in enumerate(zip(terms, term_costs, strict=False)):
        made.add_terms(np.array([term]), np.array([k]), cost)
    for k, (predicate, cost) in enumerate(zip(holds, costs, strict=False)):
        made.add_predicates(np.array([predicate]), np.array([k]), cost)
    return made


def solved(made: Unifier, bound: int) -> Tree | None:
    """The cheapest tree that is found."""
    return next(iter(made.solutions(bound, 1)), None)


def two_leaves(terms: list[list[bool]], term_costs: list[int], holds: list[list[bool]], costs: list[int]) -> int | None:
    """By brute force, the least cost of a tree of at most two leaves that is right everywhere."""
    right = [cost for term, cost in zip(terms, term_costs, strict=False) if all(term)]
    for (yes, a), (no, b) in itertools.product(zip(terms, term_costs, strict=False), repeat=2):
        for predicate, c in zip(holds, costs, strict=False):
            if all(y if p else n for p, y, n in zip(predicate, yes, no, strict=True)):
                right.append(a + b + c + CHOICE)
    return min(right, default=None)


def is_right(tree: Tree, row: int, terms: list[list[bool]], holds: list[list[bool]]) -> bool:
    """Whether the term that the tree chooses in this row is right there."""
    while isinstance(tree, Split):
        tree = tree.yes if holds[tree.predicate][row] else tree.no
    return terms[tree.node][row]


def summed(tree: Tree, term_costs: list[int], costs: list[int]) -> int:
    """What the parts of a tree cost together."""
    if isinstance(tree, Leaf):
        return term_costs[tree.node]
    return CHOICE + costs[tree.predicate] + summed(tree.yes, term_costs, costs) + summed(tree.no, term_costs, costs)


@given(SETS, COSTS, SETS, COSTS)
def test_a_tree_is_right_on_every_row_and_costs_what_its_parts_cost(
    terms: list[list[bool]], term_costs: list[int], holds: list[list[bool]], costs: list[int]
):
    tree = solved(unifier(terms, term_costs, holds, costs), BOUND)
    assert tree is None or all(is_right(tree, row, terms, holds) for row in range(ROWS))
    assert tree is None or tree.cost == summed(tree, term_costs, costs)


@settings(max_examples=300)
@given(SETS, COSTS, SETS, COSTS)
def test_no_tree_of_two_leaves_is_cheaper_than_what_is_found(
    terms: list[list[bool]], term_costs: list[int], holds: list[list[bool]], costs: list[int]
):
    terms = [term for term in terms if not all(term)] or [[False] * ROWS]  # what is right everywhere needs no tree
    least = two_leaves(terms, term_costs, holds, costs)
    tree = solved(unifier(terms, term_costs, holds, costs), BOUND)
    assert least is None or (tree is not None and tree.cost <= least)


def test_rows_that_all_need_terms_of_their_own_get_a_leaf_each():
    rows = np.eye(4, dtype=bool)
    made = Unifier(4, CHOICE)
    made.add_terms(rows, np.arange(4), 2)
    made.add_predicates(np.tri(4, k=-1, dtype=bool)[1:], np.arange(3), 2)
    tree = solved(made, BOUND)
    assert tree is not None
    assert tree.cost == 4 * 2 + 3 * (2 + CHOICE)


def test_a_cheaper_predicate_that_comes_later_gives_a_cheaper_tree():
    left, right = [True, True, False, False, False], [False, False, True, True, True]
    made = unifier([left, right], [1, 1], [left], [9])
    first = solved(made, BOUND)
    assert first is not None
    made.add_predicates(np.array([right]), np.array([1]), 2)
    second = solved(made, first.cost)
    assert second == Split(1 + 1 + 2 + CHOICE, 1, Leaf(1, 1), Leaf(1, 0))


def test_a_predicate_that_says_much_for_its_cost_is_tried_before_one_that_says_a_little_more():
    """Of 24 words that each want a term of their own, cheap predicates tell one from the others, dear ones halve them."""
    words = np.arange(96) % 24
    each = words == np.arange(24)[:, None]
    halves = np.array([np.isin(words, np.random.default_rng(k).permutation(24)[:12]) for k in range(40)])
    made = Unifier(96, CHOICE)
    made.add_terms(each, np.arange(24), 2)
    made.add_predicates(each, np.arange(24), 2)
    made.add_predicates(halves, np.arange(24, 64), 60)
    made.settle()
    gains = made.gains(64)
    assert gains[24:].min() > 3 * gains[:24].max()
    tree = solved(made, BOUND)
    assert tree is not None
    assert tree.cost == 24 * 2 + 23 * (2 + CHOICE)


def test_what_a_predicate_says_of_which_term_is_right_is_told_in_bits():
    made = unifier(
        [[True, True, False, False, False]], [1], [[True, True, False, False, False], [True, False] * 2 + [True]], [1, 1]
    )
    made.settle()
    apart, across = made.gains(2)
    assert apart == pytest.approx(2 * np.log2(5 / 2) + 3 * np.log2(5 / 3))
    assert 0 <= across < 0.2


def test_there_is_no_tree_as_dear_as_the_bound():
    terms, predicate = [[True, False] + [True] * 3, [False, True] + [False] * 3], [True, False] + [True] * 3
    assert solved(unifier(terms, [1, 1], [predicate], [1]), 2 + 1 + CHOICE) is None


def test_nothing_is_tried_again_while_nothing_is_new():
    made = unifier([[True, False] * 2 + [True], [False, True] * 2 + [False]], [1, 1], [[True, False] * 2 + [True]], [1])
    assert solved(made, BOUND) is not None
    assert solved(made, BOUND) is None


@given(st.lists(SETS, max_size=4), st.integers(1, 6))
def test_covers_hold_each_set_of_rows_once_with_its_first_program(blocks: list[list[list[bool]]], most: int):
    covers = Covers(ROWS, most)
    first: dict[tuple[bool, ...], int] = {}
    node = itertools.count()
    for cost, block in enumerate(blocks):
        nodes = np.array([next(node) for _ in block])
        for mask, number in zip(block, nodes.tolist(), strict=True):
            if any(mask) and len(first) < most:
                first.setdefault(tuple(mask), number)
        covers.add(np.array(block), nodes, cost)
    covers.settle()
    held = {tuple(mask): number for mask, number in zip(covers.masks.tolist(), covers.nodes, strict=True)}
    assert len(held) == len(covers.nodes)
    assert held == first


@given(SETS, COSTS, SETS, COSTS)
def test_more_solutions_are_right_and_distinct_and_the_cheapest_comes_first(
    terms: list[list[bool]], term_costs: list[int], holds: list[list[bool]], costs: list[int]
):
    trees = unifier(terms, term_costs, holds, costs).solutions(BOUND, 8)
    assert all(is_right(tree, row, terms, holds) for tree in trees for row in range(ROWS))
    assert len(set(trees)) == len(trees)
    assert all(trees[0].cost <= tree.cost == summed(tree, term_costs, costs) for tree in trees)
    proper = [predicate for predicate in holds if len(set(predicate)) == 2]
    least = two_leaves(terms, term_costs, holds, costs)
    assert not proper or least is None or trees[0].cost <= least


def test_a_solution_is_told_once():
    start, end, rest = [True, True, False, False, False], [False, False, True, True, True], [False, True, True, True, True]
    made = unifier([start, end, rest], [1, 2, 3], [start, [True, False, False, False, False]], [1, 2])
    first = made.solutions(BOUND, 8)
    made.add_terms(np.array([[True, False, False, False, False]]), np.array([9]), 1)
    again = made.solutions(BOUND, 8)
    assert len(first) > 1
    assert not set(first[1:]) & set(again)
