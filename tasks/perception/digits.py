"""Handwritten digits: real images, where the net should win.

1,797 images of 8 x 8 grey values from 0 to 16, scikit-learn's copy of the test part of E. Alpaydin and C. Kaynak, Optical
Recognition of Handwritten Digits, UCI, 1998. One fixed shuffle parts them into 1,000 for training and 797 for tests; the
other axes are made from the 797. On such real data the unlimited regime means all 1,000 training images.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from contrast.sampling import seeded
from contrast.task import Example, Split, Task, measured
from contrast.values import Grid
from contrast.vocab.images import VOCABULARY

TRAINING = 1000
WHITEST = 16


@cache
def table() -> tuple[np.ndarray, np.ndarray]:
    """The images, (1797, 8, 8) int64 from 0 to 16, and their labels, in the fixed order."""
    from sklearn.datasets import load_digits

    loaded = load_digits()
    order = seeded("perception/digits").permutation(len(loaded.target))
    return loaded.images[order].astype(np.int64), loaded.target[order]


def shifted(images: np.ndarray) -> np.ndarray:
    """Each image moved by one pixel in one of the eight directions; what enters is blank."""
    rng = seeded("perception/digits", "shifted")
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    steps = [(down, right) for down in range(3) for right in range(3) if (down, right) != (1, 1)]
    moves = [steps[k] for k in rng.integers(len(steps), size=len(images))]
    return np.stack([image[down : down + 8, right : right + 8] for image, (down, right) in zip(padded, moves, strict=True)])


def noisy(images: np.ndarray) -> np.ndarray:
    """Each grey value with normal noise of standard deviation 3, rounded and cut to the range."""
    noise = seeded("perception/digits", "noisy").normal(0, 3, images.shape)
    return np.rint(images + noise).clip(0, WHITEST).astype(np.int64)


def examples(part: slice, change: Callable[[np.ndarray], np.ndarray] = np.array) -> Callable[[], Sequence[Example]]:
    """The images of this part of the table, changed, with their labels."""

    def rows() -> list[Example]:
        images, labels = table()
        return [Example((Grid(image),), int(label)) for image, label in zip(change(images[part]), labels[part], strict=True)]

    return rows


TRAIN = examples(slice(TRAINING))
SPLITS = {
    "train": Split(rows=TRAIN),
    "same": Split(rows=examples(slice(TRAINING, None)), why="the other images"),
    "shifted": Split(rows=examples(slice(TRAINING, None), shifted), why="moved by one pixel"),
    "noisy": Split(rows=examples(slice(TRAINING, None), noisy), why="noise on every pixel"),
}


@measured(lambda: [example for split in SPLITS.values() if split.rows for example in split.rows()])
def digits(image: Grid) -> int:
    """The digit, from 0 to 9, that a person wrote.

    >>> first = TRAIN()[0]
    >>> digits(*first.inputs) == first.output
    True
    """
    raise NotImplementedError  # measured: the labels answer


task = Task(
    digits,
    VOCABULARY,
    splits=SPLITS,
    source="E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998, as in scikit-learn",
    scores_only=True,
)
