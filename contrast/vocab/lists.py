"""The vocabulary of the list tasks: numbers, truth values, lists, and the ways to go through a list."""

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
    length,
    map_,
    reduce,
    scan,
    tail,
    zip_with,
)
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.primitives.numbers.integers import add, equal, less, max_, min_, mod, sub

_VOCABULARY = DSL.of(
    add, sub, mod, min_, max_, less, equal, both, either, negate, choose,
    cons, concat, head, tail, length, map_, zip_with, filter_, fold, fold_right, fold_with, fold_right_with, reduce, scan,
    constants=(0, 1, 2, []),
    kinds=(bool, int, list[int]),
    weights={"variable": 4.0, "fold_with": 0.125, "fold_right_with": 0.125},  # a program is about its inputs, mostly of one list
    name="lists",
)  # fmt: skip

VOCABULARY = replace(_VOCABULARY, version=4)  # 2: zip_with and fold_right; 3: variables likelier; 4: folds of two lists
