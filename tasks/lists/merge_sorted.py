"""Merging, the step that sorting by halves repeats: what comes next may stand in either list."""

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY


def merge_sorted(xs: list[int], ys: list[int]) -> list[int]:
    """The elements of two ascending lists, of any lengths, in one ascending list; equal ones are kept.

    >>> merge_sorted([1, 4, 4], [0, 4]), merge_sorted([], [2])
    ([0, 1, 4, 4, 4], [2])
    """
    merged = []
    i = j = 0
    while i < len(xs) or j < len(ys):
        if j == len(ys) or (i < len(xs) and xs[i] <= ys[j]):
            merged.append(xs[i])
            i += 1
        else:
            merged.append(ys[j])
            j += 1
    return merged


def two_ascending(low: int, high: int) -> Sampler:
    """Two ascending lists that have `size` elements together, from `low` to `high`; either may be empty."""

    def draw(rng: Rng, size: int) -> tuple[list[int], list[int]]:
        values, cut = rng.integers(low, high + 1, size), int(rng.integers(size + 1))
        return sorted(values[:cut].tolist()), sorted(values[cut:].tolist())

    return draw


def hardly_mixed(rng: Rng, size: int) -> tuple[list[int], list[int]]:
    """Two ascending lists with `size` + 1 elements, of which one ends with the value that the other begins with."""
    values = sorted(rng.integers(0, 16, size).tolist())
    cut = int(rng.integers(1, size))
    lower, upper = [*values[:cut], values[cut]], values[cut:]
    return (lower, upper) if rng.random() < 0.5 else (upper, lower)


task = Task(
    merge_sorted,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "larger": Split((1, 20), two_ascending(16, 99), why="values never seen"),
        "structured": Split((8, 19), hardly_mixed, why="one list ends with the value that the other begins with"),
    },
    sampler=two_ascending(0, 15),
    source="D. E. Knuth, The Art of Computer Programming, volume 3, 1973 (section 5.2.4, two-way merge)",
)
