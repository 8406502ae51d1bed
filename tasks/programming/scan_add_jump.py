"""A verb seen in training only alone, `jump`, in all the ways in which the other verbs were seen."""

from contrast.tasks.programming._scan import actions, scan_splits

from contrast.task import Task
from contrast.vocab.languages import VOCABULARY

COPIES = 1467
"""How often the bare command stands in training, as in the published file."""


def scan_add_jump(command: list[str]) -> list[str]:
    """The actions that a command of SCAN's phrase grammar asks for, in the order in which they are done.

    >>> scan_add_jump("jump around left".split()) == ["I_TURN_LEFT", "I_JUMP"] * 4
    True
    """
    return actions(command)


def jumps(command: str) -> bool:
    """Whether the verb occurs."""
    return "jump" in command


task = Task(
    scan_add_jump,
    VOCABULARY,
    splits=scan_splits(
        lambda command: not jumps(command) or command == "jump",
        "jump",
        lambda command: jumps(command) and command != "jump",
        "the verb jump, seen alone only, in longer commands",
        jumps,
        ("jump", COPIES),
    ),
    source="B. Lake and M. Baroni, Generalization without systematicity, 2018 (SCAN, experiment 3)",
)
