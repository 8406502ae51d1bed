"""The vocabulary of small interpreters: lists of words and of numbers, the usual words about lists, and comparison of words.

Nothing in it runs a program: a program goes through the words and says what each of them does. The words of a language are
constants that its task adds.
"""

from __future__ import annotations

from contrast.dsl import DSL, A, B
from contrast.vocab.lists_full import at_kinds
from contrast.vocab.primitives.lists.sequences import concat, cons, filter_, fold, head, length, map_, reduce, tail, zip_with
from contrast.vocab.primitives.lists.sublists import drop, reverse, sort, take
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.primitives.numbers.integers import add, equal, less, max_, min_, mod, mul, sub
from contrast.vocab.strings import str_equal

WEIGHTS = {
    "variable": 4.0,  # a program is about its inputs
    "map": 4.0, "filter": 4.0, "fold": 4.0,  # each stands for a loop
    "str_equal": 4.0,  # the only thing that words are asked
    "add": 2.0, "1": 2.0, "2": 2.0,  # the usual ways to count
    "reduce": 0.5, "min": 0.5, "max": 0.5,  # said by other words as well
}  # fmt: skip
"""How likely a symbol is beside others of its kind (1 if not named), by general reasons alone, as in `lists_full`."""

NUMBERS = (cons, concat, head, tail, length, take, drop, reverse, map_, zip_with, filter_, reduce)
"""What is done to lists of numbers."""

VOCABULARY = DSL.of(
    add, sub, mul, mod, min_, max_, less, equal, str_equal, both, either, negate, choose, sort,
    *[at_kinds(general, {A: int, B: int}) for general in NUMBERS],
    at_kinds(fold, {B: str}),
    constants=(0, 1, 2, []),
    kinds=(bool, int, str, list[int], list[str]),
    weights=WEIGHTS,
    name="interpreting",
)  # fmt: skip
