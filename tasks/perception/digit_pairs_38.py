"""Handwritten 3 against 8: a problem of perception on which short programs have a chance."""

from contrast.tasks.perception._pairs import pair_splits

from contrast.task import Task, measured
from contrast.values import Grid
from contrast.vocab.images import VOCABULARY

SPLITS = pair_splits(3, 8)


@measured(lambda: [example for split in SPLITS.values() if split.rows for example in split.rows()])
def digit_pairs_38(image: Grid) -> bool:
    """Whether a person wrote the digit 8, and not 3.

    >>> first = SPLITS["train"].rows()[0]
    >>> digit_pairs_38(*first.inputs) == first.output
    True
    """
    raise NotImplementedError  # measured: the labels answer


task = Task(
    digit_pairs_38,
    VOCABULARY,
    splits=SPLITS,
    source="E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998, as in scikit-learn",
    scores_only=True,
)
