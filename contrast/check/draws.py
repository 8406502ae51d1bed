"""What the checks look at: examples of each split, drawn once, and what equal inputs share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from contrast.errors import ContrastError
from contrast.task import Example, Sample, Task
from contrast.values import plain

DRAWN = 200
"""Examples drawn of each split."""


class CheckError(Exception):
    """A failed check; the text is the finding's message."""


class Draws:
    """What the checks look at: examples of each split, drawn once."""

    def __init__(self, task: Task):
        self.task = task
        self.splits = ["train", *task.test_splits]
        self.sample = cache(self._sample)

    def _sample(self, split: str) -> Sample:
        try:
            sample = self.task.draw(split, seed=0, count=DRAWN)
        except ContrastError as error:
            raise CheckError(f"split {split!r}: {error}") from None
        except Exception as error:
            raise CheckError(f"split {split!r}: {type(error).__name__}: {error}; mend its sampler, sizes or rows") from error
        if not sample.examples:
            raise CheckError(f"split {split!r} has no examples; widen its sizes, or mend its sampler or rows")
        return sample

    def examples(self, split: str) -> list[Example]:
        return self.sample(split).examples

    def given(self, split: str) -> bool:
        """Whether the split is a table of rows, which no seed changes."""
        return self.task.splits.get(split, self.task.splits["train"]).rows is not None


def key_of(value: Any) -> bytes:
    """What equal values share; arrays by their bytes, since a graph of 200 nodes is long as text."""
    if isinstance(value, np.ndarray):
        return str(value.shape).encode() + value.tobytes()
    return repr(plain(value)).encode()


def keys_of(examples: Sequence[Example]) -> list[tuple[bytes, ...]]:
    return [tuple(map(key_of, example.inputs)) for example in examples]


Check = Callable[[Task, Draws], str]
"""One check: what was found if the task passes it; `CheckError` if not."""
