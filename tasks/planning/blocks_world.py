"""A whole plan that turns towers of blocks into others: the classic of planning, easy to do and hard to do in fewest moves."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from contrast.judgement import INVALID, Judgement
from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.plans import VOCABULARY

TABLE = 0
NAMES = range(1, 21)


def below(towers: list[int]) -> dict[int, int]:
    """What each block stands on."""
    return {block: under for block, under in itertools.pairwise(towers) if block != TABLE}


def blocks_world(start: list[int], goal: list[int]) -> list[int]:
    """A plan that turns the towers `start` into `goal`: a block and what it is put onto, again and again, 0 for the table.

    A state lists its towers, in any order, each from the top down and then a 0. Only a block with nothing on it may be moved, and
    only onto such a block or the table. Any plan that ends in the towers of `goal` is right, whatever its length. This one
    reads `start` forwards and puts each block that stands on another onto the table, then reads `goal` backwards and puts each
    block that is to stand on another in its place.

    >>> blocks_world([1, 2, 0, 3, 0], [2, 3, 0, 1, 0])  # 1 stands on 2
    [1, 0, 2, 3]
    """
    down = [block for block, under in below(start).items() if under != TABLE]
    up = [(block, under) for block, under in reversed(below(goal).items()) if under != TABLE]
    return [part for block in down for part in (block, TABLE)] + [part for move in up for part in move]


def judge(inputs: tuple[list[int], list[int]], plan: list[int]) -> Judgement:
    """Right and valid if simulation ends in the goal; `excess` over the blocks that are out of place, each of which has to be
    moved at least once: a lower bound of the shortest plan, 1 at least."""
    start, goal = map(below, inputs)
    state = dict(start)
    if len(plan) % 2:
        return INVALID
    for block, under in zip(plan[::2], plan[1::2], strict=True):
        covered = set(state.values())
        if (
            block not in state
            or block in covered
            or block == under
            or (under != TABLE and (under not in state or under in covered))
        ):
            return INVALID
        state[block] = under
    if state != goal:
        return INVALID
    least = max(1, sum(not in_place(block, start, goal) for block in goal))
    return Judgement(True, True, (len(plan) / 2 - least) / least)


def in_place(block: int, start: dict[int, int], goal: dict[int, int]) -> bool:
    """Whether a block and all below it stand already as they are to stand."""
    return block == TABLE or (start[block] == goal[block] and in_place(goal[block], start, goal))


def towers(rng: Rng, names: list[int], share: float) -> list[int]:
    """The blocks in towers, in an order drawn; below each block there is the table with probability `share`."""
    found: list[int] = []
    for block in rng.permutation(names).tolist():
        found += [block, TABLE] if rng.random() < share else [block]
    return found if found[-1] == TABLE else [*found, TABLE]


def states(share: Callable[[Rng], float]) -> Sampler:
    """Two states of so many blocks, whose names are drawn."""

    def draw(rng: Rng, size: int) -> tuple[list[int], list[int]]:
        names = rng.choice(NAMES, size, replace=False).tolist()
        return towers(rng, names, share(rng)), towers(rng, names, share(rng))

    return draw


def one_moved(rng: Rng, size: int) -> tuple[list[int], list[int]]:
    """Two states of which the second has one block moved from the top of a tower to the table."""
    start: list[int] = []
    while not any(block != TABLE and under != TABLE for block, under in itertools.pairwise(start)):
        start = towers(rng, rng.choice(NAMES, size, replace=False).tolist(), 0.3)
    tops = [k for k, block in enumerate(start[:-1]) if block != TABLE != start[k + 1] and (k == 0 or start[k - 1] == TABLE)]
    place = tops[int(rng.integers(len(tops)))]
    return start, [*start[:place], *start[place + 1 :], start[place], TABLE]


task = Task(
    blocks_world,
    VOCABULARY,
    splits={
        "train": Split((2, 5)),
        "longer_2x": Split((10, 10), why="twice the blocks"),
        "longer_4x": Split((20, 20), why="four times the blocks"),
        "tall": Split((4, 6), states(lambda rng: 0.0), why="one tower turned into another"),
        "near": Split((4, 6), one_moved, why="the goal is one move away"),
    },
    sampler=states(lambda rng: float(rng.uniform(0.1, 0.7))),
    source="N. Gupta and D. S. Nau, On the complexity of blocks-world planning, 1992",
    judge=judge,
)
