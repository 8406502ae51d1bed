"""The vocabulary of small languages: phrases as lists of words, what their parts are, and rules that give them a meaning.

The rules are a constant that a program holds; each of them is charged word by word (`contrast.dsl.constants`). `rewrite` applies
whatever rules it is given and knows none itself.
"""

from __future__ import annotations

from contrast.dsl import DSL, Const
from contrast.vocab.primitives.lists.sequences import concat, cons, filter_, fold, head, length, map_, tail
from contrast.vocab.primitives.numbers.booleans import both, choose, either, negate
from contrast.vocab.primitives.numbers.integers import add, equal, less, sub
from contrast.vocab.primitives.texts.rewriting import rewrite
from contrast.vocab.strings import str_equal

VOCABULARY = DSL.of(
    rewrite, cons, concat, head, tail, length, map_, filter_, fold,
    str_equal, equal, less, add, sub, both, either, negate, choose,
    constants=(0, 1, 2, Const.of([], list[str])),
    kinds=(bool, int, str, list[str]),
    name="languages",
)  # fmt: skip
