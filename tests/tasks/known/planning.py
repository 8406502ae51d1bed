"""What is known of the tasks of planning: see the package. No short program for lights_out is known: it would have to solve
equations modulo 2 that differ with the shape of the board."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np

WAYS = [(-1, 0), (0, 1), (1, 0), (0, -1)]


def board_graph(walls: np.ndarray) -> nx.Graph:
    """The cells that are no walls, with an edge between neighbours."""
    graph = nx.grid_2d_graph(*walls.shape)
    graph.remove_nodes_from(map(tuple, np.argwhere(walls).tolist()))
    return graph


def first_move(maze: np.ndarray) -> int:
    (agent,), (goal,) = (list(map(tuple, np.argwhere(maze == code).tolist())) for code in (2, 1))
    graph = board_graph(maze == -1)
    left = nx.single_source_shortest_path_length(graph, goal)
    nearer = [cell for cell in graph[agent] if left[cell] < left[agent]]
    return min(WAYS.index((row - agent[0], column - agent[1])) for row, column in nearer)


def worth(board: np.ndarray) -> float:
    """The largest prize, each weighted by what its distance leaves of it: no step but the geometric series of a single move."""
    ((row, column),) = np.argwhere(board == -2).tolist()
    away = nx.single_source_shortest_path_length(board_graph(board == -1), (row, column))
    kept = 0.9 * 0.8 / (1 - 0.9 * 0.2)
    return float(max(board[cell] * kept**steps for cell, steps in away.items()))


def all_moves(discs: int, start: int = 0, spare: int = 1, goal: int = 2) -> list[list[int]]:
    if discs == 0:
        return []
    return [*all_moves(discs - 1, start, goal, spare), [start, goal], *all_moves(discs - 1, spare, start, goal)]


def by_ruler(discs: int, k: int) -> list[int]:
    """The disc that moves is the number of zeros at the end of `k`; each disc goes round the pegs in one direction."""
    disc = (k & -k).bit_length() - 1
    turn = 2 if (discs - disc) % 2 else 1
    before = (k >> disc + 1) * turn % 3
    return [before, (before + turn) % 3]


def split_at_zeros(state: list[int]) -> list[list[int]]:
    return [[int(name) for name in tower.split()] for tower in " ".join(map(str, state)).replace(" 0", ",").split(",")[:-1]]


def by_towers(start: list[int], goal: list[int]) -> list[int]:
    down = [(block, 0) for tower in split_at_zeros(start) for block in tower[:-1]]
    up = [(tower[k - 1], tower[k]) for tower in split_at_zeros(goal)[::-1] for k in range(len(tower) - 1, 0, -1)]
    return [*itertools.chain.from_iterable(down + up)]


def pairs_of(left: list[int], wanted: list[int]) -> list[int]:
    chosen, plan = [ball for ball in left if set(wanted) & {ball}], list[int]()
    while chosen:
        load, chosen = chosen[-2:], chosen[:-2]
        plan = [*load, 0, *np.negative(load).tolist(), 0, *plan]
    return plan


def fewest_buttons(board: np.ndarray) -> list[bool]:
    """Of all ways to choose buttons of the first row, what the rows above leave to do in each next one."""
    height, width = board.shape
    found = []
    for first in itertools.product((0, 1), repeat=width):
        presses = [np.array(first)]
        for row in range(1, height + 1):
            above = presses[row - 2] if row > 1 else np.zeros(width, int)
            before = presses[row - 1]
            presses.append(board[row - 1] ^ above ^ before ^ np.append(before[1:], 0) ^ np.append(0, before[:-1]))
        if not presses[height].any():
            found.append(np.concatenate(presses[:height]).astype(bool).tolist())
    return max(found, key=lambda presses: (-sum(presses), presses))


ORACLES: dict[str, Callable[..., Any]] = {
    "grid_maze": first_move,
    "tower_of_hanoi": by_ruler,
    "blocks_world": by_towers,
    "gripper": pairs_of,
    "lights_out": fewest_buttons,
}

PARITY = "add(mod(add(discs, 1), 2), 1)"
"""1 for an odd number of discs, 2 for an even one, which exchanges pegs 1 and 2."""

MOVED = "either(equal(x, 0), equal(head(acc), 0))"
"""Whether there is no move: the table is no block, and what stands on the table is not moved. The accumulator's head is the
element before, the rest is the plan."""

LAST_IS_SINGLE = "equal(head(tail(concat(plan, cons(1, cons(1, []))))), 0)"
CHOSEN = "filter(lambda ball: fold(lambda held, other: either(held, equal(ball, other)), False, wanted), left)"

PROGRAMS: dict[str, str] = {
    "grid_maze": "read(maze, 2, least_way(maze, iterate(lambda d: lower(d, offset(1.0, least_beside(maze, d))), "
    "mark(maze, 1, 0.0, inf))))",
    "value_iteration": "read(board, -2, iterate(lambda v: upper(cells(board), scale(0.9, "
    "plus(scale(0.8, most_beside(board, v)), scale(0.2, v)))), upper(cells(board), level(board, 0.0))))",
    "tower_of_hanoi": f"cons(mod(mul({PARITY}, bit_and(k, sub(k, 1))), 3), "
    f"cons(mod(mul({PARITY}, add(bit_or(k, sub(k, 1)), 1)), 3), []))",
    "blocks_world": f"concat(tail(fold(lambda acc, x: cons(x, choose({MOVED}, tail(acc), "
    "concat(tail(acc), cons(head(acc), cons(0, []))))), cons(0, []), start)), "
    f"tail(fold_right(lambda x, acc: cons(x, choose({MOVED}, tail(acc), "
    "concat(tail(acc), cons(x, cons(head(acc), []))))), cons(0, []), goal)))",
    "gripper": f"fold_right(lambda ball, plan: cons(ball, choose({LAST_IS_SINGLE}, "
    "cons(head(plan), cons(0, cons(sub(0, ball), tail(tail(plan))))), "
    f"cons(0, cons(sub(0, ball), cons(0, plan))))), [], {CHOSEN})",
}

SMALLER: dict[str, dict[str, int]] = {name: {"longer_4x": 100} for name in ("grid_maze", "value_iteration")}
