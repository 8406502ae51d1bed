"""Walking on a cycle: a state machine of five states, the smallest task in which order does not matter but wrapping does."""

from contrast.sampling import Rng, int_lists
from contrast.task import Split, Task
from contrast.vocab.lists import VOCABULARY

PLACES = 5
STAY, FORWARD, BACK = range(3)


def cycle_navigation(moves: list[int]) -> int:
    """The place, 0 to 4, that the moves lead to from place 0 on a cycle of five: 0 stays, 1 goes forward, 2 goes back.

    >>> cycle_navigation([1, 1, 0, 2]), cycle_navigation([2])
    (1, 4)
    """
    return (moves.count(FORWARD) - moves.count(BACK)) % PLACES


def laps(rng: Rng, size: int) -> tuple[list[int]]:
    """Moves that nearly all go the same way round; the others stay."""
    way = int(rng.choice([FORWARD, BACK]))
    return ([way if moves else STAY for moves in rng.random(size) < 0.85],)


task = Task(
    cycle_navigation,
    VOCABULARY.with_constants(PLACES),
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the moves"),
        "longer_10x": Split((200, 200), why="ten times the moves"),
        "structured": Split((12, 20), laps, why="lap after lap in one direction"),
    },
    sampler=int_lists(STAY, BACK),
    source="Delétang et al., Neural Networks and the Chomsky Hierarchy, 2023 (cycle navigation)",
)
