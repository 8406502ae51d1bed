"""A manner and a direction never seen together, `around right`; `around left` and `opposite right` were."""

from contrast.tasks.programming._scan import actions, scan_splits

from contrast.task import Task
from contrast.vocab.languages import VOCABULARY


def scan_around_right(command: list[str]) -> list[str]:
    """The actions that a command of SCAN's phrase grammar asks for, in the order in which they are done.

    >>> scan_around_right("walk around right".split()) == ["I_TURN_RIGHT", "I_WALK"] * 4
    True
    """
    return actions(command)


def around_right(command: str) -> bool:
    """Whether the two words occur side by side."""
    return "around right" in command


task = Task(
    scan_around_right,
    VOCABULARY,
    splits=scan_splits(
        lambda command: not around_right(command),
        "around_right",
        lambda command: around_right(command) and "turn around right" not in command,
        "around and right together, seen apart only",
        held=around_right,
    ),
    source="J. Loula, M. Baroni and B. Lake, Rearranging the familiar, 2018 (SCAN, around right)",
)
