"""Runs made single: what becomes of a character depends on the one before it and on nothing else."""

from itertools import groupby

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.text import VOCABULARY


def strip_repeats(text: str) -> str:
    """The text with each run of one character made a single one; a character may come again after another.

    The empty text stays empty; no split draws it.

    >>> strip_repeats("aabccca"), strip_repeats("")
    ('abca', '')
    """
    return "".join(character for character, _ in groupby(text))


def runs(repeats: float = 0.5, alphabet: str = "abcdefgh") -> Sampler:
    """`size` characters, each the one before it with probability `repeats`, else any of the alphabet."""

    def draw(rng: Rng, size: int) -> tuple[str]:
        text = ""
        for again, fresh in zip(rng.random(size) < repeats, rng.integers(len(alphabet), size=size), strict=True):
            text += text[-1] if again and text else alphabet[fresh]
        return (text,)

    return draw


def in_turn(rng: Rng, size: int) -> tuple[str]:
    """Two characters in turn, now and then doubled: most come again, few stand beside their like."""
    first, other = rng.permutation(list("abcdefgh"))[:2].tolist()
    pairs = [(first, other)[place % 2] * int(rng.choice([1, 1, 1, 2, 3])) for place in range(size)]
    return ("".join(pairs)[:size],)


task = Task(
    strip_repeats,
    VOCABULARY,
    splits={
        "train": Split((1, 20)),
        "longer_2x": Split((40, 40), why="twice the length"),
        "longer_10x": Split((200, 200), why="ten times the length"),
        "longer_runs": Split((10, 20), runs(0.9), why="runs of ten characters instead of two, on average"),
        "unseen_characters": Split((1, 20), runs(alphabet="stuvwxyz"), why="letters never seen"),
        "structured": Split((10, 20), in_turn, why="two letters in turn, few of them repeated"),
    },
    sampler=runs(),
    source="a standard exercise (the Unix tool uniq, and tr -s, do it on lines and on characters)",
)
