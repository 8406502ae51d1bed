"""The next move of a shortest way through a maze: the essay's long-term planning, with all that has to be planned in sight."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from contrast.tasks.planning._mazes import LARGE, beside, corridors, distances, pair, scattered

from contrast.judgement import INVALID, Judgement
from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.values import Grid
from contrast.vocab.boards import VOCABULARY

WALL, FREE, GOAL, AGENT = -1, 0, 1, 2


def ways_on(maze: Grid) -> dict[int, int]:
    """The moves that the agent can make, in order, each with the number of moves that the goal then still is away."""
    (agent,), (goal,) = (list(map(tuple, np.argwhere(maze == code).tolist())) for code in (AGENT, GOAL))
    left = distances(maze == WALL, goal)
    return {move: left[cell] for move, cell in beside(maze == WALL, agent)}


def grid_maze(maze: Grid) -> int:
    """The first move of a shortest way from the agent to the goal: 0 north, 1 east, 2 south, 3 west; the first of several.

    Cells hold -1 (wall), 0 (free), 1 (the goal) or 2 (the agent), each of the last two once; the goal can be reached.
    Any move that begins a shortest way is right.

    >>> grid_maze(Grid(np.array([[2, -1, 1], [0, 0, 0], [-1, 0, -1]])))
    2
    """
    left = ways_on(maze)
    return min(left, key=left.__getitem__)


def judge(inputs: tuple[Grid], move: int) -> Judgement:
    """Valid if the move leads to a free cell; `excess` by how much it makes the way longer."""
    left = ways_on(*inputs)
    if move not in left:
        return INVALID
    best = min(left.values())
    return Judgement(left[move] == best, True, (left[move] - best) / (1 + best))


def mazes(walls: Callable[[Rng, int], np.ndarray], far: bool = False) -> Sampler:
    """A maze of a given side, the agent and the goal on any two cells with a way between them, or far apart."""

    def draw(rng: Rng, side: int) -> tuple[Grid]:
        ends = None
        while ends is None:
            blocked = walls(rng, side)
            ends = pair(rng, blocked, far)
        maze = np.where(blocked, WALL, FREE).astype(np.int64)
        maze[ends[0]], maze[ends[1]] = GOAL, AGENT
        return (Grid(maze),)

    return draw


task = Task(
    grid_maze,
    VOCABULARY,
    splits={
        "train": Split((5, 7)),
        "longer_2x": Split((14, 14), why="twice the side"),
        "longer_4x": Split((28, 28), items=LARGE, why="four times the side"),
        "corridors": Split((7, 7), mazes(corridors, far=True), why="one way alone, without loops, from end to end"),
        "open": Split((5, 7), mazes(lambda rng, side: scattered(rng, side, 0.0, 0.1)), why="hardly a wall, loops everywhere"),
        "far": Split((5, 7), mazes(lambda rng, side: scattered(rng, side, 0.3, 0.5), far=True), why="the ends far apart"),
    },
    sampler=mazes(lambda rng, side: scattered(rng, side, 0.1, 0.45)),
    source="E. F. Moore, The shortest path through a maze, 1959",
    judge=judge,
)
