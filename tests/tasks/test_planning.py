"""What the tasks of planning promise beyond what every task does: judges simulate, references are as good as they say."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import networkx as nx
import numpy as np
import pytest
from contrast.tasks.planning.blocks_world import below, in_place

from contrast.catalog import load_task
from contrast.judgement import INVALID, Judgement
from tests.tasks.known.planning import all_moves, worth


def judged(name: str, inputs: tuple[Any, ...], answer: Any) -> Judgement:
    found = load_task(f"planning/{name}").judgements([answer], [inputs])
    assert found is not None
    return found[0]


def test_a_move_along_another_shortest_way_is_right() -> None:
    maze = (np.array([[2, 0], [0, 1], [0, 0]]),)
    assert [judged("grid_maze", maze, move) for move in (1, 2)] == [Judgement(True, True, 0.0)] * 2
    assert judged("grid_maze", maze, 0) == INVALID


def test_a_detour_is_valid_but_not_right() -> None:
    assert judged("grid_maze", (np.array([[0, 2, 1]]),), 3) == Judgement(False, True, 2.0)
    assert judged("grid_maze", (np.array([[-1, 2, 1]]),), 3) == INVALID


def test_no_direction_is_right_too_often() -> None:
    for split in ("train", "longer_4x", "corridors", "open", "far"):
        examples = load_task("planning/grid_maze").draw(split, seed=0, count=300).examples
        assert Counter(example.output for example in examples).most_common(1)[0][1] < 0.5 * len(examples)


@pytest.mark.parametrize("split", ["same", "longer_2x", "far"])
def test_sweeps_reach_the_worth_of_the_nearest_prizes_in_closed_form(split: str) -> None:
    for example in load_task("planning/value_iteration").draw(split, seed=2, count=50).examples:
        assert example.output == pytest.approx(worth(*example.inputs), rel=1e-9)


def test_every_move_of_the_tower_is_that_of_the_written_plan() -> None:
    task = load_task("planning/tower_of_hanoi")
    for discs in range(1, 10):
        assert [task.reference(discs, k) for k in range(1, 2**discs)] == all_moves(discs)


def fewest_moves(start: dict[int, int], goal: dict[int, int]) -> int:
    """By breadth-first search over states."""
    seen, border = {frozenset(start.items())}, [start]
    for moves in itertools.count():
        if goal in border:
            return moves
        border = [after for state in border for after in successors(state) if not seen & {frozenset(after.items())}]
        border = list({frozenset(state.items()): state for state in border}.values())
        seen |= {frozenset(state.items()) for state in border}
    raise AssertionError


def successors(state: dict[int, int]) -> list[dict[int, int]]:
    clear = [block for block in state if block not in state.values()]
    return [{**state, block: under} for block in clear for under in [0, *clear] if block != under]


def test_no_plan_for_blocks_is_shorter_than_the_bound() -> None:
    for example in load_task("planning/blocks_world").draw("train", seed=0, count=40).examples:
        start, goal = map(below, example.inputs)
        bound = sum(not in_place(block, start, goal) for block in goal)
        fewest = fewest_moves(start, goal)
        assert bound <= fewest <= len(example.output) / 2 or fewest == 0
        assert fewest <= 2 * bound


def test_blocks_keep_the_rules() -> None:
    inputs = ([1, 2, 0, 3, 0], [2, 3, 0, 1, 0])
    assert judged("blocks_world", inputs, [1, 0, 2, 3]) == Judgement(True, True, 0.0)
    assert judged("blocks_world", inputs, [1, 3, 1, 0, 2, 3]) == Judgement(True, True, 0.5)
    for broken in ([2, 3], [1, 0], [1, 0, 2], [1, 1], [1, 9], [9, 0], []):
        assert judged("blocks_world", inputs, broken) == INVALID


def test_the_robot_keeps_the_rules() -> None:
    inputs = ([4, 7, 2], [7, 4, 2, 9])
    assert judged("gripper", inputs, [7, 4, 0, -4, -7, 0, 2, 0, -2, 0]) == Judgement(True, True, 0.0)
    assert judged("gripper", inputs, [4, 0, -4, 0, 7, 0, -7, 0, 2, 0, -2, 0]) == Judgement(True, True, pytest.approx(0.2))
    for broken in ([4, 7, 2, 0, -4, -7, -2, 0], [4, 7, 0, -4, -7, 0, 2, 0, -2], [9], [-4], [4, 7, 0, -4, -7, 0], []):
        assert judged("gripper", inputs, broken) == INVALID


def test_no_plan_for_the_robot_is_shorter() -> None:
    for left, wanted in itertools.product(([], [1], [1, 2], [1, 2, 3]), ([1], [1, 2], [2, 3, 1], [9])):
        graph, start, goal = robot_states(left, wanted)
        plan = load_task("planning/gripper").answer((left, wanted))
        assert nx.shortest_path_length(graph, start, goal) == len(plan)


def robot_states(left: list[int], wanted: list[int]) -> tuple[nx.DiGraph, Any, Any]:
    """States are the robot's room, and for each ball its room, or 2 if it is held."""
    balls = sorted({*left, *wanted})
    graph = nx.DiGraph()
    for here, *places in itertools.product((0, 1), *[(0, 1, 2)] * len(balls)):
        graph.add_edge((here, *places), (1 - here, *places))
        for k, place in enumerate(places):
            if place in (here, 2) and places.count(2) <= 2:
                moved = (here, *places[:k], here if place == 2 else 2, *places[k + 1 :])
                if moved.count(2) <= 2:
                    graph.add_edge((here, *places), moved)
    first = (0, *[0 if ball in left else 1 for ball in balls])
    return graph, first, (0, *[1 if ball in wanted else 0 for ball in balls])


def test_any_buttons_that_switch_all_off_are_right() -> None:
    board = (np.array([[1, 1, 0, 1]] * 4),)
    task = load_task("planning/lights_out")
    presses = task.answer(task.draw("train", seed=0, count=1).examples[0].inputs)
    assert judged("lights_out", board, presses[:3]) == INVALID
    four = next(e for e in task.draw("same", seed=0).examples if e.inputs[0].shape == (4, 4))
    ways = [
        list(way) for way in itertools.product((False, True), repeat=16) if judged("lights_out", four.inputs, list(way)).right
    ]
    assert len(ways) == 16  # the board of side 4 has 4 sets of buttons, independent of one another, that switch nothing
    assert min(map(sum, ways)) == sum(four.output)
