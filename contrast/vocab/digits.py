"""The vocabulary of numbers written as rows of digits, decimal or binary: numbers of one digit or two, and the ways to go along.

No carry, no addition or comparison of whole rows: those are what a program has to build from the pieces.
"""

from dataclasses import replace

from contrast.dsl import DSL
from contrast.vocab.primitives.lists.sequences import (
    concat,
    cons,
    filter_,
    fold,
    fold_right,
    fold_right_with,
    fold_with,
    head,
    iterate_n,
    length,
    map_,
    reduce,
    scan,
    tail,
    until,
    zip_with,
)
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.primitives.numbers.divisors import div
from contrast.vocab.primitives.numbers.integers import add, equal, less, max_, min_, mod, mul, sub

_VOCABULARY = DSL.of(
    add, sub, mul, div, mod, min_, max_, less, equal, both, either, negate, choose,
    cons, concat, head, tail, length, map_, zip_with, filter_, fold, fold_right, fold_with, fold_right_with,
    reduce, scan, iterate_n, until,
    constants=(False, True, 0, 1, 2, 10, []),
    kinds=(bool, int, list[bool], list[int]),
    weights={"variable": 4.0},  # a program is about its inputs
    name="digits",
)  # fmt: skip

VOCABULARY = replace(_VOCABULARY, version=4)  # 2: iterate_n and until; 3: False and True, variables likelier; 4: folds of two
