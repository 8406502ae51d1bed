"""First and last names exchanged: a part of any length moves from one end of the text to the other."""

from contrast.tasks.strings._words import LONG, UNSEEN, phrases

from contrast.task import Split, Task
from contrast.vocab.text import VOCABULARY


def swap_first_last_name(name: str) -> str:
    """The last word of a name, then the words before it in their order.

    Words are parted by single spaces. A lone word stays as it is, and so does the empty name, which no split draws.

    >>> swap_first_last_name("ada m lovelace"), swap_first_last_name("ada")
    ('lovelace ada m', 'ada')
    """
    *first, last = name.split(" ")
    return " ".join([last, *first])


task = Task(
    swap_first_last_name,
    VOCABULARY,
    splits={
        "train": Split((1, 4)),
        "more_words_2x": Split((8, 8), why="twice the words"),
        "more_words_10x": Split((40, 40), why="ten times the words"),
        "longer_words": Split((1, 4), phrases(LONG), why="words of 12 to 18 letters instead of 1 to 7"),
        "unseen_characters": Split((1, 4), phrases(alphabet=UNSEEN), why="letters never seen, with accents"),
        "structured": Split((3, 4), phrases((1, 5), ("n", "a")), why="words that repeat or hold one another"),
    },
    sampler=phrases(),
    source="SyGuS-Comp, strings by example (reverse-name); any number of first names is ours",
)
