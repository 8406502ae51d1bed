"""A command seen in training only alone, `turn left`, as a part of others; its two words were seen in many."""

from contrast.tasks.programming._scan import actions, scan_splits

from contrast.task import Task
from contrast.vocab.languages import VOCABULARY

COPIES = 2189
"""How often the bare command stands in training, as in the published file."""


def scan_add_turn_left(command: list[str]) -> list[str]:
    """The actions that a command of SCAN's phrase grammar asks for, in the order in which they are done.

    >>> scan_add_turn_left("turn left twice after walk".split())
    ['I_WALK', 'I_TURN_LEFT', 'I_TURN_LEFT']
    """
    return actions(command)


def turns_left(command: str) -> bool:
    """Whether the two words occur side by side."""
    return "turn left" in command


task = Task(
    scan_add_turn_left,
    VOCABULARY,
    splits=scan_splits(
        lambda command: not turns_left(command) or command == "turn left",
        "turn_left",
        lambda command: turns_left(command) and command != "turn left",
        "the command turn left, seen alone only, in longer ones",
        turns_left,
        ("turn left", COPIES),
    ),
    source="B. Lake and M. Baroni, Generalization without systematicity, 2018 (SCAN, experiment 3)",
)
