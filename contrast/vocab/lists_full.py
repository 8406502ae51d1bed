"""The language of public list benchmarks: what DeepCoder, LambdaBeam and DreamCoder give their own programs.

It holds sort, reverse and sum, so no task of ours uses it. Lists are of whole numbers; lists of truth values can be made
(by map, zip_with, choose and folds) but not taken apart, because those languages' tasks never do, and every list of truth
values would otherwise be one more way to say what the predicate says.

Sources: Balog et al., DeepCoder, 2017, appendix F; Shi et al., LambdaBeam, 2023 (negative places count from the end);
Ellis et al., DreamCoder, 2021, list processing (range, index, slice, is-prime, is-square, all, any).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from contrast.dsl import DSL, A, B, Primitive
from contrast.dsl.types import substitute
from contrast.vocab.primitives.lists import sequences, sublists
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.primitives.numbers.divisors import div, is_even, is_odd, is_prime, is_square, square
from contrast.vocab.primitives.numbers.integers import add, equal, less, max_, min_, mod, mul, sub


def at_kinds(general: Primitive, bound: Mapping[Any, Any]) -> Primitive:
    """The primitive with some of its type variables replaced by kinds."""
    parameters = tuple(substitute(parameter, bound) for parameter in general.parameters)
    return replace(general, parameters=parameters, result=substitute(general.result, bound))


ELEMENTS = (
    sequences.cons, sequences.concat, sequences.head, sequences.tail, sequences.length,
    sequences.map_, sequences.zip_with, sequences.filter_, sequences.count_if, sequences.any_of, sequences.all_of,
    sequences.scan, sequences.reduce,
    sublists.take, sublists.drop, sublists.slice_, sublists.at, sublists.last, sublists.is_empty, sublists.reverse,
    sublists.repeat,
)  # fmt: skip
"""Whose lists have elements of kind A."""

FOLDS = (sequences.fold, sequences.fold_right)
"""Whose lists have elements of kind B, and whose states are of any kind."""

ITERATIONS = (sequences.iterate_n, sequences.until)
"""Whose states are of kind A: numbers here."""

WEIGHTS = {
    "variable": 4.0,  # a program is about its inputs
    "map": 4.0, "filter": 4.0, "any_of": 4.0, "all_of": 4.0,  # what these languages exist for: each stands for a loop
    "zip_with": 2.0, "count_if": 2.0, "fold": 2.0,
    "add": 2.0, "sub": 2.0, "head": 2.0, "0": 2.0, "1": 2.0, "2": 2.0,  # the usual ways to begin and to count
    "4": 0.5, "5": 0.5, "False": 0.5, "True": 0.5,  # larger numbers are rarer, and truth values seldom stand alone
    "last": 0.5, "slice": 0.5, "fold_right": 0.5, "reduce": 0.5,  # said by other words as well
    "is_prime": 0.5, "is_square": 0.5, "iterate_n": 0.25, "until": 0.25,  # for special purposes
}  # fmt: skip
"""How likely a symbol is beside others of its kind (1 if not named), in doublings, by general reasons alone."""

VOCABULARY = DSL.of(
    add, sub, mul, div, mod, square, min_, max_, less, equal, is_even, is_odd, is_prime, is_square,
    both, either, negate, choose,
    *[at_kinds(general, {A: int}) for general in (*ELEMENTS, *ITERATIONS)],
    *[at_kinds(general, {B: int}) for general in FOLDS],
    sublists.sort, sublists.sum_, sublists.minimum, sublists.maximum, sublists.range_,
    constants=(False, True, -1, 0, 1, 2, 3, 4, 5, []),
    kinds=(bool, int, list[int], list[bool]),
    weights=WEIGHTS,
    name="lists_full",
)  # fmt: skip
