"""Handwritten 4 against 9: a problem of perception on which short programs have a chance."""

from contrast.tasks.perception._pairs import pair_splits

from contrast.task import Task, measured
from contrast.values import Grid
from contrast.vocab.images import VOCABULARY

SPLITS = pair_splits(4, 9)


@measured(lambda: [example for split in SPLITS.values() if split.rows for example in split.rows()])
def digit_pairs_49(image: Grid) -> bool:
    """Whether a person wrote the digit 9, and not 4.

    >>> first = SPLITS["train"].rows()[0]
    >>> digit_pairs_49(*first.inputs) == first.output
    True
    """
    raise NotImplementedError  # measured: the labels answer


task = Task(
    digit_pairs_49,
    VOCABULARY,
    splits=SPLITS,
    source="E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998, as in scikit-learn",
    scores_only=True,
)
