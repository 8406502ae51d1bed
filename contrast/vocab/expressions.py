"""The vocabulary of written expressions: strings and their parts, whole numbers, and the ways to go through the parts.

Nothing in it evaluates an expression or knows an operator: a program takes the text apart and says what each part means.
"""

from __future__ import annotations

from contrast.dsl import DSL
from contrast.vocab.primitives.lists.sequences import fold, head, length, map_, reduce, tail
from contrast.vocab.primitives.numbers.booleans import choose, negate
from contrast.vocab.primitives.numbers.integers import add, equal, less, mod, mul, sub
from contrast.vocab.primitives.texts.words import split
from contrast.vocab.strings import str_at, str_concat, str_equal, str_from_int, str_len, str_replace_all, str_to_int

VOCABULARY = DSL.of(
    str_concat, str_replace_all, str_at, str_len, str_equal, str_to_int, str_from_int, split,
    add, sub, mul, mod, less, equal, negate, choose, head, tail, length, map_, fold, reduce,
    constants=("+", "-", "*", 0, 1, 2, []),
    kinds=(bool, int, str, list[int], list[str]),
    name="expressions",
)  # fmt: skip
