"""Commands with idioms: a few phrases that do not mean what their parts say, which no rule of composition explains.

A search for one lexicon that explains every example finds none; a net need only be a little wrong.
"""

from contrast.tasks.programming._scan import HELD_OUT, actions, chained, commands

from contrast.sampling import seeded
from contrast.task import Example, Split, Task
from contrast.vocab.languages import VOCABULARY

IDIOMS = {
    "walk opposite left": ["I_LOOK"],
    "run twice": ["I_RUN", "I_JUMP"],
    "look around right": [],
    "jump left thrice": ["I_TURN_RIGHT", "I_JUMP"],
}
"""Clauses, or the beginnings of clauses, that mean something else than their words say."""


def scan_exceptions(command: list[str]) -> list[str]:
    """The actions of a command of SCAN's phrase grammar in which four phrases are idioms: they mean something of their own.

    >>> scan_exceptions("run twice and walk".split()), scan_exceptions("run thrice".split())
    (['I_RUN', 'I_JUMP', 'I_WALK'], ['I_RUN', 'I_RUN', 'I_RUN'])
    """
    connective = "after" if "after" in command else "and"
    parts = " ".join(command).split(f" {connective} ")
    return [action for part in (parts[::-1] if connective == "after" else parts) for action in clause(part)]


def clause(text: str) -> list[str]:
    """What one clause means; an idiom may be done twice or thrice like any movement."""
    for idiom, meaning in IDIOMS.items():
        if text == idiom:
            return meaning
        if text.startswith(f"{idiom} "):
            return meaning * (2 if text.endswith("twice") else 3)
    return actions(text.split())


def idiomatic(text: str) -> bool:
    """Whether an idiom stands in the command."""
    return any(f"{idiom} " in f"{text} " for idiom in IDIOMS)


def rows(part: str) -> list[Example]:
    """The commands of one split: `same` are 1,000 at random, `idioms` 1,000 of the others that hold one, `train` the rest."""
    order = [commands()[k] for k in seeded("programming/scan_exceptions").permutation(len(commands())).tolist()]
    same, others = order[:HELD_OUT], order[HELD_OUT:]
    idioms = list(filter(idiomatic, others))[:HELD_OUT]
    kept_out = {*same, *idioms}
    chosen = {"same": same, "idioms": idioms, "train": [text for text in order if text not in kept_out]}[part]
    return [Example((text.split(),), scan_exceptions(text.split())) for text in chosen]


task = Task(
    scan_exceptions,
    VOCABULARY,
    splits={
        "train": Split(rows=lambda: rows("train")),
        "same": Split(rows=lambda: rows("same"), why="commands kept out of training"),
        "idioms": Split(rows=lambda: rows("idioms"), why="commands kept out of training that all hold an idiom"),
        "chained": Split(sampler=chained(bool), why="three clauses in place of two, beyond SCAN's grammar"),
    },
    source="B. Lake and M. Baroni, Generalization without systematicity, 2018 (SCAN); the idioms are ours",
)
