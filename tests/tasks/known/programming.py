"""What is known of the tasks of programming: see the package."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from contrast.vocab.primitives.texts.rewriting import Rule, rewritten

LETTERS = {"walk": "W", "look": "O", "run": "U", "jump": "J", "turn": "", "left": "L", "right": "R"}
ACTIONS = {"W": "I_WALK", "O": "I_LOOK", "U": "I_RUN", "J": "I_JUMP", "L": "I_TURN_LEFT", "R": "I_TURN_RIGHT"}

MOVEMENT = re.compile(r"(walk|look|run|jump|turn)(?: (opposite|around))?(?: (left|right))?")


def acted(command: list[str], idioms: tuple[tuple[str, str], ...] = ()) -> list[str]:
    """The actions, by replacements in the text: idioms and movements become letters, which are then repeated and ordered."""
    text = " ".join(command)
    for idiom, letters in idioms:
        text = re.sub(rf"\b{idiom}\b", f"<{letters}>", text)

    def moved(found: re.Match[str]) -> str:
        verb, manner, turn = found.groups()
        act, side = LETTERS[verb], LETTERS.get(turn, "")
        return f"<{ {'opposite': side * 2 + act, 'around': (side + act) * 4}.get(manner, side + act) }>"

    text = MOVEMENT.sub(moved, text)
    while (again := re.sub(r"<(\w*)> (twice|thrice)", lambda m: f"<{m[1] * (2 if m[2] == 'twice' else 3)}>", text)) != text:
        text = again
    groups = re.findall(r"<(\w*)>", text)
    return [ACTIONS[letter] for group in (reversed(groups) if "after" in text else groups) for letter in group]


def stepped(program: list[str], xs: list[int]) -> list[int]:
    steps: dict[str, Callable[[list[int]], list[int]]] = {
        "rev": lambda xs: [xs[-1 - k] for k in range(len(xs))],
        "dbl": lambda xs: [x + x for x in xs],
        "inc": lambda xs: [-~x for x in xs],
        "cut": lambda xs: list(reversed(xs[:0:-1])),
        "asc": lambda xs: [value for value in range(-1, 30_000) for _ in range(xs.count(value))],
        "out": lambda xs: [x for x in xs if not x & 1],
    }
    return functools.reduce(lambda state, word: steps[word](state), program, xs)


SCAN = [
    "X and Y -> X Y", "X after Y -> Y X", "X twice -> X X", "X thrice -> X X X", "X opposite Y -> Y Y X",
    "X around Y -> Y X Y X Y X Y X", "walk -> I_WALK", "look -> I_LOOK", "run -> I_RUN", "jump -> I_JUMP", "turn ->",
    "left -> I_TURN_LEFT", "right -> I_TURN_RIGHT", "X Y -> Y X",
]  # fmt: skip

IDIOMS = [
    "walk opposite left -> I_LOOK",
    "run twice -> I_RUN I_JUMP",
    "look around right ->",
    "jump left thrice -> I_TURN_RIGHT I_JUMP",
]

DESCRIBE = [
    "X then Y -> X ; Y", "X after Y -> Y ; X", "X twice -> X ; X", "X every Y -> Y X", "X the Y -> Y X", "X and Y -> X Y",
    "two -> 2", "three -> 3", "four -> 4", "number ->", "numbers ->",
    *[f"{word} -> {word}" for word in ("double", "negate", "increment", "square", "keep", "drop", "even", "odd", "positive")],
    *[f"{word} -> {word}" for word in ("negative", "largest", "smallest", "first", "last")],
    "X Y -> Y X",
]  # fmt: skip

NAMES = ["scan_simple", "scan_length", "scan_add_jump", "scan_add_turn_left", "scan_around_right"]

ORACLES: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(NAMES, acted),
    "scan_exceptions": functools.partial(
        acted, idioms=(("walk opposite left", "O"), ("run twice", "UJ"), ("look around right", ""), ("jump left thrice", "RJ"))
    ),
    "describe": lambda sentence: list(rewritten([Rule.read(rule) for rule in DESCRIBE], tuple(sentence))),
    "execute": stepped,
}

PROGRAMS: dict[str, str] = {
    **dict.fromkeys(NAMES, f"rewrite({SCAN}, command)"),
    "scan_exceptions": f"rewrite({[*SCAN[:2], *IDIOMS, *SCAN[2:]]}, command)",
    "describe": f"rewrite({DESCRIBE}, sentence)",
    "execute": "fold(lambda s, w: choose(str_equal(w, 'rev'), reverse(s), choose(str_equal(w, 'dbl'), "
    "map(lambda x: add(x, x), s), choose(str_equal(w, 'inc'), map(lambda x: add(x, 1), s), choose(str_equal(w, 'cut'), "
    "drop(1, s), choose(str_equal(w, 'asc'), sort(s), filter(lambda x: equal(mod(x, 2), 0), s)))))), xs, program)",
}
