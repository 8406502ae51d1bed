"""Two digits to be told apart: the same images, splits and changes as in `digits`."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from contrast.tasks.perception.digits import SPLITS

from contrast.task import Example, Split


def pair_splits(first: int, second: int) -> dict[str, Split]:
    """The splits of `digits` with these two digits only; the label is whether it is the second."""
    return {name: replace(split, rows=_only(split.rows, first, second)) for name, split in SPLITS.items() if split.rows}


def _only(rows: Callable[[], Sequence[Example]], first: int, second: int) -> Callable[[], Sequence[Example]]:
    return lambda: [Example(row.inputs, row.output == second) for row in rows() if row.output in (first, second)]
