"""Commands that ask for more actions than any in training, made of the same words in the same ways."""

from contrast.tasks.programming._scan import actions, scan_splits

from contrast.task import Task
from contrast.vocab.languages import VOCABULARY

MOST_ACTIONS = 22


def scan_length(command: list[str]) -> list[str]:
    """The actions that a command of SCAN's phrase grammar asks for, in the order in which they are done.

    >>> scan_length("look thrice and walk left".split())
    ['I_LOOK', 'I_LOOK', 'I_LOOK', 'I_TURN_LEFT', 'I_WALK']
    """
    return actions(command)


def short(command: str) -> bool:
    """Whether it asks for at most 22 actions."""
    return len(actions(command.split())) <= MOST_ACTIONS


task = Task(
    scan_length,
    VOCABULARY,
    splits=scan_splits(short, "length", lambda command: not short(command), "more than 22 actions"),
    source="B. Lake and M. Baroni, Generalization without systematicity, 2018 (SCAN, experiment 2)",
)
