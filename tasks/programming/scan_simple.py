"""Commands in a small English, all of the kind seen in training: interpolation, which nets are known to do well.

The published split is a random one; ours is drawn anew, and the axes go beyond the grammar by what its meanings define.
"""

from contrast.tasks.programming._scan import actions, repeated, scan_splits

from contrast.task import Split, Task
from contrast.vocab.languages import VOCABULARY


def scan_simple(command: list[str]) -> list[str]:
    """The actions that a command of SCAN's phrase grammar asks for, in the order in which they are done.

    >>> scan_simple("jump twice after turn opposite left".split())
    ['I_TURN_LEFT', 'I_TURN_LEFT', 'I_JUMP', 'I_JUMP']
    """
    return actions(command)


task = Task(
    scan_simple,
    VOCABULARY,
    splits={
        **scan_splits(lambda command: True),
        "repeated": Split(sampler=repeated, why="repetitions repeated (walk twice thrice), beyond SCAN's grammar"),
    },
    source="B. Lake and M. Baroni, Generalization without systematicity, 2018 (SCAN)",
)
