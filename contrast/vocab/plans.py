"""The vocabulary of plans: whole numbers and their bits, lists, the ways to go through them, and repetition.

A state and a plan are lists of whole numbers. No stack, no tower and no search: those are what a program has to build.
"""

from contrast.dsl import DSL
from contrast.vocab.primitives.lists.sequences import (
    concat,
    cons,
    filter_,
    fold,
    fold_right,
    head,
    iterate_n,
    length,
    map_,
    tail,
    zip_with,
)
from contrast.vocab.primitives.numbers.bitwise import bit_and, bit_or, bit_xor, shift_left, shift_right
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.primitives.numbers.divisors import div
from contrast.vocab.primitives.numbers.integers import add, equal, less, max_, min_, mod, mul, sub

VOCABULARY = DSL.of(
    add, sub, mul, div, mod, min_, max_, less, equal, bit_and, bit_or, bit_xor, shift_left, shift_right,
    both, either, negate, choose, cons, concat, head, tail, length, map_, zip_with, filter_, fold, fold_right, iterate_n,
    constants=(0, 1, 2, 3, []),
    kinds=(bool, int, list[int]),
    weights={"variable": 4.0},  # a program is about its inputs
    name="plans",
)  # fmt: skip
