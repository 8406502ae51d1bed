"""A small vocabulary from which sorting can be found: ends and joins of lists, comparison, folds; no word that orders."""

from contrast.dsl import DSL
from contrast.vocab.primitives.lists.sequences import concat, cons, filter_, fold, fold_right, head, tail
from contrast.vocab.primitives.numbers.integers import add, less, max_, min_, sub

VOCABULARY = DSL.of(
    cons, concat, head, tail, filter_, add, sub, less, min_, max_, fold, fold_right,
    constants=(0, 1, []),
    kinds=(bool, int, list[int]),
    name="sorting",
)  # fmt: skip
