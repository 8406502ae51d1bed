"""The vocabulary of the string tasks: strings, their words and characters, and the ways to go through those.

Nothing in it capitalises a word, knows a name, a date or an address, or removes duplicates.
"""

from contrast.dsl import DSL
from contrast.vocab.primitives.lists.sequences import filter_, fold, head, length, map_, reduce, tail
from contrast.vocab.primitives.numbers.booleans import choose, negate
from contrast.vocab.primitives.numbers.integers import add, equal, less, sub
from contrast.vocab.primitives.texts.words import chars, join, join_each, split
from contrast.vocab.strings import (
    str_at,
    str_concat,
    str_contains,
    str_equal,
    str_from_int,
    str_indexof,
    str_is_digit,
    str_len,
    str_lower,
    str_prefixof,
    str_replace_all,
    str_substr,
    str_suffixof,
    str_to_int,
    str_trim,
    str_upper,
)

VOCABULARY = DSL.of(
    str_concat, str_replace_all, str_at, str_substr, str_len, str_indexof, str_prefixof, str_suffixof, str_contains,
    str_equal, str_is_digit, str_to_int, str_from_int, str_lower, str_upper, str_trim,
    split, chars, join, join_each, head, tail, length, map_, filter_, fold, reduce,
    add, sub, less, equal, negate, choose,
    constants=("", " ", 0, 1),
    kinds=(bool, int, str, list[str]),
    name="text",
)  # fmt: skip
