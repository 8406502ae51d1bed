"""SCAN: 20,910 commands in English and the actions that they ask for, made by the rules of the paper.

A command is one clause or two, joined by `and` or `after`; a clause is a movement, once, twice or thrice; a movement is a
primitive, one with a direction, or one with a direction and a manner. Source: B. Lake and M. Baroni, Generalization without
systematicity, 2018, with the grammar and the interpretation of its supplement. The splits follow the published ones by rule;
`same` is made of 1,000 of the published training commands that are kept out of training.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from contrast.sampling import Rng, Sampler, seeded
from contrast.task import Example, Split

ACTIONS = {"walk": ["I_WALK"], "look": ["I_LOOK"], "run": ["I_RUN"], "jump": ["I_JUMP"], "turn": []}
TURNS = {"left": "I_TURN_LEFT", "right": "I_TURN_RIGHT"}
TIMES = {"twice": 2, "thrice": 3}
HELD_OUT = 1000
"""Published training commands of which `same` is made."""

Holds = Callable[[str], bool]
"""Of a command as text, whether it belongs somewhere."""


def movement(words: Sequence[str]) -> list[str]:
    """What `walk`, `walk left`, `walk opposite left` or `walk around left` asks for; `turn` asks for no action of its own."""
    act = ACTIONS[words[0]]
    if len(words) == 1:
        return act
    turn = TURNS[words[-1]]
    if len(words) == 2:
        return [turn, *act]
    return [turn, turn, *act] if words[1] == "opposite" else [turn, *act] * 4


def clause_actions(words: Sequence[str]) -> list[str]:
    """A movement as often as the words behind it say: `walk twice thrice` is six times."""
    if words[-1] in TIMES:
        return clause_actions(words[:-1]) * TIMES[words[-1]]
    return movement(words)


def actions(command: Sequence[str]) -> list[str]:
    """The actions of clauses joined by `and`, in that order, or by `after`, the last clause first.

    SCAN joins two. For any number joined by one connective the order follows, since it is the same however they are grouped.
    """
    connective = "after" if "after" in command else "and"
    clauses = [clause.split() for clause in " ".join(command).split(f" {connective} ")]
    ordered = reversed(clauses) if connective == "after" else clauses
    return [action for clause in ordered for action in clause_actions(clause)]


@cache
def movements() -> list[str]:
    """All 34 of them."""
    directed = [f"{verb} {manner}{turn}" for verb in ACTIONS for manner in ("", "opposite ", "around ") for turn in TURNS]
    return [*[verb for verb in ACTIONS if verb != "turn"], *directed]


@cache
def clauses() -> list[str]:
    """All 102 of them."""
    return [f"{moved}{times}" for moved in movements() for times in ("", " twice", " thrice")]


@cache
def commands() -> list[str]:
    """All 20,910 of them."""
    joined = [f"{first} {connective} {last}" for connective in ("and", "after") for first in clauses() for last in clauses()]
    return [*clauses(), *joined]


def example(command: str) -> Example:
    """The command and its actions."""
    words = command.split()
    return Example((words,), actions(words))


def scan_splits(
    trained: Holds,
    axis: str = "",
    tested: Holds | None = None,
    why: str = "",
    held: Holds = bool,
    bare: tuple[str, int] | None = None,
) -> dict[str, Split]:
    """Train and `same` from the commands that are `trained`, the published test as `axis`, and three clauses in a row.

    held: true of the clauses that are held out.  bare: a command that stays in training, and how often it stands there.
    """
    alone, copies = bare or ("", 0)

    def rows(training: bool) -> list[Example]:
        inside = [command for command in commands() if trained(command) and command != alone]
        order = seeded("scan", axis).permutation(len(inside)).tolist()
        chosen = [inside[k] for k in sorted(order[HELD_OUT:] if training else order[:HELD_OUT])]
        return [example(command) for command in chosen + [alone] * (copies if training else 0)]

    published = {} if tested is None else {axis: Split(rows=lambda: [example(c) for c in commands() if tested(c)], why=why)}
    return {
        "train": Split(rows=lambda: rows(training=True)),
        "same": Split(rows=lambda: rows(training=False), why="commands kept out of training"),
        **published,
        "chained": Split(sampler=chained(held), why="three clauses in place of two, beyond SCAN's grammar"),
    }


def chained(held: Holds) -> Sampler:
    """Three clauses joined by one connective, one of them with what the split holds out."""

    def draw(rng: Rng, size: int) -> tuple[list[str]]:
        chosen = [clauses()[k] for k in rng.integers(len(clauses()), size=3)]
        fitting = list(filter(held, clauses()))
        chosen[int(rng.integers(3))] = fitting[int(rng.integers(len(fitting)))]
        return (f" {('and', 'after')[int(rng.integers(2))]} ".join(chosen).split(),)

    return draw


def repeated(rng: Rng, size: int) -> tuple[list[str]]:
    """One or two clauses, in each of them a movement repeated and repeated again: `walk twice thrice`."""

    def clause() -> str:
        times = [str(rng.choice(list(TIMES))) for _ in range(2)]
        return " ".join([movements()[int(rng.integers(len(movements())))], *times])

    return (f" {('and', 'after')[int(rng.integers(2))]} ".join(clause() for _ in range(int(rng.integers(1, 3)))).split(),)
